"""Averages (人均, 户均, 平均分): an amount, a score or a rate by a count of those it is spread over, in the unit of what is spread.

A count by a count is a share, unless its cell is written in a unit of counting.
"""

from reportgen.formula.evaluate import Lookup, evaluate
from reportgen.formula.syntax import Comparison, Expr, Operation, Ref
from reportgen.quantity import COUNT, Dimension
from reportgen.value import replace


def averaged(expr: Expr, written: Dimension | None, lookup: Lookup) -> Expr:
    """A quotient marked as an average (÷) when the unit of its cell says that it is one; `written` is None for a cell without unit.

    Raises FormulaError as `evaluate` does.
    """
    if not isinstance(expr, Operation) or expr.operator != "/":
        return expr
    if evaluate(expr.right, lookup).dimension != COUNT:
        return expr
    spread = evaluate(expr.left, lookup).dimension
    is_average = spread != COUNT if written is None else spread == written
    return replace(expr, operator="÷") if is_average else expr


def with_average(comparison: Comparison, lookup: Lookup) -> Comparison:
    """The relation of a cell and its formula, the formula marked as an average where the cell is written in the unit of one."""
    if not isinstance(comparison.left, Ref):
        return comparison
    written = lookup(comparison.left.key).dimension
    right = averaged(comparison.right, written, lookup)
    return comparison if right is comparison.right else replace(comparison, right=right)
