"""How a derived figure prints: by its indicator's pattern, else like the figures it comes from, with the qualifier they leave it."""

from collections.abc import Iterable, Iterator

from reportgen.content import Cell
from reportgen.formula import Call, Expr, Number, leaves
from reportgen.quantity import (
    BARE,
    COUNT,
    LARGEST_DOUBT,
    MONEY,
    RATIO,
    Dimension,
    Magnitude,
    Pattern,
    Quantity,
    Unit,
    Units,
    carried,
    finest,
    qualified,
    read_quantity,
)
from reportgen.relation import Figure
from reportgen.value import replace

_USUAL = {RATIO: (("%", 2),), COUNT: (("个", 0),), MONEY: (("万元", 2), ("元", 2))}
"""The units and decimals of figures that nothing they come from is like, or that would be rounded away, coarser before finer."""
_POINTS = "个百分点"
_MOST_DECIMALS = 2


def printed(pattern: Pattern, magnitude: Magnitude, roots: Iterable[Figure], units: Units) -> str:
    """The text of a derived figure; empty when the entered figures it rests on allow no single value."""
    qualifier = carried(magnitude, [q for root in roots if (q := _written(root, units))])
    return "" if qualifier is None else qualified(qualifier, pattern.write(magnitude).text)


def _written(figure: Figure, units: Units) -> Quantity | None:
    """A figure as written; the count of a list that ends in 等 as what it says, 2项以上."""
    if not figure.ends_open:
        return figure.quantity
    read = read_quantity(f"{figure.text}以上", units)
    assert isinstance(read, Quantity)
    return read


def pattern_of(
    cell: Cell,
    definition: Expr,
    magnitude: Magnitude,
    inputs: Iterable[Pattern],
    units: Units,
    *,
    points: bool,
) -> Pattern:
    """How a derived cell prints; `inputs` are the patterns of the figures in its formula, `points` says that it is a change of a rate."""
    if cell.indicator:
        return cell.indicator.pattern
    fitting = list(_fitting(definition, magnitude, inputs, units))
    pattern = next((pattern for pattern in fitting if not _loses(pattern, magnitude)), fitting[0])
    match definition:
        case Call(function="round", arguments=(_, Number(magnitude=places))):
            return replace(pattern, decimals=int(places.point))
        case _:
            return replace(pattern, unit=units.find(_POINTS) or pattern.unit) if points else pattern


def _fitting(
    definition: Expr, magnitude: Magnitude, inputs: Iterable[Pattern], units: Units
) -> Iterator[Pattern]:
    """Ways to print it, the likest first: as the figures it comes from, or the numbers in the formula; as is usual."""
    dimension = magnitude.dimension
    if alike := [pattern for pattern in inputs if pattern.unit.dimension == dimension]:
        yield finest(alike)
    elif literals := list(_literals(definition, dimension, units)):
        yield _as_needed(finest(literals).unit, magnitude)
    for name, decimals in _USUAL.get(dimension, (("", _MOST_DECIMALS),)):
        yield Pattern(decimals, units.find(name) or BARE)


def _literals(definition: Expr, dimension: Dimension, units: Units) -> Iterator[Pattern]:
    """How the numbers of a formula are written that are of its result's dimension; a share compared with 100% is not like it."""
    for leaf in leaves(definition) if dimension != RATIO else ():
        read = read_quantity(leaf.text, units) if isinstance(leaf, Number) else None
        if isinstance(read, Quantity) and read.unit.dimension == dimension:
            yield read.pattern


def _as_needed(unit: Unit, magnitude: Magnitude) -> Pattern:
    """A unit with as many decimals as say what came of the formula."""
    patterns = [Pattern(decimals, unit) for decimals in range(_MOST_DECIMALS + 1)]
    exact = (p for p in patterns if p.write(magnitude).magnitude.point == magnitude.point)
    return next(exact, patterns[-1])


def _loses(pattern: Pattern, magnitude: Magnitude) -> bool:
    """Whether a figure would be rounded to another one: 30万元 to 0亿元."""
    off = abs(pattern.write(magnitude).magnitude.point - magnitude.point)
    return off > abs(magnitude.point) * LARGEST_DOUBT
