"""条件定不下来

## 检查什么
{% if … %} 里相比的两个数单位不合，或者有一边不是数；所比的数只是约数、下限、上限或区间，条件可能成立也可能不成立；
推算出来的数，印出来的与算出来的一个成立一个不成立。

## 为什么
“50个以上”是不是超过 60 个，谁也不知道；程序总要选一支印出来，印错了没有人看得出。

## 反例
{% if 项目数 > 60 %}超过目标{% else %}没有达到目标{% endif %}   # 项目数: 50个以上

## 正例
{% if 项目数 >= 50 %}达到目标{% endif %}   # 项目数: 50个以上
"""

from collections.abc import Iterator

from reportgen.checks.subject import Subject
from reportgen.content import Cell, compared_number, quantity_of
from reportgen.finding import Finding, Severity
from reportgen.narrative import Test, tests
from reportgen.quantity import Interval, Units, dimension_name

CODE = "P225"


def check(subject: Subject) -> Iterator[Finding]:
    for placed in subject.asking:
        for test in tests(placed.fragment.segments) if placed.fragment else ():
            cells = [subject.cell(name, placed.group) for name in (test.left, test.right)]
            valued = [cell for cell in cells if cell and cell.printed]
            if len(valued) == 1 + (bool(test.right) and not test.right.isdecimal()):
                yield from _judged(subject, test, valued)


def _judged(subject: Subject, test: Test, cells: list[Cell]) -> Iterator[Finding]:
    said = f"{test.left} {test.comparator} {test.right}".strip()
    if misfit := _misfit(cells) if test.comparator else "":
        yield Finding(
            CODE, f"条件“{said}”比不出来：{misfit}", test.span, hint="改成比单位相同的数", at=test.left
        )
        return
    units = subject.content.dictionary.units
    left, *others = (_reach(cell, units) for cell in cells)
    right = others[0] if others else Interval.at(compared_number(test.right or "0", cells[0], units))
    if left and right and _is_open(test.comparator, left, right):
        named = dict(zip((test.left, test.right), (cell.printed for cell in cells), strict=False))
        figures = "，".join(f"“{name}”是 {printed}" for name, printed in named.items())
        message = f"条件“{said}”可能成立，也可能不成立：{figures}"
        hint = "把数写确定，或者换一个由印出来的数就能断定的条件"
        yield Finding(CODE, message, test.span, Severity.WARNING, hint, at=test.left)


def _misfit(cells: list[Cell]) -> str:
    """Why the sides of a comparison cannot be compared; empty when they can."""
    if words := next((cell for cell in cells if cell.magnitude is None), None):
        return f"“{words.path}”不是数"
    known = [cell.magnitude for cell in cells if cell.magnitude and not cell.magnitude.bare]
    dimensions = dict.fromkeys(dimension_name(magnitude.dimension) for magnitude in known)
    return f"一边是{'，一边是'.join(dimensions)}" if len(dimensions) > 1 else ""


def _reach(cell: Cell, units: Units) -> Interval | None:
    """Where the figure of a cell may lie, the rounding of a figure that somebody wrote left out of account; None for words."""
    if cell.magnitude is None:
        return None
    quantity, point, whole = quantity_of(cell, units), cell.magnitude.point, cell.magnitude.interval
    if quantity is None:
        return whole  # the count of a list
    if quantity.upper is not None or (quantity.qualifier and not quantity.side):
        return whole
    if quantity.qualifier:
        return Interval(point, whole.high) if quantity.side > 0 else Interval(whole.low, point)
    printed = quantity.magnitude.point
    return Interval(min(point, printed), max(point, printed))


def _is_open(comparator: str, left: Interval, right: Interval) -> bool:
    """Whether a comparison holds for some of the figures that both sides may be, and not for others."""
    if not left.overlaps(right) or left.low == left.high == right.low == right.high:
        return False
    match comparator:
        case ">" | "<=":
            return left.high > right.low
        case ">=" | "<":
            return left.low < right.high
        case _:
            return True
