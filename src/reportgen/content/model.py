"""What writers wrote: the indicator dictionary and, per locality and year, cells, checks, narrative, letter and attachments.

`load` makes these values; `derive` returns the same content with derived values and judged relations.
A cell's path is dotted (事前评估.送审金额; of a table 组.表.行.列); its key is unique in the whole content.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise

from reportgen.content.keys import home_of, key_of, parent_of, path_of
from reportgen.content.section import Enclosure, Section
from reportgen.finding import Span, Text
from reportgen.formula import Comparison, Expr
from reportgen.narrative import Fragment, tags
from reportgen.quantity import Magnitude, Pattern, Quantity, Units
from reportgen.relation import Figures, Relation
from reportgen.value import Value, cached_property, field


class Formula(Value, frozen=True):
    """A formula and where it stands, one of the dictionary where its indicator is named; `text` as its writer wrote it."""

    text: str
    expr: Expr
    span: Span


class Indicator(Value, frozen=True):
    """One line of the dictionary (指标): its pattern, its relation, and the comment that says what it means; `span` is its name.

    `faulty` says that its relation has a fault, which is told; what rests on it waits until that is mended.
    """

    name: str
    pattern: Pattern
    formula: Formula | None
    meaning: str
    span: Span
    faulty: bool = False


class IndicatorGroup(Value, frozen=True):
    """A group of the dictionary: its indicators by name, and its checks."""

    name: str
    indicators: Mapping[str, Indicator]
    checks: tuple["Check", ...]


class Dictionary(Value, frozen=True, dict=True):
    """The indicator dictionary (指标字典), once for all years."""

    groups: Mapping[str, IndicatorGroup]
    units: Units
    names: tuple[str, ...]  # proper names with digits that prose may write
    text: Text

    def has(self, path: str) -> bool:
        """Whether a path is that of an indicator in its group."""
        group, _, name = path.rpartition(".")
        return group in self.groups and name in self.groups[group].indicators

    def of(self, group: "Group") -> IndicatorGroup | None:
        """The group whose indicators a locality's group takes over: the one it is `like`, or the one of its own name."""
        return self.groups.get(group.like or group.name)


class Check(Value, frozen=True):
    """A comparison that must hold, as written."""

    text: str
    comparison: Comparison
    span: Span


class Items(Value, frozen=True):
    """A list cell: its items with their places; `open_ended` when it ends in 等."""

    items: tuple[str, ...]
    spans: tuple[Span, ...]
    open_ended: bool

    @property
    def text(self) -> str:
        """As printed: joined by 、, but 《》 titles stand side by side (GB/T 15834-2011, 4.5.3.5)."""
        joined = "".join(self.items[:1])
        for before, item in pairwise(self.items):
            joined += item if before.endswith(("》", "）")) and item.startswith("《") else f"、{item}"
        return joined + ("等" if self.open_ended else "")


class Wording(Value, frozen=True, gc=False):
    """A cell of words: a name, a date, a title."""

    text: str


Stated = Quantity | Items | Wording

ISSUER = "发文机关"
STANDARDS = "政策标准"
DEADLINE = f"{STANDARDS}.报送期限"
"""The group of a policy's thresholds, and the cell in it that says when a report is due, which the board of the year shows."""


class Cell(Value, frozen=True, gc=False):
    """A figure, list or wording of a locality.

    After `load`: what was written. After `derive` also `magnitude`, None for words and for what cannot be known, and `printed`, the
    text it prints as. `span` is where the value is written; for a derived cell the formula, for one nobody wrote the dictionary's line.
    """

    path: str
    key: str
    span: Span
    stated: Stated | None = None
    formula: Formula | None = None  # its own; it replaces the dictionary's
    indicator: Indicator | None = None
    pending: bool = False  # 待补, or resting on a cell that is
    source: str = ""
    source_span: Span | None = None
    note: str = ""
    magnitude: Magnitude | None = None
    printed: str = ""
    definition: Expr | None = None  # the resolved formula a derived or over-nought cell has
    over_nought: bool = False  # nobody wrote it, and its formula divides by nought, or rests on one that does

    @property
    def group(self) -> str:
        return self.path.rpartition(".")[0]

    @property
    def name(self) -> str:
        return self.path.rpartition(".")[2]

    @property
    def in_table(self) -> bool:
        return self.path.count(".") > 1

    @property
    def quantity(self) -> Quantity | None:
        return self.stated if isinstance(self.stated, Quantity) else None

    @property
    def formula_in_force(self) -> Formula | None:
        """Its own formula, else its indicator's."""
        return self.formula or (self.indicator.formula if self.indicator else None)


class TableCells(Value, frozen=True):
    """A table of a group: `columns` in order, the first names the row; `rows` the names in order; cells at path.row.column."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    span: Span


class Group(Value, frozen=True):
    """A group of cells. `like` names the dictionary group whose indicators it takes over, empty for the one of its own name; `unread`
    says that it has a fault, which is told, so that not all of its cells are known."""

    name: str
    like: str
    span: Span
    unread: bool = False


class LetterField(Value, frozen=True):
    """One element of `letter:`; several values for joint issue or several signers, none where it is `pending` (待补)."""

    values: tuple[str, ...]
    span: Span
    pending: bool = False


class Waiver(Value, frozen=True):
    """A finding accepted by a named person for a reason."""

    code: str
    at: str
    reason: str
    by: str
    span: Span


class Locality(Value, frozen=True, dict=True):
    """One file: a locality in a year. `report` is the template's name, empty for a file that gives figures only."""

    name: str
    year: int
    slug: str
    text: Text
    report: str
    report_span: Span | None
    title: Fragment | None
    author: str
    author_span: Span | None
    letter: Mapping[str, LetterField]  # by name, none for a report that is no letter
    groups: Mapping[str, Group]
    cells: Mapping[str, Cell]
    tables: Mapping[str, TableCells]
    checks: tuple[Check, ...]
    waivers: tuple[Waiver, ...]
    sections: tuple[Section, ...]
    enclosures: tuple[Enclosure, ...]
    relations: tuple[Relation, ...] = ()
    span: Span = field(default=Span(Text("", "")))
    misdated: bool = False  # its file says another year than its folder

    @property
    def is_letter(self) -> bool:
        """Whether it asks for a red-head letter, elements and all."""
        return self.report == "official-letter"

    @cached_property
    def id(self) -> str:
        """Year and slug, the same as its path below content/: 2023/baoji/taibai."""
        return f"{self.year}/{self.slug}"

    @cached_property
    def by_group(self) -> Mapping[str, Mapping[str, Cell]]:
        """Its cells by their group and their name."""
        found: dict[str, dict[str, Cell]] = defaultdict(dict)
        for path, cell in self.cells.items():
            group, _, name = path.rpartition(".")
            found[group][name] = cell
        return dict(found)

    @property
    def to_come(self) -> dict[str, Span]:
        """What is 待补 or rests on what is: paths of cells, names of elements of the letter, and where they are written."""
        cells = {path: cell.span for path, cell in self.cells.items() if cell.pending}
        return cells | {name: field.span for name, field in self.letter.items() if field.pending}

    def key(self, path: str) -> str:
        """The key of one of its cells."""
        return key_of(self.id, path)

    def all_sections(self) -> Iterator[Section]:
        """Every section of the narrative and then of the attachments, in the order written."""
        for section in chain(self.sections, *(enclosure.sections for enclosure in self.enclosures)):
            yield from section.each()

    def fragments(self) -> Iterator[Fragment]:
        """Every fragment it may print, in the order written."""
        if self.title:
            yield self.title
        for section in self.sections:
            yield from section.fragments()
        for enclosure in self.enclosures:
            if enclosure.title:
                yield enclosure.title
            for section in enclosure.sections:
                yield from section.fragments()
            if enclosure.table:
                yield from enclosure.table.fragments()

    @cached_property
    def tag_names(self) -> frozenset[str]:
        """The names in its tags."""
        return frozenset(tag.name for fragment in self.fragments() for tag in tags(fragment.segments))


class Content(Value, frozen=True, dict=True):
    """Everything below content/: the dictionary and the localities by id ("2023/baoji/taibai").

    `figures` (after derive) holds every figure of every locality by key; `names` are those of localities that are not read here;
    `incomplete` are the ids of those that have a child whose file is not accepted, so that nothing can be added up over the children.
    """

    dictionary: Dictionary
    localities: Mapping[str, Locality]
    figures: Figures = field(default_factory=lambda: Figures({}, {}))
    names: frozenset[str] = frozenset()
    incomplete: frozenset[str] = frozenset()

    def parent(self, locality: Locality) -> Locality | None:
        """The locality one floor above in the folder tree (上级)."""
        return self.localities.get(parent_of(locality.id))

    def children(self, locality: Locality) -> tuple[Locality, ...]:
        """The localities one floor below in the folder tree (下级), by slug."""
        return self.below(locality.id)

    def below(self, identity: str) -> tuple[Locality, ...]:
        """The children of a locality that may have no file of its own, by its id."""
        return self._below.get(identity, ())

    @cached_property
    def _below(self) -> Mapping[str, tuple[Locality, ...]]:
        below: dict[str, tuple[Locality, ...]] = {}
        for identity in sorted(self.localities):
            parent = parent_of(identity)
            below[parent] = (*below.get(parent, ()), self.localities[identity])
        return below

    def relations_about(self, key: str) -> Sequence[Relation]:
        """The judged relations, of whatever locality, that name a figure or rest on it."""
        return self._relations.get(key, ())

    @cached_property
    def _relations(self) -> Mapping[str, list[Relation]]:
        found: dict[str, list[Relation]] = {}
        for locality in self.localities.values():
            for relation in locality.relations:
                for key in {relation.subject, *relation.terms, *relation.roots}:
                    found.setdefault(key, []).append(relation)
        return found

    def last_year(self, locality: Locality) -> Locality | None:
        """The same slug's file of the year before, if there is one (上年)."""
        return self.localities.get(f"{locality.year - 1}/{locality.slug}")

    def last_year_elsewhere(self, locality: Locality) -> Locality | None:
        """The locality of the same name in the year before where its file is called otherwise, if there is one."""
        folder = f"{locality.year - 1}/{locality.slug}".rpartition("/")[0]
        return None if self.last_year(locality) else self._by_name.get((folder, locality.name))

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], Locality]:
        return {(parent_of(one.id), one.name): one for one in self.localities.values()}

    def owner(self, key: str) -> Locality:
        """The locality a key is of."""
        return self.localities[home_of(key)]

    def cell(self, key: str) -> Cell:
        """The cell of a key. Raises KeyError when there is none."""
        return self.owner(key).cells[path_of(key)]

    def find(self, key: str) -> Cell | None:
        """The cell of a key; None for the number of rows of a table, which is a figure without a cell."""
        return self.owner(key).cells.get(path_of(key))

    def is_pending(self, key: str) -> bool:
        """Whether a key is that of a cell which is still to be filled in, or rests on one."""
        cell = self.find(key)
        return cell is not None and cell.pending
