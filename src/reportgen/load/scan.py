"""Reading a line of structure as a person does: where scalars begin, which colons part, which brackets are open, where a comment begins."""

import re
from dataclasses import dataclass

MOST_BRACKETS = 100  # more stand open only in a file that is refused for its depth
LONGEST = 5_000  # a longer line is no structure that a person wrote
KEY = re.compile(r"(?:- +)*[^\s,\[\]{}]+\s*:(?:\s|$)")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
CLOSING = {"[": "]", "{": "}"}
_PROPERTY = re.compile(r"(?:&[\w-]+|![\w!:/.-]*)\s+(?=[\[{\"'])")
"""An anchor or a tag before a collection or a quoted text."""
_PLAIN = re.compile(r"[^\s:#,\[\]{}\"']+")
_ORDINARY = re.compile(r" *(?:- )?([^\W\d]\w*)(:)(?: ([\w《（“=][^:#\[\]{}\"'：]*))?")


@dataclass(frozen=True, slots=True)
class Scan:
    """What stands where on a line, as columns from 0.

    `values` are where scalars and collections begin (keys included), `colons` those that part key and value outside brackets,
    `unclosed` a quote without its partner; `code_end` is where a comment begins. An `ordinary` line holds one plain key, perhaps
    with a plain value, and nothing that could be amiss.
    """

    code_end: int
    values: tuple[int, ...] = ()
    colons: tuple[int, ...] = ()
    unclosed: int | None = None
    ordinary: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """A bracket not closed yet: its offset in the file, itself, and the indent of its line."""

    offset: int
    bracket: str
    indent: int


class Scanner:
    """Scans the structure lines of a file one after the other; `open` are the brackets open after the last one."""

    def __init__(self) -> None:
        self.open: list[Opened] = []

    def scan(self, content: str, start: int, indent: int) -> Scan:
        """Scans a line that begins at offset `start`."""
        if len(content) > LONGEST:
            return Scan(len(content))
        if not self.open and (ordinary := _ORDINARY.fullmatch(content)):
            values = (ordinary.start(1), ordinary.start(3)) if ordinary[3] else (ordinary.start(1),)
            return Scan(len(content), values, (ordinary.start(2),), ordinary=True)
        return self._full(content, start, indent)

    def _full(self, content: str, start: int, indent: int) -> Scan:
        at = len(content) - len(content.lstrip())
        values: list[int] = []
        colons: list[int] = []
        fresh = True  # whether a scalar or collection may begin here
        while at < len(content) and len(self.open) <= MOST_BRACKETS:
            character = content[at]
            if character.isspace():
                at += 1
                continue
            if character == "#" and content[at - 1 : at].isspace():
                return Scan(at, tuple(values), tuple(colons))
            if fresh and character == "-" and not self.open and content[at + 1 : at + 2] in ("", " "):
                at += 1
                continue
            if fresh:
                values.append(at)
                if labelled := _PROPERTY.match(content, at):
                    at = labelled.end()
                    continue
                if character in "\"'":
                    closed = QUOTED.match(content, at)
                    if closed is None:
                        self._close_at_end(content)
                        return Scan(len(content), tuple(values), tuple(colons), unclosed=at)
                    at, fresh = closed.end(), False
                    continue
            if character in "[{" and (self.open or fresh) and not content.startswith(("{{", "{%"), at):
                self.open.append(Opened(start + at, character, indent))
                at, fresh = at + 1, True
                continue
            if character in "]}" and self.open:
                self.open.pop()
            parting = character == ":" and content[at + 1 : at + 2] in ("", " ", "\t", ",", "]", "}")
            if parting and not self.open:
                colons.append(at)
            fresh = parting or (character == "," and bool(self.open))
            word = _PLAIN.match(content, at)
            at = word.end() if word and not fresh else at + 1
        return Scan(len(content), tuple(values), tuple(colons))

    def _close_at_end(self, content: str) -> None:
        """A quote left open hides the brackets after it; those that end the line close what is open."""
        for _ in closers(content):
            if self.open:
                self.open.pop()


def closers(content: str) -> str:
    """The closing brackets a line ends in."""
    bare = content.rstrip()
    return bare[len(bare.rstrip("]}")) :]
