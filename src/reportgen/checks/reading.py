"""A fragment as it reads on the page: lines joined, each tag one character, every character knowing its place in the file."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from reportgen.finding import Span
from reportgen.narrative import Choice, Fragment, Segment, Tag, Words
from reportgen.prose import Prose
from reportgen.value import Value

TAG = "\x00"
"""Stands for a tag."""
SEAM = "\x01"
"""Stands between the branches of a condition, so that nothing is read across."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff"

_LINE_END = re.compile(r"\n\s*")
_QUOTED = re.compile(r"《[^《》\n]*》|“[^“”\n]*”")
_PAIR = re.compile(r"[A-Za-z0-9]{2}")


class _Piece(Value, frozen=True):
    """Characters of the reading from `start` on: those of a prose from `index` on, or the one that stands for a tag or a seam."""

    start: int
    origin: Prose | Tag | Span
    index: int = 0


class Reading(Value, frozen=True):
    """The text, paragraphs parted by a line feed; tags stand as TAG, the marks of conditions as SEAM.

    `tags` are its tags in order, each with the character that stands for it.
    """

    text: str
    pieces: tuple[_Piece, ...]
    tags: tuple[tuple[int, Tag], ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The file's span of the characters [start, end)."""
        first, last = self._place(start), self._place(max(end - 1, start))
        return Span(first.text, first.start, last.end if end > start else first.start)

    def tag(self, index: int) -> Tag | None:
        """The tag that character `index` stands for."""
        origin = self._piece(index).origin
        return origin if isinstance(origin, Tag) else None

    def quoted(self) -> list[tuple[int, int]]:
        """Where titles 《》 and quotations “” stand, their marks included."""
        return united(match.span() for match in _QUOTED.finditer(self.text))

    def _piece(self, index: int) -> _Piece:
        return self.pieces[bisect_right(self.pieces, index, key=lambda piece: piece.start) - 1]

    def _place(self, index: int) -> Span:
        piece = self._piece(index)
        match piece.origin:
            case Prose() as prose:
                at = piece.index + index - piece.start
                return prose.span(at, at + 1)
            case Tag(span=span):
                return span
            case Span() as span:
                return span


def read(fragment: Fragment) -> Reading:
    """A fragment's reading; all branches of a condition are read, one after the other."""
    return _Reader().read(fragment.segments)


def read_words(text: str, span: Span) -> Reading:
    """The reading of a cell's words; `span` is that of the value, with its quotes where it has some."""
    at = max(span.quote.find(text), 0)
    prose = Prose(text, span.text, (0,), (span.start + at,))
    return Reading(text, (_Piece(0, prose),))


class _Reader:
    """Collects a reading piece by piece."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._pieces: list[_Piece] = []
        self._tags: list[tuple[int, Tag]] = []
        self._length = 0

    def read(self, segments: tuple[Segment, ...]) -> Reading:
        self._segments(segments)
        return Reading("".join(self._text), tuple(self._pieces), tuple(self._tags))

    def _segments(self, segments: tuple[Segment, ...]) -> None:
        for segment in segments:
            match segment:
                case Words(prose):
                    self._words(prose)
                case Tag():
                    self._tags.append((self._length, segment))
                    self._add(TAG, segment)
                case Choice(branches=branches, span=span):
                    for _, branch in branches:
                        self._add(SEAM, span)
                        self._segments(branch)
                    self._add(SEAM, span)

    def _words(self, prose: Prose) -> None:
        position = 0
        for match in _LINE_END.finditer(prose.text):
            line = prose.text[position : match.start()].rstrip()
            self._add(line, prose, position)
            self._add(_join(line, match), prose, match.start())
            position = match.end()
        self._add(prose.text[position:], prose, position)

    def _add(self, text: str, origin: Prose | Tag | Span, index: int = 0) -> None:
        if text:
            self._pieces.append(_Piece(self._length, origin, index))
            self._text.append(text)
            self._length += len(text)


def _join(line: str, line_end: re.Match[str]) -> str:
    """What the end of a line reads as: a paragraph's end, a space between two ASCII words, else nothing."""
    if line_end[0].count("\n") > 1:
        return "\n"
    end = line_end.end()
    return " " if _PAIR.fullmatch(line[-1:] + line_end.string[end : end + 1]) else ""


def united(regions: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Regions in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(regions):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def outside(match: re.Match[str], regions: Sequence[tuple[int, int]]) -> bool:
    """Whether a match lies within none of the regions, which are in order and apart."""
    before = bisect_right(regions, match.start(), key=lambda region: region[0]) - 1
    return before < 0 or match.end() > regions[before][1]


def clauses(reading: Reading) -> Iterator[tuple[int, int]]:
    """The sentences of a reading, cut at 。；！？ and at paragraphs."""
    for match in re.finditer(r"[^。；！？\n]+", reading.text):
        yield match.span()
