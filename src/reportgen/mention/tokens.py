"""Numbers with their units in a text: Arabic (grouped or not), Chinese numerals with a classifier, ranges, qualifiers."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from reportgen import patterns
from reportgen.mention.masks import MASK, NUMBER, masked
from reportgen.quantity import BARE, COUNT, MONEY, Quantity, Unit, Units, from_hanzi
from reportgen.value import Value

UNITS = Units()

_SCALES = {"万亿": 10**12, "千万": 10**7, "百万": 10**6, "十万": 10**5, "亿": 10**8, "万": 10**4, "千": 10**3}
"""Longer ones first. In running text they stand before any unit, or alone."""
_PREFIXES = {
    "约": "约", "大约": "约", "约为": "约", "近": "近", "将近": "近", "接近": "近", "超": "超", "超过": "超", "逾": "超",
    "突破": "超", "高于": "超", "大于": "超", "多于": "超", "不低于": "不低于", "不少于": "不低于", "至少": "不低于", "不低于为": "不低于",
    "不超过": "不超过", "不高于": "不超过", "不多于": "不超过", "不大于": "不超过", "低于": "不超过", "少于": "不超过", "小于": "不超过",
    "不足": "不超过", "不到": "不超过", "未达到": "不超过", "以上": "以上", "达到": "达到", "达": "达到",
}  # fmt: skip
_SUFFIXES = {"余": "余", "多": "多", "以上": "以上", "以下": "以下", "左右": "左右", "以内": "以下", "上下": "左右"}  # fmt: skip
_MAY_BE_FIGURE = patterns.compile(r"[\d两三四五六七八九十]")
_COUNTED = "个项条类种名位家次部篇份件户人所处级方面环节批期场轮本册"
_SAID_IN_WORDS = patterns.compile(
    rf"(?=[两三四五六七八九十])(?<![第其之每某头同唯任]|[一二三四五六七八九十百千万亿零]|[统初逐])(?P<number>[两三四五六七八九十][一二三四五六七八九十百]*)"
    rf"(?P<unit>个(?:方面|环节|部门|项目|阶段|领域)?|项(?!目)|条(?!件)|类|种|名|位|家|篇|份|件|户|所|处|批|期|场|轮|方面)"
    rf"(?![{_COUNTED}])"
)


class Token(Value, frozen=True):
    """A number as written at [start, end) of its text, unit included; `per` marks a rate such as 元/人; `words` 三个."""

    start: int
    end: int
    quantity: Quantity
    per: bool = False
    words: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    unit = patterns.any_of({*UNITS.names(), "周岁", "岁", "立方米", "千瓦时", "千瓦", "分位"})
    prefixes = patterns.any_of(_PREFIXES)
    suffixes, scales = "|".join(_SUFFIXES), "|".join(_SCALES)
    begins = "".join(sorted({prefix[0] for prefix in _PREFIXES}))
    return patterns.compile(
        rf"(?=[\d{begins}-]|(?<!\s)\s)"  # most characters need no closer look, nor does a run of blanks but at its beginning
        rf"(?P<prefix>{prefixes})?\s*(?<![\d.,A-Za-z/])(?P<minus>(?<![\d\s%)月日年A-Za-z])-|(?<=[^\d\s%)月日年A-Za-z]\s)-)?"
        rf"(?P<number>{NUMBER})"
        rf"(?:\s*+(?:%|(?P<lower>{scales})?元?)?\s*+[-—–~至到]{{1,2}}\s*(?P<upper>{NUMBER})(?=\s*(?:%|个百分点|[万亿]|元|{unit})))?"
        rf"\s*(?P<more>[余多](?=\s*(?:{unit}|[万亿千])))?\s*"
        rf"(?P<unit>(?:(?!千[瓦克米])(?P<scale>{scales})(?P<over>[余多](?={unit}))?)?\s*(?P<name>{unit})?)(?P<per>/[\u4e00-\u9fff㎡]+)?"
        rf"(?:[(（][^()（）\d]{{1,4}}[)）])?(?P<suffix>{suffixes})?"
    )


def tokens(text: str) -> list[Token]:
    """The numbers of a plain text, in order."""
    if not _MAY_BE_FIGURE.search(text):
        return []
    clear = masked(text)
    found = [*_arabic(clear), *_in_words(clear)]
    return sorted(found, key=lambda token: token.start)


def _arabic(clear: str) -> Iterator[Token]:
    money = "元" in clear
    for match in _pattern().finditer(clear):
        unit = _unit(match, money)
        if unit is None or (MASK in clear[max(0, match.start() - 1) : match.start()] and not unit.name):
            continue
        yield _token(match, unit)


def _unit(match: re.Match[str], money: bool) -> Unit | None:
    """The unit of a match; a bare 万 or 亿 is money in a text that speaks of money (漏写“元”)."""
    scale, name = match["scale"] or "", match["name"] or ""
    if not scale and not name:
        return BARE
    if not name:
        return Unit(scale, MONEY if money else COUNT, Decimal(_SCALES[scale]))
    if match["per"]:
        return Unit(f"{scale}{name}{match['per']}", (("per", 1),), Decimal(1))
    return UNITS.find(scale + name) or _scaled(
        scale, UNITS.find(name) or Unit(name, ((name, 1),), Decimal(1))
    )


def _scaled(scale: str, unit: Unit) -> Unit:
    """A unit with a scale before it that no cell may use (3千人, 5十万元)."""
    factor = unit.factor * _SCALES[scale] if scale else unit.factor
    return Unit(scale + unit.name, unit.dimension, factor)


def _token(match: re.Match[str], unit: Unit) -> Token:
    number = (match["minus"] or "") + match["number"]
    start = match.start("minus") if match["minus"] else match.start("number")
    value = Decimal(number.replace(",", ""))
    upper = Decimal(match["upper"].replace(",", "")) if match["upper"] else None
    end = max(match.end(group) for group in ("number", "upper", "more", "unit", "per"))
    text = match.string[start:end]
    quantity = Quantity(
        text=text.strip(),
        value=value,
        unit=unit,
        decimals=len(number.partition(".")[2]),
        qualifier=_qualifier(match),
        upper=None if upper is None or upper < value else upper,
        grouped="," in number,
    )
    return Token(start, start + len(text.rstrip()), quantity, per=bool(match["per"]))


def _qualifier(match: re.Match[str]) -> str:
    """The house's qualifier; 达到 with decimals is a plain statement (占比达到76.71%), with a whole number a lower bound."""
    if said := match["suffix"] or match["more"] or match["over"]:
        return _SUFFIXES[said]
    qualifier = _PREFIXES.get(match["prefix"] or "", "")
    if qualifier == "达到" and ("." in match["number"] or not (match["unit"] or "").endswith("%")):
        return ""
    return qualifier


def _in_words(clear: str) -> Iterator[Token]:
    for match in _SAID_IN_WORDS.finditer(clear):
        value = from_hanzi(match["number"].replace("两", "二"))
        unit = UNITS.find(match["unit"]) or Unit(match["unit"], COUNT, Decimal(1))
        if value is not None:
            yield Token(match.start(), match.end(), Quantity(match[0], value, unit, 0), words=True)
