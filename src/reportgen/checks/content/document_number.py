"""发文字号的写法或年份不对

## 检查什么
发文字号应是“机关代字〔年份〕序号号”：用六角括号，年份四位，不写“第”，序号前不加 0（GB/T 9704—2012，7.2.5）；年份与成文日期同年。

## 为什么
文号写错，收文单位登记、查找都对不上；跨年时最容易把年份写成上一年。

## 反例
发文字号: 宝市财办绩[2023]第02号   # 成文日期: 2024年1月12日

## 正例
发文字号: 宝市财办绩〔2024〕2号
"""

from collections.abc import Iterator

from reportgen.checks.document_numbers import DocumentNumber, document_numbers, year_signed
from reportgen.checks.placed import Places, Role
from reportgen.checks.subject import Subject
from reportgen.content import Locality
from reportgen.finding import Finding, Severity

CODE = "D121"

_NAME = "发文字号"


def check(subject: Subject) -> Iterator[Finding]:
    for placed in subject.printed:
        if placed.role is Role.LETTER and placed.path == _NAME:
            text = placed.reading.text
            number = next(document_numbers(Places([placed])), None)
            if number and number.word and number.text == text.strip():
                yield from _judged(subject.locality, number)
            else:
                message = f"发文字号“{text}”不是“机关代字〔年份〕序号号”"
                yield Finding(CODE, message, placed.span, hint="例如 宝市财办绩〔2024〕2号", at=_NAME)


def _judged(locality: Locality, number: DocumentNumber) -> Iterator[Finding]:
    if number.text != number.tidy:
        hint = f"写成 {number.tidy}"
        yield Finding(CODE, "发文字号的写法不规范", number.span, hint=hint, at=_NAME)
    signed = year_signed(locality)
    if signed and number.year != signed:
        message = f"发文字号的年份是{number.year}年，成文日期是{signed}年"
        yield Finding(CODE, message, number.span, hint="发文字号用成文的年份", at=_NAME)
    elif not signed and number.year not in (locality.year, locality.year + 1):
        message = f"发文字号的年份是{number.year}年，报告年度是{locality.year}年"
        yield Finding(CODE, message, number.span, Severity.WARNING, "核对文号的年份", at=_NAME)
