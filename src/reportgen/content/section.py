"""The narrative as written: sections, the tables they ask for, and what is attached."""

from collections.abc import Iterator
from itertools import chain

from reportgen.finding import Span
from reportgen.narrative import Fragment
from reportgen.value import Value


class TableRequest(Value, frozen=True):
    """`table:` of a section or attachment: `rows` are 下级 or a table cell; `title` stands above it, `note` below."""

    rows: str
    columns: tuple[str, ...]
    total: str
    number: str
    title: Fragment | None
    span: Span
    note: Fragment | None = None

    def fragments(self) -> Iterator[Fragment]:
        yield from (fragment for fragment in (self.title, self.note) if fragment)


class Grid(Value, frozen=True):
    """A table written out cell by cell in an attached file; its figures come from cells too."""

    head: tuple[Fragment, ...]
    rows: tuple[tuple[Fragment, ...], ...]

    @property
    def cells(self) -> Iterator[Fragment]:
        """The heads, then the cells row by row."""
        return chain(self.head, *self.rows)


class Section(Value, frozen=True):
    """A part of the narrative; the tuple fields keep the order of writing."""

    heading: Fragment | None
    group: str  # `with:`, empty to inherit
    group_span: Span | None
    text: Fragment | None
    points: tuple["Section", ...]
    items: tuple["Section", ...]
    sections: tuple["Section", ...]
    table: TableRequest | None
    span: Span
    grid: Grid | None = None

    @property
    def below(self) -> tuple["Section", ...]:
        """What stands directly below it: points, items and sections of its own."""
        return (*self.points, *self.items, *self.sections)

    def each(self) -> Iterator["Section"]:
        """It and all sections below it, in the order written."""
        yield self
        for inner in self.below:
            yield from inner.each()

    def fragments(self) -> Iterator[Fragment]:
        """Its fragments and those of all below it."""
        for section in self.each():
            yield from (fragment for fragment in (section.heading, section.text) if fragment)
            if section.table:
                yield from section.table.fragments()
            if section.grid:
                yield from section.grid.cells


class Enclosure(Value, frozen=True):
    """An entry of `attachments:` with one body: `sections` (those of a `file` once it is read), `table` or `origin` (from:)."""

    title: Fragment | None
    author: str
    sections: tuple[Section, ...]
    table: TableRequest | None
    origin: str
    file: str
    landscape: bool
    span: Span
