"""The lines of a YAML file as a person sees them: what is structure and what the text of a block, where scalars and comments begin."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from reportgen.finding import Span, Text

MOST_BRACKETS = 100  # more stand open only in a file that is refused for its depth
ODD_SPACES = "\t\u00a0\u3000\u2002\u2003\u2007\u202f"
_WIDTHS = {" ": 1, "\u00a0": 1, "\u202f": 1}  # any other odd space counts as two columns
_BLOCK_HEADER = re.compile(r"(?:[:：]\s*|(?:^|-)\s+|^)[|>][-+0-9]*$")
_LEAD = re.compile(r"(?:- +)*")
_PLAIN = re.compile(r"[^\s:#,\[\]{}\"']+")
KEY = re.compile(r"(?:- +)*[^\s,\[\]{}]+\s*:(?:\s|$)")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_CLOSING = {"[": "]", "{": "}"}


class Is(Enum):
    """What a line is; BLANK is empty or only a comment."""

    STRUCTURE = auto()
    BLOCK = auto()
    BLANK = auto()


@dataclass(frozen=True, slots=True)
class Scan:
    """What stands where on a structure line, as columns from 0.

    `values` are where scalars and collections begin (keys included), `colons` those that part key and value outside brackets,
    `unclosed` a quote without its partner; `code_end` is where a comment begins.
    """

    code_end: int
    values: tuple[int, ...] = ()
    colons: tuple[int, ...] = ()
    unclosed: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file; `brackets` are those open where it begins, `indent` is the width of its leading space."""

    text: Text
    number: int
    start: int
    content: str
    kind: Is
    indent: int
    brackets: str
    scan: Scan

    @property
    def depth(self) -> int:
        return len(self.brackets)

    @property
    def code(self) -> str:
        return self.content[: self.scan.code_end].rstrip()

    @property
    def comment(self) -> str:
        return self.content[self.scan.code_end :]

    @property
    def lead(self) -> str:
        """The leading white space."""
        return self.content[: len(self.content) - len(self.content.lstrip())]

    @property
    def column(self) -> int:
        """Where its first character that is no space stands, from 0."""
        return len(self.lead)

    @property
    def begins_with_key(self) -> bool:
        """Whether it begins with a key and its colon."""
        return bool(KEY.match(self.content.lstrip()))

    @property
    def opens(self) -> bool:
        """Whether what lies below belongs to it."""
        return self.code.endswith((":", "："))

    def inside(self, at: int) -> bool:
        """Whether a column lies between brackets."""
        return bool(self.brackets) or any(self.content[v] in "[{" for v in self.scan.values if v < at)

    @property
    def whole(self) -> Span:
        """The line without its end."""
        return self.span(0, len(self.content))

    def span(self, start: int, end: int) -> Span:
        """The columns [start, end) of this line, from 0."""
        return Span(self.text, self.start + start, self.start + end)


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket that nothing closes, and where its line's successor shows that it should have been."""

    opened: Span
    end: Span
    closing: str


@dataclass(frozen=True)
class Layout:
    """All lines of a file, and the brackets left open."""

    lines: tuple[Line, ...]
    unclosed: tuple[Bracket, ...]

    @cached_property
    def _structure(self) -> list[int]:
        return [line.number for line in self.lines if line.kind is Is.STRUCTURE]

    def before(self, line: Line) -> Line | None:
        """The structure line above a line."""
        index = bisect_left(self._structure, line.number)
        return self.lines[self._structure[index - 1] - 1] if index else None

    def after(self, line: Line) -> Line | None:
        """The structure line below a line."""
        index = bisect_right(self._structure, line.number)
        return self.lines[self._structure[index] - 1] if index < len(self._structure) else None

    def below(self, line: Line) -> Iterator[Line]:
        """All lines below a line."""
        return (self.lines[i] for i in range(line.number, len(self.lines)))

    def above(self, line: Line) -> Iterator[Line]:
        """All lines above a line, upwards."""
        return (self.lines[i] for i in range(line.number - 2, -1, -1))


def lay_out(text: Text) -> Layout:
    """Reads a text's lines once, from the top."""
    return _Reading(text).layout()


class _Reading:
    def __init__(self, text: Text) -> None:
        self._text = text
        self._lines: list[Line] = []
        self._unclosed: list[Bracket] = []
        self._open: list[tuple[Line | None, int, str]] = []
        self._brackets: list[tuple[int, str, int]] = []  # offset, bracket, indent of its line
        self._code_end = 0
        self._block: int | None = None

    def layout(self) -> Layout:
        start = 0
        for number, content in enumerate(self._text.content.split("\n"), 1):
            self._lines.append(self._line(number, start, content))
            start += len(content) + 1
        self._give_up_brackets()
        return Layout(tuple(self._lines), tuple(self._unclosed))

    def _line(self, number: int, start: int, content: str) -> Line:
        bare = content.lstrip()
        indent = sum(_WIDTHS.get(c, 2) for c in content[: len(content) - len(bare)])
        if self._block is not None and (not bare or indent > self._block):
            return Line(self._text, number, start, content, Is.BLOCK, indent, "", Scan(len(content)))
        self._block = None
        if not bare or bare.startswith("#"):
            code_end = len(content) - len(bare)
            return Line(self._text, number, start, content, Is.BLANK, indent, "", Scan(code_end))
        if self._brackets and indent <= self._brackets[0][2] and KEY.match(bare):
            self._give_up_brackets()
        brackets = "".join(bracket for _, bracket, _ in self._brackets)
        scan = self._scan(start, content, indent)
        line = Line(self._text, number, start, content, Is.STRUCTURE, indent, brackets, scan)
        self._code_end = start + len(line.code)
        if not self._brackets and _BLOCK_HEADER.search(line.code):
            self._block = _block_indent(line.code)
        return line

    def _give_up_brackets(self) -> None:
        if self._brackets:
            offset = self._brackets[0][0]
            closing = "".join(_CLOSING[bracket] for _, bracket, _ in reversed(self._brackets))
            opened, end = (
                Span(self._text, offset, offset + 1),
                Span(self._text, self._code_end, self._code_end),
            )
            self._unclosed.append(Bracket(opened, end, closing))
            self._brackets.clear()

    def _scan(self, start: int, content: str, indent: int) -> Scan:
        at = len(content) - len(content.lstrip())
        values: list[int] = []
        colons: list[int] = []
        fresh = True  # whether a scalar or collection may begin here
        while at < len(content) and len(self._brackets) <= MOST_BRACKETS:
            character = content[at]
            if character.isspace():
                at += 1
                continue
            if character == "#" and content[at - 1 : at].isspace():
                return Scan(at, tuple(values), tuple(colons))
            if fresh and character == "-" and not self._brackets and content[at + 1 : at + 2] in ("", " "):
                at += 1
                continue
            if fresh:
                values.append(at)
                if character in "\"'":
                    closed = QUOTED.match(content, at)
                    if closed is None:
                        self._close_at_end(content)
                        return Scan(len(content), tuple(values), tuple(colons), unclosed=at)
                    at, fresh = closed.end(), False
                    continue
            if character in "[{" and (self._brackets or fresh) and not content.startswith(("{{", "{%"), at):
                self._brackets.append((start + at, character, indent))
                at, fresh = at + 1, True
                continue
            if character in "]}" and self._brackets:
                self._brackets.pop()
            parting = character == ":" and content[at + 1 : at + 2] in ("", " ", "\t", ",", "]", "}")
            if parting and not self._brackets:
                colons.append(at)
            fresh = parting or (character == "," and bool(self._brackets))
            word = _PLAIN.match(content, at)
            at = word.end() if word and not fresh else at + 1
        return Scan(len(content), tuple(values), tuple(colons))

    def _close_at_end(self, content: str) -> None:
        """A quote left open hides the brackets after it; those that end the line close what is open."""
        for _ in closers(content):
            if self._brackets:
                self._brackets.pop()


def closers(content: str) -> str:
    """The closing brackets a line ends in."""
    bare = content.rstrip()
    return bare[len(bare.rstrip("]}")) :]


def _block_indent(code: str) -> int:
    """The column a block's text must lie right of: that of the key it belongs to, or of the dash."""
    bare = code.lstrip()
    lead = _LEAD.match(bare)
    column = len(code) - len(bare)
    dashes = lead[0] if lead else ""
    return column + (len(dashes) if bare[len(dashes)] not in "|>" else dashes.rstrip().rfind("-"))
