"""Chinese numerals: the only place that calls cn2an, and never with prose or a float."""

from decimal import Decimal
from functools import lru_cache

from reportgen.quantity.quantity import Quantity, round_half_up
from reportgen.quantity.units import MONEY

_DIGITS = "零一二三四五六七八九"
_SPELT = 16
"""As many digits cn2an spells, before the point and after it."""
_YEAR_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def hanzi(number: int) -> str:
    """一 for 1, 十 for 10, 一百一十 for 110."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else _low(str(number))


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = f"{_DIGITS[tens] if tens > 1 else ''}十" if tens else ""
    return ten + (_DIGITS[ones] if ones or not tens else "")


_SMALL = tuple(_below_hundred(number) for number in range(100))
"""What nearly all numerals of a report are; cn2an takes longer to import than a report to build."""
_NUMBERS = {words: Decimal(number) for number, words in enumerate(_SMALL)}


def _low(number: str) -> str:
    import cn2an

    return str(cn2an.an2cn(number, "low"))


def hanzi_year(year: int) -> str:
    """二〇二五 for 2025; numbering uses 〇, quantities 零 (GB/T 15835-2011, 5.2.5)."""
    return str(year).translate(_YEAR_DIGITS)


def in_hanzi(quantity: Quantity) -> str | None:
    """三项 for 3项, 两名 for 2名: a whole count in words with its classifier; None where nobody would spell it."""
    if not _is_spelt(quantity.value):
        return None
    if quantity.decimals:
        return _low(f"{quantity.value:f}") + quantity.unit.name
    number = int(quantity.value)
    return ("两" if number == 2 and quantity.unit.is_spelled else hanzi(number)) + quantity.unit.name


def in_formal(quantity: Quantity) -> str | None:
    """大写: 贰佰叁拾玖元陆角 for money (to 分, half up), 壹拾陆个 for the rest; None where nobody would spell it."""
    import cn2an

    if quantity.unit.dimension == MONEY:
        yuan = round_half_up(quantity.value * quantity.unit.factor, 2)
        return str(cn2an.an2cn(f"{yuan:f}", "rmb")) if _is_spelt(yuan) else None
    if not _is_spelt(quantity.value):
        return None
    return str(cn2an.an2cn(f"{quantity.value:f}", "up")) + quantity.unit.name


def _is_spelt(value: Decimal) -> bool:
    return value.adjusted() < _SPELT and -int(value.as_tuple().exponent) <= _SPELT


@lru_cache(maxsize=4096)
def from_hanzi(words: str) -> Decimal | None:
    """The number a strict Chinese numeral spells, or None."""
    if (small := _NUMBERS.get(words)) is not None:
        return small
    import cn2an

    try:
        return Decimal(str(cn2an.cn2an(words, "strict")))
    except (ValueError, KeyError):
        return None
