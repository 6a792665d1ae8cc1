"""引用的文号写法或年份不对

## 检查什么
正文、清单里引用的文号，年份晚于报告年度（次年印发的公文，晚于次年）；或没有写成“〔年份〕序号号”：用六角括号，不写“第”，序号前不加 0。

## 为什么
报告里不会有还没印发的文件，多半是年份打错了；写法不规范，照着文号查不到原件。

## 反例
《甲办法》（宁财发[2052]第05号）

## 正例
《甲办法》（宁财发〔2025〕5号）
"""

from collections.abc import Iterator

from reportgen.checks.document_numbers import document_numbers, year_signed
from reportgen.checks.placed import Role
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "D133"


def check(subject: Subject) -> Iterator[Finding]:
    latest = max(subject.locality.year, year_signed(subject.locality) or 0)
    for number in document_numbers(subject.printed):
        if number.placed.role is Role.LETTER:
            continue
        if number.text != number.tidy:
            message = f"文号“{number.text}”的写法不规范"
            yield Finding(CODE, message, number.span, Severity.HINT, f"写成 {number.tidy}", at=number.text)
        if number.year > latest:
            message = f"引用的文号是{number.year}年的，晚于这份报告"
            yield Finding(CODE, message, number.span, Severity.WARNING, "核对文号的年份", at=number.text)
