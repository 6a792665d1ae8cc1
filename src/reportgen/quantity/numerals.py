"""Chinese numerals: the only place that calls cn2an, and never with prose or a float."""

from decimal import Decimal

import cn2an

from reportgen.quantity.quantity import Quantity, round_half_up
from reportgen.quantity.units import MONEY

_YEAR_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def hanzi(number: int) -> str:
    """一 for 1, 十 for 10, 一百一十 for 110."""
    return str(cn2an.an2cn(str(number), "low"))


def hanzi_year(year: int) -> str:
    """二〇二五 for 2025; numbering uses 〇, quantities 零 (GB/T 15835-2011, 5.2.5)."""
    return str(year).translate(_YEAR_DIGITS)


def in_hanzi(quantity: Quantity) -> str:
    """三项 for 3项, 两名 for 2名: a whole count in words with its classifier."""
    words = (
        "两"
        if quantity.value == 2 and quantity.unit.counts_exactly
        else str(cn2an.an2cn(f"{quantity.value:f}", "low"))
    )
    return words + quantity.unit.name


def in_formal(quantity: Quantity) -> str:
    """大写: 贰佰叁拾玖元陆角 for money (to 分, half up), 壹拾陆个 for the rest."""
    if quantity.unit.dimension == MONEY:
        yuan = round_half_up(quantity.value * quantity.unit.factor, 2)
        return str(cn2an.an2cn(f"{yuan:f}", "rmb"))
    return str(cn2an.an2cn(f"{quantity.value:f}", "up")) + quantity.unit.name


def from_hanzi(words: str) -> Decimal | None:
    """The number a strict Chinese numeral spells, or None."""
    try:
        return Decimal(str(cn2an.cn2an(words, "strict")))
    except (ValueError, KeyError):
        return None
