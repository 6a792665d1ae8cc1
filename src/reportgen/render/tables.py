"""Tables whose columns come from the report: a tag repeats a cell, it cannot set its width."""

from collections.abc import Mapping
from itertools import pairwise

from reportgen.package import Element, W
from reportgen.render.sections import area_width
from reportgen.render.styles import Style
from reportgen.render.tree import properties_of, set_property, style_of, text_of
from reportgen.report import Column, Report, Table

FOLLOWERS = ("Body Text", "heading 1", "heading 2", "heading 3", "heading 4")
AIR = 200  # twips between a table and the text after it; a table itself cannot keep a distance


def settle_tables(body: Element, report: Report, styles: Mapping[str, Style]) -> None:
    """Gives every printed table of the report its columns' shares of the text width of its page, and air below."""
    followers = {styles[name].id for name in FOLLOWERS if name in styles}
    waiting = [block for block in report.all_blocks() if isinstance(block, Table)]
    for element in body.findall(W + "tbl"):
        titles = [text_of(cell) for cell in element.findall(f"{W}tr[1]/{W}tc")]
        table = next((t for t in waiting if [column.title for column in t.columns] == titles), None)
        if table is not None:
            waiting.remove(table)
            _set_widths(element, shares(table.columns, area_width(element)))
            after = element.getnext()
            if after is not None and after.tag == W + "p" and style_of(after) in followers:
                set_property(properties_of(after), "spacing", {"before": AIR})


def shares(columns: tuple[Column, ...], total: int) -> list[int]:
    """The widths of columns in twips; together exactly `total`."""
    whole = sum(column.width for column in columns)
    edges = [0]
    for column in columns:
        edges.append(edges[-1] + column.width)
    stops = [edge * total // whole for edge in edges]
    return [right - left for left, right in pairwise(stops)]


def _set_widths(table: Element, widths: list[int]) -> None:
    grid = next(table.iter(W + "tblGrid"))
    grid[:] = [grid.makeelement(W + "gridCol", {W + "w": str(width)}) for width in widths]
    for width in table.iterfind(f"{W}tblPr/{W}tblW"):
        width.set(W + "w", str(sum(widths)))
    for row in table.findall(W + "tr"):
        for cell, share in zip(row.iterfind(f"{W}tc/{W}tcPr/{W}tcW"), widths, strict=True):
            cell.set(W + "w", str(share))
