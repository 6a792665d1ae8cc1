"""Whether the condition of an {% if %} holds. What is unknown makes every comparison false; what is still to be filled in may settle it
either way."""

import operator
from collections.abc import Callable
from decimal import Decimal

from reportgen.compose.scope import Scope
from reportgen.content import Cell, quantity_of
from reportgen.narrative import Both, Condition, Not, Test

_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def holds(condition: Condition, scope: Scope) -> bool | None:
    """Judges a condition on the magnitudes of the cells it names; None where that waits for a cell still to be filled in."""
    match condition:
        case Both(joiner, parts):
            settling = joiner == "or"
            found = [holds(part, scope) for part in parts]
            return settling if settling in found else None if None in found else not settling
        case Not(part):
            held = holds(part, scope)
            return None if held is None else not held
        case Test():
            return None if _waiting_for(condition, scope) else _test(condition, scope)


def awaited(condition: Condition, scope: Scope) -> Cell | None:
    """The first cell still to be filled in that a condition names."""
    match condition:
        case Both(_, parts):
            return next(filter(None, (awaited(part, scope) for part in parts)), None)
        case Not(part):
            return awaited(part, scope)
        case Test():
            return _waiting_for(condition, scope)


def _waiting_for(test: Test, scope: Scope) -> Cell | None:
    cells = (scope.cell(name) for name in (test.left, test.right) if name and not name.isdecimal())
    return next((cell for cell in cells if cell and cell.pending), None)


def _test(test: Test, scope: Scope) -> bool:
    cell = scope.cell(test.left)
    if cell is None:
        return False
    if not test.comparator:
        return cell.magnitude.point != 0 if cell.magnitude else bool(cell.printed)
    right = _right(test.right, cell, scope)
    if cell.magnitude is None or right is None:
        return False
    return _COMPARE[test.comparator](cell.magnitude.point, right)


def _right(written: str, left: Cell, scope: Scope) -> Decimal | None:
    """The right side in base units; a bare number counts in the unit the left figure is printed in (审减金额 > 1000 in 万元)."""
    if written.isdecimal():
        quantity = quantity_of(left, scope.units)
        return Decimal(written) * (quantity.unit.factor if quantity else 1)
    cell = scope.cell(written)
    return cell.magnitude.point if cell and cell.magnitude else None
