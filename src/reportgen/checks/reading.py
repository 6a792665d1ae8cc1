"""A fragment as it reads on the page: lines joined, each tag one character, every character knowing its place in the file."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from reportgen import patterns
from reportgen.finding import Span
from reportgen.narrative import Choice, Fragment, Segment, Tag, Words
from reportgen.prose import Prose
from reportgen.value import Value

TAG = "\x00"
"""Stands for a tag."""
SEAM = "\x01"
"""Stands between the branches of a condition, and for a mark that cannot be read, so that no pattern matches across them."""

HAN = "\u3400-\u4dbf\u4e00-\u9fff"

_LINE_END = patterns.compile(r"\n\s*")
_QUOTED = patterns.compile(r"《[^《》\n]*》|“[^“”\n]*”")
_PAIR = patterns.compile(r"[A-Za-z0-9]{2}")

_Origin = Prose | Tag | Span
_Piece = tuple[int, _Origin, int]
"""A stretch of a reading: the index it starts at, what it was read from, and, if that is a prose, the index it starts at there."""


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
        origin = self._piece(index)[1]
        return origin if isinstance(origin, Tag) else None

    def quoted(self) -> list[tuple[int, int]]:
        """Where titles 《》 and quotations “” stand, their marks included."""
        return united(match.span() for match in _QUOTED.finditer(self.text))

    def _piece(self, index: int) -> _Piece:
        return self.pieces[bisect_right(self.pieces, index, key=itemgetter(0)) - 1]

    def _place(self, index: int) -> Span:
        match self._piece(index):
            case start, Prose() as prose, first:
                at = first + index - start
                return prose.span(at, at + 1)
            case _, Tag(span=span), _:
                return span
            case _, Span() as span, _:
                return span


def read(fragment: Fragment) -> Reading:
    """A fragment's reading; all branches of a condition are read, one after the other."""
    match fragment.segments:
        case (Words(prose=prose),) if "\n" not in prose.text:  # as are most
            return Reading(prose.text, ((0, prose, 0),))
    text, pieces, tags = "", [], []
    for read, origin, first in _read(fragment.segments):
        pieces.append((len(text), origin, first))
        if isinstance(origin, Tag):
            tags.append((len(text), origin))
        text += read
    return Reading(text, tuple(pieces), tuple(tags))


def read_words(text: str, span: Span) -> Reading:
    """The reading of a cell's words; `span` is that of the value, with its quotes where it has some."""
    at = max(span.text.content.find(text, span.start, span.end), span.start)
    return Reading(text, ((0, Prose(text, span.text, (0,), (at,)), 0),))


def _read(segments: tuple[Segment, ...]) -> Iterator[tuple[str, _Origin, int]]:
    """What segments read as, piece by piece: the text, what it was read from, and, if that is a prose, where it starts there."""
    after_words = False
    for segment in segments:
        if after_words and isinstance(segment, Words):
            yield SEAM, segment.prose.span(0, 1), 0
        after_words = isinstance(segment, Words)
        match segment:
            case Words(prose=prose):
                yield from _lines(prose) if "\n" in prose.text else ((prose.text, prose, 0),)
            case Tag():
                yield TAG, segment, 0
            case Choice(branches=branches, span=span):
                for _, branch in branches:
                    yield SEAM, span, 0
                    yield from _read(branch)
                yield SEAM, span, 0


def _lines(prose: Prose) -> Iterator[tuple[str, Prose, int]]:
    position = 0
    for match in _LINE_END.finditer(prose.text):
        if line := prose.text[position : match.start()].rstrip():
            yield line, prose, position
        if joint := _join(line, match):
            yield joint, prose, match.start()
        position = match.end()
    if rest := prose.text[position:]:
        yield rest, prose, position


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


def sentence_begins(text: str, index: int, ends: str) -> int:
    """Where the sentence begins in which a character stands; `ends` are the characters that end one."""
    return max(text.rfind(end, 0, index) for end in ends) + 1
