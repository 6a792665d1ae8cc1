"""Plain text files: lines that a page or a narrow screen cut are joined again, rows parted by tabs or wide gaps become tables."""

from collections.abc import Iterable, Iterator
from itertools import count, groupby

from reportgen import patterns
from reportgen.document import CellPlace, Passage, Role
from reportgen.finding import Text, display_width
from reportgen.read.lines import Manner, Shape, belong, is_caption, widest
from reportgen.read.slices import Slice, joined
from reportgen.value import Value

_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_GAP = patterns.compile(r"\t+| {2,}|\u3000{2,}")
_SPOKEN = patterns.compile("[。；！？]")
_NARROW = 120  # display cells; wider lines are paragraphs, not wrapped
_LONGEST_CELL = 20  # characters of a row's only cell; longer ones are prose
_INDENT = 2  # display cells
_REMEMBERED = 500  # characters of a paragraph by which its next line is judged
_MARKUP = patterns.compile(r"^(?P<heading>#{1,6}\s+)|^>\s*|^[-*]\s+(?!\d)|\*\*|__")
_RULE = patterns.compile(r"[-=_*·|:\s]{3,}")


def decoded(data: bytes) -> str | None:
    """The characters of a text file in UTF-8, UTF-16 or GBK; None when it is none of them, or no text."""
    encodings = ("utf-16",) if data.startswith(_MARKS) else _ENCODINGS
    for encoding in encodings:
        try:
            content = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in content else content if "\n" in content else content.replace("\r", "\n")
    return None


class _Line(Value, frozen=True):
    """A line that says something: its words without Markdown's marks, its cells when gaps part it, how it stands. `width`
    is right as long as it matters, up to _NARROW."""

    slices: tuple[Slice, ...]
    words: str
    cells: tuple[Slice, ...]
    gap_first: bool
    indented: bool
    apart: bool
    heading: bool
    width: int

    @property
    def may_be_row(self) -> bool:
        alone = self.gap_first and len(self.words) <= _LONGEST_CELL and not is_caption(self.words)
        return (len(self.cells) > 1 or alone) and not _SPOKEN.search(self.words)


def passages(text: Text) -> tuple[Passage, ...]:
    """The paragraphs and table cells of a text, in its order."""
    lines = list(_lines(text))
    manner, width = _manner([line for line in lines if not line.may_be_row])
    tables = count()
    found: list[Passage] = []
    for is_table, block in _blocks(lines):
        found += _table(text, block, next(tables)) if is_table else _paragraphs(text, block, manner, width)
    return tuple(found)


def _lines(text: Text) -> Iterator[_Line]:
    start, apart = 0, False
    for raw in text.content.split("\n"):
        words = raw.strip()
        if words and not _RULE.fullmatch(words):
            yield _line(raw, start, apart)
        apart = not words
        start += len(raw) + 1


def _line(raw: str, start: int, apart: bool) -> _Line:
    words = raw.strip()
    begin = start + raw.index(words)
    marks = list(_MARKUP.finditer(words))
    edges = [0, *(edge for mark in marks for edge in mark.span()), len(words)]
    slices = tuple((begin + a, begin + b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
    gaps = [match.span() for match in _GAP.finditer(words)]
    bounds = [0, *(edge for gap in gaps for edge in gap), len(words)]
    cells = tuple((begin + a, begin + b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if a < b)
    lead = raw[: raw.index(words)]
    plain = "".join(words[a - begin : b - begin] for a, b in slices)
    heading = any(mark["heading"] for mark in marks)
    width = display_width((lead + plain)[: _NARROW + 1])
    return _Line(slices, plain, cells, bool(lead), display_width(lead) >= _INDENT, apart, heading, width)


def _manner(lines: list[_Line]) -> tuple[Manner, float]:
    """How the file sets its paragraphs, and how wide its full lines are."""
    width = widest(line.width for line in lines)
    full = sum(line.width >= width - _INDENT for line in lines)
    wrapped = 0 < width <= _NARROW and full >= max(3, len(lines) * 0.3)
    indented = sum(line.indented for line in lines)
    return Manner(wrapped, 1 < indented < len(lines)), width


def _blocks(lines: Iterable[_Line]) -> Iterator[tuple[bool, list[_Line]]]:
    """Runs of rows that make a table, and runs of other lines."""
    waiting: list[_Line] = []
    for may_be_table, run in groupby(lines, lambda line: line.may_be_row):
        block = list(run)
        if may_be_table and sum(len(line.cells) > 1 for line in block) > 1:
            if waiting:
                yield False, waiting
            yield True, block
            waiting = []
        else:
            waiting += block
    if waiting:
        yield False, waiting


def _table(text: Text, lines: Iterable[_Line], table: int) -> Iterator[Passage]:
    """Cells as they come; a gap at the line's beginning stands for one empty cell. The number of a column is only its order: a
    text file does not show which cells are empty."""
    for row, line in enumerate(lines):
        for column, cell in enumerate(line.cells, int(line.gap_first)):
            yield Passage(joined(text, [cell]), Role.CELL, place=CellPlace(table, row, column))


def _paragraphs(text: Text, lines: Iterable[_Line], manner: Manner, width: float) -> Iterator[Passage]:
    together: list[_Line] = []
    said = ""
    for line in lines:
        if together and (line.heading or not _belongs(said, together[-1], line, manner, width)):
            yield _passage(text, together)
            together, said = [], ""
        together.append(line)
        said = (said + line.words)[-_REMEMBERED:]
    if together:
        yield _passage(text, together)


def _belongs(said: str, last: _Line, line: _Line, manner: Manner, width: float) -> bool:
    if last.heading:
        return False
    return belong(said, _shape(last, width), line.words, _shape(line, width), manner)


def _shape(line: _Line, width: float) -> Shape:
    return Shape(line.indented, line.width >= width - _INDENT, line.apart)


def _passage(text: Text, lines: list[_Line]) -> Passage:
    prose = joined(text, [part for line in lines for part in line.slices])
    return Passage(prose, Role.HEADING if lines[0].heading else Role.TEXT)
