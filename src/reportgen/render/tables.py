"""Tables whose columns come from the report: a tag repeats a cell, it cannot set its width."""

from itertools import cycle, pairwise

from reportgen.package import Element, W
from reportgen.render.sections import area_width
from reportgen.render.tree import text_of
from reportgen.report import Column, Report, Table


def settle_tables(body: Element, report: Report) -> None:
    """Gives every printed table of the report its columns' shares of the text width of its page."""
    waiting = [block for block in report.all_blocks() if isinstance(block, Table)]
    for element in body.findall(W + "tbl"):
        head = element.find(W + "tr")
        titles = [text_of(cell) for cell in head.iterfind(W + "tc")] if head is not None else []
        table = next((t for t in waiting if [column.title for column in t.columns] == titles), None)
        if table is not None:
            waiting.remove(table)
            _set_widths(element, shares(table.columns, area_width(element)))


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
    for cell, share in zip(table.iter(W + "tcW"), cycle(map(str, widths)), strict=False):
        cell.set(W + "w", share)
