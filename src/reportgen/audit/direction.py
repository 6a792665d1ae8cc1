"""大于、小于、持平、增减的说法与数不符

## 检查什么
“决算数大于预算数”“等于”“持平”与同段所写的预算数、决算数的大小；“由120个下降到100个”的起数、止数；“增加……，下降……%”一句之内方向相反；说“全部完成”而完成率不是100%。

## 为什么
套用上年说明时，原因和方向最容易忘改。

## 反例
年初预算为1560.05万元，支出决算为1511.89万元。决算数大于预算数的主要原因是……

## 正例
年初预算为1560.05万元，支出决算为1511.89万元。决算数小于预算数的主要原因是……
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen import patterns
from reportgen.audit.claim import Remark
from reportgen.audit.context import alike
from reportgen.audit.paper import Paper, Paragraph
from reportgen.audit.wholly import wholly
from reportgen.finding import Severity
from reportgen.mention import Mention, Role
from reportgen.relation import Kind, Verdict

CODE = "D166"

_SAID = patterns.compile(
    r"(?=[决预执完])(?:"  # most characters need no closer look
    r"(?P<first>决算数?|预算数?|执行数|完成数)(?P<than>[^,，。;]{0,3}?)(?P<word>大于|小于|等于|高于|低于|多于|少于|超过)(?P<second>[^,，。;]{0,3}?(?:预算|决算)数?)"
    r"|(?P<a>决算|执行)数?与(?:年初|调整)?预算数?(?P<even>基本持平|持平|一致|相同))"
)
_WORD = patterns.compile("[大小等高低多少超持一相][于过平致同]")
"""What every such word has."""
_MOVED = patterns.compile(
    r"^[^,，。;]{0,12}?(?:(?P<up>增长|增加|扩大|增|提高|提升|上升)|(?P<down>下降|减少|降低|压减|缩减|压缩|降|减))(?:了)?(?:到|至|为)[^,，。;]{0,6}$"
)
_RANKED = patterns.compile(r"排名|排位|名次|位次|位列|时限|时间|天数")
_MORE = ("大于", "高于", "多于", "超过")
_NEAR = 24
_IDLE = patterns.compile(
    r"20\d\d\s*年(?:度)?|本年度?|本部门|本单位|该项|以上|其中?|上述|支出|收入|\s|\d+[.、．]"
)
_EVEN = Decimal("0.1")


def find(paper: Paper) -> Iterator[Remark]:
    """Words of comparison against the figures before them, and signs that clash."""
    for paragraph in paper.paragraphs:
        for match in _SAID.finditer(paragraph.text) if _WORD.search(paragraph.text) else ():
            said = [_said(paragraph, match, *pair) for pair in _pairs(paragraph, match.start())]
            said.sort(key=lambda remark: remark.verdict is not Verdict.HOLDS)
            yield from said[:1]  # of several it may speak of any
        yield from _clashes(paragraph)
        yield from _moves(paragraph)
        yield from wholly(paragraph)


def _pairs(paragraph: Paragraph, place: int) -> list[tuple[Mention, Mention]]:
    """The budgets, each with its outcome, that words of comparison at a place may speak of, nearest first: those of the last
    sentence that has figures, about the subject named."""
    earlier = [m for m in reversed(paragraph.figures) if m.end <= place and m.bracket < 0][:_NEAR]
    near = [m for m in earlier if m.sentence >= earlier[0].sentence]
    pairs = [(b, d) for b in near if b.role is Role.BUDGET and (d := _outcome(b, near)) is not None]
    if not pairs:
        return []
    between = paragraph.text[max(m.end for m in pairs[0]) : place]
    if between.count("。") > 1 or "三公" in between:
        return []
    subject = _IDLE.sub("", re.split(r"[,，。;；:]", paragraph.text[:place])[-1])
    return [p for p in pairs if len(subject) < 3 or any(alike(subject, m.label or m.subject) for m in p)]


def _outcome(budget: Mention, near: Sequence[Mention]) -> Mention | None:
    """What came of a budget: the first figure after it, or the last before it, of its sentence and its dimension."""
    own = [m for m in near if m.role is Role.LEVEL and m.sentence == budget.sentence]
    own = [m for m in own if m.quantity.unit.dimension == budget.quantity.unit.dimension]
    after = [m for m in own if m.start > budget.start]
    return after[-1] if after else own[0] if own else None


def _said(paragraph: Paragraph, match: re.Match[str], budget: Mention, done: Mention) -> Remark:
    planned, actual = budget.magnitude.point, done.magnitude.point
    word = match["word"] or match["even"]
    left, right = (
        (actual, planned) if not match["first"] or "预算" not in match["first"] else (planned, actual)
    )
    holds = _holds(word, left, right)
    span = paragraph.span(match.start(), match.end())
    truth = "大于" if left > right else "小于" if left < right else "等于"
    return Remark(
        Kind.DIRECTION, f"{match[0]} ⇔ {done.quantity.text} 对 {budget.quantity.text}", (span, budget.span, done.span),
        Verdict.HOLDS if holds else Verdict.FAILS, CODE,
        f"写着“{match[0]}”，而预算 {budget.quantity.text}、决算 {done.quantity.text}，应为“{truth}”",
        "请核对是方向写反了，还是数写错了；主要原因的说明也要一并核对", (budget, done), Severity.ERROR,
    )  # fmt: skip


def _holds(word: str, left: Decimal, right: Decimal) -> bool:
    if word in _MORE:
        return left > right
    if word in ("等于", "一致", "相同"):
        return left == right
    if "持平" in word:
        return abs(left - right) <= _EVEN * max(abs(left), abs(right)) or left == right
    return left < right


def _is_start(mention: Mention) -> bool:
    rate = mention.role in (Role.OTHER, Role.RATE, Role.SHARE) and re.search(
        r"(?:由|从|自)[^,，]*$", mention.gap
    )
    return mention.role is Role.BASE or bool(rate)


def _moves(paragraph: Paragraph) -> Iterator[Remark]:
    """由 43 户增长到 92 户; a rank that rises is a smaller number."""
    for first, second in pairwise(paragraph.figures):
        match = _MOVED.match(paragraph.text[first.end : second.start])
        if match is None or first.same_kind != second.same_kind or not _is_start(first):
            continue
        said = paragraph.text[max(0, first.start - 30) : second.start]
        one, other = first.magnitude, second.magnitude
        if _RANKED.search(said) or (one.interval.overlaps(other.interval) and one.point != other.point):
            continue
        rises = other.point > one.point
        way = "增" if rises else "减" if one.point != other.point else "持平"
        yield Remark(
            Kind.DIRECTION, f"{first.quantity.text}{match[0]}{second.quantity.text}", (second.span, first.span),
            Verdict.HOLDS if way != "持平" and rises == bool(match["up"]) else Verdict.FAILS, CODE,
            f"写着“{match['up'] or match['down']}”，而由 {first.quantity.text} 到 {second.quantity.text} 是{way}",
            "请核对是方向写反了，还是数写错了", (second, first),
            Severity.ERROR if first.firm and second.firm else Severity.WARNING,
        )  # fmt: skip


def _clashes(paragraph: Paragraph) -> Iterator[Remark]:
    """比上年增加 5 万元，下降 3%."""
    figures = [m for m in paragraph.figures if m.role is not Role.COMPLETION]
    for first, second in pairwise(figures):
        if not (_are_of_one_change(first, second) and first.sign != second.sign):
            continue
        right_behind = re.fullmatch(r"[,，\s]*[^,，]{0,4}", second.gap[:-2][:6])
        yield Remark(
            Kind.DIRECTION, "增减额与增减幅同向", (second.span, first.span), Verdict.FAILS, CODE,
            f"前面说{'增加' if first.sign > 0 else '减少'} {first.quantity.text}，"
            f"后面说{'增长' if second.sign > 0 else '下降'} {second.quantity.text}，方向相反",
            "请核对增减方向", (first, second), Severity.ERROR if right_behind else Severity.WARNING,
        )  # fmt: skip


def _are_of_one_change(amount: Mention, rate: Mention) -> bool:
    """Whether an amount and the rate behind it tell one change: the rate has no name of its own."""
    pair = amount.role is Role.DELTA and rate.role is Role.GROWTH and amount.sentence == rate.sentence
    own_name = rate.label or "分别" in rate.tail
    return pair and not own_name and bool(amount.quantity.value) and rate.quantity.value > 0
