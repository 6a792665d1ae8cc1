"""The pages of a PDF put together: page numbers left out, paragraphs and tables joined across lines and pages."""

from collections import Counter
from collections.abc import Iterable, Sequence

from reportgen import patterns
from reportgen.document import Role
from reportgen.pdf import Page
from reportgen.read.lines import Manner, Shape, begins_anew, belong
from reportgen.read.pdf.layout import Block, Table, blocks
from reportgen.read.pdf.lines import Line
from reportgen.value import Value, field

_PAGE_NUMBER = patterns.compile(r"[—–\-·.\s]*\d{1,4}[—–\-·.\s]*|第\s*\d+\s*页.{0,12}|\d+\s*/\s*\d+")
_MARGIN = 0.12  # of the page's height, above and below, where page numbers and running heads stand
_INDENT = 0.8  # of the character size
_SLACK = 0.6  # of the character size: what a full line may lack at its right edge though one more character would fit
_LARGE = 1.15  # times the usual size: a title
_FEWEST_HEADS = 3


class Part(Value):
    """A paragraph, or a table's cell at `place` (table, row, column)."""

    text: str
    role: Role = Role.TEXT
    place: tuple[int, int, int] | None = None


class _Text(Value):
    """Left and right edge of the text on pages of one size, and its usual character size."""

    left: float
    right: float
    size: float


def parts(pages: Iterable[Page]) -> list[Part]:
    """The paragraphs and cells of a document, in reading order; running heads come last."""
    listed = [(page, blocks(page)) for page in pages]
    heads = _running_heads(listed)
    kept = [(page, [b for b in found if not _is_margin(page, b, heads)]) for page, found in listed]
    edges = _edges(kept)
    reader = _Reader(_manner(kept, edges))
    for page, found in kept:
        reader.page(found, edges.get(_size(page)))
    reader.close()
    return [*reader.parts, *(Part(head, Role.HEADER) for head in heads)]


def _size(page: Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _running_heads(listed: Sequence[tuple[Page, list[Block]]]) -> list[str]:
    """Lines that stand in the margin of three pages and more, the page numbers in them aside."""
    seen = Counter(
        line.text
        for page, found in listed
        for line in found
        if isinstance(line, Line) and _in_margin(page, line) and not _PAGE_NUMBER.fullmatch(line.text)
    )
    return [text for text, times in seen.items() if times >= _FEWEST_HEADS]


def _in_margin(page: Page, line: Line) -> bool:
    return line.box.bottom < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)


def _is_margin(page: Page, block: Block, heads: Sequence[str]) -> bool:
    if isinstance(block, Table) or not _in_margin(page, block):
        return False
    return block.text in heads or bool(_PAGE_NUMBER.fullmatch(block.text))


def _edges(kept: Sequence[tuple[Page, list[Block]]]) -> dict[tuple[int, int], _Text]:
    by_size: dict[tuple[int, int], list[Line]] = {}
    for page, found in kept:
        by_size.setdefault(_size(page), []).extend(b for b in found if isinstance(b, Line))
    return {size: _text(lines) for size, lines in by_size.items() if lines}


def _text(lines: Sequence[Line]) -> _Text:
    rights = sorted(line.box.right for line in lines)
    sizes = sorted(line.size for line in lines)
    right, size = rights[len(rights) * 9 // 10], sizes[len(sizes) // 2]
    full = [line for line in lines if line.box.right > right - 2 * size] or lines
    (left, _), *_ = Counter(round(line.box.left) for line in full).most_common(1)
    return _Text(left, right, size)


def _indented(line: Line, text: _Text) -> bool:
    return line.box.left > text.left + _INDENT * line.size


def _full(line: Line, following: Line, text: _Text) -> bool:
    """Whether what follows did not fit on a line."""
    return line.box.right + following.head > text.right - _SLACK * line.size


def _manner(kept: Sequence[tuple[Page, list[Block]]], edges: dict[tuple[int, int], _Text]) -> Manner:
    """A document indents when some of its longer lines are indented and some are not."""
    long = [
        _indented(line, edges[_size(page)])
        for page, found in kept
        for line in found
        if isinstance(line, Line) and line.box.right > edges[_size(page)].right - 2 * line.size
    ]
    return Manner(wrapped=True, indents=any(long) and not all(long))


class _Reader(Value):
    """Reads page after page; what is still open waits for the next line."""

    manner: Manner
    parts: list[Part] = field(default_factory=list)
    _said: str = ""
    _last: Line | None = None
    _hanging: bool = False
    _tables: int = 0
    _table: tuple[Table, int] | None = None

    def page(self, found: Sequence[Block], text: _Text | None) -> None:
        """Reads the blocks of a page; `text` are the edges of its text, if it has any."""
        for number, block in enumerate(found):
            if isinstance(block, Table):
                self.close()
                self._rows(block, first=number == 0)
            elif text is not None:
                self._table = None
                self._line(block, text, apart=number == 0)

    def close(self) -> None:
        """Ends the paragraph that is open."""
        if self._said:
            self.parts.append(Part(self._said))
        self._said, self._last, self._hanging = "", None, False

    def _line(self, line: Line, text: _Text, apart: bool) -> None:
        if self._last and not self._goes_on(self._last, line, text, apart):
            self.close()
        self._said += line.text
        self._last = line

    def _goes_on(self, last: Line, line: Line, text: _Text, apart: bool) -> bool:
        if _is_title(last, text) or _is_title(line, text):
            return _is_title(last, text) and _is_title(line, text) and abs(last.size - line.size) < 1
        shape = Shape(_indented(last, text), _full(last, line, text))
        if shape.full and shape.indented and self._hangs(last, line):
            return True
        return belong(self._said, shape, line.text, Shape(_indented(line, text), apart=apart), self.manner)

    def _hangs(self, last: Line, line: Line) -> bool:
        """Whether a line stands under the words of a numbered item, not under its number."""
        deeper = line.box.left - last.box.left
        if begins_anew(line.text) or deeper < -_INDENT:
            return False
        self._hanging = self._hanging or (deeper > _INDENT and begins_anew(self._said))
        return self._hanging

    def _rows(self, table: Table, first: bool) -> None:
        """Adds a table's cells; one that goes on from the page before keeps its number, and says its head only once."""
        before = self._table if first else None
        cells = dict(table.cells)
        if before and _same_columns(before[0], table):
            head = _row(before[0], 0)
            skipped = 1 if head and _row(table, 0) == head else 0
            number, shift = self._tables - 1, before[1] - skipped
            cells = {(row, column): said for (row, column), said in cells.items() if row >= skipped}
            table = Table(
                {**table.cells, **{k: v for k, v in before[0].cells.items() if k[0] == 0}}, table.columns, 0
            )
        else:
            number, shift = self._tables, 0
            self._tables += 1
        self.parts += [
            Part(said, Role.CELL, (number, row + shift, column))
            for (row, column), said in sorted(cells.items())
        ]
        self._table = table, shift + 1 + max((row for row, _ in cells), default=0)


def _is_title(line: Line, text: _Text) -> bool:
    return line.size > _LARGE * text.size


def _same_columns(one: Table, other: Table) -> bool:
    near = zip(one.columns, other.columns, strict=False)
    return len(one.columns) == len(other.columns) and all(abs(a - b) < 3 for a, b in near)


def _row(table: Table, number: int) -> dict[int, str]:
    return {column: said for (row, column), said in table.cells.items() if row == number}
