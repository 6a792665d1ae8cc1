"""An amount in another unit, its words as they were: qualifier, range, thousands separators."""

from decimal import Decimal, localcontext

from reportgen.quantity.carried import qualified
from reportgen.quantity.quantity import LARGEST_DOUBT, PRECISION, Quantity, in_digits, round_half_up
from reportgen.quantity.units import MONEY, Units
from reportgen.value import replace

_USUAL_DECIMALS = 2
_SEPARATORS = "~～—至-"


def converted(quantity: Quantity, name: str, decimals: int | None, units: Units) -> Quantity:
    """An amount in the unit of that name, to so many decimals (two when none are said); anything else as it is."""
    unit, places = units.find(name), _USUAL_DECIMALS if decimals is None else decimals
    if unit is None or quantity.unit.dimension != MONEY:
        return quantity

    def convert(value: Decimal) -> Decimal:
        with localcontext() as context:
            context.prec = PRECISION
            return round_half_up(value * quantity.unit.factor / unit.factor, places)

    upper = None if quantity.upper is None else convert(quantity.upper)
    moved = replace(quantity, value=convert(quantity.value), upper=upper, unit=unit, decimals=places)
    return replace(moved, text=_written(moved))


def keeps(quantity: Quantity, moved: Quantity) -> bool:
    """Whether a figure still says in another unit what it said: a bound is rounded to its safe side, and nothing that counts is lost."""
    gone = moved.magnitude.point - quantity.magnitude.point
    return gone * quantity.side <= 0 and abs(gone) <= abs(quantity.magnitude.point) * LARGEST_DOUBT


def _written(quantity: Quantity) -> str:
    """The text of a figure by its parts; the sign between the ends of a range is the one it was written with."""
    unit = quantity.unit.name
    number = in_digits(quantity.value, grouped=quantity.grouped) + unit
    if quantity.upper is None:
        return qualified(quantity.qualifier, number, unit)
    separator = next(s for s in _SEPARATORS if s in quantity.text[1:])
    return number + separator + in_digits(quantity.upper, grouped=quantity.grouped) + unit
