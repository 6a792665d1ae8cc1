"""填的数都用来推算，没有别的数核对

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
from reportgen.content import Cell
from reportgen.finding import Finding, Severity
from reportgen.formula import refs
from reportgen.relation import Kind, guarded

CODE = "D110"


def check(subject: Subject) -> Iterator[Finding]:
    entered, own = subject.content.figures.entered, subject.locality.key("")
    derived: dict[frozenset[str], list[Cell]] = {}
    for cell in subject.locality.cells.values():
        if cell.definition and cell.magnitude and cell.formula is None:
            derived.setdefault(frozenset(ref.key for ref in refs(cell.definition)), []).append(cell)
    vouched = _vouched(subject) if derived else frozenset()
    for keys, missing in derived.items():
        here = [subject.content.cell(key) for key in keys if key.startswith(own)]
        if here and keys.isdisjoint(vouched) and keys <= entered.keys():
            yield _finding(missing, min(here, key=lambda cell: cell.span.start))


def _vouched(subject: Subject) -> frozenset[str]:
    """The figures that some relation guards."""
    relations = (r for r in subject.locality.relations if r.kind is not Kind.BOUND)
    return frozenset[str]().union(*(guarded(r, subject.content.figures) for r in relations))


def _finding(missing: list[Cell], first: Cell) -> Finding:
    definition = missing[0].definition
    stated = "、".join(dict.fromkeys(ref.label for ref in refs(definition))) if definition else ""
    message = f"{stated}都用来推算“{missing[0].name}”，没有别的数核对它们"
    hint = f"再写上{'或'.join(f'“{cell.name}”' for cell in missing)}，就能互相核对"
    return Finding(CODE, message, first.span, Severity.WARNING, hint, at=first.path)
