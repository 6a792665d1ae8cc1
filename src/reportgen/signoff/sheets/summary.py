"""领导速览: one page for who has five minutes: what this is, its main figures, what changed, what to look at."""

from collections.abc import Iterator

from reportgen.content import Cell, home_of, title_of
from reportgen.finding import Severity
from reportgen.formula import Ref
from reportgen.quantity import COUNT, MONEY, RATIO
from reportgen.relation import Verdict
from reportgen.report import Block
from reportgen.signoff.sheets.changes import in_words as changes_in_words
from reportgen.signoff.sheets.sheet import NARROW, Matter, rows, text
from reportgen.trace import Account

NAME = "领导速览"
_HEADS = ("指标", "本年", "上年", "增减")
_MOST = 8
"""Rows that leave the page one page."""


def blocks(matter: Matter) -> Iterator[Block]:
    """The page."""
    yield text(f"《{matter.report.name}》，第{matter.number}稿，{matter.day}送审。", "文稿：")
    yield text(_verdict(matter), "核对：")
    yield text(changes_in_words(matter), "变动：")
    yield text(_attention(matter), "请留意：")
    if accounts := _main(matter):
        width = len(_HEADS) if any(account.before for account in accounts) else len(_HEADS) - 2
        lines = [_line(account)[:width] for account in accounts]
        yield rows(_HEADS[:width], lines, _HEADS[1:], "主要数据", NARROW)


def _verdict(matter: Matter) -> str:
    verdicts = [relation.verdict for relation in matter.relations]
    if Verdict.FAILS in verdicts:
        return f"{len(verdicts)} 条核对关系中有 {verdicts.count(Verdict.FAILS)} 条不成立，已逐条豁免，见核对结论表。"
    return f"{len(verdicts)} 条核对关系全部成立，没有未处理的错误。"


def _attention(matter: Matter) -> str:
    trace = matter.edition.trace
    counted = {
        "处待补": len(matter.edition.to_come),
        "个豁免": matter.waived,
        "个数没有别的数核对，须对照台账": len(trace.unguarded),
        "个警告": sum(finding.severity is Severity.WARNING for finding in matter.findings),
    }
    said = "，".join(f"{number} {words}" for words, number in counted.items() if number)
    return f"{said}，详见核对结论表。" if said else "没有须特别留意的事项。"


def _main(matter: Matter) -> list[Account]:
    """The figures printed first, each once: the report's own before those of others, money before shares before counts."""
    trace = matter.edition.trace
    printed = dict.fromkeys(one.key for one in trace.printed)
    accounts = [trace.accounts[key] for key in printed if trace.accounts[key].is_figure]
    content = matter.edition.checked.content
    found = [(account, cell) for account in accounts if not _repeats(cell := content.find(account.key))]
    return [account for account, cell in sorted(found, key=lambda one: _rank(one[0], one[1], matter))[:_MOST]]


def _repeats(cell: Cell | None) -> bool:
    """Whether it only says another cell's figure again."""
    return cell is not None and isinstance(cell.definition, Ref)


def _rank(account: Account, cell: Cell | None, matter: Matter) -> tuple[bool, int]:
    """A share of 100% comes after the others: it is the ones below that a leader has to see."""
    magnitude = cell.magnitude if cell else None
    dimension = magnitude.dimension if magnitude else COUNT
    order = {MONEY: 0, COUNT: 3}.get(dimension, 1)
    is_whole = magnitude is not None and dimension == RATIO and magnitude.point == 1
    return home_of(account.key) != matter.edition.checked.locality.id, order + is_whole


def _line(account: Account) -> list[str]:
    before = account.before
    return [
        title_of(account.path),
        account.text,
        before.text if before else "—",
        before.change if before else "—",
    ]
