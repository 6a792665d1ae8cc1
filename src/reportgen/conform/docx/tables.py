"""Tables: what a clause asks of them beyond the paragraphs in their cells."""

from collections.abc import Iterator

from reportgen.conform.docx.properties import Attributes, attributes, properties, whole_number
from reportgen.package import Element, W, local_name
from reportgen.value import Value


class TableFrame(Value, frozen=True):
    """A table's outside: its width in twips (0 when not stated), where it floats, its rows, and the rules of each row's cells.

    `edges` holds, row by row, the top and bottom borders that its first cell shows; sizes in eighths of a point.
    """

    number: int
    width: int
    floats: Attributes
    rows: int
    repeats_header: bool
    edges: tuple[tuple[Attributes, Attributes], ...]


def table_frame(number: int, table: Element) -> TableFrame:
    """The outside of the document's table `number`."""
    own = properties(table.find(W + "tblPr"))
    rows = table.findall(W + "tr")
    grid = sum(whole_number(c.get(W + "w")) for c in table.findall(f"{W}tblGrid/{W}gridCol"))
    stated = own.get("tblW", {})
    width = whole_number(stated.get("w")) if stated.get("type") == "dxa" else grid
    repeats = bool(rows) and rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    edges = tuple(_edges(table, rows))
    return TableFrame(number, width or grid, own.get("tblpPr", {}), len(rows), repeats, edges)


def _edges(table: Element, rows: list[Element]) -> Iterator[tuple[Attributes, Attributes]]:
    whole = _borders(table.find(f"{W}tblPr/{W}tblBorders"))
    for index, row in enumerate(rows):
        cell = _borders(row.find(f"{W}tc/{W}tcPr/{W}tcBorders"))
        top = cell.get("top") or whole.get("top" if index == 0 else "insideH", {})
        bottom = cell.get("bottom") or whole.get("bottom" if index == len(rows) - 1 else "insideH", {})
        yield _drawn(top), _drawn(bottom)


def _borders(element: Element | None) -> dict[str, Attributes]:
    return {local_name(side): attributes(side) for side in (element if element is not None else ())}


def _drawn(border: Attributes) -> Attributes:
    return border if border.get("val", "nil") not in ("nil", "none") else {}
