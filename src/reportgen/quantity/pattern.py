"""Reading an indicator's pattern, `0.00万元`."""

from reportgen import patterns
from reportgen.quantity.quantity import Pattern
from reportgen.quantity.units import BARE, Units

_PATTERN = patterns.compile(r"(?P<grouped>#,##)?0(?P<places>\.0+)?(?P<unit>\D*)")


def read_pattern(text: str, units: Units) -> Pattern | None:
    """The pattern a text spells, or None when it spells none or its unit is not known."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        return None
    unit = units.find(match["unit"]) if match["unit"] else BARE
    if unit is None:
        return None
    return Pattern(len((match["places"] or ".")[1:]), unit, grouped=bool(match["grouped"]))
