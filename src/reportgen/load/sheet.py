"""What the rules on raw lines share: the lines, the notes, and which lines are settled already."""

from reportgen.load.lines import Is, Layout, Line
from reportgen.load.notes import Notes


class Sheet:
    """A file under the rules. `mended` are lines that have a key once their fault is mended, `settled` those nothing more is said of."""

    def __init__(self, layout: Layout, notes: Notes, settled: set[int]) -> None:
        self.layout, self.notes = layout, notes
        self.mended: set[int] = set()
        self.settled = settled

    def swallow(self, line: Line) -> None:
        """Leaves out the lines below that go on with a value already reported: text, and deeper ones without a key."""
        for other in self.layout.below(line):
            if other.kind is Is.BLANK:
                continue
            if other.kind is Is.STRUCTURE and (
                other.indent <= line.indent or other.begins_with_key or other.depth
            ):
                return
            self.notes.blank(other.whole)
            self.settled.add(other.number)

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
