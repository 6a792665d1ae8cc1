"""How dates and periods are written in running text."""

from collections.abc import Iterator
from datetime import date

from reportgen import patterns
from reportgen.checks.placed import Hit, Placed
from reportgen.checks.reading import TAG, outside
from reportgen.content import Locality

_JOIN = r"\s?[、至到和及与—–~～\-]{1,2}\s?"
_YEAR = r"(?<!\d)(?:19|20)\d{2}\s*年(?:度|代)?"
_MONTH = r"(?:1[0-2]|0?[1-9])\s*月(?:份)?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])\s*日"
_BARE_YEAR, _BARE_MONTH = r"(?<!\d)(?:19|20)\d{2}", r"(?<!\d)(?:1[0-2]|0?[1-9])"
_BARE_DAY = r"(?<!\d)(?:3[01]|[12]\d|0?[1-9])"
_DAYS = rf"(?:{_BARE_DAY}{_JOIN}){{0,9}}{_DAY}"
_FULL = rf"(?:{_YEAR}\s*)?{_MONTH}(?:\s*{_DAYS})?|{_YEAR}(?:\s*{_MONTH}(?:\s*{_DAYS})?)?"
DATES = "|".join(
    (
        rf"(?:{_BARE_YEAR}{_JOIN}){{1,8}}{_YEAR}",  # 2018—2022年
        rf"(?:{_YEAR}\s*)?(?:{_BARE_MONTH}{_JOIN}){{1,11}}{_MONTH}",  # 1至6月
        rf"(?:{_FULL})(?:{_JOIN}(?:{_FULL}|{_DAY})){{0,11}}",  # 9月25日至27日
        rf"(?<=月){_DAYS}(?:{_JOIN}{_DAYS}){{0,9}}",  # 次月7日
        r"(?<!\d)(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}(?!\d)",
        rf"(?:第?(?<!\d)[1-4]{_JOIN}){{1,3}}第?[1-4]\s*季度",  # 1至3季度
        r"第?[1-4]\s*季度|(?<!\d)\d{2}世纪(?:\d0年代)?",
    )
)
"""A pattern of every date and period: four-digit years, months, days (also of 次月), quarters, centuries, and ranges of these."""

_DATE = patterns.compile(r"((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日")
_RELATIVE = {"去年": -1, "今年": 0, "明年": 1}
_YEARS = patterns.compile(rf"(?<!\d)((?:19|20)\d{{2}})\s*年|{TAG}")


def read_date(text: str) -> date | None:
    """The day a text names, or None when it is no full date or the calendar lacks it."""
    match = _DATE.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def letter_date(locality: Locality, name: str) -> date | None:
    """The day that an element of the letter names (成文日期); None when it is not there or names none."""
    field = locality.letter.get(name)
    return read_date(field.values[0]) if field and field.values else None


def years_in(placed: Placed, year: int) -> Iterator[tuple[Hit, int]]:
    """The years a text names outside 《》 and “”, by number or by a built-in tag, where `year` is the report's."""
    for match in _YEARS.finditer(placed.reading.text):
        if outside(match, placed.quoted):
            tag = placed.reading.tag(match.start())
            if tag is None:
                yield Hit(placed, match), int(match[1])
            elif tag.name in _RELATIVE:
                yield Hit(placed, match), year + _RELATIVE[tag.name]
