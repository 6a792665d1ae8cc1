"""推算出来的数四舍五入成了 100% 或 0

## 检查什么
要印的比率是推算出来的，不到（或超过）100%，按样式的小数位却印成 100%；或者推算出来的数不是零，却印成 0。

## 为什么
4000 个问题整改了 3999 个，印成“整改率100.0%”，就成了全部完成；自己填 100% 是要一个不差的。

## 反例
问题整改: {问题数: 4000个, 整改数: 3999个}   # 正文印 整改率，样式 0.0%

## 正例
问题整改: {问题数: 4000个, 整改数: 3999个}   # 样式 0.00%，印 99.98%
"""

from collections.abc import Iterator
from itertools import count

from reportgen.checks.subject import Subject
from reportgen.content import Cell, quantity_of
from reportgen.finding import Finding, Severity
from reportgen.quantity import RATIO, Magnitude, Quantity
from reportgen.value import replace

CODE = "D114"


def check(subject: Subject) -> Iterator[Finding]:
    for showing in {showing.cell.key: showing for showing in reversed(subject.shown)}.values():
        cell = showing.cell
        quantity = quantity_of(cell, subject.content.dictionary.units) if cell.definition else None
        if quantity and cell.magnitude and (taken_for := _taken_for(quantity, cell)):
            finer = _finer(quantity, cell.magnitude)
            message = f"“{cell.path}”算出来是 {finer}，印成 {cell.printed}，看上去{taken_for}"
            hint = f"多留几位小数：指标字典里样式写作 {finer.pattern}"
            yield Finding(CODE, message, showing.span, Severity.WARNING, hint, at=cell.path)


def _taken_for(quantity: Quantity, cell: Cell) -> str:
    """What readers take a figure for that is printed as 100% or 0 and cannot be; empty for any other."""
    printed = quantity.magnitude.point
    if quantity.qualifier or cell.magnitude is None or printed in cell.magnitude.interval:
        return ""
    if printed == 0:
        return "一点没有"
    return "一个不差" if printed == 1 and quantity.unit.dimension == RATIO else ""


def _finer(quantity: Quantity, magnitude: Magnitude) -> Quantity:
    """The figure with as many decimals as tell it from what is printed."""
    patterns = (replace(quantity.pattern, decimals=places) for places in count(quantity.decimals + 1))
    finer = (pattern.write(magnitude) for pattern in patterns)
    return next(one for one in finer if one.value != quantity.value)
