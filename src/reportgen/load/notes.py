"""What reading a file brings up: findings, and the edits that go with them."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.finding import Finding, Severity, Span, Text
from reportgen.prose import Prose

UNREADABLE = "\uf8ff"
"""Stands where a value could not be read and was reported; a private-use character, which no text that is let in holds."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters [start, end) of a file replaced by `text`: what `check --fix` may write when `tidy`, otherwise only to let reading go on."""

    start: int
    end: int
    text: str
    tidy: bool = False


class Notes:
    """The findings and edits of one file, in the order met."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.findings: list[Finding] = []
        self.edits: list[Edit] = []

    def error(self, code: str, message: str, span: Span, hint: str = "", at: str = "") -> None:
        self.findings.append(Finding(code, message, span, Severity.ERROR, hint, at=at))

    def warning(self, code: str, message: str, span: Span, hint: str = "", at: str = "") -> None:
        self.findings.append(Finding(code, message, span, Severity.WARNING, hint, at=at))

    def tidy(self, span: Span, text: str) -> None:
        """What to write in a span's place; reading goes on as if it stood there."""
        self.edits.append(Edit(span.start, span.end, text, tidy=True))

    def stand_in(self, span: Span, text: str) -> None:
        """What reading goes on with in a span's place, without being what its writer meant."""
        self.edits.append(Edit(span.start, span.end, text))


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

    for edit in sorted(set(edits), key=lambda e: (e.start, e.end)):
        if edit.start < done:
            continue
        if edit.start > done:
            take(text.content[done : edit.start], done)
        if edit.text:
            take(edit.text, edit.start)
        done = edit.end
    if done < len(text.content) or not pieces:
        take(text.content[done:], done)
    return Prose("".join(pieces), text, tuple(starts), tuple(offsets))
