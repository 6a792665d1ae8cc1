"""Reads PDF files. The only door to pypdfium2."""

from collections.abc import Callable, Iterator
from ctypes import c_double, c_float, c_int, c_uint
from enum import StrEnum
from functools import partial
from math import pi
from typing import Any, TypeVar

import pypdfium2 as pdfium
from pypdfium2 import raw

from reportgen.pdf.page import Box, Glyph, Page, Rule
from reportgen.value import Value

Made = TypeVar("Made")

MOST_PAGES = 1_000
_HYPHEN = "\ufffe"
"""What pdfium's text has for a hyphen that ends a line; asked for the character alone, it says 2."""
_THIN = 3.0  # points; a drawn shape no thicker than this is a ruled line


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


def pages(data: bytes, *, looks: bool = False) -> list[Page]:
    """The pages of a PDF; how its characters look is told where it is asked for, as it takes its time. Raises Unreadable."""
    return _each(data, partial(_page, looks=looks))


def words(data: bytes) -> list[str]:
    """The words of a PDF line by line, without their places: all that is printed, much sooner than `pages`. Raises Unreadable."""
    return [line for page in _each(data, _text) for line in page.splitlines()]


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


def _text(page: pdfium.PdfPage, _: int) -> str:
    return str(page.get_textpage().get_text_range()).replace(_HYPHEN, "-")


def _page(page: pdfium.PdfPage, number: int, looks: bool) -> Page:
    left, bottom, right, top = page.get_cropbox()
    sheet = _Sheet(left, top)
    glyphs, rules = tuple(_glyphs(page, sheet, looks)), tuple(_rules(page, sheet))
    scanned = not glyphs and any(page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)))
    page.close()
    return Page(number, right - left, top - bottom, glyphs, rules, scanned)


class _Sheet(Value, frozen=True):
    """From pdfium's places, points from the lower left, to ours."""

    left: float
    top: float

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)


def _glyphs(page: pdfium.PdfPage, sheet: _Sheet, looks: bool) -> Iterator[Glyph]:
    """The characters that show; blanks that pdfium makes up between a number and a hanzi are none."""
    text = page.get_textpage()
    spaced = False
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index):
            continue
        character = _character(raw.FPDFText_GetUnicode(text, index))
        if not character.isprintable() or character.isspace():
            spaced = True
            continue
        quarter = round(raw.FPDFText_GetCharAngle(text, index) / (pi / 2)) % 4
        box = sheet.box(*text.get_charbox(index, loose=True))
        look = _look(text, index, sheet) if looks else ()
        yield Glyph(character, box, quarter, spaced, *look)
        spaced = False
    text.close()


def _character(code: int) -> str:
    if code == 2:
        return "-"
    return chr(code) if code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"


def _look(text: pdfium.PdfTextPage, index: int, sheet: _Sheet) -> tuple[float, float, str]:
    """Where a character's foot stands, its size and its colour."""
    x, y, matrix = c_double(), c_double(), raw.FS_MATRIX()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    raw.FPDFText_GetMatrix(text, index, matrix)
    size = raw.FPDFText_GetFontSize(text, index) * max(abs(matrix.d), abs(matrix.b))
    return sheet.top - y.value, size, _color(raw.FPDFText_GetFillColor, text, index)


def _color(ask: Callable[..., Any], *of: Any) -> str:
    red, green, blue, opacity = c_uint(), c_uint(), c_uint(), c_uint()
    ask(*of, red, green, blue, opacity)
    return f"{red.value:02X}{green.value:02X}{blue.value:02X}"


def _rules(page: pdfium.PdfPage, sheet: _Sheet) -> Iterator[Rule]:
    for shape in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=1):
        for rule in _lines(shape, sheet):
            if min(rule.box.width, rule.box.height) <= _THIN < max(rule.box.width, rule.box.height):
                yield rule


def _lines(shape: pdfium.PdfObject, sheet: _Sheet) -> Iterator[Rule]:
    """The straight lines of a path: its strokes, a thin area as one, and the edges of another area, which have no thickness."""
    filled, stroked, thickness = c_int(), c_int(), c_float()
    raw.FPDFPath_GetDrawMode(shape, filled, stroked)
    if stroked.value:
        raw.FPDFPageObj_GetStrokeWidth(shape, thickness)
    color = _color(raw.FPDFPageObj_GetStrokeColor if stroked.value else raw.FPDFPageObj_GetFillColor, shape)
    area = sheet.box(*shape.get_bounds())
    if not stroked.value and min(area.width, area.height) <= _THIN:
        yield Rule(area, min(area.width, area.height), color)
    else:
        yield from (Rule(sheet.box(*stroke), thickness.value, color) for stroke in _strokes(shape))


_Stroke = tuple[float, float, float, float]


def _strokes(shape: pdfium.PdfObject) -> Iterator[_Stroke]:
    """The straight strokes of a path, as boxes of no height or no width."""
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


def _stroke(one: tuple[float, float], other: tuple[float, float]) -> _Stroke:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
