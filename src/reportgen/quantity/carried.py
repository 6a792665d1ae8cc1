"""The qualifier of a computed figure: which one it inherits from its inputs, and where it is written."""

from collections.abc import Iterable
from decimal import Decimal

from reportgen.quantity.quantity import (
    ABOVE,
    BELOW,
    LARGEST_DOUBT,
    PREFIXES,
    SOMEWHAT_ABOVE,
    Magnitude,
    Quantity,
)

_ROUGHLY, _AT_LEAST, _AT_MOST = "约", "以上", "以下"
_RANGE = "至"
_MOST_ROUGH = Decimal("0.5")
"""The share of a figure that may be in doubt where rough figures were computed with: 约100个 less 约98个 is nothing to be told."""


def carried(made: Magnitude, sources: Iterable[Quantity]) -> str | None:
    """The qualifier of a figure computed from others: none if all of them are plain, 约 if some are rough, 以上 or 以下 if they bound
    it on one side. None if no single word would be true, as for a share of 5000万元以上 or for what a wide range leaves open."""
    kinds = {_kind(quantity) for quantity in sources if quantity.qualifier or quantity.upper is not None}
    if not kinds:
        return ""
    if kinds <= {_AT_LEAST, _AT_MOST}:
        ends = made.interval.low.is_finite(), made.interval.high.is_finite()
        return {(True, False): _AT_LEAST, (False, True): _AT_MOST}.get(ends)
    doubt = (made.interval.high - made.interval.low) / 2
    allowed = _MOST_ROUGH if kinds == {_ROUGHLY} else LARGEST_DOUBT
    return _ROUGHLY if doubt <= abs(made.point) * allowed else None


def qualified(qualifier: str, text: str, unit: str = "") -> str:
    """A figure's text with its qualifier where that belongs: before it (约), after it (以上), or before its unit (2000余本)."""
    if qualifier in PREFIXES:
        return qualifier + text
    if qualifier in SOMEWHAT_ABOVE and text.endswith(unit):
        return text.removesuffix(unit) + qualifier + unit
    return text + qualifier


def _kind(quantity: Quantity) -> str:
    if quantity.upper is not None:
        return _RANGE
    if quantity.qualifier in ABOVE:
        return _AT_LEAST
    if quantity.qualifier in BELOW:
        return _AT_MOST
    return _ROUGHLY
