"""过滤器用得不合适

## 检查什么
亿元、万元 用在不是金额的数上；汉字 用在带小数、百分比或区间的数上；大写 用在比率或区间上；
增减 用在看不出是增是减的数上（-1%-2%、不低于-5%）；过滤器用在清单、文字或“今年”上；
写成文字以后又接一个过滤器；亿元、万元 把数四舍五入掉了大半，
把界限四舍五入到了原数的另一边（10500万元以上 成了 1.1亿元以上），或者后面又接 大写。

## 为什么
不合适的过滤器不起作用，印出来的还是原样，写的人却以为已经换算了；368.50万元 换算成 0.0亿元，印出来就没有了；大写只能写准确的数。

## 反例
评估项目{{ 项目数 | 亿元(2) }}

## 正例
送审金额{{ 送审金额 | 亿元(2) }}
"""

from collections.abc import Iterator

from reportgen.checks.subject import Subject
from reportgen.finding import Finding
from reportgen.narrative import BUILT_IN, Tag
from reportgen.quantity import LARGEST_DOUBT, MONEY, RATIO, Quantity, Units, converted

CODE = "P103"
_WORDS = ("大写", "汉字", "增减")


def check(subject: Subject) -> Iterator[Finding]:
    for tagged in subject.printing:
        tag, cell = tagged.tag, tagged.cell
        if not tag.filters or ((cell is None or not cell.printed) and tag.name not in BUILT_IN):
            continue  # of what prints nothing enough is said
        if message := _fault(tag, tagged.figure, subject.content.dictionary.units):
            kept = " | 大写" if _in_full(tag) else ""
            hint = f"去掉{'前一个' if kept else ''}过滤器，写成 {{{{ {tag.name}{kept} }}}}"
            yield Finding(CODE, message, tag.span, hint=hint, at=tag.name)


def _in_full(tag: Tag) -> bool:
    """Whether an amount is rounded by a conversion (亿元) before it is written in full (大写), which stands for the exact amount."""
    return [name for name, _ in tag.filters][-2:] in (["亿元", "大写"], ["万元", "大写"])


def _fault(tag: Tag, figure: Quantity | None, units: Units) -> str:
    names = [name for name, _ in tag.filters]
    if figure is None:
        return f"“{tag.name}”不是一个数，过滤器“{names[0]}”不起作用"
    if after := [name for name in names[:-1] if name in _WORDS]:
        return f"“{after[0]}”之后已是文字，“{names[-1]}”不起作用"
    if misfit := next((name for name in names if not _fits(name, figure)), ""):
        return f"“{misfit}”不适用于 {figure.text}，印出来还是 {figure.text}"
    return _rounded_off(tag, figure, units)


def _rounded_off(tag: Tag, figure: Quantity, units: Units) -> str:
    point = figure.magnitude.point
    for name, decimals in tag.filters:
        moved = converted(figure, name, decimals, units)
        gone = moved.magnitude.point - point
        if gone and _in_full(tag):
            return f"大写要写准数，而“{name}”先把 {figure.text} 四舍五入成了 {moved.text}"
        if gone * figure.side > 0:
            return f"“{name}”把 {figure.text} 四舍五入成了 {moved.text}，“{figure.qualifier}”就不成立了"
        if abs(gone) > abs(point) * LARGEST_DOUBT:
            return f"“{name}”把 {figure.text} 四舍五入成了 {moved.text}，差得太多"
    return ""


def _fits(name: str, figure: Quantity) -> bool:
    match name:
        case "汉字":
            return figure.unit.is_spelled and not figure.decimals and figure.upper is None
        case "大写":
            return figure.unit.dimension != RATIO and figure.upper is None
        case "增减":
            return figure.direction is not None
        case _:
            return figure.unit.dimension == MONEY
