"""Computing the constant parts once, for a formula that will be evaluated under many values of a few figures."""

from collections.abc import Collection, Sequence

from reportgen.formula.evaluate import Lookup, evaluate, no_cells
from reportgen.formula.parse import FormulaError
from reportgen.formula.syntax import TOTAL, Call, Expr, Negation, Number, Operation, Ref

_GATHER = ("sum", "部分", TOTAL, "max", "min")
"""Functions whose arguments may be taken together in any order, as long as each has its unit."""


def fold(expr: Expr, moving: Collection[str], lookup: Lookup) -> Expr:
    """An equivalent formula in which everything is computed that does not depend on the cells `moving`.

    `lookup` gives the magnitude of any other cell. What cannot be computed stays as it is, to fail whenever it is evaluated.
    """
    match expr:
        case Ref():
            return expr if expr.key in moving else Number(lookup(expr.key), expr.label, expr.span)
        case Negation():
            return _computed(Negation(fold(expr.operand, moving, lookup), expr.span))
        case Operation():
            left, right = fold(expr.left, moving, lookup), fold(expr.right, moving, lookup)
            return _computed(Operation(expr.operator, left, right, expr.span))
        case Call():
            return _gathered(expr, [fold(argument, moving, lookup) for argument in expr.arguments])
        case _:
            return expr


def _gathered(call: Call, arguments: Sequence[Expr]) -> Expr:
    """A call with its numbers taken together, unless one has no unit: it takes that of what stands before it."""
    known = tuple(argument for argument in arguments if isinstance(argument, Number))
    bare = any(number.magnitude.bare for number in known)
    if call.function not in _GATHER or bare or len(known) < 2:
        return _computed(Call(call.function, tuple(arguments), call.span))
    together = _computed(Call(call.function, known, call.span))
    if len(known) == len(arguments):
        return together
    moving = (argument for argument in arguments if not isinstance(argument, Number))
    return Call(call.function, (together, *moving), call.span)


def _computed(expr: Negation | Operation | Call) -> Expr:
    """An expression over numbers as a number; any other as it is."""
    match expr:
        case Negation(operand=Number()) | Operation(left=Number(), right=Number()):
            known = True
        case Call():
            known = all(isinstance(argument, Number) for argument in expr.arguments)
        case _:
            known = False
    try:
        return Number(evaluate(expr, no_cells), "", expr.span) if known else expr
    except FormulaError:
        return expr
