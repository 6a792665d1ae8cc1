"""日期不存在或起止颠倒

## 检查什么
正文里的日期日历上没有（2月30日、2025年13月），或“2022年至2018年”“10月至6月”一类起止颠倒。

## 为什么
日期错了，引用的文件、会议、时限就都对不上。

## 反例
4月31日前完成。

## 正例
4月30日前完成。
"""

import re
from calendar import monthrange
from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import Places, hits
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P216"

_DAY = patterns.compile(r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?")
_YEARS = patterns.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)年?[至到—–~～\-](?P<last>(?:19|20)\d\d)年")
_MONTHS = patterns.compile(r"(?<!\d)(?P<first>1[0-2]|[1-9])月?[至到—–~～\-](?P<last>1[0-2]|[1-9])月")
_LEAP = 2024


def check(subject: Subject) -> Iterator[Finding]:
    for hit in hits(subject.narrative, _DAY, needs="月"):
        if not _in_calendar(hit.match):
            what = "这一天" if hit.match["day"] else "这个月"
            yield Finding(CODE, f"“{hit.text}”{what}不存在", hit.span, hint="核对日期", at=hit.text)
    texts = Places(subject.narrative.holding("0123456789"))
    for pattern, what in ((_YEARS, "年份"), (_MONTHS, "月份")):
        for hit in hits(texts, pattern):
            if int(hit.match["first"]) > int(hit.match["last"]):
                message = f"“{hit.text}”的起止{what}颠倒了"
                hint = "核对起止；跨年的月份请写明“次年”"
                yield Finding(CODE, message, hit.span, Severity.WARNING, hint, at=hit.text)


def _in_calendar(date: re.Match[str]) -> bool:
    """Whether a calendar has the day, or the month of a year; a number before 月 alone need be no date."""
    if not date["year"] and not date["day"]:
        return True
    year, month, day = int(date["year"] or _LEAP), int(date["month"]), int(date["day"] or 1)
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
