"""Tables: from the children, a table cell or a list, or as written out in an attached file."""

from collections.abc import Iterator, Sequence

from reportgen.compose.columns import LYING, UPRIGHT, Figures, head, table_unit, widths
from reportgen.compose.lines import Runs, plain
from reportgen.compose.narration import line_of, pending
from reportgen.compose.rows import Records, records
from reportgen.compose.scope import ABSENT, Scope
from reportgen.compose.titles import words_of
from reportgen.compose.totals import Total, total_of
from reportgen.content import Grid, TableRequest
from reportgen.finding import Span
from reportgen.quantity import Quantity, read_quantity
from reportgen.report import Block, Column, Paragraph, Row, Run, Table, TableCell


def table_blocks(request: TableRequest, scope: Scope) -> Iterator[Block]:
    """The table a request asks for, and below it a note on what it leaves open and what the writer says of it."""
    found = records(request, scope)
    if found is None:
        yield Paragraph((pending(request.rows),))
        return
    columns = [
        Figures(path, tuple(row.cells[i] for row in found.rows), scope.units)
        for i, path in enumerate(found.columns)
    ]
    totals = [total_of(column, found.rows) for column in columns] if request.total else []
    caption = line_of(request.title, scope)
    yield _table(request, caption, found, columns, totals, _room(scope))
    if note := _note(request, columns, totals, scope):
        yield Paragraph(note, note=True)


def _table(
    request: TableRequest,
    caption: Runs,
    found: Records,
    columns: Sequence[Figures],
    totals: Sequence[Total],
    room: int,
) -> Table:
    unit = table_unit(columns)
    heads = [found.head, *(head(column, unit) for column in columns)]
    lines = [
        [Run(row.label, figure=row.key), *(column.run(i) for column in columns)]
        for i, row in enumerate(found.rows)
    ]
    if request.total:
        lines.append([Run(request.total), *(total.run for total in totals)])
    numeric = [False, *(column.numeric for column in columns)]
    if request.number:
        heads, numeric = [request.number, *heads], [False, *numeric]
        lines = [[Run(str(n) if n <= len(found.rows) else ""), *line] for n, line in enumerate(lines, 1)]
    titles = [(Run(title),) for title in heads]
    texts = [[(run,) for run in line] for line in lines]
    total, numbered = bool(request.total), bool(request.number)
    asked = request.span
    return laid_out(caption, unit, titles, numeric, texts, room, total=total, numbered=numbered, asked=asked)


def laid_out(
    caption: Runs,
    unit: str,
    heads: Sequence[Runs],
    numeric: Sequence[bool],
    lines: Sequence[Sequence[Runs]],
    room: int,
    *,
    total: bool = False,
    numbered: bool = False,
    asked: Span | None = None,
) -> Table:
    """A table of runs under its heads, columns as wide as their content asks in a line of `room` display cells; `total` marks the last
    line, `numbered` the first column as the numbers of the rows, `asked` is where the table was asked for."""
    titles = [plain(head) for head in heads]
    texts = [[title, *[plain(line[i]) for line in lines]] for i, title in enumerate(titles)]
    ordinal = [numbered and i == 0 for i in range(len(heads))]
    unbroken = [a or b for a, b in zip(numeric, ordinal, strict=True)]
    words = map(words_of, titles)
    wide = widths(texts, unbroken, room)
    columns = tuple(map(Column, titles, wide.shares, numeric, heads, ordinal, words))
    rows = tuple(
        Row(tuple(map(TableCell, line, columns)), total=total and n == len(lines))
        for n, line in enumerate(lines, 1)
    )
    crowded = None if wide.fit else asked
    return Table(plain(caption), unit, columns, rows, caption_runs=caption, crowded=crowded)


def grid_blocks(grid: Grid, scope: Scope) -> Iterator[Block]:
    """A table written out cell by cell."""
    heads = [line_of(cell, scope) for cell in grid.head]
    lines = [[line_of(cell, scope) for cell in row] for row in grid.rows]
    numeric = [
        bool(lines) and all(_is_figure(plain(line[i]), scope) for line in lines) for i in range(len(heads))
    ]
    yield laid_out((), "", heads, numeric, lines, _room(scope), asked=grid.head[0].prose.span(0, 1))


def _room(scope: Scope) -> int:
    return LYING if scope.landscape else UPRIGHT


def _is_figure(text: str, scope: Scope) -> bool:
    return text == ABSENT or isinstance(read_quantity(text, scope.units), Quantity)


def _note(request: TableRequest, columns: Sequence[Figures], totals: Sequence[Total], scope: Scope) -> Runs:
    """What a reader who adds the columns up, or divides the totals, has to know; then what the writer says."""
    written = line_of(request.note, scope)
    own = "；".join(_gaps(request, columns, totals))
    if not written:
        return (Run(f"注：{own}。"),) if own else ()
    return (Run(f"注：{own}；" if own else "注："), *written)


def _gaps(request: TableRequest, columns: Sequence[Figures], totals: Sequence[Total]) -> Iterator[str]:
    if any(len(column.stated) < len(column.cells) for column in columns):
        yield f"“{ABSENT}”表示未填报" + (f"，{request.total}按已填报数计算" if totals else "")
    for column, total in zip(columns, totals, strict=False):
        if total.over:
            inputs, over = "、".join(total.inputs), "、".join(total.over)
            yield f"{column.title}的{request.total}按{inputs}均已填报的{over}计算"
