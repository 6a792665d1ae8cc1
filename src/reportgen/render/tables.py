"""Tables whose columns come from the report: a tag repeats a cell, it cannot set its width."""

import re
from html import unescape
from itertools import cycle, pairwise
from operator import add

from reportgen.render.body import Body
from reportgen.render.sections import area_width, sections
from reportgen.report import Column, Report, Table

_WORDS = re.compile("<w:t(?: [^>]*)?>([^<]*)<")
_GRID = re.compile("<w:tblGrid(?:/>|>.*?</w:tblGrid>)", re.DOTALL)
_TABLE_WIDTH, _CELL_WIDTH = (
    re.compile(rf'(<w:{name}(?: w:type="[^"]*")?)(?: w:w="[^"]*")?') for name in ("tblW", "tcW")
)


def settle_tables(body: Body, report: Report) -> None:
    """Gives every printed table of the report its columns' shares of the text width of its page."""
    waiting = [block for block in report.all_blocks() if isinstance(block, Table)]
    if not waiting:
        return
    for place, (piece, section) in enumerate(zip(body.pieces, sections(body), strict=True)):
        if piece.is_table:
            titles = _titles(piece.text)
            table = next((t for t in waiting if [column.title for column in t.columns] == titles), None)
            if table is not None:
                waiting.remove(table)
                widths = shares(table.columns, area_width(section))
                body.pieces[place] = piece.like(_with_widths(piece.text, widths))


def _titles(table: str) -> list[str]:
    """The texts of the cells of its first row."""
    head = table.partition("</w:tr>")[0]
    return [unescape("".join(_WORDS.findall(cell))) for cell in head.split("</w:tc>")[:-1]]


def shares(columns: tuple[Column, ...], total: int) -> list[int]:
    """The widths of columns in twips; together exactly `total`."""
    whole = sum(column.width for column in columns)
    edges = [0]
    for column in columns:
        edges.append(edges[-1] + column.width)
    stops = [edge * total // whole for edge in edges]
    return [right - left for left, right in pairwise(stops)]


def _with_widths(table: str, widths: list[int]) -> str:
    """The table with these widths of its columns: in its grid, and in each cell, row by row."""
    properties, rows = _GRID.split(table, maxsplit=1)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = _CELL_WIDTH.split(rows)
    cells[1::2] = map(add, cells[1::2], cycle(f' w:w="{width}"' for width in widths))
    whole = _TABLE_WIDTH.sub(rf'\1 w:w="{sum(widths)}"', properties, count=1)
    return f"{whole}<w:tblGrid>{columns}</w:tblGrid>{''.join(cells)}"
