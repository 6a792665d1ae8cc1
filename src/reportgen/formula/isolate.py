"""Solving a comparison for one of its figures: 送审 = 审减 + 审定 says 审定 = 送审 − 审减."""

from collections.abc import Mapping

from reportgen.formula.syntax import Call, Comparison, Expr, Leaf, Negation, Operation, Ref, rebuild, refs


def isolate(comparison: Comparison, key: str) -> Expr | None:
    """What an equation says of the cell `key`; None when it is no equation or mentions the cell more than once."""
    sides = (comparison.left, comparison.right)
    if comparison.comparator != "=" or sum(_mentions(side, key) for side in sides) != 1:
        return None
    within, other = sides if _mentions(sides[0], key) else sides[::-1]
    return _unwrap(within, other, key)


def expand(expr: Expr, definitions: Mapping[str, Expr]) -> Expr:
    """The formula with every derived cell replaced by what defines it."""

    def written_out(leaf: Leaf) -> Expr:
        if isinstance(leaf, Ref) and leaf.key in definitions:
            return expand(definitions[leaf.key], definitions)
        return leaf

    return rebuild(expr, written_out)


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
            case Call(function="sum" | "部分"):
                within, other = _out_of_sum(within, other, key)
            case _:
                return None
    return other


def _step(within: Operation, other: Expr, key: str) -> tuple[Expr, Expr]:
    left, right, span = within.left, within.right, other.span
    in_left = _mentions(left, key) == 1
    match within.operator, in_left:
        case "+", True:
            return left, Operation("-", other, right, span)
        case "+", False:
            return right, Operation("-", other, left, span)
        case "-", True:
            return left, Operation("+", other, right, span)
        case "-", False:
            return right, Operation("-", left, other, span)
        case "*", True:
            return left, Operation("/", other, right, span)
        case "*", False:
            return right, Operation("/", other, left, span)
        case "/", True:
            return left, Operation("*", other, right, span)
        case _:
            return right, Operation("/", left, other, span)


def _out_of_sum(within: Call, other: Expr, key: str) -> tuple[Expr, Expr]:
    target = next(a for a in within.arguments if _mentions(a, key))
    for argument in within.arguments:
        if argument is not target:
            other = Operation("-", other, argument, other.span)
    return target, other
