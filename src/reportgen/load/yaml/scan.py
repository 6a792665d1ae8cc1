"""Reading a line of structure as a person does: where scalars begin, which colons part, which brackets are open, where a comment begins."""

import re

from reportgen import patterns
from reportgen.value import Value

MOST_BRACKETS = 100  # more stand open only in a file that is refused for its depth
LONGEST = 5_000  # a longer line is no structure that a person wrote
KEY = patterns.compile(r"(?:- +)*[^\s,\[\]{}]+\s*:(?:\s|$)")
QUOTED = patterns.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
CLOSING = {"[": "]", "{": "}"}
TAGS = ("{{", "{%")
WIDE_SPACES = "\u00a0\u3000\u2002\u2003\u2007\u202f"
"""Spaces that part nothing, though a person sees no difference."""
_BEHIND_COLON = frozenset(("", " ", "\t", ",", "]", "}"))
_BEHIND_DASH = frozenset(("", " ", *WIDE_SPACES))
_PROPERTY = patterns.compile(r"(?:&[\w-]+|![\w!:/.-]*)\s+(?=[\[{\"'])")
"""An anchor or a tag before a collection or a quoted text."""
_PLAIN = patterns.compile(r"[^\s:#,\[\]{}\"']+")
_NAME = r"[^\W\d]\w*"
_VALUE = r"[\w《（“=][^:#\[\]{}\"'：]*+"
_COMMENT = r"(?:(?: {2,}+|(?<=  ))(?P<comment># .*))?"
"""Two blanks, which a value before it has taken already: no line is looked through twice."""
_ITEM = r"[\w《（“=][^:#,(\[\]{}\"'：]*"
_LISTED = r"[\w《（“=][^:#,，(\[\]{}\"'：]*"
"""Between [ and ] a full-width comma may have been meant to part two items."""
_LIST = rf"\[{_LISTED}(?:, {_LISTED})*\]"
_ENTRY = rf"{_NAME}: (?:{_ITEM}|{_LIST})"
_COLLECTION = rf"(?:{_LIST}|\{{{_ENTRY}(?:, {_ENTRY})*\}})"
_ORDINARY = patterns.compile(
    rf"(?P<lead> *)(?P<dash>- )?(?:(?!text:\s*(?:#|$))(?P<key>{_NAME}):(?: (?:(?P<value>{_VALUE}|\|$)|{_COLLECTION}))?"
    rf"|{_COLLECTION}|(?<=- )(?!=)(?P<item>{_VALUE})){_COMMENT}"
)
"""A line on which nothing can be amiss: a plain key, alone, with a plain value, with a collection of plain items or entries (some of which
may be lists), or as the head of a block; such a collection alone; or a plain item of a list."""


class Scan(Value, frozen=True, gc=False):
    """What stands where on a line, as columns from 0.

    `values`: where scalars and collections begin, keys included. `colons`: those that part key and value outside brackets.
    `unclosed`: a quote without its partner. `code_end`: where a comment begins. Nothing can be amiss on an `ordinary` line, and what
    stands within a collection there is left out. A `header` is an ordinary line that begins a block.
    """

    code_end: int
    values: tuple[int, ...] = ()
    colons: tuple[int, ...] = ()
    unclosed: int | None = None
    ordinary: bool = False
    header: bool = False


class Opened(Value, frozen=True):
    """A bracket not closed yet: its offset in the file, itself, and the indent of its line."""

    offset: int
    bracket: str
    indent: int


def ordinary(content: str) -> re.Match[str] | None:
    """A match when a line outside brackets is an ordinary one: its `lead`, `dash`, `key`, `value`, `item` and `comment`."""
    return _ORDINARY.fullmatch(content) if len(content) <= LONGEST else None


class Scanner:
    """Scans the structure lines of a file one after the other; `open` are the brackets open after the last one."""

    def __init__(self) -> None:
        self.open: list[Opened] = []

    def scan(self, content: str, start: int, indent: int) -> Scan:
        """Scans a line that is not ordinary and begins at offset `start`."""
        if len(content) > LONGEST:
            return Scan(len(content))
        walk = _Walk(content)
        while walk.at < len(content) and len(self.open) <= MOST_BRACKETS:
            character = content[walk.at]
            if character.isspace():
                walk.at += 1
            elif character == "#" and content[walk.at - 1 : walk.at].isspace():
                return walk.scan(code_end=walk.at)
            elif walk.fresh and character == "-" and not self.open and walk.next in _BEHIND_DASH:
                walk.at += 1
            elif walk.fresh and walk.pass_label():
                continue
            elif walk.fresh and character in "\"'":
                if not walk.pass_quoted():
                    del self.open[
                        -len(closers(content)) or len(self.open) :
                    ]  # the quote hides what closes them
                    return walk.scan(unclosed=walk.at)
            elif character in "[{" and (self.open or walk.fresh) and not content.startswith(TAGS, walk.at):
                self.open.append(Opened(start + walk.at, character, indent))
                walk.pass_sign()
            else:
                self._plain(walk, character)
        return walk.scan()

    def _plain(self, walk: "_Walk", character: str) -> None:
        """A run of plain characters, or a sign that parts or closes."""
        if character in "]}" and self.open:
            self.open.pop()
        parts = character == ":" and (walk.next in _BEHIND_COLON or self._was_to_part(walk))
        if parts and not self.open:
            walk.colons.append(walk.at)
        if parts or (character == "," and self.open):
            walk.pass_sign()
        else:
            walk.pass_word()

    def _was_to_part(self, walk: "_Walk") -> bool:
        """Whether a colon behind a key has a space behind it that parts nothing; another colon may stand so in a text."""
        return walk.next in WIDE_SPACES and not walk.colons and not self.open


class _Walk:
    """A walk along a line: where it stands, and whether a scalar or collection may begin there."""

    def __init__(self, content: str) -> None:
        self._content = content
        self.at = len(content) - len(content.lstrip())
        self.fresh = True
        self._values: list[int] = []
        self.colons: list[int] = []

    @property
    def next(self) -> str:
        return self._content[self.at + 1 : self.at + 2]

    def scan(self, code_end: int | None = None, unclosed: int | None = None) -> Scan:
        end = len(self._content) if code_end is None else code_end
        return Scan(end, tuple(self._values), tuple(self.colons), unclosed)

    def pass_quoted(self) -> bool:
        """Passes a quoted scalar, or stays when it has no end."""
        self._values.append(self.at)
        closed = QUOTED.match(self._content, self.at)
        if closed:
            self.at, self.fresh = closed.end(), False
        return closed is not None

    def pass_label(self) -> bool:
        """Passes an anchor or a tag that stands before a collection or a quoted scalar."""
        label = _PROPERTY.match(self._content, self.at)
        if label:
            self._values.append(self.at)
            self.at = label.end()
        return label is not None

    def pass_sign(self) -> None:
        if self.fresh:
            self._values.append(self.at)
        self.at, self.fresh = self.at + 1, True

    def pass_word(self) -> None:
        if self.fresh:
            self._values.append(self.at)
        word = _PLAIN.match(self._content, self.at)
        self.at, self.fresh = word.end() if word else self.at + 1, False


def closers(content: str) -> str:
    """The closing brackets a line ends in."""
    bare = content.rstrip()
    return bare[len(bare.rstrip("]}")) :]
