"""What reading a file brings up: findings, and the edits that go with them."""

from collections.abc import Iterable

from reportgen.finding import Finding, Severity, Span, Text
from reportgen.prose import Prose
from reportgen.value import Value

UNREADABLE = "\uf8ff"
"""Stands where a value could not be read and was reported; a private-use character, which no text that is let in holds."""


MOST_FINDINGS = 1000


class TooMany(Exception):
    """A file has more faults than are worth listing; what is listed stays."""


class Edit(Value, frozen=True):
    """Replaces the characters [start, end) of a file by `text`. `check --fix` writes a `tidy` one; any other only lets reading go on."""

    start: int
    end: int
    text: str
    tidy: bool = False


class Notes:
    """The findings and edits of one file, in the order met. `damaged` is whether some of its bytes spell nothing in any encoding."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.damaged = False
        self.findings: list[Finding] = []
        self.edits: list[Edit] = []

    def error(self, code: str, message: str, span: Span, hint: str = "", at: str = "") -> None:
        """Notes a fault. Raises TooMany when a file has more than a person would read."""
        self.add(Finding(code, message, span, Severity.ERROR, hint, at=at))

    def warning(self, code: str, message: str, span: Span, hint: str = "", at: str = "") -> None:
        """Notes what asks for a look. Raises TooMany when a file has more than a person would read."""
        self.add(Finding(code, message, span, Severity.WARNING, hint, at=at))

    def add(self, finding: Finding) -> None:
        """Notes a finding. Raises TooMany when a file has more than a person would read."""
        self.findings.append(finding)
        if len(self.findings) == MOST_FINDINGS:
            message = f"问题超过 {MOST_FINDINGS} 处，后面的没有列出"
            hint = "文件多半整个坏了或放错了；先改好前面各处"
            self.findings.append(Finding("L114", message, Span(self.text), hint=hint))
            raise TooMany

    def tidy(self, span: Span, text: str) -> None:
        """Replaces a span by what its writer meant, for reading and for `check --fix`."""
        self.edits.append(Edit(span.start, span.end, text, tidy=True))

    def stand_in(self, span: Span, text: str) -> None:
        """Lets reading go on with `text` in a span's place, though its writer may have meant something else."""
        self.edits.append(Edit(span.start, span.end, text))

    def unreadable(self, span: Span) -> None:
        """Marks a value as reported: nothing more is said of it, and earlier edits within it are dropped."""
        self._drop(span.start, span.end)
        self.stand_in(span, UNREADABLE)

    def blank(self, spans: Iterable[Span]) -> None:
        """Lets reading go on as if nothing stood there; earlier edits within are dropped. The spans follow one another."""
        if places := list(spans):
            self._drop(places[0].start, places[-1].end)
            for span in places:
                self.stand_in(span, "")

    def _drop(self, start: int, end: int) -> None:
        self.edits = [e for e in self.edits if e.end < start or e.start > end]


def edited(text: Text, edits: Iterable[Edit]) -> Prose:
    """The text with edits made, every character knowing its place in the file. Of edits that overlap the first is made."""
    pieces: list[str] = []
    starts: list[int] = []
    offsets: list[int] = []
    length = done = 0

    def take(piece: str, offset: int) -> None:
        nonlocal length
        pieces.append(piece)
        starts.append(length)
        offsets.append(offset)
        length += len(piece)

    for edit in sorted(dict.fromkeys(edits), key=lambda e: (e.start, e.end)):
        if edit.start < done:
            continue
        if edit.start > done:
            take(text.content[done : edit.start], done)
        for index, character in enumerate(edit.text):
            take(character, min(edit.start + index, max(edit.end - 1, edit.start)))
        done = edit.end
    if done < len(text.content) or not pieces:
        take(text.content[done:], done)
    return Prose("".join(pieces), text, tuple(starts), tuple(offsets))
