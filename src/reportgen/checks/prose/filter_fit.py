"""过滤器用得不合适

## 检查什么
亿元、万元 用在不是金额的数上；汉字 用在带小数、百分比或区间的数上；大写 用在比率或区间上；过滤器用在清单、文字或“今年”上；
写成文字以后又接一个过滤器。

## 为什么
不合适的过滤器不起作用，印出来的还是原样，写的人却以为已经换算了。

## 反例
评估项目{{ 项目数 | 亿元(2) }}

## 正例
送审金额{{ 送审金额 | 亿元(2) }}
"""

from collections.abc import Iterator

from reportgen.checks.subject import Subject
from reportgen.finding import Finding
from reportgen.narrative import BUILT_IN, Tag
from reportgen.quantity import MONEY, RATIO, Quantity

CODE = "P103"
_WORDS = ("大写", "汉字", "增减")


def check(subject: Subject) -> Iterator[Finding]:
    for tagged in subject.tagged:
        tag, cell = tagged.tag, tagged.cell
        if not tag.filters or ((cell is None or cell.pending) and tag.name not in BUILT_IN):
            continue
        if message := _fault(tag, tagged.figure):
            hint = f"去掉过滤器，写成 {{{{ {tag.name} }}}}"
            yield Finding(CODE, message, tag.span, hint=hint, at=tag.name)


def _fault(tag: Tag, figure: Quantity | None) -> str:
    names = [name for name, _ in tag.filters]
    if figure is None:
        return f"“{tag.name}”不是一个数，过滤器“{names[0]}”不起作用"
    if after := [name for name in names[:-1] if name in _WORDS]:
        return f"“{after[0]}”之后已是文字，“{names[-1]}”不起作用"
    misfit = next((name for name in names if not _fits(name, figure)), "")
    return f"“{misfit}”不适用于 {figure.text}，印出来还是 {figure.text}" if misfit else ""


def _fits(name: str, figure: Quantity) -> bool:
    match name:
        case "汉字":
            return figure.unit.counts_exactly and not figure.decimals and figure.upper is None
        case "大写":
            return figure.unit.dimension != RATIO and figure.upper is None
        case "增减":
            return figure.upper is None
        case _:
            return figure.unit.dimension == MONEY
