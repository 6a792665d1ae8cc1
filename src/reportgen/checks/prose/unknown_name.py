"""引用的名称找不到

## 检查什么
标签 {{ … }} 或条件 {% if … %} 里的名称，在 with: 的组、本文件、下级各地和完整路径里都找不到；或者找到了，但既没有填写也推算不出来。

## 为什么
名称错一个字，这里就印不出数来。

## 反例
全年评估项目{{ 项目个数 }}。

## 正例
全年评估项目{{ 项目数 }}。
"""

from collections.abc import Iterator

from reportgen.checks.names import has_group, is_indicator
from reportgen.checks.placed import Placed
from reportgen.checks.subject import Subject
from reportgen.checks.wording import in_figures
from reportgen.content import BELOW, LAST_YEAR, Cell, TableCells, awaits, lacking, misnamed, path_in, suggest
from reportgen.finding import Cause, Finding, Severity, Span
from reportgen.narrative import BUILT_IN, Both, Choice, Condition, Segment, Tag, Test, tests
from reportgen.value import Value

CODE = "P101"

_OTHER_WORDS = {
    **dict.fromkeys(("本年", "本年度", "当年", "今年度"), "今年"),
    **dict.fromkeys(("上年", "上年度", "上一年"), "去年"),
    **dict.fromkeys(("次年", "下年", "下年度", "下一年"), "明年"),
    **dict.fromkeys(("本县", "本市", "本区", "我县", "我市", "我区"), "本地"),
}
"""What is written for a tag that is built in."""
_NOT_HERE = "找不到指标“{}”", "先在 metrics 里写上它，再在这里引用"
_NOWHERE = {
    LAST_YEAR: ("没有上年的“{}”", "补上去年的文件，只写这一个数也可以"),
    BELOW: ("下级都没有“{}”", "核对名称，或请下级填报"),
}
"""The message, and the hint where no name is like it, for a name that was looked for last year or in the children."""


class _Use(Value, frozen=True):
    """A name used in a text; `missing` is how bad it is if that has no value, None where the text provides for it."""

    name: str
    span: Span
    missing: Severity | None


def check(subject: Subject) -> Iterator[Finding]:
    for placed in subject.asking:
        for use in _uses(placed):
            meant = subject.meaning(use.name, placed.group)
            if not isinstance(meant, Cell):
                yield from _not_one_cell(subject, placed, use, meant)
            elif use.missing and _is_unsaid(meant):
                yield _unvalued(subject, use, meant)


def _uses(placed: Placed) -> Iterator[_Use]:
    if placed.fragment:
        yield from _printed(placed.fragment.segments)
        yield from _tested(placed.fragment.segments)


def _printed(segments: tuple[Segment, ...], stated: frozenset[str] = frozenset()) -> Iterator[_Use]:
    """The names of tags; one that stands under a condition which asks for it may lack a value."""
    for segment in segments:
        match segment:
            case Tag(name=name, name_span=span) if name not in BUILT_IN:
                yield _Use(name, span, None if name in stated else Severity.ERROR)
            case Choice(branches=branches):
                for condition, branch in branches:
                    yield from _printed(branch, stated | _asked(condition))


def _asked(condition: Condition | None) -> frozenset[str]:
    match condition:
        case Test(left=name):
            return frozenset({name})
        case Both("and", parts):
            return frozenset[str]().union(*map(_asked, parts))
        case _:
            return frozenset()


def _tested(segments: tuple[Segment, ...]) -> Iterator[_Use]:
    for test in tests(segments):
        for name in (test.left, test.right):
            if name and not name.isdecimal():
                yield _Use(name, _within(test.span, name), Severity.WARNING if test.comparator else None)


def _within(span: Span, name: str) -> Span:
    at = span.quote.find(name)
    return span.part(at, at + len(name)) if at >= 0 else span


def _not_one_cell(
    subject: Subject, placed: Placed, use: _Use, meant: TableCells | tuple[Cell, ...] | None
) -> Iterator[Finding]:
    if meant:
        message, hint = _not_one_figure(use.name, meant)
        yield Finding(CODE, message, use.span, hint=hint, at=use.name)
    elif "." not in use.name and placed.group and not has_group(subject.locality, placed.group):
        return  # told at the `with:`
    elif awaits(subject.content, subject.locality, use.name, placed.group):
        return  # told where that group or that child's file is
    elif is_indicator(subject, use.name, placed.group):
        if use.missing:
            message = f"“{use.name}”没有填写，也推算不出来"
            path = path_in(use.name, placed.group)
            hint = misnamed(subject.locality, path) or "在 metrics 里填上它，或删去这一处"
            cause = lacking(subject.content, subject.locality, path)
            yield Finding(CODE, message, use.span, use.missing, hint, at=use.name, cause=cause)
    else:
        yield _unknown(subject, placed, use)


def _is_unsaid(cell: Cell) -> bool:
    """Whether a formula gave nothing and nobody said so as an error: a quotient by nought, 上年 without last year's file, 部分 over
    nothing stated."""
    if cell.over_nought or cell.printed or cell.pending or cell.formula is None:
        return cell.over_nought
    return any(word in cell.formula.text for word in (LAST_YEAR, "部分"))


def _unvalued(subject: Subject, use: _Use, cell: Cell) -> Finding:
    basis = ""
    if cell.over_nought:
        basis = in_figures(subject.content, cell, use.span.text)
        message = f"“{use.name}”算不出数来：公式的除数是零"
        hint = f"有数才说的话写成 {{% if {use.name} %}}…{{{{ {use.name} }}}}…{{% endif %}}，否则删去这一处"
    else:
        message = f"“{use.name}”的公式算不出数来"
        hint = f"补上“{cell.formula.text}”所需的数，或直接填写" if cell.formula else ""
    return Finding(CODE, message, use.span, use.missing or Severity.ERROR, hint, basis, at=use.name)


def _not_one_figure(name: str, meant: TableCells | tuple[Cell, ...]) -> tuple[str, str]:
    if isinstance(meant, TableCells):
        hint = f"印整张表写 table: {{rows: {name}}}，印其中一格写 {name}.行.列"
        return f"“{name}”是一张表，不能印在句子里", hint
    return f"“{name}”是一列数，不能印在句子里", f"在 metrics 里写一个指标 = sum({name})，再引用它"


def _unknown(subject: Subject, placed: Placed, use: _Use) -> Finding:
    first, _, rest = use.name.partition(".")
    near = suggest(subject.content, subject.locality, use.name, placed.group)
    message, hint = _NOWHERE.get(first, _NOT_HERE)
    near = near or _OTHER_WORDS.get(use.name, "")
    hint = f"是不是想写“{near}”？" if near else hint
    if first == LAST_YEAR and (elsewhere := subject.content.last_year_elsewhere(subject.locality)):
        hint = f"把去年的文件 {elsewhere.text.path} 改成与今年同名"
    message = message.format(rest if first in _NOWHERE else use.name)
    if "." not in use.name and (group := _group_meant(subject, placed)):
        why = f"这里的指标都在“{group}”这一组里，却没有写 with:"
        cause = Cause(why, f"在这一节的 heading 下面补一行 with: {group}")
    else:
        cause = lacking(subject.content, subject.locality, use.name, placed.group)
    return Finding(CODE, message, use.span, hint=hint, at=use.name, cause=cause)


def _group_meant(subject: Subject, placed: Placed) -> str:
    """The one group that has all the short names of a text which mean nothing where they stand; empty where there is no such group."""
    short = {use.name for use in _uses(placed) if "." not in use.name}
    names = [name for name in short if not subject.meaning(name, placed.group)]
    cells, groups = subject.locality.cells, subject.locality.groups
    having = [group for group in groups if all(f"{group}.{name}" in cells for name in names)]
    return having[0] if len(having) == 1 and len(names) > 1 else ""
