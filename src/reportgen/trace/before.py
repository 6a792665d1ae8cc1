"""Last year's value of a figure and what became of it."""

from decimal import Decimal, localcontext

from reportgen.content import Cell, Content
from reportgen.quantity import PRECISION, RATIO, Magnitude, Pattern, round_half_up
from reportgen.value import Value


class Before(Value, frozen=True):
    """Last year's text, the change in words, and the change in per cent of last year's value (None where that says nothing).

    `then` and `now` are the points in base units, for a chart.
    """

    text: str
    change: str
    percent: Decimal | None
    then: Decimal
    now: Decimal


def before(content: Content, cell: Cell) -> Before | None:
    """Last year's value of a cell; None when last year's file is missing or does not state it in the same kind of unit."""
    last = content.last_year(content.owner(cell.key))
    old = last.cells.get(cell.path) if last else None
    if old is None or old.magnitude is None or cell.magnitude is None:
        return None
    dimension = cell.magnitude.dimension
    if old.magnitude.dimension != dimension:
        return None
    now, then = cell.magnitude.point, old.magnitude.point
    percent = _percent(now, then) if dimension != RATIO else None
    change = _change(cell, old, Magnitude.exactly(now - then, dimension), percent)
    return Before(old.printed, change, percent, then, now)


def _percent(now: Decimal, then: Decimal) -> Decimal | None:
    if not then:
        return None
    with localcontext() as context:
        context.prec = PRECISION
        return round_half_up((now - then) / abs(then) * 100, 1)


def _change(cell: Cell, old: Cell, change: Magnitude, percent: Decimal | None) -> str:
    if not change.point:
        return "持平"
    sign, gap = "+" if change.point > 0 else "−", abs(change.point)
    if change.dimension == RATIO and "%" in cell.printed:
        points = round_half_up(gap * 100, max(_decimals(cell), _decimals(old)))
        return f"{sign}{points:f} 个百分点"
    pattern = _pattern(cell, old)
    amount = pattern.write(Magnitude.exactly(gap, change.dimension)).text if pattern else f"{gap:f}"
    share = f"（{sign}{abs(percent):f}%）" if percent is not None else ""
    return f"{sign}{amount}{share}"


def _pattern(cell: Cell, old: Cell) -> Pattern | None:
    """Written like this year's figure, as finely as the finer of the two."""
    if cell.quantity:
        return Pattern(max(_decimals(cell), _decimals(old)), cell.quantity.unit)
    return cell.indicator.pattern if cell.indicator else None


def _decimals(cell: Cell) -> int:
    if cell.quantity:
        return cell.quantity.decimals
    return cell.indicator.pattern.decimals if cell.indicator else 2
