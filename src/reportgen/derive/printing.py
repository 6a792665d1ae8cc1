"""How a derived figure prints: by its indicator's pattern, else like the figures it comes from, with the qualifier they leave it."""

from collections.abc import Iterable, Sequence

from reportgen.content import Cell
from reportgen.quantity import (
    BARE,
    COUNT,
    RATIO,
    Magnitude,
    Pattern,
    Quantity,
    Units,
    carried,
    qualified,
)
from reportgen.value import replace


def printed(
    cell: Cell, magnitude: Magnitude, roots: Sequence[Quantity], units: Units, *, points: bool = False
) -> str:
    """The text of a derived figure; empty when its inputs allow no single value."""
    qualifier = carried(magnitude, roots)
    if qualifier is None:
        return ""
    pattern = _pattern_of(cell, magnitude, roots, units)
    if points and not cell.indicator:
        pattern = replace(pattern, unit=units.find("个百分点") or pattern.unit)
    return qualified(qualifier, pattern.write(magnitude).text)


def _pattern_of(cell: Cell, magnitude: Magnitude, roots: Iterable[Quantity], units: Units) -> Pattern:
    """The dictionary's pattern, else the unit and most decimals among the figures of the same dimension it rests on."""
    if cell.indicator:
        return cell.indicator.pattern
    alike = [q for q in roots if q.unit.dimension == magnitude.dimension]
    if alike:
        unit = alike[0].unit
        return Pattern(max(q.decimals for q in alike if q.unit == unit), unit, any(q.grouped for q in alike))
    return _usual(magnitude, units)


def _usual(magnitude: Magnitude, units: Units) -> Pattern:
    name, decimals = {RATIO: ("%", 2), COUNT: ("个", 0)}.get(magnitude.dimension, ("", 2))
    return Pattern(decimals, units.find(name) or BARE)
