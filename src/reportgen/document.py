"""A finished document as read: its text in reading order, each passage knowing its part and its place in a table.

A line is a paragraph (in .txt and .md a line of the file) and a column a character, so that findings look the same for .docx, .pdf and
text files. `read` makes documents; the audit, conformance and sign-off use them.
"""

from enum import StrEnum

from reportgen.finding import Text
from reportgen.prose import Prose
from reportgen.value import Value


class Role(StrEnum):
    """What a passage is on the page."""

    TEXT = "text"
    HEADING = "heading"
    TITLE = "title"
    CELL = "cell"
    CAPTION = "caption"
    HEADER = "header"  # 页眉, 页脚
    NOTE = "note"  # 脚注, 尾注
    COMMENT = "comment"  # 批注
    DELETED = "deleted"  # a tracked deletion: read, never counted as said
    HIDDEN = "hidden"


class CellPlace(Value, frozen=True):
    """Where a cell stands: the table's number in the document, row and column, all from 0."""

    table: int
    row: int
    column: int


class Passage(Value, frozen=True):
    """A paragraph or a table cell. `part` is 0 for the body, n for 附件n; a paragraph broken by a page is one passage."""

    prose: Prose
    role: Role = Role.TEXT
    part: int = 0
    place: CellPlace | None = None

    @property
    def text(self) -> str:
        return self.prose.text


class Document(Value, frozen=True):
    """A document: the text all spans point into, and its passages in reading order."""

    text: Text
    passages: tuple[Passage, ...]
