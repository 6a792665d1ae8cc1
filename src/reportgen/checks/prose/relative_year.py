"""直接写了今年、去年、明年

## 检查什么
正文里写“今年”“去年”“明年”，没有用标签 {{ 今年 }} {{ 去年 }} {{ 明年 }}。

## 为什么
2023年的报告2024年才印发，“今年”是哪一年就说不清了；用标签会印成“2023年”，明年沿用也不必改。

## 反例
今年以来，全县……

## 正例
{{ 今年 }}以来，全县……
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.document_numbers import year_signed
from reportgen.checks.placed import hits
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P218"

_WORD = patterns.compile("今年|去年|明年")


def check(subject: Subject) -> Iterator[Finding]:
    year, signed = subject.locality.year, year_signed(subject.locality)
    for hit in hits(subject.narrative, _WORD, needs="今去明", quoted=False):
        hint = f"写成 {{{{ {hit.text} }}}}，印成年份"
        if signed and signed != year:
            message = f"“{hit.text}”会读错：报告的是{year}年的工作，{signed}年才印发"
            yield Finding(CODE, message, hit.span, Severity.WARNING, hint, at=hit.text)
        else:
            yield Finding(CODE, f"直接写了“{hit.text}”", hit.span, Severity.HINT, hint, at=hit.text)
