"""Whether the condition of an {% if %} holds: one answer, so that checks and page agree on it.

What is unknown makes every comparison false; what is still to be filled in may settle it either way.
"""

import operator
from collections.abc import Callable, Iterator
from decimal import Decimal

from reportgen.content.model import Cell
from reportgen.content.printed import quantity_of
from reportgen.narrative import Both, Choice, Condition, Not, Segment, Tag, Test, tags
from reportgen.quantity import Units

Find = Callable[[str], Cell | None]
"""Gives the cell of a name where a text stands; None when there is none."""
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def holds(condition: Condition, find: Find, units: Units) -> bool | None:
    """Judges a condition on the magnitudes of the cells it names; None where that waits for a cell still to be filled in."""
    match condition:
        case Both(joiner, parts):
            settling = joiner == "or"
            found = [holds(part, find, units) for part in parts]
            if settling in found:
                return settling
            return None if None in found else not settling
        case Not(part):
            held = holds(part, find, units)
            return None if held is None else not held
        case Test():
            return None if awaited(condition, find) else _test(condition, find, units)


def awaited(condition: Condition, find: Find) -> Cell | None:
    """The first cell still to be filled in that a condition names."""
    match condition:
        case Both(_, parts):
            return next(filter(None, (awaited(part, find) for part in parts)), None)
        case Not(part):
            return awaited(part, find)
        case Test(left=left, right=right):
            cells = (find(name) for name in (left, right) if name and not name.isdecimal())
            return next((cell for cell in cells if cell and cell.pending), None)


def ruled_out(segments: tuple[Segment, ...], find: Find, units: Units) -> Iterator[Tag]:
    """The tags that do not print, as the branch they stand in is not the one that holds."""
    for segment in segments:
        settled = False
        for condition, branch in segment.branches if isinstance(segment, Choice) else ():
            held = not settled and (condition is None or holds(condition, find, units))
            yield from tags(branch) if held is False else ruled_out(branch, find, units)
            settled = settled or held is True


def _test(test: Test, find: Find, units: Units) -> bool:
    cell = find(test.left)
    if cell is None:
        return False
    if not test.comparator:
        return cell.magnitude.point != 0 if cell.magnitude else bool(cell.printed)
    right = _right(test.right, cell, find, units)
    if cell.magnitude is None or right is None:
        return False
    return _COMPARE[test.comparator](cell.magnitude.point, right)


def compared_number(written: str, left: Cell, units: Units) -> Decimal:
    """A bare number in base units: it counts in the unit the figure it is compared with is printed in (审减金额 > 1000 in 万元)."""
    quantity = quantity_of(left, units)
    return Decimal(written) * (quantity.unit.factor if quantity else 1)


def _right(written: str, left: Cell, find: Find, units: Units) -> Decimal | None:
    """The right side of a comparison in base units."""
    if written.isdecimal():
        return compared_number(written, left, units)
    cell = find(written)
    return cell.magnitude.point if cell and cell.magnitude else None
