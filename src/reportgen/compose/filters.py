"""The filters of narrative tags: 亿元 万元 (convert), 大写 汉字 (in words), 增减 (a change by its sign).

A filter never touches the qualifier: 约6008.00万元 | 亿元(2) prints 约0.60亿元. Where one does not fit (汉字 of a percentage, or of more
digits than anybody spells) the figure prints as written.
"""

from collections.abc import Callable, Iterable

from reportgen.quantity import RATIO, Quantity, Units, converted, in_formal, in_hanzi, qualified

_WORDS_FOR_CHANGE = {True: ("增长", "下降"), False: ("增加", "减少")}
"""By whether the figure is a ratio: a rate grows or falls, an amount becomes more or less."""


def filtered(quantity: Quantity, filters: Iterable[tuple[str, int | None]], units: Units) -> str:
    """The text a figure prints as after its filters, in the order written."""
    for name, argument in filters:
        if name in _BY_NAME:
            return _BY_NAME[name](quantity)
        quantity = converted(quantity, name, argument, units)
    return quantity.text


def _in_hanzi(quantity: Quantity) -> str:
    whole = quantity.unit.is_spelled and not quantity.decimals
    if not whole or quantity.upper is not None:
        return quantity.text
    return _in_words(quantity, in_hanzi(quantity))


def _in_formal(quantity: Quantity) -> str:
    if quantity.upper is not None or quantity.unit.dimension == RATIO:
        return quantity.text
    return _in_words(quantity, in_formal(quantity))


def _in_words(quantity: Quantity, words: str | None) -> str:
    return qualified(quantity.qualifier, words, quantity.unit.name) if words else quantity.text


def _change(quantity: Quantity) -> str:
    more, less = _WORDS_FOR_CHANGE[quantity.unit.dimension == RATIO]
    match quantity.direction:
        case 1:
            return more + quantity.text
        case -1:
            return less + quantity.text.replace("-", "", 1)
        case 0:
            return "持平"
        case _:
            return quantity.text


_BY_NAME: dict[str, Callable[[Quantity], str]] = {"大写": _in_formal, "汉字": _in_hanzi, "增减": _change}
