"""On which page of its PDF each character of a document stands: the document's text followed through the lines of the pages."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from reportgen.characters import unspaced
from reportgen.document import Document, Passage, Role
from reportgen.read.pdf import Unreadable, pages
from reportgen.read.pdf.layout import Block, Table, blocks
from reportgen.read.pdf_document import of_each
from reportgen.value import Value

_BETWEEN = 4
"""What may stand between two lines of a paragraph where a page ends: page number, running head, mark of a draft."""
_HANGING = str.maketrans("", "", ",;:!?。、")
"""Marks that may hang beside the end of a line, which not every program that makes a PDF keeps there."""
_ASIDE = (Role.HEADER, Role.COMMENT, Role.DELETED)


class _Strip(Value, frozen=True):
    """What is printed side by side: a line in one piece, a table's row in one for each cell; without blanks."""

    page: int
    pieces: tuple[str, ...]
    is_row: bool


_Begin = tuple[tuple[int, int], int]
"""A line and column from which on a page holds, and its number; 0 from where on it is not known."""


class Pages(Value, frozen=True):
    """The pages of a document's characters."""

    begins: tuple[_Begin, ...]

    def at(self, line: int, column: int) -> int | None:
        """The page, from 1, of a character by its line and column in the document's text (both from 1); None where not known."""
        found = bisect_right(self.begins, (line, column), key=lambda begin: begin[0]) - 1
        return (self.begins[found][1] or None) if found >= 0 else None


def paged(made: Sequence[tuple[Document, bytes]]) -> list[Pages]:
    """The pages of each document in the PDF made of it; nothing is known where that cannot be read."""
    printed = zip(made, of_each(made, _strips), strict=True)
    return [_pages(document, strips or ()) for (document, _), strips in printed]


def _pages(document: Document, strips: Sequence[_Strip]) -> Pages:
    said = [p for p in document.passages if p.role not in _ASIDE and p.text.strip()]
    return Pages(tuple(sorted(_followed(said, strips))))


def _strips(pdf: bytes) -> list[_Strip]:
    """What is printed, from top to bottom; nothing in a PDF that cannot be read."""
    try:
        listed = pages(pdf)
    except Unreadable:
        return []
    return [strip for page in listed for block in blocks(page) for strip in _cut(page.number, block)]


def _cut(page: int, block: Block) -> Iterator[_Strip]:
    if not isinstance(block, Table):
        yield _Strip(page, (_folded(block.text),), False)
        return
    for _, row in groupby(sorted(block.cells.items()), key=lambda cell: cell[0][0]):
        yield _Strip(page, tuple(_folded(words) for _, words in row), True)


def _folded(text: str) -> str:
    """A text without blanks and marks, in the one form every reader gives it."""
    return unspaced(text).translate(_HANGING)


def _followed(said: Sequence[Passage], strips: Sequence[_Strip]) -> Iterator[_Begin]:
    """Where each page begins; rows and paragraphs are looked for in their order."""
    at = 0
    for _, group in groupby(said, key=lambda p: (p.place.table, p.place.row) if p.place else id(p)):
        passages = list(group)
        own = _row(passages, strips, at) if passages[0].place else _paragraph(passages[0].text, strips, at)
        for passage in passages:
            yield _place(passage, 0), 0
        if own:
            at = own[-1] + 1
            for passage in passages:
                yield from _begins(passage, [strips[i] for i in own])


def _row(passages: Sequence[Passage], strips: Sequence[_Strip], at: int) -> list[int]:
    """The strip that says the same in the same cells; none when there is no such."""
    wanted = tuple(_folded(passage.text) for passage in passages)
    return next(([i] for i in range(at, len(strips)) if strips[i].is_row and strips[i].pieces == wanted), [])


def _paragraph(text: str, strips: Sequence[_Strip], at: int) -> list[int]:
    """The strips that say a text from its beginning to its end; none when there are no such."""
    wanted = _folded(text)
    return next((own for start in range(at, len(strips)) if (own := _consumed(wanted, strips, start))), [])


def _consumed(wanted: str, strips: Sequence[_Strip], start: int) -> list[int]:
    own: list[int] = []
    reached = 0
    while reached < len(wanted):
        following = range(own[-1] + 1, own[-1] + 2 + _BETWEEN) if own else range(start, start + 1)
        found = next((i for i in following if _continues(wanted, reached, strips, i, own)), None)
        if found is None:
            return []
        own.append(found)
        reached += len(strips[found].pieces[0])
    return own


def _continues(wanted: str, reached: int, strips: Sequence[_Strip], at: int, own: Sequence[int]) -> bool:
    """Whether a strip goes on with a text; not the next one only across the end of a page."""
    if at >= len(strips) or strips[at].is_row:
        return False
    if own and at > own[-1] + 1 and strips[at].page == strips[own[-1]].page:
        return False
    piece = strips[at].pieces[0]
    return bool(piece) and wanted.startswith(piece, reached)


def _begins(passage: Passage, own: Sequence[_Strip]) -> Iterator[_Begin]:
    """Where in a passage the pages of its strips begin."""
    ends = list(accumulate(len(_folded(character)) for character in passage.text))
    reached, page = 0, 0
    for strip in own:
        if strip.page != page:
            page = strip.page
            yield _place(passage, bisect_right(ends, reached)), page
        reached += len(strip.pieces[0])


def _place(passage: Passage, index: int) -> tuple[int, int]:
    span = passage.prose.span(index, index + 1)
    return span.line, span.column
