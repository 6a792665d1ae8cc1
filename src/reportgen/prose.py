"""Text in which every character knows its place in the source, however it was joined or unindented."""

from bisect import bisect_left, bisect_right

from reportgen.finding import Span, Text
from reportgen.value import Value


class Prose(Value, frozen=True, gc=False):
    """A text made of pieces of a source: piece i covers the characters from `starts[i]` on and lies at `offsets[i]` there."""

    text: str
    source: Text
    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    @classmethod
    def whole(cls, span: Span) -> "Prose":
        """The prose of a run of a source taken as it is."""
        return cls(span.quote, span.text, (0,), (span.start,))

    @property
    def is_whole(self) -> bool:
        """Whether it is one run of its source, with nothing left out and nothing put in."""
        return len(self.starts) == 1

    def offset(self, index: int) -> int:
        """Where character `index` lies in the source; `len(text)` gives the place after the last."""
        if self.is_whole:
            return self.offsets[0] + index
        if index and index == len(self.text):
            return self.offset(index - 1) + 1
        piece = bisect_right(self.starts, index) - 1
        return self.offsets[piece] + index - self.starts[piece]

    def span(self, start: int, end: int) -> Span:
        """The source's span of the characters [start, end); what was put in at the end of the source lies at its end."""
        if len(self.starts) == 1:  # of most texts, whose spans are asked for by the thousand
            first = self.offsets[0] + start
            last = first + end - start if end > start else first
        else:
            first = self.offset(start)
            last = self.offset(end - 1) + 1 if end > start else first
        limit = len(self.source.content)
        return (
            Span(self.source, first, last) if last <= limit else Span(self.source, min(first, limit), limit)
        )

    def cut(self, start: int, end: int) -> "Prose":
        """The prose of the characters [start, end)."""
        if len(self.starts) == 1:
            return Prose(self.text[start:end], self.source, (0,), (self.offsets[0] + start,))
        inside = slice(bisect_right(self.starts, start), bisect_left(self.starts, end))
        starts = (0, *[piece - start for piece in self.starts[inside]])
        offsets = (self.offset(start), *self.offsets[inside])
        return Prose(self.text[start:end], self.source, starts, offsets)
