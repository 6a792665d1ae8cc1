"""Which lines of the pages print which paragraph."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from reportgen.characters import unspaced
from reportgen.conform.docx import Paragraph
from reportgen.conform.page.page import Line, Page
from reportgen.value import Value, replace

NEAR = 3  # lines a paragraph may skip without all of it being found further on


class Printed(Value, frozen=True):
    """The pages, and the lines of each paragraph by its number; what could not be found is left out."""

    pages: tuple[Page, ...]
    lines: Mapping[int, tuple[Line, ...]]

    def of(self, paragraph: Paragraph | None) -> tuple[Line, ...]:
        return self.lines.get(paragraph.line, ()) if paragraph else ()


def printed(paragraphs: Sequence[Paragraph], pages: tuple[Page, ...]) -> Printed:
    """Follows the text of the document through the lines of its pages."""
    lines = [line for page in pages for line in page.text_lines]
    flow = [p for p in paragraphs if p.cell is None and not p.in_frame and p.words]
    found = dict(_followed(flow, lines))
    taken = {id(line) for own in found.values() for line in own}
    rest = [line for line in lines if id(line) not in taken]
    for paragraph in (p for p in paragraphs if p.words and p.line not in found):
        if own := tuple(_anywhere(unspaced(paragraph.words), rest)):
            found[paragraph.line] = own
    return Printed(pages, found)


def _followed(flow: Sequence[Paragraph], lines: Sequence[Line]) -> Iterator[tuple[int, tuple[Line, ...]]]:
    cursor = 0
    for paragraph in flow:
        text = unspaced(paragraph.text)
        for start in range(cursor, len(lines)):
            own = _consumed(text, lines, start)
            complete = sum(len(line.unspaced) for line in own) == len(text)
            if own and (complete or start - cursor <= NEAR):
                yield paragraph.line, own
                cursor = start + len(own)
                break


def _consumed(text: str, lines: Sequence[Line], start: int) -> tuple[Line, ...]:
    """The lines from `start` on that print a text from its beginning."""
    own: list[Line] = []
    reached = 0
    for line in lines[start:]:
        if not line.unspaced or not text.startswith(line.unspaced, reached):
            break
        own.append(line)
        reached += len(line.unspaced)
        if reached == len(text):
            break
    return tuple(own)


def _anywhere(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Lines outside the flow (frames, cells) that print a text; the last place where they do, since 版记 comes last.

    What stands in a cell may be only a piece of a line.
    """
    for start in range(len(lines) - 1, -1, -1):
        own = _consumed(text, lines, start)
        if own and sum(len(line.unspaced) for line in own) == len(text):
            yield from own
            return
    pieces = (replace(line, pieces=(piece,)) for line in reversed(lines) for piece in line.pieces)
    yield from islice((line for line in pieces if line.unspaced == text), 1)
