"""A figure as written, and the magnitude it stands for."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from reportgen.quantity.interval import INFINITY, Interval
from reportgen.quantity.units import RATIO, Dimension, Unit
from reportgen.value import Value

APPROXIMATE = frozenset({"约", "左右"})
ABOVE = frozenset({"以上", "不低于", "达到", "超"})
BELOW = frozenset({"以下", "不超过"})
SOMEWHAT_ABOVE = frozenset({"余", "多"})
PREFIXES = frozenset({"约", "近", "超", "不低于", "不超过", "达到"})
SUFFIXES = frozenset({"余", "多", "以上", "以下", "左右"})
OTHER_WORDS = {
    "超过": "超", "逾": "超", "不到": "近", "不足": "近", "将近": "近", "至少": "不低于", "不少于": "不低于", "大约": "约",
    "上下": "左右", "有余": "余", "以内": "以下",
}  # fmt: skip
"""Words that are no qualifiers, and the qualifier that says the same."""

PRECISION = 50
_EXACT = Decimal(0)
LARGEST_DOUBT = Decimal("0.05")
"""How far off 约 may be, as a share of the figure."""


class Magnitude(Value, frozen=True, gc=False):
    """What formulas compute with: a point and the interval around it, in base units (元, 1, 个 …).

    `bare` marks a number without unit (the 10 of `10 * 上年.送审金额`), which may stand beside a count.
    """

    point: Decimal
    interval: Interval
    dimension: Dimension = RATIO
    bare: bool = False

    @classmethod
    def exactly(
        cls, value: Decimal | int, dimension: Dimension = RATIO, *, bare: bool = False
    ) -> "Magnitude":
        exact = Decimal(value)
        return cls(exact, Interval.at(exact), dimension, bare)


class Quantity(Value, frozen=True, gc=False):
    """A figure as written: the text, its number in its unit, the decimals written, the qualifier, a range's upper end.

    The text is what is printed; nothing is ever computed from it and printed in its place.
    """

    text: str
    value: Decimal
    unit: Unit
    decimals: int
    qualifier: str = ""
    upper: Decimal | None = None
    grouped: bool = False

    @property
    def magnitude(self) -> Magnitude:
        """Point and interval in base units."""
        return self.magnitude_at(self.value)

    def magnitude_at(self, value: Decimal) -> Magnitude:
        """The same of the figure with another number in it."""
        unit, half = self.unit, self._half_place(value)
        factor, bare = unit.factor, not unit.name
        if not half and self.upper is None and not self.qualifier:
            exact = value * factor
            return Magnitude(exact, Interval(exact, exact), unit.dimension, bare)
        low, high = self._ends(value, half)
        point = value if self.upper is None else (value + self.upper) / 2
        return Magnitude(point * factor, Interval(low * factor, high * factor), unit.dimension, bare)

    @property
    def threshold(self) -> Magnitude:
        """What it stands for where it sets a bound: a threshold is no measurement, and exact."""
        magnitude = self.magnitude
        return Magnitude.exactly(magnitude.point, magnitude.dimension, bare=magnitude.bare)

    @property
    def side(self) -> int:
        """On which side of the number written the qualifier puts what is meant: 1 above it, -1 below it, 0 around it."""
        if self.qualifier in ABOVE | SOMEWHAT_ABOVE:
            return 1
        return -1 if self.qualifier in BELOW | {"近"} else 0

    @property
    def direction(self) -> int | None:
        """As a change: 1 more, -1 less, 0 none; None where a range or a qualifier leaves that open, or would turn round with the sign
        (a fall of -5%以下 is one of 5%以上).
        """
        interval = self.magnitude.interval
        if interval.low > 0:
            return 1
        if self.upper is not None or self.side:
            return None
        return -1 if interval.high < 0 else None if self.qualifier else (self.value > 0) - (self.value < 0)

    def _ends(self, value: Decimal, half: Decimal) -> tuple[Decimal, Decimal]:
        """The interval, in the unit written."""
        if self.upper is not None:
            return value - half, self.upper + half
        if not self.qualifier:
            return value - half, value + half
        if self.qualifier in APPROXIMATE:
            return value - _doubt(value), value + _doubt(value)
        if self.qualifier == "近":
            return value - _doubt(value), value
        if self.qualifier in SOMEWHAT_ABOVE:
            below_next = 1 if self._is_counted else 0  # 2000余个 is not 3000个
            return value, value + _last_place(value) - below_next
        if self.qualifier in ABOVE:
            return value - half, INFINITY
        assert self.qualifier in BELOW
        return -INFINITY, value + half

    def _half_place(self, value: Decimal) -> Decimal:
        """How far rounding may have moved it: half a unit of the last decimal written; counts and a stated 100% are exact."""
        name = self.unit.name
        is_exact = self._is_counted or (not name and not self.decimals) or (name == "%" and value == 100)
        return _EXACT if is_exact else _half_of_place(self.decimals)

    @property
    def _is_counted(self) -> bool:
        return self.decimals == 0 and self.unit.counts_exactly

    @property
    def pattern(self) -> "Pattern":
        """How another figure prints that is written like it."""
        return Pattern(self.decimals, self.unit, self.grouped)

    def __str__(self) -> str:
        return self.text


def _last_place(value: Decimal) -> Decimal:
    """One unit of the last digit that is not zero: 1 for 169, 1000 for 2000, 0.1 for 5.60."""
    return Decimal(1).scaleb(int(value.normalize().as_tuple().exponent)) if value else Decimal(1)


def _doubt(value: Decimal) -> Decimal:
    return min(_last_place(value), abs(value) * LARGEST_DOUBT)


@lru_cache(maxsize=64)
def _half_of_place(decimals: int) -> Decimal:
    """Half a unit of the last of so many decimals."""
    return Decimal(5).scaleb(-decimals - 1)


class Pattern(Value, frozen=True):
    """How an indicator prints: decimals, thousands separators, unit; written as in Excel, `0.00万元`, `#,##0个`."""

    decimals: int
    unit: Unit
    grouped: bool = False

    def write(self, magnitude: Magnitude) -> Quantity:
        """The figure a derived magnitude prints as, rounded half up."""
        with localcontext() as context:
            context.prec = PRECISION
            value = round_half_up(magnitude.point / self.unit.factor, self.decimals)
        number = in_digits(value, grouped=self.grouped)
        return Quantity(f"{number}{self.unit.name}", value, self.unit, self.decimals, grouped="," in number)

    def __str__(self) -> str:
        places = "." + "0" * self.decimals if self.decimals else ""
        return f"{'#,##0' if self.grouped else '0'}{places}{self.unit.name}"


def finest(patterns: Sequence[Pattern]) -> Pattern:
    """How a sum of such figures prints: like the one written to the smallest place, nothing being lost; a rate and 百分点 as a rate."""
    levels = [pattern for pattern in patterns if "百分点" not in pattern.unit.name] or patterns
    unit = min(levels, key=lambda p: p.unit.factor.scaleb(-p.decimals)).unit
    decimals = max(pattern.decimals for pattern in levels if pattern.unit == unit)
    return Pattern(decimals, unit, grouped=any(pattern.grouped for pattern in patterns))


def in_digits(value: Decimal, *, grouped: bool) -> str:
    """A number written out, with thousands separators where figures are `grouped`."""
    return f"{value:,f}" if grouped else f"{value:f}"


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """The one rounding of the house: half up, as Chinese reports do; never minus zero; of whatever length."""
    with localcontext() as context:
        context.prec = max(PRECISION, value.adjusted() + decimals + 2)
        rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded
