"""What a check is given: a derived content and the locality under check, with what several checks need computed once."""

from collections.abc import Sequence
from functools import cached_property

from reportgen.checks.placed import Placed, narrative, words
from reportgen.content import Content, Found, Locality, look_up
from reportgen.relation import Relation, Verdict
from reportgen.slips import Diagnosis, diagnose
from reportgen.value import Value


class Subject(Value, frozen=True, dict=True):
    content: Content
    locality: Locality

    @cached_property
    def narrative(self) -> Sequence[Placed]:
        """Its fragments in the order written, each with where it stands."""
        return tuple(narrative(self.locality))

    @cached_property
    def printed(self) -> Sequence[Placed]:
        """The narrative, and the words of cells and of the letter."""
        return (*self.narrative, *words(self.locality))

    def meaning(self, name: str, group: str) -> Found | None:
        """What a name in a text means, as printing looks it up; each name and group is looked up once."""
        if (name, group) not in self._meanings:
            self._meanings[name, group] = look_up(self.content, self.locality, name, group)
        return self._meanings[name, group]

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], Found | None]:
        return {}

    @cached_property
    def diagnoses(self) -> Sequence[Diagnosis]:
        """The locality's failing relations, grouped by the figure that explains them."""
        failing = [r for r in self.locality.relations if r.verdict is Verdict.FAILS]
        return diagnose(failing, self._holding(failing), self.content.figures, self._before())

    def _holding(self, failing: Sequence[Relation]) -> list[Relation]:
        """Relations of the whole content that hold and that a change to explain the failures could break."""
        touched = sorted({key for relation in failing for key in relation.roots})
        found = {id(r): r for key in touched for r in self.content.relations_about(key) if key in r.roots}
        return [relation for relation in found.values() if relation.verdict is Verdict.HOLDS]

    def _before(self) -> dict[str, str]:
        """Last year's key for each of the locality's cells."""
        last = self.content.last_year(self.locality)
        return {c.key: last.key(path) for path, c in self.locality.cells.items()} if last else {}
