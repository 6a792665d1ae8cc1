"""The total row: counts and money are summed, quotients computed again from summed inputs, and nothing else is guessed."""

from collections.abc import Iterable, Sequence
from decimal import localcontext

from reportgen.compose.columns import Figures
from reportgen.compose.rows import Record
from reportgen.compose.scope import ABSENT
from reportgen.content import Cell, Formula
from reportgen.formula import Expr, FormulaError, Number, Operation, evaluate, label, names, rebuild
from reportgen.quantity import COUNT, MONEY, PRECISION, Magnitude, Pattern, Quantity
from reportgen.report import Run
from reportgen.report import Total as Origin
from reportgen.value import Value, replace

APPROXIMATELY = "约"


class Total(Value, frozen=True):
    """What the total row prints in a column; for a quotient that not every row could enter, its inputs and the rows it is over."""

    run: Run
    inputs: tuple[str, ...] = ()
    over: tuple[str, ...] = ()


def total_of(column: Figures, rows: Sequence[Record]) -> Total:
    """The total of a column over the rows that state it."""
    if any(cell.pending for cell in column.stated):
        return Total(column.pending_run())
    if not column.numeric:
        return Total(Run(ABSENT))
    dimension = column.quantities[0].unit.dimension
    if dimension in (COUNT, MONEY) and all(q.unit.dimension == dimension for q in column.quantities):
        return Total(_sum(column, rows))
    return _quotient(column, rows)


def _sum(column: Figures, rows: Sequence[Record]) -> Run:
    amount = _added(q.magnitude for q in column.quantities)
    keys = {cell.key: None for cell in column.stated}
    cells = zip(rows, column.cells, strict=True)
    absent = tuple(row.label for row, cell in cells if cell is None or cell.key not in keys)
    origin = Origin(column.path, f"各行{column.title}之和", tuple(keys), absent)
    return replace(_written(column, amount, any(_is_rough(q) for q in column.quantities)), total=origin)


def _added(magnitudes: Iterable[Magnitude]) -> Magnitude:
    """The exact sum of points of one dimension."""
    first, *others = magnitudes
    with localcontext() as context:
        context.prec = PRECISION
        return Magnitude.exactly(sum((m.point for m in others), first.point), first.dimension)


def _written(column: Figures, magnitude: Magnitude, rough: bool) -> Run:
    text = column.bare(_pattern(column).write(magnitude).text)
    return Run(APPROXIMATELY + text if rough else text)


def _pattern(column: Figures) -> Pattern:
    """Like the figures of the column when they share a unit, else as the dictionary prints the indicator."""
    grouped = any(q.grouped for q in column.quantities)
    if column.pattern and len({q.unit for q in column.quantities}) > 1:
        return replace(column.pattern, grouped=grouped)
    unit = column.unit or column.quantities[0].unit
    decimals = max(q.decimals for q in column.quantities if q.unit == unit)
    return Pattern(decimals, unit, grouped)


def _quotient(column: Figures, rows: Sequence[Record]) -> Total:
    """The quotient that defines the column, over its inputs summed from the rows that have all of them."""
    formula = _shared_formula(column)
    if formula is None or not isinstance(formula.expr, Operation) or formula.expr.operator != "/":
        return Total(Run(ABSENT))
    needed = tuple(dict.fromkeys(name.text for name in names(formula.expr)))
    found = {row.label: [_known(row, name, column.group) for name in needed] for row in rows}
    complete = {name: [c for c in cells if c] for name, cells in found.items() if all(cells)}
    sums = [
        _added(c.magnitude for c in cells if c.magnitude) for cells in zip(*complete.values(), strict=True)
    ]
    try:
        value = evaluate(_filled(formula.expr, dict(zip(needed, sums, strict=False))), _no_lookup)
    except FormulaError:
        return Total(Run(ABSENT))
    rough = any(c.quantity and _is_rough(c.quantity) for cells in complete.values() for c in cells)
    keys = tuple(c.key for cells in complete.values() for c in cells)
    origin = Origin(column.path, formula.text, keys, tuple(label for label in found if label not in complete))
    run = replace(_written(column, value, rough), total=origin)
    partial = any(any(cells) for name, cells in found.items() if name not in complete)
    return Total(run, needed, tuple(complete)) if partial else Total(run)


def _shared_formula(column: Figures) -> Formula | None:
    """The formula behind every figure of the column, the dictionary's before a file's own; None when they differ."""
    formulas = [
        c.indicator.formula if c.indicator and c.indicator.formula else c.formula for c in column.stated
    ]
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


def _no_lookup(key: str) -> Magnitude:
    raise KeyError(key)


def _is_rough(quantity: Quantity) -> bool:
    return bool(quantity.qualifier) or quantity.upper is not None
