"""The text of a Word file: a line for each paragraph, in the order of the file; what is not live text comes last."""

from enum import StrEnum
from itertools import accumulate

from reportgen.document import CellPlace
from reportgen.package import Element
from reportgen.value import Value, cached_property

BREAK = "\u2028"
"""A line break inside a paragraph, as it stands in a line's text."""


class Story(StrEnum):
    """Which text of the document a line belongs to."""

    BODY = "body"
    NOTE = "note"  # 脚注, 尾注
    MARGIN = "margin"  # 页眉, 页脚
    COMMENT = "comment"  # 批注
    DELETED = "deleted"  # tracked deletions
    HIDDEN = "hidden"


class Piece(Value, frozen=True):
    """Characters of one text node from its character `start` on; `node` is None for what Word makes up (numbers, tabs, breaks)."""

    text: str
    node: Element | None = None
    start: int = 0


class Line(Value, frozen=True):
    """A paragraph: its pieces and the text they make. `level` is its outline level from 1 (0: body text) as its style says; `runs_on`
    means that its end is a tracked deletion, so that the next line belongs to it; `contents` marks lines of a 目录. `host` is the
    paragraph of the body that carries it: itself, or the one that a text box or note hangs on; None in margins.
    """

    pieces: tuple[Piece, ...]
    text: str
    story: Story = Story.BODY
    host: Element | None = None
    cell: CellPlace | None = None
    level: int = 0
    is_title: bool = False
    runs_on: bool = False
    contents: bool = False


class Aside(Value, frozen=True):
    """Where words that are not live text stand among the live: deleted, hidden, a comment's mark. `line` and `column` from 0."""

    story: Story
    line: int
    column: int
    text: str = ""


class Insertion(Value, frozen=True):
    """A tracked insertion, read as accepted: `length` characters from `column` of `line`, both from 0."""

    line: int
    column: int
    length: int


class Flow(Value, frozen=True, dict=True):
    """All lines; those of the body come first, as they stand in the file. `unread` counts pictures, charts and embedded objects."""

    lines: tuple[Line, ...]
    asides: tuple[Aside, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    unread: int = 0

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line begins in `content`."""
        return tuple(accumulate([len(line.text) + 1 for line in self.lines], initial=0))[:-1]

    @cached_property
    def content(self) -> str:
        """The lines, each closed by a line feed but the last; a break inside a paragraph stands as a space."""
        return "\n".join([line.text for line in self.lines]).replace(BREAK, " ")
