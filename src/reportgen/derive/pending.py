"""待补 spreads: what rests on a cell still to be filled in is itself still to be filled in, and says nothing more."""

from collections.abc import Iterable, Set

from reportgen.derive.solve import Agenda, Rule
from reportgen.formula import refs


def spread(pending: Iterable[str], known: Set[str], rules: Iterable[Rule]) -> frozenset[str]:
    """The keys that cannot be derived only because a pending cell is missing."""
    found = set(pending)
    agenda = Agenda([rule for rule in rules if rule.target not in known], known | found)
    for rule in agenda:
        if rule.target not in found and any(ref.key in found for ref in refs(rule.expr)):
            found.add(rule.target)
            agenda.learn(rule.target)
    return frozenset(found)
