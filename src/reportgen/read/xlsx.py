"""Cells of a spreadsheet, read only, as a person sees them and as they are stored. The only door to openpyxl.

What a person sees may be something else than what is stored: rounded by a number format, hidden, text that looks like a number, or a
formula whose value nobody computed. All of that is told.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import product

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from reportgen import patterns
from reportgen.package import Refusal, parse_xml, read_workbook
from reportgen.quantity import MOST_DIGITS, round_half_up
from reportgen.value import Value

_PLAIN_FORMAT = patterns.compile(
    r'(?:"[^"]*"|\\.|[^0#?.,%@a-zA-Z"]|_.|\*.)*?(?P<number>[0#?,]*[0#?](?:\.(?P<decimals>[0#?]+))?)(?P<percent>%)?'
)
_ADDRESS = patterns.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LOOKED_UP, _HEAD_ROWS, _HEAD_COLUMNS = 200, 12, 40
"""How far above a cell its head is looked for, and where a sheet's own head is."""
MOST_CELLS = 10_000_000
"""Of the rectangle a sheet uses: a ledger of 300,000 rows is below it, one key hit by mistake in the last column is not."""
MOST_JOINED = 100_000
"""Cells of a sheet that are merged or that a link covers: each is made, empty or not, and takes fifty times as long as its file."""
_COVERING = ("{*}mergeCell", "{*}hyperlink")
_BROKEN = Refusal("已损坏，打不开", "请在 Excel 或 WPS 中打开，重新另存为 .xlsx", "L504")


class Stored(Value, frozen=True):
    """A cell. `number` is what is stored, `text` what stands there when it is no number; `shown` the number as its format shows it.

    `error` is an error value (#REF!), `uncomputed` a formula without a value; `hidden` says what is hidden: 工作表, 行, 列.
    `corner` is the address of the cell that holds what this one, merged with it, shows.
    """

    number: Decimal | None = None
    text: str = ""
    shown: Decimal | None = None
    is_percent: bool = False
    error: str = ""
    uncomputed: str = ""
    hidden: str = ""
    corner: str = ""


class Workbook:
    """An opened workbook: its values as last computed, and its formulas."""

    def __init__(self, values: Book, formulas: Book) -> None:
        self._values, self._formulas = values, formulas

    @property
    def sheets(self) -> list[str]:
        return list(self._values.sheetnames)

    def cell(self, sheet: str, address: str) -> Stored | None:
        """A cell by sheet and address (C5); None when it is outside the sheet or empty. Raises KeyError for an unknown sheet."""
        if (place := position(address)) is None:
            return None
        row, column = place
        page = self._values[sheet]
        if not isinstance(page, Worksheet):
            return None
        value, formula = page.cell(row, column), self._formulas[sheet].cell(row, column)
        if isinstance(value, MergedCell) or isinstance(formula, MergedCell):
            return Stored(corner=_corner(page, row, column))
        if value.value is None and formula.value is None:
            return None
        return _stored(value, formula, _hidden(page, row, column))

    def about(self, sheet: str, address: str) -> Iterator[str]:
        """Texts that may tell the unit of a cell, the nearest first: its number format, those above it, those before it, and those of
        the rows above that speak of a unit."""
        place, page = position(address), self._values[sheet]
        if place is None or not isinstance(page, Worksheet):
            return
        row, column = place
        yield str(page.cell(row, column).number_format)
        yield from (_text(page, above, column) for above in range(row - 1, max(0, row - _LOOKED_UP), -1))
        yield from (_text(page, row, before) for before in range(column - 1, 0, -1))
        heads = product(range(1, min(row, _HEAD_ROWS)), range(1, min(page.max_column, _HEAD_COLUMNS) + 1))
        yield from (text for place in heads if "单位" in (text := _text(page, *place)))


def position(address: str) -> tuple[int, int] | None:
    """Row and column of an address, both from 1; None for what no sheet has."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    row, column = int(match[2]), column_index_from_string(match[1].upper())
    return (row, column) if 1 <= row <= _LAST_ROW and column <= _LAST_COLUMN else None


def open_workbook(data: bytes) -> Workbook | Refusal:
    """The workbook in an .xlsx, or why it is not read."""
    parts = read_workbook(data)
    if isinstance(parts, Refusal):
        return parts
    try:
        return _joined(parts) or _opened(data)
    except MemoryError:
        raise
    except Exception:  # openpyxl takes what it reads for granted and raises whatever comes of it
        return _BROKEN


def _opened(data: bytes) -> Workbook | Refusal:
    values = load_workbook(BytesIO(data), data_only=True)
    return _sprawling(values) or Workbook(values, load_workbook(BytesIO(data)))


def _joined(parts: Mapping[str, bytes]) -> Refusal | None:
    """Why a workbook is not even loaded: openpyxl makes every cell of what is merged or linked, a column of a million as well."""
    for name, part in parts.items():
        if name.lower().endswith(".xml"):
            covered = [element.get("ref", "") for element in parse_xml(part).iter(*_COVERING)]
            if sum(map(_cells, covered)) > MOST_JOINED:
                widest = max(covered, key=_cells)
                reason = f"里合并或链接了太多单元格（{widest}），多半是选中了整行整列"
                return Refusal(reason, "在 Excel 或 WPS 中取消多余的合并或链接，保存后再核对", "L506")
    return None


def _cells(reference: str) -> int:
    """How many cells a range covers (B2:D6; whole columns, A:C; whole rows, 1:3)."""
    left, top, right, bottom = range_boundaries(reference)
    width, height = (right or _LAST_COLUMN) - (left or 1), (bottom or _LAST_ROW) - (top or 1)
    return int((abs(width) + 1) * (abs(height) + 1))


def _sprawling(book: Book) -> Refusal | None:
    """Why a workbook whose sheet is used far beyond its figures is not read; whoever opens or prints it waits in vain."""
    for page in book.worksheets:
        if page.max_row * page.max_column > MOST_CELLS:
            last = f"{get_column_letter(page.max_column)}{page.max_row}"
            reason = f"的工作表“{page.title}”一直用到 {last}，多半是误填了一格"
            return Refusal(reason, "在 Excel 或 WPS 中删去用不着的行和列，保存后再核对", "L506")
    return None


def _stored(value: Cell, formula: Cell, hidden: str) -> Stored:
    if value.data_type == "e":
        return Stored(error=str(value.value), hidden=hidden)
    if value.value is None:
        return Stored(uncomputed=str(formula.value), hidden=hidden)
    if isinstance(value.value, date):
        return Stored(text=f"{value.value:%Y-%m-%d}", hidden=hidden)
    if value.data_type != "n" or isinstance(value.value, bool):
        return Stored(text=str(value.value).strip(), hidden=hidden)
    number = Decimal(str(value.value))
    if not number.is_finite() or number.adjusted() >= MOST_DIGITS:
        return Stored(error=str(value.value), hidden=hidden)
    form = _PLAIN_FORMAT.match(value.number_format.partition(";")[0])
    percent = bool(form and form["percent"])
    return Stored(number, shown=_shown(number, form, percent), is_percent=percent, hidden=hidden)


def _shown(number: Decimal, form: re.Match[str] | None, percent: bool) -> Decimal | None:
    """The number as its format shows it, in per cent where the format does; None for formats that are not plain."""
    if form is None:
        return None
    return round_half_up(number * (100 if percent else 1), len(form["decimals"] or ""))


def _text(page: Worksheet, row: int, column: int) -> str:
    value = page.cell(row, column).value
    return value.strip() if isinstance(value, str) else ""


def _corner(page: Worksheet, row: int, column: int) -> str:
    ranges = page.merged_cells.ranges
    merged = next(r for r in ranges if r.min_row <= row <= r.max_row and r.min_col <= column <= r.max_col)
    return f"{get_column_letter(merged.min_col)}{merged.min_row}"


def _hidden(page: Worksheet, row: int, column: int) -> str:
    if page.sheet_state != "visible":
        return "工作表"
    if page.row_dimensions[row].hidden:
        return "行"
    shut = (d for d in page.column_dimensions.values() if d.hidden and d.min and d.max)
    return "列" if any(d.min <= column <= d.max for d in shut) else ""
