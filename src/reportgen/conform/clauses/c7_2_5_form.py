"""发文字号：年份、发文顺序号用阿拉伯数字标注；年份标全称，用六角括号“〔〕”括入；发文顺序号不加“第”字，不编虚位（1 不编为 01），后加“号”字。

核对：写法。
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.conform.elements.patterns import CJK, NUMBER
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, met, unknown, unmet
from reportgen.report import TO_FILL_IN

ELEMENT = "发文字号的写法"
STRENGTH = Strength.REQUIRED
REQUIRED = "机关代字〔2024〕1号"

_FORM = patterns.compile(rf"[{CJK}A-Za-z]+〔(?:19|20)\d{{2}}〕[1-9]\d*号")


def check(sheet: Sheet) -> Measurements:
    number = sheet.elements.head.number
    found = NUMBER.search(number.words) if number else None
    if not number or not found:
        return
    if found[0].startswith(TO_FILL_IN):
        yield unknown(found[0], number.line)
        return
    faults = list(_faults(found[0]))
    yield unmet(f"“{found[0]}”{'、'.join(faults)}", number.line) if faults else met(found[0], number.line)


def _faults(words: str) -> Iterator[str]:
    if _FORM.fullmatch(words):
        return
    if "〔" not in words or "〕" not in words:
        yield "年份没有用六角括号〔〕"
    if "第" in words:
        yield "多了“第”字"
    if re.search(r"\D0\d*\s*号", words):
        yield "顺序号编了虚位"
    if not re.search(r"\D(?:19|20)\d{2}\D", words):
        yield "年份没有写全"
    if re.search(r"\s", words):
        yield "中间有空格"
    if "年" in words:
        yield "年份后多了“年”字"
