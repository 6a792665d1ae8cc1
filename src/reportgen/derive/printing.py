"""How a derived figure prints: by its indicator's pattern, else like the figures it comes from, with the qualifier they leave it."""

from collections.abc import Iterable, Sequence

from reportgen.content import Cell
from reportgen.formula import Call, Expr, Number
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
    cell: Cell,
    definition: Expr,
    magnitude: Magnitude,
    roots: Sequence[Quantity],
    units: Units,
    *,
    points: bool = False,
) -> str:
    """The text of a derived figure; empty when its inputs allow no single value."""
    qualifier = carried(magnitude, roots)
    if qualifier is None:
        return ""
    pattern = cell.indicator.pattern if cell.indicator else _pattern_of(definition, magnitude, roots, units)
    if points and not cell.indicator:
        pattern = replace(pattern, unit=units.find("个百分点") or pattern.unit)
    return qualified(qualifier, pattern.write(magnitude).text)


def _pattern_of(definition: Expr, magnitude: Magnitude, roots: Iterable[Quantity], units: Units) -> Pattern:
    """The unit and most decimals among the figures of the same dimension it rests on; as many decimals as it is rounded to."""
    pattern = _like(magnitude, roots, units)
    match definition:
        case Call(function="round", arguments=(_, Number(magnitude=places))):
            return replace(pattern, decimals=int(places.point))
        case _:
            return pattern


def _like(magnitude: Magnitude, roots: Iterable[Quantity], units: Units) -> Pattern:
    alike = [q for q in roots if q.unit.dimension == magnitude.dimension]
    if alike:
        unit = alike[0].unit
        return Pattern(max(q.decimals for q in alike if q.unit == unit), unit, any(q.grouped for q in alike))
    return _usual(magnitude, units)


def _usual(magnitude: Magnitude, units: Units) -> Pattern:
    name, decimals = {RATIO: ("%", 2), COUNT: ("个", 0)}.get(magnitude.dimension, ("", 2))
    return Pattern(decimals, units.find(name) or BARE)
