"""Computing the constant parts once, for a formula that will be evaluated under many values of a few figures."""

from collections.abc import Collection, Sequence
from contextlib import suppress

from reportgen.formula.evaluate import Lookup, evaluate, no_cells
from reportgen.formula.parse import FormulaError
from reportgen.formula.syntax import TOTAL, Call, Expr, Name, Number, Ref, operands, over_operands

_GATHER = ("sum", "部分", TOTAL, "max", "min")
"""Functions of which some arguments can be computed before the others, as long as each has its unit."""


def fold(expr: Expr, moving: Collection[str], lookup: Lookup) -> Expr:
    """An equivalent formula in which everything is computed that does not depend on the cells `moving`.

    `lookup` gives the magnitude of any other cell. What cannot be computed stays as it is, and fails when it is evaluated.
    """
    match expr:
        case Ref():
            return expr if expr.key in moving else Number(lookup(expr.key), expr.label, expr.span)
        case Number() | Name():
            return expr
        case Call():
            return _gathered(expr, [fold(argument, moving, lookup) for argument in expr.arguments])
        case _:
            return _computed(over_operands(expr, lambda operand: fold(operand, moving, lookup)))


def _gathered(call: Call, arguments: Sequence[Expr]) -> Expr:
    """A call whose numbers are computed into one, unless one of them has no unit: it takes that of the argument before it."""
    known = tuple(argument for argument in arguments if isinstance(argument, Number))
    bare = any(number.magnitude.bare for number in known)
    if call.function not in _GATHER or bare or len(known) < 2:
        return _computed(Call(call.function, tuple(arguments), call.span))
    together = _computed(Call(call.function, known, call.span))
    if len(known) == len(arguments):
        return together
    moving = (argument for argument in arguments if not isinstance(argument, Number))
    return Call(call.function, (together, *moving), call.span)


def _computed(expr: Expr) -> Expr:
    """An operation over numbers as a number; any other as it is."""
    if not all(isinstance(operand, Number) for operand in operands(expr)):
        return expr
    with suppress(FormulaError):
        return Number(evaluate(expr, no_cells), "", expr.span)
    return expr
