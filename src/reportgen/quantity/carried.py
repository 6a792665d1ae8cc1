"""The qualifier that a computed figure inherits from its inputs."""

from collections.abc import Iterable

from reportgen.quantity.quantity import ABOVE, BELOW, LARGEST_DOUBT, PREFIXES, Magnitude, Quantity

_ROUGHLY, _AT_LEAST, _AT_MOST = "约", "以上", "以下"
_RANGE = "至"


def carried(made: Magnitude, sources: Iterable[Quantity]) -> str | None:
    """约 when figures it was made of are rough, 以上 or 以下 when it is bounded as they are, empty when they all are plain; None
    when no one word would be true: of a share of 5000万元以上, of what a wide range leaves open."""
    kinds = {_kind(quantity) for quantity in sources if quantity.qualifier or quantity.upper is not None}
    if not kinds or kinds == {_ROUGHLY}:
        return "".join(kinds)
    if kinds <= {_AT_LEAST, _AT_MOST}:
        ends = made.interval.low.is_finite(), made.interval.high.is_finite()
        return {(True, False): _AT_LEAST, (False, True): _AT_MOST}.get(ends)
    doubt = (made.interval.high - made.interval.low) / 2
    return _ROUGHLY if doubt <= abs(made.point) * LARGEST_DOUBT else None


def qualified(qualifier: str, text: str) -> str:
    """A figure's text with its qualifier before or after it."""
    return qualifier + text if qualifier in PREFIXES else text + qualifier


def _kind(quantity: Quantity) -> str:
    if quantity.upper is not None:
        return _RANGE
    if quantity.qualifier in ABOVE:
        return _AT_LEAST
    if quantity.qualifier in BELOW:
        return _AT_MOST
    return _ROUGHLY
