"""日期先后颠倒

## 检查什么
成文日期晚于印发日期；成文日期早于报告年度结束，或晚于次年；同一组里“开始日期”晚于“结束日期”（起始、启动 与 截止、完成 同理）。

## 为什么
一月份成文的报告最容易把年份写成上一年；先印发、后成文，不合办文程序。

## 反例
letter: {成文日期: 2024年1月12日, 印发日期: 2024年1月11日}

## 正例
letter: {成文日期: 2024年1月12日, 印发日期: 2024年1月12日}
"""

from collections.abc import Iterator
from datetime import date

from reportgen.checks.dates import letter_date, read_date
from reportgen.checks.subject import Subject
from reportgen.content import Cell, Locality, Wording
from reportgen.finding import Finding, Severity

CODE = "D120"

_SIGNED, _PRINTED = "成文日期", "印发日期"
_LAST_MONTH = 12
_ENDS = (("开始", "结束"), ("起始", "截止"), ("启动", "完成"), ("开始", "截止"), ("起始", "结束"))


def check(subject: Subject) -> Iterator[Finding]:
    yield from _letter(subject.locality)
    for cell in subject.worded:
        yield from _period(subject.locality, cell)


def _letter(locality: Locality) -> Iterator[Finding]:
    fields = locality.letter
    signed, printed = (letter_date(locality, name) for name in (_SIGNED, _PRINTED))
    if signed and printed and signed > printed:
        message = f"成文日期 {_written(signed)} 晚于印发日期 {_written(printed)}"
        hint = "成文日期是负责人签发的日期，印发日期是送印的日期，不早于它"
        yield Finding(CODE, message, fields[_SIGNED].span, hint=hint, at=_SIGNED)
    for name, day in ((_SIGNED, signed), (_PRINTED, printed)):
        if day and (what := _out_of_season(day, locality.year)):
            message = f"{name} {_written(day)} {what}"
            yield Finding(CODE, message, fields[name].span, Severity.WARNING, "核对年份", at=name)


def _out_of_season(day: date, year: int) -> str:
    if day < date(year, _LAST_MONTH, 1):
        return f"早于{year}年度结束，而报告的是全年的工作"
    return f"离报告年度{year}年太远" if day.year > year + 1 else ""


def _period(locality: Locality, cell: Cell) -> Iterator[Finding]:
    """A date that begins a period (开始日期) and comes after the one of its group that ends it (结束日期)."""
    begun = read_date(cell.stated.text) if isinstance(cell.stated, Wording) else None
    for first, last in _ENDS if begun else ():
        path = f"{cell.group}.{cell.name.replace(first, last)}"
        end = locality.cells.get(path) if first in cell.name else None
        ended = read_date(end.stated.text) if end and isinstance(end.stated, Wording) else None
        if begun and end and ended and begun > ended:
            message = f"{cell.name} {_written(begun)} 晚于{end.name} {_written(ended)}"
            yield Finding(CODE, message, cell.span, hint="核对两个日期", at=cell.path)


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
