"""What a check receives: the locality under check and its derived content, with what several checks need computed once."""

from collections.abc import Iterator, Sequence
from functools import partial

from reportgen.checks.placed import FigureTag, Placed, Places, Role, Tagged, narrative, words
from reportgen.checks.reading import SEAM, TAG
from reportgen.checks.showing import Showing, in_tables, named
from reportgen.content import Cell, Content, Found, Locality, look_up, quantity_of, ruled_out
from reportgen.narrative import Tag
from reportgen.quantity import Quantity
from reportgen.relation import Figure, Relation, Verdict
from reportgen.slips import Diagnosis, diagnose, group
from reportgen.value import Value, cached_property, replace


class Subject(Value, frozen=True, dict=True):
    """A locality under check, and its content."""

    content: Content
    locality: Locality

    @cached_property
    def narrative(self) -> Places:
        """Its fragments in the order written, each with where it stands."""
        return Places(narrative(self.locality))

    @cached_property
    def printed(self) -> Places:
        """The narrative, and the words of cells and of the letter."""
        return Places((*self.narrative, *words(self.locality, self.worded)))

    @cached_property
    def title(self) -> Placed | None:
        """The title of the report, not of an attachment."""
        return next((p for p in self.narrative if p.role is Role.TITLE and not p.part), None)

    @cached_property
    def worded(self) -> Sequence[Cell]:
        """Its cells of words and lists."""
        cells = self.locality.cells.values()
        return [c for c in cells if c.stated is not None and not isinstance(c.stated, Quantity)]

    @cached_property
    def asking(self) -> Sequence[Placed]:
        """The fragments with tags or conditions, in the order written."""
        return self.narrative.holding(TAG + SEAM)

    @cached_property
    def tagged(self) -> Sequence[Tagged]:
        """The tags of the narrative in the order written."""
        return [self._tagged(placed, *tag) for placed in self.asking for tag in placed.reading.tags]

    def _tagged(self, placed: Placed, index: int, tag: Tag) -> Tagged:
        cell = self.cell(tag.name, placed.group)
        figure = quantity_of(cell, self.content.dictionary.units) if cell else None
        if cell and figure:
            return FigureTag(placed, index, tag, cell, figure)
        return Tagged(placed, index, tag, cell, figure)

    @cached_property
    def figure_tags(self) -> Sequence[FigureTag]:
        """The tags of figures, in the order written."""
        return [tagged for tagged in self.tagged if isinstance(tagged, FigureTag)]

    @cached_property
    def printing(self) -> Sequence[Tagged]:
        """The tags that print as the figures are: not those in a branch that does not hold."""
        silent = set(map(id, self._silent()))  # each tag is in the content once
        return [tagged for tagged in self.tagged if id(tagged.tag) not in silent]

    @property
    def printed_figures(self) -> Iterator[FigureTag]:
        """The tags that print a figure, in the order written."""
        return (tagged for tagged in self.printing if isinstance(tagged, FigureTag))

    def _silent(self) -> Iterator[Tag]:
        for placed in self.asking:
            if placed.fragment and SEAM in placed.reading.text:
                find = partial(self.cell, group=placed.group)
                yield from ruled_out(placed.fragment.segments, find, self.content.dictionary.units)

    @cached_property
    def showings(self) -> Sequence[Showing]:
        """Every cell its own narrative and tables may print or ask for, in the order written; tables last."""
        asking = self.asking
        names = ((self.cell(name, placed.group), span) for placed in asking for name, span in named(placed))
        said = (Showing(cell, span) for cell, span in names if cell)
        return [*said, *self._in_tables]

    @property
    def shown(self) -> Sequence[Showing]:
        """Every cell they do print, in the same order."""
        said = (Showing(tagged.cell, tagged.tag.span) for tagged in self.printing if tagged.cell)
        return [*said, *self._in_tables]

    @cached_property
    def _in_tables(self) -> Sequence[Showing]:
        return list(in_tables(self.content, self.locality))

    def cell(self, name: str, group: str) -> Cell | None:
        """The cell of a name in a text; None for tables, columns and unknown names."""
        meant = self.meaning(name, group)
        return meant if isinstance(meant, Cell) else None

    def meaning(self, name: str, group: str) -> Found | None:
        """What a name in a text means, as printing looks it up; each name and group is looked up once."""
        known, asked = self._meanings, (name, group)
        if asked not in known:
            known[asked] = look_up(self.content, self.locality, name, group)
        return known[asked]

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], Found | None]:
        return {}

    @cached_property
    def diagnoses(self) -> Sequence[Diagnosis]:
        """The locality's failing relations, grouped by the figure that explains them."""
        failing = [r for r in self.locality.relations if r.verdict is Verdict.FAILS]
        if not failing:
            return []
        found = diagnose(failing, self._holding(failing), self.content.figures, self._before())
        return [self._at_home(diagnosis) for diagnosis in found]

    def _at_home(self, diagnosis: Diagnosis) -> Diagnosis:
        """The same at the roll-up itself if that is what fails and no slip points to one figure, as any child's might be wrong."""
        own = self.locality.key("")
        if diagnosis.slip or diagnosis.figure.key.startswith(own):
            return diagnosis
        terms = (self.content.cell(key) for key in diagnosis.lead.terms if key.startswith(own))
        for cell in terms:
            if cell.definition and cell.magnitude:
                figure = Figure(cell.key, cell.name, f"{cell.printed}（推算）", cell.magnitude, cell.span)
                return replace(diagnosis, figure=figure, expected=None, solved=None)
        return diagnosis

    def _holding(self, failing: Sequence[Relation]) -> list[Relation]:
        """The relations, of whatever locality, that hold and that could break if a figure beside the failing ones were changed."""
        groups = {group(key) for relation in failing for key in relation.roots}
        touched = sorted(key for key in self.content.figures.entered if group(key) in groups)
        found = {id(r): r for key in touched for r in self.content.relations_about(key) if key in r.roots}
        return [relation for relation in found.values() if relation.verdict is Verdict.HOLDS]

    def _before(self) -> dict[str, str]:
        """Last year's key for each of the locality's cells."""
        last = self.content.last_year(self.locality)
        return {c.key: last.key(path) for path, c in self.locality.cells.items()} if last else {}
