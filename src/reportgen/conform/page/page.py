"""A page as measured: lines of text and rules, in millimetres from the upper left corner of the sheet."""

import unicodedata
from decimal import Decimal

from reportgen import patterns
from reportgen.characters import unspaced
from reportgen.conform.lengths import mm_of_points
from reportgen.value import Value, cached_property

ASCENT = Decimal("0.88")  # how far above the baseline the em square of a Chinese font begins, in ems
DESCENT = Decimal("0.12")
HANGING = "，。、；：？！）》”’"
"""Marks that may stand outside the right edge of the text (line-end punctuation)."""

RIGHT_EDGE = Decimal(185)
"""How far the text of an upright page reaches, in millimetres: 210 less a right margin of 26, with a millimetre to spare."""

_NUMBER = patterns.compile(r"[—－–\-─一]{0,2}\d{1,3}[—－–\-─一]{0,2}")


class Piece(Value, frozen=True):
    """Text of a line between two wide gaps (a tab, a cell's edge)."""

    text: str
    left: Decimal
    right: Decimal


class Line(Value, frozen=True, dict=True):
    """A line of text. `size` in points, that of its largest character.

    `turned` is text that runs up or down: its pieces give the column's sides, `baseline` its lowest and `upper` its highest point.
    """

    page: int
    pieces: tuple[Piece, ...]
    baseline: Decimal
    size: Decimal
    color: str
    turned: bool = False
    upper: Decimal = Decimal(0)

    @cached_property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def unspaced(self) -> str:
        return unspaced(self.text)

    @property
    def left(self) -> Decimal:
        return self.pieces[0].left

    @property
    def right(self) -> Decimal:
        return self.pieces[-1].right

    @property
    def centre(self) -> Decimal:
        return (self.left + self.right) / 2

    @property
    def em(self) -> Decimal:
        """The side of its em square in millimetres."""
        return mm_of_points(self.size)

    @property
    def top(self) -> Decimal:
        """The upper edge of the em square."""
        return self.baseline - ASCENT * self.em

    @property
    def bottom(self) -> Decimal:
        return self.baseline + DESCENT * self.em

    def beside(self, other: "Line") -> bool:
        """Whether both stand on one line of their page, as cells of a row do."""
        return self.page == other.page and abs(self.baseline - other.baseline) < 1

    @property
    def is_pure(self) -> bool:
        """Whether all its characters are a full em wide, so that they can be counted against 28."""
        return all(unicodedata.east_asian_width(c) in "WF" or c in "“”‘’—…" for c in self.characters)

    @property
    def characters(self) -> str:
        return "".join(self.text.split())

    @property
    def hangs(self) -> bool:
        """Whether it ends in a mark that stands outside the right edge of an upright page's text."""
        return self.text[-1] in HANGING and self.right > RIGHT_EDGE

    @property
    def inner_right(self) -> Decimal:
        """Where it ends without such a mark."""
        return self.right - self.em if self.hangs else self.right


class Rule(Value, frozen=True):
    """A horizontal line, `thickness` in millimetres."""

    page: int
    left: Decimal
    right: Decimal
    y: Decimal
    thickness: Decimal
    color: str

    @property
    def width(self) -> Decimal:
        return self.right - self.left


class Page(Value, frozen=True, dict=True):
    """A page: its number from 1, its sheet, lines from top to bottom, horizontal rules from top to bottom."""

    number: int
    width: Decimal
    height: Decimal
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def number_line(self) -> Line | None:
        """The line that prints the page number: the lowest (or a turned one) that is only a number between dashes."""
        found = [line for line in self.lines if _NUMBER.fullmatch(line.unspaced)]
        return found[-1] if found and self._is_outside(found[-1]) else None

    def _is_outside(self, line: Line) -> bool:
        return line.turned or line.baseline > self.height * Decimal("0.85") or line.baseline < 25

    @cached_property
    def text_lines(self) -> tuple[Line, ...]:
        """The lines that run from left to right, without the page number."""
        return tuple(line for line in self.lines if line is not self.number_line and not line.turned)

    @property
    def is_landscape(self) -> bool:
        return self.width > self.height
