"""增减的说法与数的正负不符

## 检查什么
“增长”“下降”一类词后面的标签是负数（会印成“增长-5.60%”“下降-5.60%”）；“下降”后面是正的增长率；已用过滤器“增减”的标签前又写了“增长”；
“比上年”后面直接是增幅，没有说增长还是下降；“增长”后面的标签按公式是本年与上年之比（= 评价资金 / 上年.评价资金，说的是“是上年的几倍”）。

## 为什么
方向写反，意思正好相反。

## 反例
比上年增长{{ 增长率 }}。   # 增长率: -5.60%

## 正例
比上年{{ 增长率 | 增减 }}。
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import FigureTag, Hit
from reportgen.checks.reading import TAG
from reportgen.checks.subject import Subject
from reportgen.content import LAST_YEAR, Cell
from reportgen.finding import Finding, Severity
from reportgen.formula import Name, Operation

CODE = "P207"

_UP = "增长|上升|提高|提升|增加|扩大|多增"
_DOWN = "下降|减少|降低|回落|压减|核减|缩减|审减|少增"
_BEFORE_A_TAG = patterns.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?\Z")
_COMPARED = patterns.compile(rf"(?:(?:[比较]|相比)(?:上一?年|去年|{TAG})(?:度|同期|末|底)?|[同环]比)\Z")
_SAID_AFTER = patterns.compile(rf"的?(?:{_UP}|{_DOWN}|增|减|高|低|多|少)")
_CHANGE = patterns.compile(
    r"(?:增长率|增幅|增速|降幅|增长额|增加额|增长|增减[额率数]?|增加数?|减少数?|下降率|变化|变动)$"
)
_GROWTH = patterns.compile(r"(?:增长率|增幅|增速|增长额|增加额|增长)$")


def check(subject: Subject) -> Iterator[Finding]:
    for tagged in subject.printed_figures:
        if compared := tagged.before(_COMPARED):
            yield from _unsaid(tagged, compared)
        if said := tagged.before(_BEFORE_A_TAG):
            yield from _said_of(tagged, said)


def _unsaid(tagged: FigureTag, compared: Hit) -> Iterator[Finding]:
    """比上年 and a change, and no word that says which way."""
    if _CHANGE.search(tagged.cell.name) and not tagged.tag.filters and not tagged.after(_SAID_AFTER):
        printed = compared.text.replace(TAG, "…") + tagged.figure.text
        message = f"没有说是增长还是下降，会印成“{printed}”"
        hint = f"写成 {{{{ {tagged.tag.name} | 增减 }}}}，方向由数的正负决定"
        yield Finding(CODE, message, tagged.tag.span, hint=hint, at=tagged.cell.path)


def _said_of(tagged: FigureTag, said: Hit) -> Iterator[Finding]:
    """A word for a change (增长, 下降) in front of a figure that says something else."""
    cell = tagged.cell
    if any(name == "增减" for name, _ in tagged.tag.filters):
        message = f"“增减”会自己印出方向，前面又写了“{said.text}”"
        yield Finding(CODE, message, said.span, hint=f"删去“{said.text}”", at=cell.path)
    elif said.match["up"] and _is_multiple(cell):
        message = f"按公式，“{cell.name}”说的是“是上年的{cell.printed}”，这里写成“{said.text}{cell.printed}”"
        hint = f"改写成“是上年的{{{{ {tagged.tag.name} }}}}”，或把公式减 1"
        yield Finding(CODE, message, said.span, Severity.WARNING, hint, at=cell.path)
    else:
        yield from _against(tagged, said)


def _is_multiple(cell: Cell) -> bool:
    """Whether a cell's formula is this year's figure over last year's, which is by one more than the growth."""
    formula = cell.formula_in_force
    match formula.expr if formula else None:
        case Operation(operator="/", left=Name(parts=now), right=Name(parts=(first, *then))):
            return first == LAST_YEAR and now[-1] == then[-1]
    return False


def _against(tagged: FigureTag, said: Hit) -> Iterator[Finding]:
    """A word for a change in front of a figure of the opposite sign."""
    cell, figure, is_growth = tagged.cell, tagged.figure, _GROWTH.search(tagged.cell.name)
    hint = f"删去“{said.text}”，改写成 {{{{ {tagged.tag.name} | 增减 }}}}，方向由数的正负决定"
    if said.match["down"] and not is_growth:
        hint = f"“{said.text}”后面应是正数，核对单元格的正负号"
    if figure.value < 0:
        message = f"“{cell.name}”是 {figure.text}，会印成“{said.text}{figure.text}”"
        yield Finding(CODE, message, said.span, hint=hint, at=cell.path)
    elif said.match["down"] and figure.value > 0 and is_growth:
        message = f"“{cell.name}”是 {figure.text}，是增长，这里写成“{said.text}”"
        yield Finding(CODE, message, said.span, Severity.WARNING, hint, at=cell.path)
