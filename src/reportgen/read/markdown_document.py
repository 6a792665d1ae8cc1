"""Finished documents in Markdown: everything pandoc finds in them that a reader would see, nothing refused."""

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from reportgen.document import CellPlace, Passage, Role
from reportgen.finding import Finding, Span, Text
from reportgen.read.markdown import Unreadable, blocks_of, too_much
from reportgen.read.markdown_words import Node, Places
from reportgen.read.slices import Slice, joined

_DEEPEST = 64
_HINT = "请另存为 .txt 或 .docx 后再试"


def read_passages(text: Text) -> tuple[tuple[Passage, ...], list[Finding]]:
    """The paragraphs, items and cells of a Markdown text; or why pandoc does not read it."""
    if found := next(too_much(text), None):
        return (), [Finding("L506", "文件太长，或括号、引文套得太深", found.span, hint=_HINT)]
    try:
        blocks = blocks_of(text.content)
    except Unreadable:
        return (), [Finding("L513", "文件读不成，可能太大或套得太深", Span(text), hint=_HINT)]
    except OSError:
        hint = "重新安装：pip install pypandoc_binary"
        return (), [Finding("O203", "本机没有装好 pandoc，读不了 Markdown 文件", Span(text), hint=hint)]
    return tuple(_Reader(text).passages(blocks, Span(text), 0)), []


class _Reader:
    """Turns pandoc's blocks into passages."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._places = Places(text)
        self._tables = count()

    def passages(self, blocks: Sequence[Node], outer: Span, depth: int) -> Iterator[Passage]:
        """The passages of blocks that stand inside one another."""
        for block in blocks if depth < _DEEPEST else ():
            match block:
                case {"t": "Header", "c": [_, attributes, inlines]}:
                    yield from self._said(inlines, self._places.of(attributes, outer), Role.HEADING)
                case {"t": "Para" | "Plain", "c": inlines}:
                    yield from self._said(inlines, outer, Role.TEXT)
                case {"t": "Div", "c": [attributes, inner]}:
                    yield from self.passages(inner, self._places.of(attributes, outer), depth + 1)
                case {"t": "BlockQuote", "c": inner}:
                    yield from self.passages(inner, outer, depth + 1)
                case {"t": "BulletList", "c": items} | {"t": "OrderedList", "c": [_, items]}:
                    for item in items:
                        yield from self.passages(item, outer, depth + 1)
                case {"t": "CodeBlock", "c": [attributes, _]}:
                    yield from self._lines(self._places.of(attributes, outer))
                case {"t": "Table", "c": [_, _, _, head, bodies, foot]}:
                    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
                    yield from self._cells(rows, outer)

    def _said(self, inlines: Sequence[Node], span: Span, role: Role) -> Iterator[Passage]:
        prose = joined(self._text, [*self._marker(inlines, span), *self._slices(inlines, span, 0)])
        if prose.text:
            yield Passage(prose, role)

    def _marker(self, inlines: Sequence[Node], span: Span) -> Iterator[Slice]:
        """The number of a list's item, which stands on its line before the words."""
        start = self._text.content.rfind("\n", 0, span.start) + 1
        written = self._text.content[start : span.start].lstrip(" \t>")
        if inlines and written[:-1].rstrip(".)").isdecimal():
            yield span.start - len(written), span.start

    def _lines(self, span: Span) -> Iterator[Passage]:
        """A paragraph indented by four blanks is code to Markdown and text to its writer."""
        start = span.start
        for line in span.quote.split("\n"):
            prose = joined(self._text, [(start, start + len(line))])
            if prose.text.strip("`~ "):
                yield Passage(prose)
            start += len(line) + 1

    def _cells(self, rows: Sequence[Any], span: Span) -> Iterator[Passage]:
        table = next(self._tables)
        for number, (_, cells) in enumerate(rows):
            for column, cell in enumerate(cells):
                inlines = [inline for block in cell[4] for inline in block["c"]]
                prose = joined(self._text, self._slices(inlines, span, 0))
                if prose.text:
                    yield Passage(prose, Role.CELL, place=CellPlace(table, number, column))

    def _slices(self, inlines: Sequence[Node], span: Span, depth: int) -> list[Slice]:
        """Where the words of inline elements stand; a line's end inside a paragraph says nothing."""
        found: list[Slice] = []
        for inline in inlines if depth < _DEEPEST else ():
            match inline:
                case {"t": "Str" | "Space"}:
                    found.append((span.start, span.end))
                case {"t": "Span" | "Link", "c": [attributes, inner, *_]}:
                    found += self._slices(inner, self._places.of(attributes, span), depth + 1)
                case {"t": "Code", "c": [attributes, _]}:
                    place = self._places.of(attributes, span)
                    ticks = len(place.quote) - len(place.quote.lstrip("`"))
                    found.append((place.start + ticks, place.end - ticks))
                case {"t": "Emph" | "Strong" | "Strikeout" | "Underline", "c": inner}:
                    found += self._slices(inner, span, depth + 1)
        return found
