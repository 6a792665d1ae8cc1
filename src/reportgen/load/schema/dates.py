"""The full date that is meant by one written in another way: 2026-01-09, 二〇二六年一月九日, “2026年1月9日”, 46031 as Excel counts."""

import re
from datetime import date, timedelta

from reportgen import patterns
from reportgen.quantity import from_hanzi, tidy_digits

_YEAR = r"(?:19|20)\d{2}"
_FULL = patterns.compile(
    rf"({_YEAR})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})[日号]?|({_YEAR})(\d\d)(\d\d)", re.ASCII
)
_HANZI = patterns.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]+)月([一二三四五六七八九十]+)[日号]"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_SERIAL = patterns.compile(r"[34]\d{4}|5[0-4]\d{3}", re.ASCII)
"""How Excel keeps a day of 1982 to 2050 in a cell that is not formatted as a date."""
_FIRST_DAY = date(1899, 12, 30)
_TIME = patterns.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?$", re.ASCII)
_AROUND = patterns.compile(r"[\s“”\"‘’'「」]")


def meant_date(text: str) -> tuple[int, int, int] | None:
    """Year, month and day as written, be they in the calendar or not; None when not all three are said."""
    bare = tidy_digits(_AROUND.sub("", _TIME.sub("", text))).replace("元月", "1月")
    if words := _HANZI.fullmatch(bare):
        return _in_figures(*words.groups())
    if figures := _FULL.fullmatch(bare):
        year, month, day = (int(part) for part in figures.groups() if part)
        return year, month, day
    if _SERIAL.fullmatch(bare):
        day_kept = _FIRST_DAY + timedelta(int(bare))
        return day_kept.year, day_kept.month, day_kept.day
    return None


def _in_figures(year: str, month: str, day: str) -> tuple[int, int, int] | None:
    months, days = from_hanzi(month), from_hanzi(day)
    return (int(year.translate(_DIGITS)), int(months), int(days)) if months and days else None
