"""Closed intervals of exact decimals: what a written figure, with its decimals and qualifier, allows.

Follows XBRL Calculations 1.1 (REC 2023-02-22): a printed value stands for an interval, and two sides agree when theirs overlap.
"""

from decimal import Decimal

from reportgen.value import Value

INFINITY = Decimal("Infinity")


class Interval(Value, frozen=True, gc=False):
    """[low, high]; either end may be infinite. Arithmetic is exact interval arithmetic in the current decimal context."""

    low: Decimal
    high: Decimal

    @classmethod
    def at(cls, value: Decimal) -> "Interval":
        return cls(value, value)

    def overlaps(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def __neg__(self) -> "Interval":
        return Interval(-self.high, -self.low)

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Interval") -> "Interval":
        ends = [_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: "Interval") -> "Interval":
        """Raises ZeroDivisionError when the divisor may only be zero; one that may be zero gives an infinite interval.

        The ends are divided as they are: by way of a rounded reciprocal 99 ÷ 99 would not be 1.
        """
        if other.low == other.high == 0:
            raise ZeroDivisionError
        if other.low <= 0 <= other.high:
            return Interval(-INFINITY, INFINITY)
        ends = [_over(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))


def _times(a: Decimal, b: Decimal) -> Decimal:
    return Decimal(0) if a == 0 or b == 0 else a * b


def _over(a: Decimal, b: Decimal) -> Decimal:
    return Decimal(0) if a == 0 or b.is_infinite() else a / b
