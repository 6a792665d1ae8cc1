"""Everything a locality may print, each text with where it stands: under which headings, in which group, in which part."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import accumulate

from reportgen import patterns
from reportgen.checks.reading import Reading, outside, read, read_words
from reportgen.content import Cell, Items, Locality, Section, TableRequest, Wording
from reportgen.finding import Span
from reportgen.narrative import Fragment, Tag
from reportgen.quantity import Quantity
from reportgen.value import Value, cached_property, replace

_NEAR = 4
"""How many characters before a tag may be a word that goes with it."""
_CLAUSE = patterns.compile(r"[^。；！？\n]+")

AUTHOR = "author"


class Role(StrEnum):
    """What a text is in the report."""

    TITLE = "title"
    HEADING = "heading"  # on its own line, or run in
    TEXT = "text"
    CAPTION = "caption"
    TABLE = "table"  # a cell of a table written out by hand
    CELL = "cell"  # words and list items of a cell
    LETTER = "letter"  # an element of the letter, or the author


class Placed(Value, frozen=True, dict=True):
    """A text in its place: the `with:` that holds there, the headings above it from the top, its part (0 the body, n for 附件n).

    `numbered` says that the program puts a number before it; `path` is the cell's for words of a cell.
    """

    role: Role
    reading: Reading
    fragment: Fragment | None = None
    group: str = ""
    section: Section | None = None
    headings: tuple["Placed", ...] = ()
    part: int = 0
    numbered: bool = False
    path: str = ""

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """Where 《》 and “” stand in it."""
        return self.reading.quoted()

    @property
    def span(self) -> Span:
        """The place of all of it."""
        return self.reading.span(0, len(self.reading.text))


class Hit(Value, frozen=True):
    """A match of a pattern in a text, and its place in the file."""

    placed: Placed
    match: re.Match[str]

    @property
    def span(self) -> Span:
        return self.span_of(0)

    def span_of(self, group: int | str) -> Span:
        """The place of a group of the match."""
        return self.placed.reading.span(*self.match.span(group))

    @property
    def text(self) -> str:
        return self.match[0]


class Clause(Value, frozen=True):
    """A sentence of a text: its characters [start, end)."""

    placed: Placed
    start: int
    end: int

    def search(self, pattern: re.Pattern[str]) -> Hit | None:
        """The first match of a pattern in it."""
        match = pattern.search(self.placed.reading.text, self.start, self.end)
        return Hit(self.placed, match) if match else None

    def __contains__(self, index: int) -> bool:
        return self.start <= index < self.end


class Tagged(Value, frozen=True):
    """A tag in a text: where it stands there, and the cell and the figure it prints, None where it prints none."""

    placed: Placed
    index: int
    tag: Tag
    cell: Cell | None
    figure: Quantity | None

    def before(self, pattern: re.Pattern[str]) -> Hit | None:
        """What a pattern that ends in \\Z finds among the few characters before the tag."""
        match = pattern.search(self.placed.reading.text, max(self.index - _NEAR, 0), self.index)
        return Hit(self.placed, match) if match else None

    def after(self, pattern: re.Pattern[str]) -> Hit | None:
        """What a pattern finds right after the tag."""
        match = pattern.match(self.placed.reading.text, self.index + 1)
        return Hit(self.placed, match) if match else None


class FigureTag(Tagged, frozen=True):
    """A tag that prints a figure."""

    cell: Cell
    figure: Quantity


class Places(tuple[Placed, ...]):
    """Texts in the order written. They are searched joined into one, to find at once those that hold a character or a word."""

    def holding(self, signs: Iterable[str]) -> list[Placed]:
        """The texts that hold one of some characters or words, in order."""
        joined, ends = self.joined, self._ends
        found: set[int] = set()
        for sign in signs:
            at = joined.find(sign)
            while at >= 0:
                index = bisect_right(ends, at)
                found.add(index)
                at = joined.find(sign, ends[index])
        return [self[index] for index in sorted(found)]

    def matching(self, sign: re.Pattern[str]) -> list[Placed]:
        """The texts a pattern is found in; it must not look beyond the text, as the texts are searched joined."""
        joined, ends, found = self.joined, self._ends, []
        match = sign.search(joined)
        while match:
            found.append(bisect_right(ends, match.start()))
            match = sign.search(joined, ends[found[-1]])
        return [self[index] for index in found]

    @cached_property
    def joined(self) -> str:
        """All of the texts, a line feed after each."""
        return "".join(f"{placed.reading.text}\n" for placed in self)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(placed.reading.text) + 1 for placed in self))


def beginnings(texts: Iterable[Placed]) -> Iterator[tuple[Placed, int]]:
    """Where texts and the paragraphs within them begin; cells of tables are passed over."""
    for placed in texts:
        if placed.role is not Role.TABLE:
            yield placed, 0
        if placed.role is Role.TEXT and "\n" in placed.reading.text:
            yield from ((placed, end.end()) for end in re.finditer("\n", placed.reading.text))


def clauses(placed: Placed) -> Iterator[Clause]:
    """The sentences of a text, cut at 。；！？ and at paragraphs."""
    for match in _CLAUSE.finditer(placed.reading.text):
        yield Clause(placed, *match.span())


def narrative(locality: Locality) -> Iterator[Placed]:
    """The fragments of a locality in the order written."""
    top = Placed(Role.TEXT, Reading("", ()))
    if locality.title:
        yield _placed(locality.title, Role.TITLE, top)
    yield from _sections(locality.sections, top)
    for part, enclosure in enumerate(locality.enclosures, 1):
        top = Placed(Role.TEXT, Reading("", ()), part=part)
        if enclosure.title:
            yield _placed(enclosure.title, Role.TITLE, top)
        yield from _sections(enclosure.sections, top)
        if enclosure.table:
            yield from _around(enclosure.table, top)


def words(locality: Locality, worded: Iterable[Cell]) -> Iterator[Placed]:
    """What is printed besides the narrative: words and list items of its `worded` cells, its author, the elements of the letter."""
    for cell in worded:
        for text, span in _worded(cell):
            yield Placed(Role.CELL, read_words(text, span), group=cell.group, path=cell.path)
    if locality.author_span:
        yield Placed(Role.LETTER, read_words(locality.author, locality.author_span), path=AUTHOR)
    for name, field in locality.letter.items():
        for value in field.values:
            yield Placed(Role.LETTER, read_words(value, field.span), path=name)


def _worded(cell: Cell) -> Iterable[tuple[str, Span]]:
    """The words of a cell, each with its place: the items of a list one by one."""
    match cell.stated:
        case Items(items=items, spans=spans):
            return zip(items, spans, strict=True)
        case Wording(text):
            return ((text, cell.span),)
    return ()


def hits(
    places: Places, pattern: re.Pattern[str], *, needs: Iterable[str] = "", quoted: bool = True
) -> Iterator[Hit]:
    """Every match of a pattern; with quoted=False, not those inside 《》 and “”.

    Every match contains one of the characters or words in `needs`: texts without any are skipped.
    """
    for placed in places.holding(needs) if needs else places:
        for match in pattern.finditer(placed.reading.text):
            if quoted or outside(match, placed.quoted):
                yield Hit(placed, match)


def _placed(fragment: Fragment, role: Role, above: Placed, *, numbered: bool = False) -> Placed:
    reading = read(fragment)
    return Placed(role, reading, fragment, above.group, above.section, above.headings, above.part, numbered)


def _sections(sections: Iterable[Section], above: Placed, *, run_in: bool = False) -> Iterator[Placed]:
    for section in sections:
        here = replace(above, section=section, group=section.group or above.group)
        if section.heading:
            heading = _placed(section.heading, Role.HEADING, here, numbered=True)
            yield heading
            here = replace(here, headings=(*here.headings, heading))
        if section.text:
            yield _placed(section.text, Role.TEXT, here, numbered=run_in and not section.heading)
        if section.table:
            yield from _around(section.table, here)
        for cell in section.grid.cells if section.grid else ():
            yield _placed(cell, Role.TABLE, here)
        yield from _sections((*section.points, *section.items), here, run_in=True)
        yield from _sections(section.sections, here)


def _around(table: TableRequest, here: Placed) -> Iterator[Placed]:
    """What stands above a table and below it."""
    if table.title:
        yield _placed(table.title, Role.CAPTION, here)
    if table.note:
        yield _placed(table.note, Role.TEXT, here)
