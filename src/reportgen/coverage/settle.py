"""A comparison with all computed that does not rest on one figure, as many slips of that figure are to be judged."""

from collections.abc import Sequence

from reportgen.formula import (
    Call,
    Comparison,
    Expr,
    FormulaError,
    Negation,
    Number,
    Operation,
    Ref,
    evaluate,
    label,
)
from reportgen.quantity import Magnitude
from reportgen.relation import Figures
from reportgen.value import replace

_GATHER = ("sum", "部分", "max", "min")
"""Functions whose arguments may be taken together in any order."""


def settled(comparison: Comparison, key: str, figures: Figures) -> Comparison:
    """A comparison that says the same of the figure of a key, whatever that is, in as few steps as can be."""
    try:
        left, right = (_settled(side, key, figures) for side in (comparison.left, comparison.right))
    except FormulaError:  # a part of it makes no sense by itself
        return comparison
    return replace(comparison, left=left, right=right)


def _settled(expr: Expr, key: str, figures: Figures) -> Expr:
    match expr:
        case Ref():
            return _figure(expr, key, figures)
        case Negation():
            return _computed(replace(expr, operand=_settled(expr.operand, key, figures)))
        case Operation():
            left, right = (_settled(side, key, figures) for side in (expr.left, expr.right))
            return _computed(replace(expr, left=left, right=right))
        case Call():
            return _called(expr, [_settled(argument, key, figures) for argument in expr.arguments])
        case _:
            return expr


def _figure(ref: Ref, key: str, figures: Figures) -> Expr:
    if ref.key == key:
        return ref
    if ref.key in figures.derived:
        return _settled(figures.derived[ref.key], key, figures)
    return Number(figures.magnitude(ref.key), label(ref), ref.span)


def _called(call: Call, arguments: Sequence[Expr]) -> Expr:
    known = tuple(argument for argument in arguments if isinstance(argument, Number))
    if call.function in _GATHER and len(known) > 1:
        together = _computed(replace(call, arguments=known))
        arguments = [together, *(argument for argument in arguments if not isinstance(argument, Number))]
        if len(arguments) == 1:
            return together
    return _computed(replace(call, arguments=tuple(arguments)))


def _computed(expr: Negation | Operation | Call) -> Expr:
    """An expression over numbers as a number; any other as it is."""
    match expr:
        case Negation(operand=Number()) | Operation(left=Number(), right=Number()):
            known = True
        case Call():
            known = all(isinstance(argument, Number) for argument in expr.arguments)
        case _:
            known = False
    return Number(evaluate(expr, _nothing), "", expr.span) if known else expr


def _nothing(key: str) -> Magnitude:
    raise KeyError(key)
