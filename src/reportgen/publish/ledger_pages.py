"""The pages of a ledger's figures, filled in once there is a PDF to count them in.

PDFs are made of documents that are published already, all of a run at once; so the ledger is opened again, and nothing but its page
column is changed.
"""

from collections.abc import Callable

from reportgen.package import Element, Refusal, parse_xml, read_workbook, to_xml, write_package
from reportgen.publish.ledger import COLUMN, PAGE, PARAGRAPH

_SHEET = "xl/worksheets/sheet1.xml"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def paged(data: bytes, page_of: Callable[[int, int], int | None]) -> bytes:
    """A ledger with the page of each figure, `page_of` its paragraph and its column there; as it was when someone has altered it."""
    parts = read_workbook(data)
    if isinstance(parts, Refusal) or _SHEET not in parts:
        return data
    sheet = parse_xml(parts[_SHEET])
    for row in sheet.iter(f"{_S}row"):
        cells = {(cell.get("r") or "").rstrip("0123456789"): cell for cell in row}
        paragraph, column = (_number(cells.get(name)) for name in (PARAGRAPH, COLUMN))
        page = page_of(paragraph, column) if paragraph and column else None
        if page and PAGE in cells:
            _set(cells[PAGE], page)
    return write_package({**parts, _SHEET: to_xml(sheet)})


def _number(cell: Element | None) -> int | None:
    """What a cell holds when it holds a number and no text."""
    said = cell.findtext(f"{_S}v") if cell is not None and cell.get("t") is None else None
    return int(said) if said and said.isdecimal() else None


def _set(cell: Element, number: int) -> None:
    """Puts a number in the place of a text."""
    if "t" in cell.attrib:
        del cell.attrib["t"]
    value = cell.find(f"{_S}v")
    if value is not None:
        value.text = str(number)
