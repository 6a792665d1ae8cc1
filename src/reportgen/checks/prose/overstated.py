"""“全部”“覆盖”等说法与数不符

## 检查什么
一句话说“全部整改”“均已完成”，同一句所引的组里整改率（完成率、办结率）不到 100%，或剩余数大于零；
一句话说“覆盖”某一类，同一组里这一类的个数是零。

## 为什么
“全部整改”与“下剩 5 个”写在同一页，“覆盖政府购买服务”而该类为 0 个，一眼就能看出。

## 反例
反馈问题{{ 问题数 }}，已全部整改。   # 整改率: 95.45%

## 正例
反馈问题{{ 问题数 }}，整改率{{ 整改率 }}。
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportgen import patterns
from reportgen.checks.placed import Clause, Hit, clauses
from reportgen.checks.subject import Subject
from reportgen.content import Cell
from reportgen.finding import Finding, Severity
from reportgen.quantity import RATIO

CODE = "P208"

_ALL = patterns.compile(
    r"(?:全部|均已?|全都|悉数)(?:按[期时])?(?:得到)?(?:整改|完成|办结|销号|到位|落实)|100[%％]"
)
_COVERING = patterns.compile(r"(?:覆盖|涵盖|包括|包含)(?:了)?")
_EITHER = patterns.compile(f"{_ALL.pattern}|{_COVERING.pattern}")
_NEEDED = ("全部", *"均都悉1覆涵包")
"""Every match of either pattern contains one of these."""
_INTENDED = patterns.compile(r"遴选|范围|计划|将要?|应当|拟|力争|逐步")
_RATE = patterns.compile(r"(?:整改|完成|办结|销号)率$")
_LEFT = patterns.compile(r"(?:剩余|未整改|未完成|在改|尚未)")


def check(subject: Subject) -> Iterator[Finding]:
    for placed in subject.narrative.holding(_NEEDED):
        if _EITHER.search(placed.reading.text):
            for clause in clauses(placed):
                yield from _all(subject, clause)
                yield from _covered(subject, clause)


def _all(subject: Subject, clause: Clause) -> Iterator[Finding]:
    said = clause.search(_ALL)
    cells = _of_the_same_groups(subject, clause) if said else ()
    short = next(filter(_is_short_of_all, cells), None)
    if said and short:
        message = f"这里说“{said.text}”，而“{short.path}”是 {short.printed}"
        yield _warning(said, message, "按实际写，或核对这个数", short.path)


def _is_short_of_all(cell: Cell) -> bool:
    if cell.magnitude is None:
        return False
    if cell.magnitude.dimension == RATIO:
        return bool(_RATE.search(cell.name)) and cell.magnitude.interval.high < Decimal(1)
    return bool(_LEFT.match(cell.name)) and cell.magnitude.point > 0


def _covered(subject: Subject, clause: Clause) -> Iterator[Finding]:
    said = clause.search(_COVERING)
    if said is None or clause.search(_INTENDED):
        return
    for cell in _of_the_group(subject, clause.placed.group):
        kind = cell.name.removesuffix("数").removesuffix("项目").removesuffix("评价")
        is_none = cell.magnitude is not None and not cell.magnitude.point
        if is_none and len(kind) > 1 and said.match.string.find(kind, said.match.end(), clause.end) >= 0:
            message = f"这里说“{said.text}”{kind}，而“{cell.path}”是 {cell.printed}"
            hint = "按实际开展的写；只是可选的范围，请写明“遴选范围”"
            yield _warning(said, message, hint, cell.path)


def _of_the_same_groups(subject: Subject, clause: Clause) -> Iterator[Cell]:
    """The cells of the groups whose figures a clause prints."""
    placed = clause.placed
    tags = (tag for index, tag in placed.reading.tags if index in clause)
    cells = (subject.cell(tag.name, placed.group) for tag in tags)
    for group in dict.fromkeys(cell.group for cell in cells if cell and cell.magnitude):
        yield from _of_the_group(subject, group)


def _of_the_group(subject: Subject, group: str) -> Iterable[Cell]:
    return subject.locality.by_group.get(group, {}).values() if group else ()


def _warning(said: Hit, message: str, hint: str, path: str) -> Finding:
    return Finding(CODE, message, said.span, Severity.WARNING, hint, at=path)
