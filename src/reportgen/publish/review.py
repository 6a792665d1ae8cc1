"""What an audit report tells of a document: every figure with its verdict, every relation, every finding."""

from collections.abc import Sequence

from reportgen.document import Document
from reportgen.finding import Finding, Span
from reportgen.relation import Kind, Statement, Verdict
from reportgen.value import Value


class Figure(Value, frozen=True):
    """A figure of the document; `statements` are the numbers of the relations that speak of it, NOT_CHECKABLE when none does."""

    span: Span
    verdict: Verdict
    statements: tuple[int, ...] = ()


class Review(Value, frozen=True):
    """A document and what its audit said; the findings that have no place in its text concern the file."""

    document: Document
    figures: tuple[Figure, ...]
    statements: tuple[Statement, ...]
    findings: tuple[Finding, ...]

    @property
    def unchecked(self) -> int:
        """How many figures nothing in the text can check."""
        return sum(figure.verdict is Verdict.NOT_CHECKABLE for figure in self.figures)

    def count(self, verdict: Verdict) -> int:
        """How many relations have a verdict."""
        return sum(statement.verdict is verdict for statement in self.statements)


KINDS = {
    Kind.IDENTITY: "恒等", Kind.SUM: "合计", Kind.TABLE_SUM: "表内合计", Kind.RATIO: "比率", Kind.SHARE: "占比",
    Kind.SHARE_SUM: "占比合计", Kind.GROWTH: "增减", Kind.MULTIPLE: "倍数", Kind.REMAINDER: "余数", Kind.COUNT_OF_LIST: "列举个数",
    Kind.REPEAT: "前后一致", Kind.CROSS_PART: "正文与附件一致", Kind.BOUND: "大小", Kind.NUMBERING: "编号", Kind.YEAR: "年度",
    Kind.DATE: "日期", Kind.DOCNO: "文号", Kind.LOCALITY: "地名", Kind.REFERENCE: "附件与附表", Kind.DIRECTION: "增减方向",
    Kind.UNIT: "单位", Kind.PLACEHOLDER: "待补内容",
}  # fmt: skip


def summary(review: Review) -> str:
    """An audit in a sentence; what nothing in the text can vouch for is always said."""
    total, unchecked = len(review.figures), review.unchecked
    relations = "，".join(
        f"{verdict.word} {review.count(verdict)} 条"
        for verdict in Verdict
        if verdict in (Verdict.HOLDS, Verdict.FAILS) or review.count(verdict)
    )
    if not total:
        return "文中没有可以核对的数"
    about = len({number for figure in review.figures for number in figure.statements})
    apart = f"，其中涉及数的 {about} 条" if about else "，都不涉及数"
    told = apart if about < len(review.statements) else ""
    alone = f"{unchecked} 个数（{share(unchecked, total)}）文中无从核对，请对照原始资料"
    return f"数 {total} 个，关系 {len(review.statements)} 条（{relations}）{told}；{alone}"


def share(part: int, whole: int) -> str:
    """A share in per cent with one decimal, rounded half up."""
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def besides(finding: Finding) -> Sequence[tuple[str, str]]:
    """What a finding says beside its message, each with its heading."""
    return [(word, text) for word, text in (("依据", finding.basis), ("提示", finding.hint)) if text]
