"""发文字号的写法和年份

## 检查什么
发文字号应是“机关代字〔年份〕序号号”：用六角括号，年份四位，不写“第”，序号前不加 0（GB/T 9704—2012，7.2.5）；年份与成文日期同年。
正文、清单里引用的文号，年份不应晚于报告年度（次年印发的报告，不晚于次年）。

## 为什么
文号写错，收文单位登记、查找都对不上；跨年时最容易把年份写成上一年。

## 反例
发文字号: 宝市财办绩[2023]第02号   # 成文日期: 2024年1月12日

## 正例
发文字号: 宝市财办绩〔2024〕2号
"""

import re
from collections.abc import Iterator

from reportgen.checks.dates import read_date
from reportgen.checks.placed import Hit, Role, hits
from reportgen.checks.reading import HAN
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "D121"

_NUMBER = re.compile(
    rf"(?P<word>[{HAN}]{{1,20}})?\s*(?P<open>[〔\[［（(【])\s*(?P<year>(?:19|20)?\d\d)\s*(?P<close>[〕\]］）)】])"
    r"\s*(?P<ordinal>第)?\s*(?P<zeros>0*)(?P<number>\d+)\s*号"
)
_OWN = "发文字号"
_CENTURY = 2000


def check(subject: Subject) -> Iterator[Finding]:
    yield from _own(subject)
    latest = max(subject.locality.year, _signed(subject) or 0)
    for hit in hits(subject.printed, _NUMBER):
        if hit.placed.path == _OWN and hit.placed.role is Role.LETTER:
            continue
        if tidy := _tidy(hit):
            yield Finding(
                CODE, f"文号“{hit.text}”的写法不规范", hit.span, Severity.HINT, f"写成 {tidy}", at=hit.text
            )
        if (year := _year(hit)) > latest:
            message = f"引用的文号是{year}年的，晚于这份报告"
            yield Finding(CODE, message, hit.span, Severity.WARNING, "核对文号的年份", at=hit.text)


def _own(subject: Subject) -> Iterator[Finding]:
    field = (subject.locality.letter or {}).get(_OWN)
    if field is None or not field.values:
        return
    written = [hit for hit in hits(subject.printed, _NUMBER) if hit.placed.path == _OWN]
    if not written or written[0].text != field.values[0].strip() or not written[0].match["word"]:
        message = f"发文字号“{field.values[0]}”不是“机关代字〔年份〕序号号”"
        yield Finding(CODE, message, field.span, hint="例如 宝市财办绩〔2024〕2号", at=_OWN)
        return
    number = written[0]
    if tidy := _tidy(number):
        yield Finding(CODE, "发文字号的写法不规范", number.span, hint=f"写成 {tidy}", at=_OWN)
    signed = _signed(subject)
    year = _year(number)
    if signed and year != signed:
        message = f"发文字号的年份是{year}年，成文日期是{signed}年"
        yield Finding(CODE, message, number.span, hint="发文字号用成文的年份", at=_OWN)
    elif not signed and year not in (subject.locality.year, subject.locality.year + 1):
        message = f"发文字号的年份是{year}年，报告年度是{subject.locality.year}年"
        yield Finding(CODE, message, number.span, Severity.WARNING, "核对文号的年份", at=_OWN)


def _tidy(hit: Hit) -> str:
    """The number in tidy form when it is not written so."""
    match = hit.match
    tidy = f"{match['word'] or ''}〔{_year(hit)}〕{match['number']}号"
    return "" if hit.text == tidy else tidy


def _year(hit: Hit) -> int:
    year = int(hit.match["year"])
    return year if year > _CENTURY - 100 else year + _CENTURY


def _signed(subject: Subject) -> int | None:
    field = (subject.locality.letter or {}).get("成文日期")
    day = read_date(field.values[0]) if field and field.values else None
    return day.year if day else None
