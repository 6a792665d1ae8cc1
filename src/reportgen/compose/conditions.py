"""Whether the condition of an {% if %} holds. What is unknown or still to be filled in makes every comparison false."""

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


def holds(condition: Condition, scope: Scope) -> bool:
    """Judges a condition on the magnitudes of the cells it names."""
    match condition:
        case Both("and", parts):
            return all(holds(part, scope) for part in parts)
        case Both(_, parts):
            return any(holds(part, scope) for part in parts)
        case Not(part):
            return not holds(part, scope)
        case Test():
            return _test(condition, scope)


def _test(test: Test, scope: Scope) -> bool:
    cell = scope.cell(test.left)
    if cell is None or cell.pending:
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
    return cell.magnitude.point if cell and cell.magnitude and not cell.pending else None
