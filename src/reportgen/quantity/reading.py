"""Reading a figure as written: qualifier, number, unit; and saying in tidy form what was meant when it is not one.

A number is `-?(0|[1-9]\\d*)(\\.\\d+)?` or grouped in threes by an ASCII comma; nothing else is (no 1e3, 0x1F, 1_000, .5, +5, 012).
"""

import re
import unicodedata
from decimal import Decimal
from difflib import get_close_matches

from reportgen import patterns
from reportgen.quantity.quantity import OTHER_WORDS, PREFIXES, SUFFIXES, Quantity
from reportgen.quantity.units import BARE, MULTIPLIERS, Unit, Units
from reportgen.value import Value

MOST_DIGITS = 34

_PLAIN = r"-?(?:0|[1-9]\d*)(?:\.\d+)?"
_GROUPED = r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"
_NUMBER = rf"(?:{_GROUPED}|{_PLAIN})"
_PREFIX = patterns.any_of(PREFIXES)
_SUFFIX = patterns.any_of(SUFFIXES - {"余", "多"})
_QUALIFYING = "".join(sorted({suffix[0] for suffix in SUFFIXES}))
_FIGURE = patterns.compile(
    rf"(?P<prefix>{_PREFIX})?(?P<number>{_NUMBER})(?P<scale>(?:{patterns.any_of(MULTIPLIERS)})(?=[余多]))?(?P<more>[余多])?"
    r"(?P<unit>[^\d\s.,\-~～—]*?)"
    rf"(?:(?P<range>[-~～—至])(?P<upper>{_NUMBER})(?P<upper_unit>[^\d\s.,]*?))?(?P<suffix>{_SUFFIX})?",
    re.ASCII,
)
_USUAL = patterns.compile(
    rf"(?P<number>(?:0|[1-9][0-9]*)(?:\.(?P<places>[0-9]+))?)(?P<unit>%|[^\W\d{_QUALIFYING}]+)"
)
"""A number and its unit with nothing around them, as nearly all figures are."""
_OTHERWISE = patterns.any_of(word for word, meant in OTHER_WORDS.items() if meant in PREFIXES)
_STARTS_LIKE_ONE = patterns.compile(
    rf"(?:{_PREFIX}|(?P<otherwise>{_OTHERWISE}))?\s*[-+−－＋]?\s*[.．]?[0-9０-９]"
)
_STOP = patterns.compile(r"(?<=\d)[。·](?=\d)")
_WIDE_SIGNS = "０１２３４５６７８９．＋－−﹣％，"
_WIDE = patterns.compile(f"[{_WIDE_SIGNS}]")
_AMBIGUOUS_COMMA = patterns.compile(r",(?![0-9]{3}(?![0-9]))[^,.]*$")
"""A comma that may as well have been meant as a decimal point."""
_LIKE_DIGITS = str.maketrans("OoIl", "0011")
_AMONG_DIGITS = patterns.compile(r"(?<=[0-9.])[OoIl]+")
_LETTER_BEFORE_UNIT = patterns.compile(r"[A-Za-z]+[\u4e00-\u9fff]")
_HANZI_NUMBER = patterns.compile(r"[零〇一二两三四五六七八九十百千万亿]+")


class Misreading(Value, frozen=True):
    """Why a text is no figure: a message, and the tidy form when it can be told."""

    message: str
    tidy: str = ""


def looks_like_figure(text: str) -> bool:
    """Whether a text starts with a digit (of any width) or a qualifier before one, and so must read as a figure."""
    return bool(_STARTS_LIKE_ONE.match(text))


def read_quantity(text: str, units: Units) -> Quantity | Misreading:
    """Reads a whole text as one figure.

    >>> read_quantity("6008.00万元", Units()).decimals
    2
    """
    return read_usual(text, units) or _read_unusual(text, units)


def read_usual(text: str, units: Units) -> Quantity | None:
    """The figure of a text that is just a number and its unit, as nearly all are; None for any other text."""
    usual = _USUAL.fullmatch(text) if len(text) <= MOST_DIGITS else None
    if usual is None:
        return None
    number, places, name = usual.groups()
    unit = units.find(name)
    return Quantity(text, Decimal(number), unit, len(places or "")) if unit else None


def _read_unusual(text: str, units: Units) -> Quantity | Misreading:
    if (_WIDE.search(text) or _STOP.search(text)) and (tidy := tidy_figure(text)) != text:
        return Misreading(f"数字“{text}”含全角字符", tidy)
    match = _FIGURE.fullmatch(text)
    if match is None:
        return _letters_as_digits(text, units) or _said_otherwise(text) or _misread_number(text)
    unit_name = (match["scale"] or "") + (match["unit"] or match["upper_unit"] or "")
    unit = units.find(unit_name) if unit_name else BARE
    if unit is None:
        return _letters_as_digits(text, units) or _unknown_unit(text, unit_name, units)
    if len(text) > MOST_DIGITS and sum(map(str.isdigit, text)) > MOST_DIGITS:
        return Misreading(f"数字超过 {MOST_DIGITS} 位，请核对")
    return _quantity(text, match, unit)


def _quantity(text: str, match: re.Match[str], unit: Unit) -> Quantity | Misreading:
    number, upper = match["number"], match["upper"]
    value = Decimal(number.replace(",", ""))
    if number.startswith("-") and not value:
        return Misreading("零不带负号", text.replace("-", "", 1))
    if upper and match["unit"] and match["upper_unit"] != match["unit"]:
        if not match["upper_unit"]:
            return Misreading(f"区间“{text}”只有前一个数写了单位", text + unit.name)
        return Misreading(f"区间“{text}”两头的单位不同，写成同一个单位")
    if upper and (match["prefix"] or match["more"]):
        return Misreading(f"区间“{text}”不能再带“{match['prefix'] or match['more']}”")
    qualifiers = [q for q in (match["prefix"], match["more"], match["suffix"]) if q]
    if len(qualifiers) > 1:
        return Misreading(f"“{text}”有两个限定词（{'、'.join(qualifiers)}），只留一个")
    top = Decimal(upper.replace(",", "")) if upper else None
    if top is not None and top < value:
        return Misreading(f"区间“{text}”上限小于下限")
    return Quantity(
        text=text,
        value=value,
        unit=unit,
        decimals=len(number.partition(".")[2]),
        qualifier=qualifiers[0] if qualifiers else "",
        upper=top,
        grouped="," in number,
    )


def tidy_digits(text: str) -> str:
    """The text with full-width digits, signs, stops and commas beside digits in ASCII form."""
    narrow = "".join(unicodedata.normalize("NFKC", c) if c in _WIDE_SIGNS else c for c in text)
    return re.sub(r"(?<=\d)，(?=\d{3})", ",", narrow)


def tidy_figure(text: str) -> str:
    """The text in the same form, a Chinese full stop or a raised point between digits taken for the decimal point."""
    return _STOP.sub(".", tidy_digits(text))


def _said_otherwise(text: str) -> Misreading | None:
    """The misreading of a figure with a word that is no qualifier but means the same as one (超过, 以内); None for any other text."""
    start = _STARTS_LIKE_ONE.match(text)
    if start and (word := start["otherwise"]):
        tidy = OTHER_WORDS[word] + text.removeprefix(word).lstrip()
    elif word := next((w for w in OTHER_WORDS if OTHER_WORDS[w] in SUFFIXES and text.endswith(w)), None):
        tidy = text.removesuffix(word) + OTHER_WORDS[word]
    else:
        return None
    return Misreading(f"“{word}”不是限定词，核对时不知道有它", tidy)


def _misread_number(text: str) -> Misreading:
    number = re.search(r"[-+]?[\d.][\d.,_ ]*[\deExXoO_,.]*", text)
    digits = number[0].strip() if number else text
    plain = re.sub(r"[,_ ]", "", digits).lstrip("+")
    if re.fullmatch(r"-?0\d+(?:\.\d+)?", plain):
        return Misreading(
            f"“{digits}”以 0 开头", text.replace(digits, re.sub(r"^(-?)0+(?=\d)", r"\1", plain), 1)
        )
    if plain.startswith(".") or plain.endswith("."):
        whole = ("0" + plain if plain.startswith(".") else plain).rstrip(".")
        return Misreading(f"“{digits}”的小数点前后都要有数字", text.replace(digits, whole, 1))
    if re.search(r"[,_ +]", digits) and re.fullmatch(_PLAIN, plain):
        if _AMBIGUOUS_COMMA.search(digits):
            return Misreading(f"“{digits}”里的逗号读不成千分位（三位一节）；是小数点的写“.”")
        return Misreading(
            f"“{digits}”不是规范的数字写法（千分位用半角逗号，三位一节）", text.replace(digits, plain, 1)
        )
    return Misreading(f"“{text}”读不成“数字＋单位”")


def _letters_as_digits(text: str, units: Units) -> Misreading | None:
    """The misreading of a figure with letters that look like digits (1O0万元); None if it does not read even with these as digits."""
    digits = _AMONG_DIGITS.sub(lambda letters: letters[0].translate(_LIKE_DIGITS), text)
    if digits == text or isinstance(read_quantity(digits, units), Misreading):
        return None
    return Misreading(f"“{text}”的数字里有字母", digits)


def _unknown_unit(text: str, name: str, units: Units) -> Misreading:
    if _LETTER_BEFORE_UNIT.match(name):
        return Misreading(f"“{text}”读不成“数字＋单位”，数字后面有字母")
    if said := _said_otherwise(text):
        return said
    is_more = any(map(name.endswith, units.names()))  # 几人, 千余个: what stands before the unit was meant
    near = [] if is_more else get_close_matches(name, list(units.names()), n=1, cutoff=0.5)
    tidy = text.replace(name, near[0], 1) if near else ""
    return Misreading(f"不认识单位“{name}”，如确需使用请登记到 indicators.yaml 的 units", tidy)


def hanzi_figure(text: str, units: Units) -> re.Match[str] | None:
    """A match when the whole text is a Chinese numeral with a known unit (六千零八万元), which a cell must not be."""
    match = _HANZI_NUMBER.match(text)
    if match and match.end() < len(text) and units.find(text[match.end() :]):
        return match
    return None
