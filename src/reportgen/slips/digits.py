"""A figure with other digits: what a slip of the hand or the eye makes of a number."""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.quantity import Interval, Magnitude, Quantity, in_digits
from reportgen.value import replace


def digits_of(quantity: Quantity) -> str:
    """The digits of its number, without sign, point and separators."""
    return f"{abs(quantity.value):f}".replace(".", "")


def with_digits(quantity: Quantity, digits: str) -> Quantity | None:
    """The figure written with these digits and as many decimals; None when it would begin with a needless zero."""
    value = number_of(quantity, digits)
    if value is None:
        return None
    old, new = (in_digits(number, grouped=quantity.grouped) for number in (quantity.value, value))
    text = quantity.text.replace(old, new, 1)
    return replace(quantity, value=value, text=text)


def number_of(quantity: Quantity, digits: str) -> Decimal | None:
    """The number of a figure with these digits instead; None when it would begin with a needless zero."""
    whole = len(digits) - quantity.decimals
    if whole < 1 or (whole > 1 and digits[0] == "0"):
        return None
    sign = "-" if quantity.value.is_signed() else ""
    return Decimal(f"{sign}{digits}E-{quantity.decimals}")


def transpositions(digits: str) -> Iterator[tuple[str, str]]:
    """Each pair of unlike neighbours, and the digits with it turned."""
    for i in range(len(digits) - 1):
        pair = digits[i : i + 2]
        if pair[0] != pair[1]:
            yield pair, digits[:i] + pair[::-1] + digits[i + 2 :]


def scaled(magnitude: Magnitude, factor: Decimal) -> Magnitude:
    """A magnitude times a positive factor."""
    interval = Interval(magnitude.interval.low * factor, magnitude.interval.high * factor)
    return replace(magnitude, point=magnitude.point * factor, interval=interval)
