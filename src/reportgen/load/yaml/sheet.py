"""What the rules on raw lines share: the lines, the notes, and which lines are settled already."""

from collections.abc import Iterator

from reportgen.load.yaml.lines import Is, Layout, Line
from reportgen.load.yaml.notes import Notes


class Sheet:
    """What the rules on one file share. `mended`: the lines that have a key once their fault is mended. `settled`: those of which nothing
    more is said. Both by number."""

    def __init__(self, layout: Layout, notes: Notes, settled: set[int]) -> None:
        self.layout, self.notes = layout, notes
        self.mended: set[int] = set()
        self.settled = settled

    def swallow(self, line: Line) -> None:
        """Leaves out the lines below that go on with a value already reported: text, and deeper ones without a key."""
        swallowed = [other for other in self._going_on(line) if other.kind is not Is.BLANK]
        self.notes.blank(other.whole for other in swallowed)
        self.settled |= {other.number for other in swallowed}

    def _going_on(self, line: Line) -> Iterator[Line]:
        for other in self.layout.below(line):
            deeper = other.indent > line.indent and not other.form.begins_with_key and not other.depth
            if other.kind is Is.STRUCTURE and not deeper:
                return
            yield other

    def quote(self, line: Line, start: int, end: int) -> None:
        """Puts a value in quotes; one that holds both kinds is marked as reported."""
        if quoted := in_quotes(line.code[start:end]):
            self.notes.tidy(line.span(start, start), quoted[0])
            self.notes.tidy(line.span(end, end), quoted[0])
        else:
            self.notes.unreadable(line.span(start, end))


def in_quotes(value: str) -> str:
    """The value in quotes that need no escapes, empty when there are none such."""
    usable = (q for q in ('"', "'") if q not in value and not (q == '"' and "\\" in value))
    return next((f"{q}{value}{q}" for q in usable), "")
