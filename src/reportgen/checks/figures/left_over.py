"""与上年一字不差的数

## 检查什么
填写的数有五位以上有效数字，与上年文件里同一指标的数完全相同。表里的数、政策标准和没有通过核对的数不在此列。

## 为什么
报告常由上年的文件改成，漏改的数各项关系照样成立，只有与上年比才看得出来。位数多的数两年恰好相同，几乎不会有。

## 反例
2024年：送审金额: 64727.72万元
2025年：送审金额: 64727.72万元

## 正例
2025年：送审金额: 59922.64万元
"""

from collections.abc import Iterator, Mapping

from reportgen.checks.subject import Subject
from reportgen.content import STANDARDS, Cell
from reportgen.finding import Cause, Finding, Severity
from reportgen.quantity import Quantity
from reportgen.relation import Verdict

CODE = "D113"

_DIGITS = 5
_APART = 4
"""Figures left over that are told one by one; more of them have one cause, a file not yet gone through."""
_HINT = "对照台账改成今年的数；确实相同，用 waive 写明理由"


def check(subject: Subject) -> Iterator[Finding]:
    last = subject.content.last_year(subject.locality)
    if last is None:
        return
    found = [*_left_over(subject, last.cells)]
    many = Cause("这些数与上年一字不差，疑似沿用上年数", "逐个对照台账改成今年的数")
    cause = many if len(found) > _APART else None
    for cell in found:
        message = f"{cell.name} {cell.printed} 与上年一字不差，疑似沿用上年数"
        yield Finding(CODE, message, cell.span, Severity.WARNING, _HINT, at=cell.path, cause=cause)


def _left_over(subject: Subject, last: Mapping[str, Cell]) -> Iterator[Cell]:
    """Long figures that are the same in last year's file, but for those in a failing relation, which are explained with it."""
    failing = (r.roots for r in subject.locality.relations if r.verdict is Verdict.FAILS)
    explained = frozenset[str]().union(*failing)
    for path, cell in subject.locality.cells.items():
        before = last.get(path)
        is_same = before is not None and before.quantity == cell.quantity
        if is_same and _is_long(cell.quantity) and _is_of_a_year(cell) and cell.key not in explained:
            yield cell


def _is_long(quantity: Quantity | None) -> bool:
    return quantity is not None and len(quantity.value.normalize().as_tuple().digits) >= _DIGITS


def _is_of_a_year(cell: Cell) -> bool:
    """Whether it should change from year to year: a standard need not, nor a table's row, which may be a project of many years."""
    return not cell.in_table and cell.group != STANDARDS
