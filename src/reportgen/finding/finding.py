"""What a person may have got wrong: one fault, in one place, reported once.

A Text is a file as read; a Span is a run of its characters and can draw itself with carets; a Finding is a fault at a Span.
Lines and columns count from 1; a column is a character, not a byte and not a display cell.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from pathlib import PurePath

from reportgen.value import Value, cached_property, replace

_WIDEST = 160
_BEFORE = 30
"""How much of a line an excerpt shows: display cells in all, and characters before the place."""
_LISTED = 8  # lines named where a finding stands for several


class Severity(StrEnum):
    """error stops a report, warning asks for a look, hint only tells."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def word(self) -> str:
        """What readers are told."""
        return _WORDS[self]


_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}


class Text(Value, frozen=True, dict=True):
    """A text and the path it is shown under (relative, with forward slashes)."""

    path: str
    content: str

    def __repr__(self) -> str:
        return f"Text({self.path!r})"

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.content.split("\n")[:-1])]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Where a character stands by its line and column, both from 1; the end, for a line that the text has not (any more)."""
        starts = self._line_starts
        return starts[line - 1] + column - 1 if line <= len(starts) else len(self.content)

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its line end."""
        starts = self._line_starts
        end = starts[number] - 1 if number < len(starts) else len(self.content)
        return self.content[starts[number - 1] : end].rstrip("\r")


class Span(Value, frozen=True, gc=False):
    """The characters [start, end) of a text; `str(span)` is path:line:column."""

    text: Text
    start: int = 0
    end: int = 0

    @property
    def line(self) -> int:
        return self.text.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.text.position(self.start)[1]

    @property
    def place(self) -> str:
        """line:column, for lists of places in one file."""
        line, column = self.text.position(self.start)
        return f"{line}:{column}"

    @property
    def quote(self) -> str:
        return self.text.content[self.start : self.end]

    def __str__(self) -> str:
        return f"{self.text.path}:{self.place}"

    def part(self, start: int, end: int) -> "Span":
        """The sub-run [start, end) counted from this span's first character."""
        return Span(self.text, self.start + start, self.start + end)

    def until(self, last: "Span") -> "Span":
        """From the first character of this span to the last of another."""
        return Span(self.text, self.start, last.end)

    def excerpt(self) -> str:
        """The line with carets under the span, aligned by display width; empty for a text without content."""
        if not self.text.content:
            return ""
        number, column = self.text.position(self.start)
        line = self.text.line(number)
        length = max(1, min(self.end - self.start, len(line) - column + 1))
        shown, before = _window(line, column - 1, length)
        gutter = f"{number} | "
        marked = shown[before : before + length]
        indent = " " * (len(gutter) - 2) + "| " + " " * display_width(shown[:before])
        return f"{gutter}{shown}\n{indent}{'^' * max(1, display_width(marked))}"


def at_file(path: PurePath | str) -> Span:
    """The place of a file as a whole, or of whatever else has a name and no lines."""
    return Span(Text(path if isinstance(path, str) else path.as_posix(), ""))


def _window(line: str, start: int, length: int) -> tuple[str, int]:
    """A line cut to what a terminal shows around the characters it is about, and where these now begin: paragraphs are long."""
    if display_width(line) <= _WIDEST:
        return line, start
    begin = max(0, start - _BEFORE)
    end = min(len(line), max(start + min(length, _WIDEST), begin + _WIDEST // 2))
    head, tail = "…" if begin else "", "…" if end < len(line) else ""
    return head + line[begin:end] + tail, start - begin + len(head)


def display_width(text: str) -> int:
    """Terminal cells a text takes: two for wide characters (Unicode TR 11), none for combining marks."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@lru_cache(maxsize=4096)
def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Cause(Value, frozen=True):
    """One fault that shows in several places, and what to do; it is reported once."""

    message: str
    hint: str


class Finding(Value, frozen=True):
    """One fault in one place.

    `at` is the path of the cell it concerns (事前评估.审定金额), by which a waiver names it; `basis` says what the judgement rests
    on, `hint` what to do. All three texts are in Chinese, for the report's writer. Findings with the same `cause` are reported as one.
    """

    code: str
    message: str
    span: Span
    severity: Severity = Severity.ERROR
    hint: str = ""
    basis: str = ""
    at: str = ""
    cause: Cause | None = None

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    @property
    def rank(self) -> tuple[str, int, str, str]:
        """What findings are told apart and put in order by: file, place, code."""
        return self.span.text.path, self.span.start, self.code, self.message


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file, place and code, each once, as it was told first: a county's own account comes before its city's."""
    unique = {finding.rank: finding for finding in reversed([*findings])}
    return [unique[key] for key in sorted(unique)]


def each_cause_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with those of one file and one cause joined: at the first place where it is an error, naming the others."""
    told: dict[tuple[str, Cause], list[Finding]] = {}
    kept = []
    for finding in findings:
        if finding.cause is None:
            kept.append(finding)
        else:
            told.setdefault((finding.span.text.path, finding.cause), []).append(finding)
    return [*kept, *(_joined(cause, alike) for (_, cause), alike in told.items())]


def _joined(cause: Cause, alike: list[Finding]) -> Finding:
    alike.sort(key=lambda finding: (not finding.is_error, finding.span.start))
    first, *others = alike
    if not others:
        return first
    lines = sorted({finding.span.line for finding in alike})
    listed = "、".join(map(str, lines[:_LISTED])) + ("…" if len(lines) > _LISTED else "")
    message = f"{cause.message}（共 {len(alike)} 处：第 {listed} 行）"
    return replace(first, message=message, hint=cause.hint)
