"""A document laid out for the finders: paragraphs with their figures and headings, rows of tables, parts.

`known` are figures known beforehand, by each offset in the document's text that they cover.
"""

from collections.abc import Iterator, Mapping

from reportgen import patterns
from reportgen.audit.grid import Segment, tables_of
from reportgen.audit.headings import Heading, Numeral, heading_of, numerals_in
from reportgen.document import Document, Passage, Role
from reportgen.finding import Span
from reportgen.mention import Mention, mentions, plain
from reportgen.quantity import Quantity
from reportgen.value import Value, cached_property, field, replace

_UNREAD = (Role.COMMENT, Role.DELETED, Role.HIDDEN, Role.HEADER)
_SHORTEST_CUT = 13
"""Characters that a line cut by a page has at least."""
_ENDED = patterns.compile(r"[。；！？]")
_ROW = patterns.compile(r"\t|  (?<!\s  ) *\S|\u3000\u3000")
_LONGEST_ROW = 400
_FAR = 80


class Paragraph(Value, frozen=True, eq=False, dict=True):
    """A passage that is read as prose, `text` what it says in plain characters. `path` are the headings it stands under, outermost
    first, its own last."""

    number: int
    passage: Passage
    text: str
    path: tuple[Heading, ...]
    part: int
    known: Mapping[int, Quantity] = field(default_factory=dict)
    before: "Paragraph | None" = None  # the one right before it in its part
    cut: bool = False  # the passage before ends amid a number, and what this one begins with may be its end

    @cached_property
    def figures(self) -> tuple[Mention, ...]:
        found = [as_known(mention, self.known) for mention in mentions(self.passage.prose)]
        if found and _is_open(self.text, found[-1]):
            found.pop()
        return tuple(m for m in found if m.start or not self.cut)

    @cached_property
    def numerals(self) -> list[Numeral]:
        """The numbers of the enumerations in it."""
        return numerals_in(self.text)

    @property
    def heading(self) -> Heading | None:
        """Its own heading, when it starts with one."""
        return self.path[-1] if self.path and self.path[-1].paragraph == self.number else None

    def span(self, start: int, end: int) -> Span:
        return self.passage.prose.span(start, end)

    def section(self, depth: int) -> Iterator["Paragraph"]:
        """The paragraphs before it, nearest first, under the same heading of level `depth` or above; not those far away."""
        other = self.before
        while other and self.number - other.number < _FAR and other.under(depth) == self.under(depth):
            yield other
            other = other.before

    def under(self, depth: int) -> tuple[int, ...]:
        """The numbers of the paragraphs of the headings it stands under, down to a level."""
        return tuple(heading.paragraph for heading in self.path if heading.level <= depth)


class Paper(Value, frozen=True, eq=False, dict=True):
    """All that is read of a document."""

    paragraphs: tuple[Paragraph, ...]
    blocks: tuple[tuple[Passage, ...], ...]
    known: Mapping[int, Quantity] = field(default_factory=dict)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every passage that is read, the rows of tables last."""
        prose = (paragraph.passage for paragraph in self.paragraphs)
        return (*prose, *(passage for block in self.blocks for passage in block))

    @cached_property
    def tables(self) -> list[tuple[Segment, ...]]:
        tables = tables_of(self.blocks)
        return [tuple(map(self._as_known, table)) for table in tables] if self.known else tables

    def _as_known(self, segment: Segment) -> Segment:
        return replace(segment, numbers=tuple(as_known(cell, self.known) for cell in segment.numbers))

    @cached_property
    def figures(self) -> list[Mention]:
        """Every figure, those of tables last."""
        prose = [mention for paragraph in self.paragraphs for mention in paragraph.figures]
        return prose + [cell for table in self.tables for segment in table for cell in segment.numbers]

    @cached_property
    def flows(self) -> list[tuple[Paragraph, list[Mention]]]:
        """The figures of each paragraph, those outside brackets and those of each bracket apart."""
        found = []
        for paragraph in self.paragraphs:
            flows: dict[int, list[Mention]] = {}
            for mention in paragraph.figures:
                flows.setdefault(mention.bracket, []).append(mention)
            found += [(paragraph, flow) for flow in flows.values()]
        return found


def _is_open(text: str, mention: Mention) -> bool:
    """Whether a bare number closes a paragraph that has no end mark: a page may have cut it."""
    return not text[mention.end :].strip(" .,") and _ends_amid_a_number(text)


def _ends_amid_a_number(text: str) -> bool:
    said = text.rstrip()
    return len(said) >= _SHORTEST_CUT and (said[-1].isdecimal() or said[-1] in ".,")


def as_known(mention: Mention, known: Mapping[int, Quantity]) -> Mention:
    """A figure with the unit, decimals and qualifier it is known to have; as read when it is not known, or by another number."""
    quantity = known.get(mention.prose.offset(mention.start)) if known else None
    if quantity is None or quantity.value != mention.quantity.value:
        return mention
    return replace(mention, quantity=replace(quantity, text=mention.quantity.text))


def lay_out(document: Document, known: Mapping[int, Quantity] = {}) -> Paper:
    """The paper of a document: comments, deletions and running heads left out, rows of tables set apart."""
    paragraphs: list[Paragraph] = []
    blocks: list[list[Passage]] = [[]]
    path: tuple[Heading, ...] = ()
    part = 0
    for passage in document.passages:
        if passage.role in _UNREAD or not passage.text.strip():
            continue
        if is_row(passage):
            blocks[-1].append(passage)
            continue
        if blocks[-1]:
            blocks.append([])
        if passage.part != part:
            path, part = (), passage.part
        text = plain(passage.text)
        heading = heading_of(text, len(paragraphs))
        if heading:
            path = (*(h for h in path if h.level < heading.level), heading)
        cut = bool(paragraphs) and _ends_amid_a_number(paragraphs[-1].text)
        before = paragraphs[-1] if paragraphs and paragraphs[-1].part == part else None
        paragraphs.append(Paragraph(len(paragraphs), passage, text, path, part, known, before, cut))
    return Paper(tuple(paragraphs), tuple(tuple(block) for block in blocks if block), known)


def is_row(passage: Passage) -> bool:
    """Whether a passage is a cell, or a line of a table whose columns are kept apart by tabs or runs of blanks."""
    if passage.role is Role.CELL or passage.place is not None:
        return True
    text = passage.text
    return len(text) <= _LONGEST_ROW and not _ENDED.search(text) and bool(_ROW.search(text.rstrip()))
