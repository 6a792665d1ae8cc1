"""Tables: from the children, a table cell or a list, or as written out in an attached file."""

from collections.abc import Iterator, Sequence

from reportgen.compose.columns import LYING, UPRIGHT, CellColumn, head, table_unit, widths
from reportgen.compose.lines import Runs, plain
from reportgen.compose.narration import line_of, pending
from reportgen.compose.rows import Records, records
from reportgen.compose.scope import ABSENT, Scope
from reportgen.compose.titles import words_of
from reportgen.compose.totals import ColumnTotal, total_of
from reportgen.content import Grid, TableRequest
from reportgen.finding import Span
from reportgen.quantity import Quantity, read_quantity
from reportgen.report import Block, Column, Paragraph, Row, Run, Table, TableCell
from reportgen.value import Value


class DrawnColumn(Value, frozen=True):
    """A column whose width is still to be found: its head and its texts from the top; `ordinal` if they number the rows."""

    head: Runs
    texts: Sequence[Runs]
    numeric: bool = False
    ordinal: bool = False


def table_blocks(request: TableRequest, scope: Scope) -> Iterator[Block]:
    """The table a request asks for, and below it a note on what it leaves open and what the writer says of it."""
    found = records(request, scope)
    if found is None:
        yield Paragraph((pending(request.rows),))
        return
    columns = [
        CellColumn(path, tuple(row.cells[i] for row in found.rows), scope.units)
        for i, path in enumerate(found.columns)
    ]
    totals = [total_of(column, found.rows) for column in columns] if request.total else []
    drawn = tuple(_drawn(request, found, columns, totals))
    caption, unit, has_total = line_of(request.title, scope), table_unit(columns), bool(request.total)
    yield laid_out(drawn, _room(scope), caption, unit, has_total=has_total, asked=request.span)
    if note := _note(request, columns, totals, scope):
        yield Paragraph(note, note=True)


def _drawn(
    request: TableRequest, found: Records, columns: Sequence[CellColumn], totals: Sequence[ColumnTotal]
) -> Iterator[DrawnColumn]:
    """The numbers of the rows if they are asked for, the names of the rows, and the columns, each with its total if that is."""
    if request.number:
        numbers = [*(str(n) for n, _ in enumerate(found.rows, 1)), *([""] if request.total else [])]
        yield DrawnColumn((Run(request.number),), [(Run(n),) for n in numbers], ordinal=True)
    names = [Run(row.label, figure=row.key) for row in found.rows]
    names += [Run(request.total)] if request.total else []
    yield DrawnColumn((Run(found.head),), [(name,) for name in names])
    unit = table_unit(columns)
    for i, column in enumerate(columns):
        runs = [column.run(row) for row in range(len(found.rows))]
        runs += [totals[i].run] if totals else []
        yield DrawnColumn((Run(head(column, unit)),), [(run,) for run in runs], column.numeric)


def laid_out(
    drawn: Sequence[DrawnColumn],
    room: int,
    caption: Runs = (),
    unit: str = "",
    *,
    has_total: bool = False,
    asked: Span | None = None,
) -> Table:
    """A table whose columns are as wide as their content asks in a line of `room` display cells. With `has_total` its last row is the
    total; `asked` is where the table was asked for."""
    texts = [[plain(column.head), *map(plain, column.texts)] for column in drawn]
    wide = widths(texts, [column.numeric or column.ordinal for column in drawn], room)
    columns = tuple(
        Column(title, share, column.numeric, column.head, column.ordinal, words_of(title))
        for column, (title, *_), share in zip(drawn, texts, wide.shares, strict=True)
    )
    lines = list(zip(*(column.texts for column in drawn), strict=True))
    rows = tuple(
        Row(tuple(map(TableCell, line, columns)), total=has_total and n == len(lines))
        for n, line in enumerate(lines, 1)
    )
    crowded = None if wide.fit else asked
    return Table(plain(caption), unit, columns, rows, caption_runs=caption, crowded=crowded)


def grid_blocks(grid: Grid, scope: Scope) -> Iterator[Block]:
    """A table written out cell by cell."""
    drawn = []
    for i, cell in enumerate(grid.head):
        texts = [line_of(row[i], scope) for row in grid.rows]
        numeric = bool(texts) and all(_is_figure(plain(text), scope) for text in texts)
        drawn.append(DrawnColumn(line_of(cell, scope), texts, numeric))
    yield laid_out(drawn, _room(scope), asked=grid.head[0].prose.span(0, 1))


def _room(scope: Scope) -> int:
    return LYING if scope.landscape else UPRIGHT


def _is_figure(text: str, scope: Scope) -> bool:
    return text == ABSENT or isinstance(read_quantity(text, scope.units), Quantity)


def _note(
    request: TableRequest, columns: Sequence[CellColumn], totals: Sequence[ColumnTotal], scope: Scope
) -> Runs:
    """What a reader who adds the columns up, or divides the totals, has to know; then what the writer says."""
    written = line_of(request.note, scope)
    own = "；".join(_gaps(request, columns, totals))
    if not written:
        return (Run(f"注：{own}。"),) if own else ()
    return (Run(f"注：{own}；" if own else "注："), *written)


def _lacks(column: CellColumn) -> bool:
    """Whether a row has not sent in a figure; a rate of nothing is a dash that nobody can fill in."""
    unstated = len(column.cells) - len(column.stated)
    return unstated > sum(cell is not None and cell.over_nought for cell in column.cells)


def _gaps(
    request: TableRequest, columns: Sequence[CellColumn], totals: Sequence[ColumnTotal]
) -> Iterator[str]:
    if any(map(_lacks, columns)):
        yield f"“{ABSENT}”表示未填报" + (f"，{request.total}按已填报数计算" if totals else "")
    for column, total in zip(columns, totals, strict=False):
        if total.over:
            inputs, over = "、".join(total.inputs), "、".join(total.over)
            yield f"{column.title}的{request.total}按{inputs}均已填报的{over}计算"
