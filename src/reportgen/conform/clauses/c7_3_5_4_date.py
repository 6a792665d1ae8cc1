"""成文日期：用阿拉伯数字将年、月、日标全，年份应标全称，月、日不编虚位（1 不编为 01）。

核对：写法，是否真有这一天。
"""

import re
from datetime import date

from reportgen import patterns
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged, unknown
from reportgen.report import TO_FILL_IN

ELEMENT = "成文日期"
STRENGTH = Strength.REQUIRED
REQUIRED = "2024年1月12日"

_FORM = patterns.compile(r"((?:19|20)\d{2})年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")


def check(sheet: Sheet) -> Measurements:
    found = sheet.elements.date
    if found and found.words.startswith(TO_FILL_IN):
        yield unknown(found.words, found.line)
    elif found:
        fault = fault_of(found.words)
        yield judged(not fault, found.words + (f"（{fault}）" if fault else ""), found.line)


def fault_of(words: str) -> str:
    """What is wrong with a date's form, empty when nothing is."""
    form = _FORM.fullmatch(words)
    if form:
        try:
            date(*(int(part) for part in form.groups()))
        except ValueError:
            return "没有这一天"
        return ""
    if re.search(r"\s", words):
        return "中间有空格"
    if not re.search(r"\d", words):
        return "没有用阿拉伯数字"
    if re.search(r"年0|月0", words):
        return "月、日编了虚位"
    if not re.match(r"(?:19|20)\d{2}\D", words):
        return "年份没有写全"
    return "年、月、日没有标全"
