"""填的数正好用完，没有多余的数可以核对

## 检查什么
一条关系里缺一个数，其余的数都用来推算它了；这些数又不在别的关系里，于是没有任何数核对它们。

## 为什么
送审和审减各写错一位，推出来的审定照样“平”。再写一个数，三个数就互相作证。

## 反例
事前评估: {送审金额: 80126.57万元, 审减金额: 27948.14万元}

## 正例
事前评估: {送审金额: 80126.57万元, 审减金额: 27948.14万元, 审定金额: 52178.43万元}
"""

from collections.abc import Iterator

from reportgen.checks.subject import Subject
from reportgen.content import Cell, Indicator
from reportgen.finding import Finding, Severity
from reportgen.formula import names, refs
from reportgen.relation import Kind, guarded

CODE = "D110"


def check(subject: Subject) -> Iterator[Finding]:
    figures, relations = subject.content.figures, subject.locality.relations
    vouched = frozenset[str]().union(*(guarded(r, figures) for r in relations if r.kind is not Kind.BOUND))
    for cell in subject.locality.cells.values():
        if cell.definition is None or cell.formula is not None:
            continue
        used = [subject.content.cell(ref.key) for ref in refs(cell.definition)]
        if all(c.is_entered_figure and c.key not in vouched for c in used):
            yield _finding(subject, cell, used)


def _finding(subject: Subject, cell: Cell, used: list[Cell]) -> Finding:
    stated = "、".join(c.name for c in used)
    more = " 或 ".join(f"“{name}”" for name in (cell.name, *_also(subject, cell, used)))
    message = f"{stated}都用来推算“{cell.name}”，没有别的数核对它们"
    return Finding(
        CODE, message, used[0].span, Severity.WARNING, f"再写上{more}，就能互相核对", at=used[0].path
    )


def _also(subject: Subject, cell: Cell, used: list[Cell]) -> Iterator[str]:
    """Indicators of the group, not yet stated, whose formula rests on the figures used."""
    known = {c.name for c in used} | {cell.name}
    group = subject.content.dictionary.groups[cell.indicator.group] if cell.indicator else None
    for indicator in group.indicators.values() if group else ():
        if indicator.name not in known and _rests_on(indicator, known):
            yield indicator.name


def _rests_on(indicator: Indicator, known: set[str]) -> bool:
    return indicator.formula is not None and all(n.text in known for n in names(indicator.formula.expr))
