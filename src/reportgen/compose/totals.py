"""The total row: counts and money are summed, quotients computed again from summed inputs, and nothing else is guessed."""

from collections.abc import Iterable, Sequence
from decimal import localcontext

from reportgen import patterns
from reportgen.compose.columns import CellColumn
from reportgen.compose.narration import pending
from reportgen.compose.rows import Record
from reportgen.compose.scope import ABSENT
from reportgen.content import Cell, Formula, quantity_of
from reportgen.formula import (
    Expr,
    FormulaError,
    Number,
    Operation,
    averaged,
    evaluate,
    label,
    names,
    no_cells,
    rebuild,
)
from reportgen.quantity import (
    COUNT,
    MONEY,
    PRECISION,
    Interval,
    Magnitude,
    Pattern,
    Quantity,
    carried,
    finest,
    qualified,
)
from reportgen.report import Run, Total
from reportgen.value import Value, replace

_MEAN = patterns.compile("平均|[人户县村次件日月年亩]均|均价|单价")
"""In the name of a figure: that it is an average, whether worked out here or stated."""


class ColumnTotal(Value, frozen=True):
    """What the total row prints in a column; for a quotient that not every row could enter, its inputs and the rows it is over."""

    run: Run
    inputs: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


def total_of(column: CellColumn, rows: Sequence[Record]) -> ColumnTotal:
    """The total of a column over the rows that state it."""
    if any(cell.pending for cell in column.stated):
        return ColumnTotal(pending(column.title))
    if not column.numeric:
        return ColumnTotal(Run(ABSENT))
    return ColumnTotal(_sum(column, rows)) if _adds_up(column, rows) else _quotient(column, rows)


def _adds_up(column: CellColumn, rows: Sequence[Record]) -> bool:
    """Whether the figures of a column may be added: counts and money may, averages may not (人均, 平均金额)."""
    dimensions = {unit.dimension for unit in column.written_in.values()}
    name = column.path.rpartition(".")[2]
    if len(dimensions) != 1 or not dimensions <= {COUNT, MONEY} or _MEAN.search(name):
        return False
    return not any(cell and _is_average(row, cell) for row, cell in zip(rows, column.cells, strict=True))


def _is_average(row: Record, cell: Cell) -> bool:
    """Whether a row's figure is divided by those it is spread over."""
    formula = cell.formula_in_force
    if formula is None or not isinstance(formula.expr, Operation) or formula.expr.operator != "/":
        return False
    divisors = (row.meaning(name.text, cell.group) for name in names(formula.expr.right))
    return any(d.magnitude.dimension == COUNT for d in divisors if d and d.magnitude)


def _sum(column: CellColumn, rows: Sequence[Record]) -> Run:
    amount = _added(map(_printed, column.stated, column.quantities))
    keys = {cell.key: None for cell in column.stated}
    cells = zip(rows, column.cells, strict=True)
    absent = tuple(row.label for row, cell in cells if cell is None or cell.key not in keys)
    origin = Total(column.path, f"各行{column.title}之和", tuple(keys), absent)
    return _written(column, amount, column.quantities, origin)


def _printed(cell: Cell, quantity: Quantity) -> Magnitude:
    """What a cell adds to a total: the figure it prints, rounded where it is derived."""
    return cell.magnitude if cell.quantity and cell.magnitude else quantity.magnitude


def _added(magnitudes: Iterable[Magnitude]) -> Magnitude:
    """The sum of magnitudes of one dimension."""
    first, *others = magnitudes
    with localcontext() as context:
        context.prec = PRECISION
        point = sum([m.point for m in others], first.point)
        low = sum([m.interval.low for m in others], first.interval.low)
        high = sum([m.interval.high for m in others], first.interval.high)
    return Magnitude(point, Interval(low, high), first.dimension)


def _written(column: CellColumn, magnitude: Magnitude, sources: Iterable[Quantity], origin: Total) -> Run:
    """A total as printed; a dash where the rows' qualifiers leave it no one value."""
    qualifier = carried(magnitude, sources)
    if qualifier is None:
        return Run(ABSENT)
    text = column.bare(_pattern(column).write(magnitude).text)
    return Run(qualified(qualifier, text), total=origin)


def _pattern(column: CellColumn) -> Pattern:
    """Like the figures of the column when they share a unit, else as the dictionary prints the indicator."""
    if column.pattern and column.unit and len(column.written_in) > 1:
        return replace(column.pattern, grouped=any(q.grouped for q in column.quantities))
    return finest([quantity.pattern for quantity in column.quantities])


def _quotient(column: CellColumn, rows: Sequence[Record]) -> ColumnTotal:
    """The quotient that defines the column, over its inputs summed from the rows that have all of them."""
    formula = _shared_formula(column)
    if formula is None or not _divides(formula.expr):
        return ColumnTotal(Run(ABSENT))
    needed = tuple(dict.fromkeys(name.text for name in names(formula.expr)))
    found = [(row, [_known(row, name, column.group) for name in needed]) for row in rows]
    complete = [(row, [c for c in cells if c]) for row, cells in found if all(cells)]
    lacking = [(row.label, cells) for row, cells in found if not all(cells)]
    inside = [row for row, _ in complete]
    inputs = [_whole(cells, inside) for cells in zip(*(cells for _, cells in complete), strict=True)]
    known = {name: whole for name, whole in zip(needed, inputs, strict=False) if whole}
    try:
        whole = averaged(_filled(formula.expr, known), column.quantities[0].unit.dimension, no_cells)
        value = evaluate(whole, no_cells)
    except FormulaError:
        return ColumnTotal(Run(ABSENT))
    used = {c.key: c for _, cells in complete for c in cells}
    sources = [q for c in used.values() if (q := quantity_of(c, column.units))]
    origin = Total(column.path, formula.text, tuple(used), tuple(label for label, _ in lacking))
    run = _written(column, value, sources, origin)
    partial = any(any(cells) for _, cells in lacking)
    return ColumnTotal(run, needed, tuple(row.label for row in inside)) if partial else ColumnTotal(run)


def _divides(expr: Expr) -> bool:
    """Whether a formula is a quotient, or says by how much one differs from a number (a growth: 今 / 去 - 1)."""
    match expr:
        case Operation(operator="/"):
            return True
        case Operation(operator="+" | "-", left=inner, right=Number()):
            return _divides(inner)
        case Operation(operator="+" | "-", left=Number(), right=inner):
            return _divides(inner)
        case _:
            return False


def _whole(cells: Sequence[Cell], rows: Sequence[Record]) -> Magnitude | None:
    """What an input of the rows' quotient is over all rows: the sum of their own cells, or the one cell outside the table that all
    share (问题数 / 反馈问题.问题数); None where some rows have their own and others go by another."""
    if all(row.owns(cell) for row, cell in zip(rows, cells, strict=True)):
        return _added(c.magnitude for c in cells if c.magnitude)
    return cells[0].magnitude if len({c.key for c in cells}) == 1 else None


def _shared_formula(column: CellColumn) -> Formula | None:
    """The formula behind every figure of the column; None when they differ."""
    formulas = [cell.formula_in_force for cell in column.stated]
    first = formulas[0]
    return first if first and all(f and f.text == first.text for f in formulas) else None


def _known(row: Record, name: str, group: str) -> Cell | None:
    cell = row.meaning(name, group)
    return cell if cell and cell.magnitude and not cell.pending else None


def _filled(expr: Expr, sums: dict[str, Magnitude]) -> Expr:
    """The formula with every name replaced by its sum; a name without one stays, and cannot be evaluated."""
    return rebuild(
        expr, lambda leaf: Number(sums[label(leaf)], label(leaf), leaf.span) if label(leaf) in sums else leaf
    )
