"""The filters of narrative tags: 亿元 万元 (convert), 大写 汉字 (in words), 增减 (a change by its sign).

A filter never touches the qualifier: 约6008.00万元 | 亿元(2) prints 约0.60亿元. Where one does not fit (汉字 of a percentage) the figure
prints as written.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal, localcontext

from reportgen.quantity import (
    MONEY,
    PRECISION,
    RATIO,
    Quantity,
    Units,
    in_formal,
    in_hanzi,
    round_half_up,
)
from reportgen.value import replace

_USUAL_DECIMALS = 2
_WITHIN = frozenset("余多")
_SEPARATORS = "~～—至-"
_WORDS_FOR_CHANGE = {True: ("增长", "下降"), False: ("增加", "减少")}
"""By whether the figure is a ratio: a rate grows or falls, an amount becomes more or less."""


def filtered(quantity: Quantity, filters: Iterable[tuple[str, int | None]], units: Units) -> str:
    """The text a figure prints as after its filters, in the order written."""
    for name, argument in filters:
        if name in _IN_WORDS:
            return _IN_WORDS[name](quantity)
        quantity = _converted(quantity, name, _USUAL_DECIMALS if argument is None else argument, units)
    return quantity.text


def _converted(quantity: Quantity, name: str, decimals: int, units: Units) -> Quantity:
    unit = units.find(name)
    if unit is None or quantity.unit.dimension != MONEY:
        return quantity

    def convert(value: Decimal) -> Decimal:
        with localcontext() as context:
            context.prec = PRECISION
            return round_half_up(value * quantity.unit.factor / unit.factor, decimals)

    upper = None if quantity.upper is None else convert(quantity.upper)
    moved = replace(quantity, value=convert(quantity.value), upper=upper, unit=unit, decimals=decimals)
    return replace(moved, text=_written(moved))


def _written(quantity: Quantity) -> str:
    """The text of a figure by its parts; the sign between the ends of a range is the one it was written with."""
    number, upper = (_digits(quantity, v) for v in (quantity.value, quantity.upper))
    if upper:
        separator = next(s for s in _SEPARATORS if s in quantity.text[1:])
        return f"{number}{quantity.unit.name}{separator}{upper}{quantity.unit.name}"
    return _qualified(quantity, number + quantity.unit.name)


def _digits(quantity: Quantity, value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"{value:,f}" if quantity.grouped else f"{value:f}"


def _qualified(quantity: Quantity, text: str) -> str:
    """A figure's text with the qualifier where it was: before, after, or between number and unit (2000余本)."""
    word, unit = quantity.qualifier, quantity.unit.name
    if word in _WITHIN and text.endswith(unit):
        return text.removesuffix(unit) + word + unit
    return word + text if quantity.text.startswith(word) else text + word


def _in_hanzi(quantity: Quantity) -> str:
    whole = quantity.unit.counts_exactly and not quantity.decimals
    if not whole or quantity.upper is not None:
        return quantity.text
    return _qualified(quantity, in_hanzi(quantity))


def _in_formal(quantity: Quantity) -> str:
    if quantity.upper is not None or quantity.unit.dimension == RATIO:
        return quantity.text
    return _qualified(quantity, in_formal(quantity))


def _change(quantity: Quantity) -> str:
    if quantity.value == 0:
        return "持平"
    more, less = _WORDS_FOR_CHANGE[quantity.unit.dimension == RATIO]
    return less + quantity.text.replace("-", "", 1) if quantity.value < 0 else more + quantity.text


_IN_WORDS: dict[str, Callable[[Quantity], str]] = {"大写": _in_formal, "汉字": _in_hanzi, "增减": _change}
