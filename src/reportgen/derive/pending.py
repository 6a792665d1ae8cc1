"""待补 spreads: what rests on a cell still to be filled in is itself still to be filled in, and says nothing more."""

from collections.abc import Iterable, Set

from reportgen.derive.solve import Agenda, Rule
from reportgen.formula import Call, Expr, Negation, Operation, Ref


def spread(pending: Iterable[str], known: Set[str], rules: Iterable[Rule]) -> frozenset[str]:
    """The keys that cannot be derived only because a pending cell is missing."""
    found = set(pending)
    if not found:
        return frozenset()
    agenda = Agenda([rule for rule in rules if rule.target not in known], known | found)
    for rule in agenda:
        if rule.target not in found and waits(rule.expr, found):
            found.add(rule.target)
            agenda.learn(rule.target)
    return frozenset(found)


def waits(expr: Expr, pending: Set[str]) -> bool:
    """Whether a formula cannot do without a pending cell: 部分 goes by what has been sent in, a sum would only be too small."""
    match expr:
        case Ref():
            return expr.key in pending
        case Operation():
            return waits(expr.left, pending) or waits(expr.right, pending)
        case Negation():
            return waits(expr.operand, pending)
        case Call():
            among = all if expr.function == "部分" else any
            return among(waits(argument, pending) for argument in expr.arguments)
        case _:
            return False
