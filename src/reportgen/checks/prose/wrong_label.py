"""文字说的指标与标签印的指标不是一个

## 检查什么
标签前面紧挨着写的是同一组里另一个指标的名称（审减金额{{ 审定金额 }}），或引号里的等级与标签的等级不同（“低”{{ 差 }}）。

## 为什么
有一份签发了的公文，“审减金额”后面印的正是审定金额。

## 反例
审减金额{{ 审定金额 }}

## 正例
审减金额{{ 审减金额 }}
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.subject import Subject
from reportgen.content import Cell
from reportgen.finding import Finding, Severity

CODE = "P222"

_GRADE = patterns.compile(r".*“(.)”(?:等级|等次)?的?", re.DOTALL)
_VERBS = ("为", "是", "计", "达")
_SHORTEST, _LONGEST = 2, 16


def check(subject: Subject) -> Iterator[Finding]:
    for tagged in subject.tagged:
        cell, index, reading = tagged.cell, tagged.index, tagged.placed.reading
        if cell is None or tagged.figure is None:
            continue
        if found := _other(subject, reading.text[max(index - _LONGEST, 0) : index], cell):
            label, back = found
            span = reading.span(index - back, index - back + len(label))
            message = f"文字写的是“{label}”，标签印的是“{cell.name}”（{cell.printed}）"
            hint = f"是不是想写 {{{{ {label} }}}}？否则改文字"
            yield Finding(CODE, message, span, Severity.WARNING, hint, at=cell.path)


def _other(subject: Subject, before: str, cell: Cell) -> tuple[str, int] | None:
    """What the words before a tag name when that is another figure than the tag's, and how far back it begins."""
    if "”" in before and (grade := _GRADE.fullmatch(before)):
        wrong = len(cell.name) == 1 and grade[1] != cell.name
        return (grade[1], len(before) - grade.start(1)) if wrong else None
    words = before[:-1] if before.endswith(_VERBS) else before
    group = subject.content.localities[cell.key.partition("#")[0]].by_group[cell.group]
    if not words.endswith(tuple(group)):
        return None
    named = [
        name for name in group if words.endswith(name) and len(name) >= _SHORTEST and group[name].magnitude
    ]
    said = max(named, key=len, default=cell.name)
    return (said, len(before) - len(words) + len(said)) if said != cell.name else None
