"""The words of pandoc's inline elements, every character with its place in the file."""

from collections.abc import Callable, Sequence
from typing import Any

from reportgen import patterns
from reportgen.finding import Span, Text
from reportgen.prose import Prose

Node = dict[str, Any]
Refuse = Callable[[Node, Span], None]

DEEPEST = 64
STRAY = "*"
"""The kind of an asterisk that was left over because CommonMark saw no emphasis (**“重点”**内容 is none)."""
_POSITION = patterns.compile(r"(\d+):(\d+)-(\d+):(\d+)")
_TABLE = patterns.compile(r"(?<=[^\n|]\n)(?=\|[^\n]*\n\|[ \t:|-]*-[ \t:|-]*(?:\n|$))")
"""Where a table begins right behind a paragraph, which to pandoc is a line more of it."""


def with_tables(source: str) -> str:
    """A text with a blank line before every table that has none."""
    return _TABLE.sub("\n", source)


class Places:
    """Where pandoc's elements lie in a text, which it reads `with_tables`."""

    def __init__(self, text: Text) -> None:
        self.text = text
        added = (match.start() for match in _TABLE.finditer(text.content))
        self._lines = sorted([0, *(i + 1 for i, c in enumerate(text.content) if c == "\n"), *added])

    def of(self, attributes: Sequence[Any], outer: Span) -> Span:
        """The span an element's data-pos gives; that of what it stands in when it has none."""
        match = _POSITION.match(dict(attributes[2]).get("data-pos", ""))
        if match is None:
            return outer
        start_line, start_column, end_line, end_column = map(int, match.groups())
        return Span(self.text, self._offset(start_line, start_column), self._offset(end_line, end_column))

    def _offset(self, line: int, column: int) -> int:
        last = len(self.text.content)
        return min(self._lines[line - 1] + column - 1, last) if line <= len(self._lines) else last


def words(inlines: Sequence[Node], span: Span, places: Places, refuse: Refuse) -> Prose:
    """The prose of inline elements; emphasis is dropped, what is not text is given to `refuse` and left out, but
    for a stray asterisk, which stays."""
    collected = _Collected(places, refuse)
    collected.take(inlines, span, 0)
    if not collected.pieces:
        return Prose("", span.text, (0,), (span.start,))
    return Prose("".join(collected.pieces), span.text, tuple(collected.starts), tuple(collected.offsets))


class _Collected:
    def __init__(self, places: Places, refuse: Refuse) -> None:
        self._places, self._refuse = places, refuse
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.offsets: list[int] = []
        self._length = 0

    def take(self, inlines: Sequence[Node], span: Span, depth: int) -> None:
        for inline in inlines:
            match inline:
                case {"t": "Str", "c": text} if set(text) == {STRAY} and span.quote == text:
                    self._refuse({"t": STRAY}, span)
                    self._add(text, span)
                case {"t": "Str", "c": text}:
                    self._add(text, span)
                case {"t": "Space"}:
                    self._add(" ", span)
                case {"t": "SoftBreak" | "LineBreak"}:
                    self._add("\n", span)
                case {"t": "Span", "c": [attributes, inner]} if depth < DEEPEST:
                    self.take(inner, self._places.of(attributes, span), depth + 1)
                case {"t": "Emph" | "Strong", "c": inner} if depth < DEEPEST:
                    self.take(inner, span, depth + 1)
                case {"t": "Code" | "Link" | "Image", "c": [attributes, *_]}:
                    self._refuse(inline, self._places.of(attributes, span))
                case _:
                    self._refuse(inline, span)

    def _add(self, text: str, span: Span) -> None:
        """A word as the file has it, which brings back hidden tags; where pandoc resolved an escape (\\*, &amp;) as pandoc has it."""
        self.starts.append(self._length)
        self.offsets.append(span.start)
        self.pieces.append(span.quote if len(span.quote) == len(text) else text)
        self._length += len(text)
