"""Tables: from the children, a table cell or a list, or as written out in an attached file."""

from collections.abc import Iterator, Sequence

from reportgen.compose.columns import Figures, head, table_unit, widths
from reportgen.compose.lines import Runs, plain
from reportgen.compose.narration import line_of, pending
from reportgen.compose.rows import Records, records
from reportgen.compose.scope import ABSENT, Scope
from reportgen.compose.totals import Total, total_of
from reportgen.content import Grid, TableRequest
from reportgen.quantity import Quantity, read_quantity
from reportgen.report import Block, Column, Paragraph, Row, Run, Table, TableCell


def table_blocks(request: TableRequest, scope: Scope) -> Iterator[Block]:
    """The table a request asks for, and below it a note where its total row does not cover every row."""
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
    yield _table(request, caption, found, columns, totals)
    if note := _note(request, columns, totals):
        yield Paragraph((Run(note),))


def _table(
    request: TableRequest, caption: Runs, found: Records, columns: Sequence[Figures], totals: Sequence[Total]
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
    return laid_out(caption, unit, titles, numeric, texts, total=bool(request.total))


def laid_out(
    caption: Runs,
    unit: str,
    heads: Sequence[Runs],
    numeric: Sequence[bool],
    lines: Sequence[Sequence[Runs]],
    *,
    total: bool = False,
) -> Table:
    """A table of runs under its heads, columns as wide as their content asks; `total` marks the last line."""
    titles = [plain(head) for head in heads]
    texts = [[title, *(plain(line[i]) for line in lines)] for i, title in enumerate(titles)]
    columns = tuple(map(Column, titles, widths(texts), numeric, heads))
    rows = tuple(
        Row(tuple(map(TableCell, line, columns)), total=total and n == len(lines))
        for n, line in enumerate(lines, 1)
    )
    return Table(plain(caption), unit, columns, rows, caption_runs=caption)


def grid_blocks(grid: Grid, scope: Scope) -> Iterator[Block]:
    """A table written out cell by cell."""
    heads = [line_of(cell, scope) for cell in grid.head]
    lines = [[line_of(cell, scope) for cell in row] for row in grid.rows]
    numeric = [
        bool(lines) and all(_is_figure(plain(line[i]), scope) for line in lines) for i in range(len(heads))
    ]
    yield laid_out((), "", heads, numeric, lines)


def _is_figure(text: str, scope: Scope) -> bool:
    return text == ABSENT or isinstance(read_quantity(text, scope.units), Quantity)


def _note(request: TableRequest, columns: Sequence[Figures], totals: Sequence[Total]) -> str:
    """What a reader who adds the columns up, or divides the totals, has to know."""
    parts = []
    if totals and any(len(column.stated) < len(column.cells) for column in columns):
        parts.append(f"“{ABSENT}”表示未填报，{request.total}按已填报数计算")
    for column, total in zip(columns, totals, strict=False):
        if total.over:
            inputs, over = "、".join(total.inputs), "、".join(total.over)
            parts.append(f"{column.title}的{request.total}按{inputs}均已填报的{over}计算")
    return f"注：{'；'.join(parts)}。" if parts else ""
