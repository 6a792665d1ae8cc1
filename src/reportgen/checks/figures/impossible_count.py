"""个数是负数，或带小数

## 检查什么
以个、家、项、人等计的数是负数，或者不是整数。名称说的是增减、比上年、差额的可以为负，说的是平均的可以带小数；
指标字典把样式写成带小数的（0.0个）照字典。

## 为什么
项目不会有负五个，也不会有十个半：多半是多打了负号、小数点，或单位写错。

## 反例
项目数: 10.5个

## 正例
项目数: 105个
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.subject import Subject
from reportgen.content import LAST_YEAR, Cell
from reportgen.finding import Finding
from reportgen.quantity import COUNT, Quantity

CODE = "D112"

_CHANGE = patterns.compile(r"增|减少|下降|较|比|变化|变动|差额|差值|净")
_AVERAGE = patterns.compile(r"均")
_DIVISIBLE = frozenset({"人天", "学时", "课时", "点"})


def check(subject: Subject) -> Iterator[Finding]:
    for cell in subject.locality.cells.values():
        if cell.magnitude and cell.magnitude.dimension == COUNT and cell.printed:
            if cell.magnitude.interval.high < 0 and not _is_change(cell):
                hint = "核对正负号；说的是增减，就在名称里写明（如 增减数）"
                yield Finding(CODE, f"{cell.name} {cell.printed} 是负数", cell.span, hint=hint, at=cell.path)
            elif cell.quantity and cell.quantity.decimals and _is_broken(subject, cell, cell.quantity):
                hint = "核对小数点和单位；说的是平均数，就在名称里写明"
                message = f"{cell.name} {cell.printed} 不是整数"
                yield Finding(CODE, message, cell.span, hint=hint, at=cell.path)


def _is_change(cell: Cell) -> bool:
    compared = cell.definition and cell.formula and f"{LAST_YEAR}." in cell.formula.text
    return bool(compared or _CHANGE.search(cell.path))


def _is_broken(subject: Subject, cell: Cell, quantity: Quantity) -> bool:
    """Whether a figure counts part of a thing (10.5个). A classifier that the dictionary declares may be a measure (立方米)."""
    point = quantity.value * quantity.unit.factor
    if point == point.to_integral_value():
        return False
    known = quantity.unit.name not in _DIVISIBLE | subject.content.dictionary.units.declared
    whole = cell.indicator is None or not cell.indicator.pattern.decimals
    return known and whole and not _AVERAGE.search(cell.path)
