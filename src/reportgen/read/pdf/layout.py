"""A page as blocks: lines of text, and tables with their cells, from top to bottom."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen.pdf import Glyph, Page
from reportgen.read.pdf.grid import Grid, grids
from reportgen.read.pdf.lines import Line, lines
from reportgen.value import Value

_FEWEST_ROWS = 3


class Table(Value, frozen=True):
    """A table on a page: its cells' words by row and column, and where its columns stand."""

    cells: dict[tuple[int, int], str]
    columns: tuple[float, ...]
    top: float


Block = Line | Table


def blocks(page: Page) -> list[Block]:
    """The blocks of a page. Cells come out of ruled lines, or of wide gaps that three lines and more have in common."""
    found = grids([rule.box for rule in page.rules])
    loose: list[Glyph] = []
    inside: list[list[tuple[tuple[int, int], Glyph]]] = [[] for _ in found]
    for glyph in page.glyphs:
        for grid, held in zip(found, inside, strict=True):
            cell = grid.cell(glyph.box.centre, glyph.box.middle)
            if cell is not None:
                held.append((cell, glyph))
                break
        else:
            loose.append(glyph)
    tables = [_ruled(grid, held) for grid, held in zip(found, inside, strict=True) if held]
    return sorted([*_unruled(lines(loose)), *tables], key=lambda block: block.top)


def _ruled(grid: Grid, held: Sequence[tuple[tuple[int, int], Glyph]]) -> Table:
    by_cell: dict[tuple[int, int], list[Glyph]] = {}
    for cell, glyph in held:
        by_cell.setdefault(cell, []).append(glyph)
    cells = {cell: "".join(line.text for line in lines(glyphs)) for cell, glyphs in sorted(by_cell.items())}
    return Table(cells, grid.columns, grid.rows[0])


def _unruled(printed: Sequence[Line]) -> Iterator[Block]:
    """Lines, those that stand in columns as a table."""
    for is_row, run in groupby(printed, lambda line: len(line.runs) > 1):
        rows = list(run)
        columns = _columns(rows) if is_row and len(rows) >= _FEWEST_ROWS else ()
        if len(columns) < 2:
            yield from rows
            continue
        cells: dict[tuple[int, int], str] = {}
        for number, row in enumerate(rows):
            for piece in row.runs:
                column = next(
                    i for i, (left, right) in enumerate(columns) if left <= piece.box.centre <= right
                )
                cells[number, column] = cells.get((number, column), "") + piece.text
        yield Table(cells, tuple(left for left, _ in columns), rows[0].top)


def _columns(rows: Sequence[Line]) -> tuple[tuple[float, float], ...]:
    """The bands that the runs of all rows leave free of each other."""
    bands: list[tuple[float, float]] = []
    for left, right in sorted((run.box.left, run.box.right) for row in rows for run in row.runs):
        if bands and left <= bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], right))
        else:
            bands.append((left, right))
    return tuple(bands)
