"""Solving a comparison for one of its figures: 送审 = 审减 + 审定 says 审定 = 送审 − 审减."""

from collections.abc import Callable, Mapping

from reportgen.formula.syntax import (
    HIGHEST,
    TOTAL,
    Call,
    Comparison,
    Expr,
    Negation,
    Operation,
    Operator,
    Ref,
    height,
    refs,
)

_UNDOES: Mapping[Operator, Operator] = {"+": "-", "-": "+", "*": "/", "/": "*", "÷": "*"}


def isolate(comparison: Comparison, key: str) -> Expr | None:
    """An equation solved for the cell `key`; None when it is no equation or mentions the cell more than once."""
    sides = comparison.sides
    if comparison.comparator != "=" or sum(_mentions(side, key) for side in sides) != 1:
        return None
    within, other = sides if _mentions(sides[0], key) else sides[::-1]
    return _unwrap(within, other, key)


def isolate_root(
    comparison: Comparison, key: str, rests: Callable[[str], bool], definitions: Mapping[str, Expr]
) -> Expr | None:
    """What an equation says of a cell that one it mentions rests on; None when more than one does.

    `rests` says whether a cell is derived and rests on `key`; `definitions` are the formulas of those that are.
    """
    while True:
        named = [r.key for side in comparison.sides for r in refs(side)]
        resting = [name for name in named if name == key or rests(name)]
        solved = isolate(comparison, resting[0]) if len(resting) == 1 else None
        if solved is None or resting[0] == key:
            return solved
        if height(solved) > HIGHEST:
            return None
        comparison = Comparison("=", definitions[resting[0]], solved, comparison.span)


def _mentions(expr: Expr, key: str) -> int:
    return sum(ref.key == key for ref in refs(expr))


def _unwrap(within: Expr, other: Expr, key: str) -> Expr | None:
    """Moves everything around the cell to the other side, one operation at a time."""
    while not isinstance(within, Ref):
        match within:
            case Negation():
                within, other = within.operand, Negation(other, other.span)
            case Operation():
                within, other = _step(within, other, key)
            case Call(function="sum" | "部分" | "+"):
                within, other = _out_of_sum(within, other, key)
            case _:
                return None
    return other


def _step(within: Operation, other: Expr, key: str) -> tuple[Expr, Expr]:
    """The operand that holds the cell, and what the other side is once the other operand is moved there."""
    left, right, operator = within.left, within.right, within.operator
    if _mentions(left, key):
        return left, Operation(_UNDOES[operator], other, right, other.span)
    if operator in "+*":
        return right, Operation(_UNDOES[operator], other, left, other.span)
    return right, Operation("-" if operator == "-" else "/", left, other, other.span)


def _out_of_sum(within: Call, other: Expr, key: str) -> tuple[Expr, Expr]:
    target = next(a for a in within.arguments if _mentions(a, key))
    rest = tuple(a for a in within.arguments if a is not target)
    return target, Operation("-", other, Call(TOTAL, rest, within.span), other.span) if rest else other
