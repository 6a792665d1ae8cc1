"""待补 spreads: what rests on a cell still to be filled in is itself still to be filled in, and says nothing more."""

from collections.abc import Iterable, Set

from reportgen.derive.solve import Rule
from reportgen.formula import refs


def spread(pending: Iterable[str], known: Set[str], rules: Iterable[Rule]) -> frozenset[str]:
    """The keys that cannot be known for want of a pending cell and of nothing else."""
    found = set(pending)
    waiting = [rule for rule in rules if rule.target not in known]
    while True:
        reached = {
            rule.target
            for rule in waiting
            if rule.target not in found
            and all(ref.key in known or ref.key in found for ref in refs(rule.expr))
            and any(ref.key in found for ref in refs(rule.expr))
        }
        if not reached:
            return frozenset(found)
        found |= reached
