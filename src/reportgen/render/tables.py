"""Tables whose columns come from the report: a tag repeats a cell, it cannot set its width, nor tell the last row but one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import cycle, pairwise

from reportgen import patterns
from reportgen.package import Element, W
from reportgen.render.body import Body
from reportgen.render.heads import HEAD, MARGINS, with_broken_heads
from reportgen.render.measure import TWIPS_PER_HALF_POINT, text_width
from reportgen.render.sections import area_widths
from reportgen.render.styles import BODY_SIZE, Style
from reportgen.render.tree import change_spacing, child_of, set_property, set_size
from reportgen.report import Column, Mark, Report, Table, TableCell

_WORDS = patterns.compile("<w:t(?: [^>]*)?>([^<]*)<")
_GRID = patterns.compile("<w:tblGrid(?:/>|>.*?</w:tblGrid>)", re.DOTALL)
_TABLE_WIDTH = patterns.compile("<w:tblW [^>/]*/>")
_UNKEPT = patterns.compile("<w:pPr>(?:<w:pStyle [^>]*/>)?(?!<w:keepNext)")
_CELL_WIDTH = "<w:tcW "
NOTE = "表注"
SMALLEST = 15  # half-points: 六号
_ROW_END = "</w:tr>"


def complete_tables(root: Element) -> None:
    """Gives the tables of a template what Word always writes and the format lets be missing: a grid, and widths to be set."""
    for table in root.iter(W + "tbl"):
        properties = child_of(table, "tblPr", first=True)
        _with_width(properties, "tblW")
        if table.find(W + "tblGrid") is None:
            properties.addnext(table.makeelement(W + "tblGrid"))
        for cell in table.iter(W + "tc"):
            _with_width(child_of(cell, "tcPr", first=True), "tcW")


def _with_width(properties: Element, name: str) -> None:
    if properties.find(W + name) is None:
        set_property(properties, name, {"w": 0, "type": "auto"})


def settle_tables(body: Body, report: Report, styles: Mapping[str, Style]) -> None:
    """Gives every printed table of the report its columns' shares of the text width of its page and a type its figures fit in, breaks its
    heads between words, and keeps its end together, with a note that belongs to it."""
    waiting = [block for block in report.all_blocks() if isinstance(block, Table)]
    if not waiting:
        return
    size = styles[HEAD].size if HEAD in styles else BODY_SIZE
    note = styles[NOTE].id if NOTE in styles else None
    for place, (piece, room) in enumerate(zip(body.pieces, area_widths(body), strict=True)):
        if piece.is_table:
            titles = _titles(piece.text)
            table = next((t for t in waiting if [column.title for column in t.columns] == titles), None)
            if table is not None:
                waiting.remove(table)
                widths = shares(table.columns, room)
                is_noted = body.pieces[place + 1].style == note
                sized = _with_end_kept(with_widths(piece.text, widths), is_noted)
                fitting = _fitting(table, widths, size)
                body.pieces[place] = piece.like(with_broken_heads(sized, table.columns, widths, fitting))
                if fitting < size:
                    _shrink(body.pieces[place].tree, fitting)


def _fitting(table: Table, widths: Sequence[int], size: int) -> int:
    """The type in which no figure is broken, which would read as two, nor a word of a head: this one, or a smaller one where columns
    are many."""
    sizes = (
        size * (width - MARGINS) // text_width(whole, size)
        for width, texts in zip(widths, _kept_whole(table), strict=True)
        for whole in texts
    )
    return max(min((size, *sizes)), min(SMALLEST, size))


def _shrink(table: Element, size: int) -> None:
    """Sets a table in smaller type, and its lines closer."""
    set_size(table, size)
    pitch: dict[str, int | str] = {"line": size * TWIPS_PER_HALF_POINT * 4 // 3, "lineRule": "exact"}
    for paragraph in table.iter(W + "p"):
        change_spacing(paragraph, pitch)


def _kept_whole(table: Table) -> Iterator[list[str]]:
    """Of each column the longest word of its head, and the longest figure."""
    for place, column in enumerate(table.columns):
        rows = table.rows if column.numeric else ()
        figures = [_figure(row.cells[place]) for row in rows if place < len(row.cells)]
        longest = (max(texts, key=len, default="") for texts in (column.title_words, figures))
        yield [text for text in longest if text]


def _figure(cell: TableCell) -> str:
    return "".join([run.text for run in cell.runs if run.mark is not Mark.PENDING])


def _titles(table: str) -> list[str]:
    """The texts of the cells of its first row."""
    head = table.partition(_ROW_END)[0]
    return [unescape("".join(_WORDS.findall(cell))) for cell in head.split("</w:tc>")[:-1]]


def shares(columns: tuple[Column, ...], total: int) -> list[int]:
    """The widths of columns in twips; together exactly `total`."""
    whole = sum(column.width for column in columns)
    edges = [0]
    for column in columns:
        edges.append(edges[-1] + column.width)
    stops = [edge * total // whole for edge in edges]
    return [right - left for left, right in pairwise(stops)]


def with_widths(table: str, widths: list[int]) -> str:
    """The table with these widths of its columns: in its grid, and in each cell, row by row."""
    properties, rows = _GRID.split(table, maxsplit=1)
    whole = _TABLE_WIDTH.sub(_width("tblW", sum(widths)), properties, count=1)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = _with_cells(rows, [_width("tcW", width) for width in widths])
    return f"{whole}<w:tblGrid>{columns}</w:tblGrid>{cells}"


def _width(name: str, twips: int) -> str:
    return f'<w:{name} w:w="{twips}" w:type="dxa"/>'


def _with_cells(rows: str, widths: list[str]) -> str:
    before, *cells = rows.split(_CELL_WIDTH)
    filled, sized = [before], cycle(widths)
    for cell in cells:
        filled += (next(sized), cell.partition("/>")[2])
        if _ROW_END in cell:
            sized = cycle(widths)
    return "".join(filled)


def _with_end_kept(table: str, is_noted: bool) -> str:
    """The table with its last row but one kept with the last, and that with the note, so that neither 合计 nor 注 stands on a page of its
    own."""
    head, *rows, end = table.rsplit(_ROW_END, maxsplit=3)  # the last two
    for place in range(len(rows) if is_noted else len(rows) - 1):
        rows[place] = _UNKEPT.sub(r"\g<0><w:keepNext/>", rows[place])
    return _ROW_END.join((head, *rows, end))
