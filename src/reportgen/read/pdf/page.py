"""What stands on the pages of a PDF: characters and ruled lines with their places. The only door to pypdfium2.

Places are in points from the upper left corner of the page, turned so that its words run from left to right.
"""

from collections.abc import Callable, Iterator
from ctypes import c_float
from enum import StrEnum
from math import pi
from typing import TypeVar

import pypdfium2 as pdfium
from pypdfium2 import raw

from reportgen.value import Value

Made = TypeVar("Made")

MOST_PAGES = 1_000
_HYPHEN = "\ufffe"
"""What pdfium's text has for a hyphen that ends a line; asked for the character alone, it says 2."""
_THIN = 3.0  # points; a drawn shape no thicker than this is a ruled line


class Box(Value, frozen=True):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


class Glyph(Value, frozen=True):
    """A character where it is printed; `spaced` when a blank was typed before it."""

    text: str
    box: Box
    spaced: bool = False


class Page(Value, frozen=True):
    """A page's number, its size, its characters in the file's order, its ruled lines (thin boxes), and whether it is but a picture."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...]
    scanned: bool = False


class Fault(StrEnum):
    """Why a PDF is not read."""

    LOCKED = "locked"
    BROKEN = "broken"
    LONG = "long"


class Unreadable(Exception):
    """A PDF that is not read, and why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def pages(data: bytes) -> list[Page]:
    """The pages of a PDF. Raises Unreadable."""
    return [part for parts in _each(data, _page) for part in parts]


def _each(data: bytes, read: Callable[[pdfium.PdfPage, int], Made]) -> list[Made]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise Unreadable(Fault.LOCKED if error.err_code == raw.FPDF_ERR_PASSWORD else Fault.BROKEN) from None
    with document:
        if len(document) > MOST_PAGES:
            raise Unreadable(Fault.LONG)
        try:
            return [read(document[number], number + 1) for number in range(len(document))]
        except pdfium.PdfiumError:
            raise Unreadable(Fault.BROKEN) from None


def words(data: bytes) -> list[str]:
    """The words of a PDF line by line, without their places: all that is printed, much sooner than `pages`. Raises Unreadable."""
    return [line for page in _each(data, _text) for line in page.splitlines()]


def _text(page: pdfium.PdfPage, _: int) -> str:
    return str(page.get_textpage().get_text_range()).replace(_HYPHEN, "-")


def _page(page: pdfium.PdfPage, number: int) -> list[Page]:
    """A page as its words run, most of them first; those that run in another direction (a page number beside a landscape table)
    are a page of their own."""
    by_quarter = _glyphs(page)
    quarters = sorted(by_quarter, key=lambda quarter: -len(by_quarter[quarter])) or [
        page.get_rotation() // -90 % 4
    ]
    scanned = not by_quarter and any(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)))
    found = []
    for quarter in quarters:
        turn = _Turn(page, quarter)
        glyphs = tuple(
            Glyph(text, turn.box(*box), spaced) for text, box, spaced in by_quarter.get(quarter, ())
        )
        rules = tuple(_rules(page, turn)) if quarter == quarters[0] else ()
        found.append(Page(number, turn.width, turn.height, glyphs, rules, scanned))
    page.close()
    return found


class _Turn:
    """From pdfium's places (points from the lower left of the page as drawn) to ours, for words that run `quarter` quarters of a
    circle clockwise from the left to the right."""

    def __init__(self, page: pdfium.PdfPage, quarter: int) -> None:
        self._left, self._bottom, self._right, self._top = page.get_cropbox()
        self._quarter = quarter
        size = self._right - self._left, self._top - self._bottom
        self.width, self.height = size if quarter % 2 == 0 else size[::-1]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (x1, y1), (x2, y2) = self._point(left, bottom), self._point(right, top)
        return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        match self._quarter:
            case 1:
                return self._top - y, self._right - x
            case 2:
                return self._right - x, y - self._bottom
            case 3:
                return y - self._bottom, x - self._left
            case _:
                return x - self._left, self._top - y


_Drawn = tuple[str, tuple[float, float, float, float], bool]


def _glyphs(page: pdfium.PdfPage) -> dict[int, list[_Drawn]]:
    """The characters that show, by the quarter of a circle they are turned; blanks that pdfium makes up between a number and a hanzi
    are none."""
    text = page.get_textpage()
    found: dict[int, list[_Drawn]] = {}
    spaced = False
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index):
            continue
        character = _character(raw.FPDFText_GetUnicode(text, index))
        if not character.isprintable() or character.isspace():
            spaced = True
            continue
        quarter = round(raw.FPDFText_GetCharAngle(text, index) / (pi / 2)) % 4
        found.setdefault(quarter, []).append((character, text.get_charbox(index, loose=True), spaced))
        spaced = False
    text.close()
    return found


def _character(code: int) -> str:
    if code == 2:
        return "-"
    return chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"


def _rules(page: pdfium.PdfPage, turn: _Turn) -> Iterator[Box]:
    for shape in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=1):
        for box in _segments(shape):
            ruled = turn.box(*box)
            if min(ruled.width, ruled.height) <= _THIN < max(ruled.width, ruled.height):
                yield ruled


def _segments(shape: pdfium.PdfObject) -> Iterator[tuple[float, float, float, float]]:
    """The straight strokes of a path, each as a thin box; a thin filled rectangle is one stroke."""
    bounds = shape.get_bounds()
    if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
        yield bounds
        return
    matrix = shape.get_matrix()
    start = last = None
    for index in range(raw.FPDFPath_CountSegments(shape)):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        x, y = c_float(), c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif last is not None:
            yield _stroke(last, point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield _stroke(point, start)
        last = point


def _stroke(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
