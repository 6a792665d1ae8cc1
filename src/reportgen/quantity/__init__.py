"""Quantities: exact numbers with unit, written decimals, qualifier and interval. Decimal throughout, never a float."""

from reportgen.quantity.carried import carried, qualified
from reportgen.quantity.converting import converted, requalified
from reportgen.quantity.interval import INFINITY, Interval
from reportgen.quantity.numerals import from_hanzi, hanzi, hanzi_year, in_formal, in_hanzi
from reportgen.quantity.pattern import read_pattern
from reportgen.quantity.quantity import (
    LARGEST_DOUBT,
    OTHER_WORDS,
    PRECISION,
    PREFIXES,
    Magnitude,
    Pattern,
    Quantity,
    round_half_up,
)
from reportgen.quantity.reading import (
    MOST_DIGITS,
    Misreading,
    hanzi_figure,
    looks_like_figure,
    read_quantity,
    read_usual,
    tidy_digits,
    tidy_figure,
)
from reportgen.quantity.units import (
    BARE,
    COUNT,
    DAY,
    MONEY,
    RATIO,
    SCORE,
    USUAL_UNITS,
    Dimension,
    Unit,
    Units,
    combine,
    dimension_name,
)

__all__ = [
    "BARE",
    "COUNT",
    "DAY",
    "INFINITY",
    "LARGEST_DOUBT",
    "MONEY",
    "MOST_DIGITS",
    "OTHER_WORDS",
    "PRECISION",
    "PREFIXES",
    "RATIO",
    "SCORE",
    "USUAL_UNITS",
    "Dimension",
    "Interval",
    "Magnitude",
    "Misreading",
    "Pattern",
    "Quantity",
    "Unit",
    "Units",
    "carried",
    "combine",
    "converted",
    "dimension_name",
    "from_hanzi",
    "hanzi",
    "hanzi_figure",
    "hanzi_year",
    "in_formal",
    "in_hanzi",
    "looks_like_figure",
    "qualified",
    "read_pattern",
    "read_quantity",
    "read_usual",
    "requalified",
    "round_half_up",
    "tidy_digits",
    "tidy_figure",
]
