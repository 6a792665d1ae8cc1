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

from reportgen.checks.names import figure_of, tagged_cell
from reportgen.checks.placed import Hit, hits
from reportgen.checks.reading import SEAM, TAG
from reportgen.checks.subject import Subject
from reportgen.content import Cell
from reportgen.finding import Finding, Severity

CODE = "P222"

_CLOSED = f"[^，。；：、（）“”《》{TAG}{SEAM}\n]"
_LABELLED = re.compile(
    rf"(?:“(?P<grade>{_CLOSED})”(?:等级|等次)?的?|(?P<words>{_CLOSED}{{2,16}}?)[为是计达]?)(?={TAG})"
)
_SHORTEST = 2


def check(subject: Subject) -> Iterator[Finding]:
    for hit in hits(subject.narrative, _LABELLED):
        cell = tagged_cell(subject, hit.placed, hit.match.end())
        if cell is None or figure_of(cell, subject.content.dictionary.units) is None:
            continue
        if label := _other(subject, hit, cell):
            end = hit.match.end(hit.match.lastgroup or 0)
            span = hit.placed.reading.span(end - len(label), end)
            message = f"文字写的是“{label}”，标签印的是“{cell.name}”（{cell.printed}）"
            hint = f"是不是想写 {{{{ {label} }}}}？否则改文字"
            yield Finding(CODE, message, span, Severity.WARNING, hint, at=cell.path)


def _other(subject: Subject, hit: Hit, cell: Cell) -> str:
    """What the words before a tag name, when that is another figure than the tag's; empty otherwise."""
    if grade := hit.match["grade"]:
        return grade if len(cell.name) == 1 and grade != cell.name else ""
    words = hit.match["words"]
    locality = subject.content.localities[cell.key.partition("#")[0]]
    names = {c.name for c in locality.cells.values() if c.group == cell.group and c.magnitude}
    said = max(
        (name for name in names if len(name) >= _SHORTEST and words.endswith(name)), key=len, default=""
    )
    return "" if said == cell.name else said
