"""两边合计的不是同几个下级

## 检查什么
一个商或差的两边都是各下级的合计，而合计的不是同几个下级：部分(…) 只加已报的，一边缺的，另一边不缺。

## 为什么
两个县的整改数除以一个县的问题数，得数像一个整改率，却不是任何地方的整改率。

## 反例
整改率: = 部分(下级.整改数) / 部分(下级.问题数)   # 乙县只报了整改数

## 正例
整改率: = sum(下级.整改数) / sum(下级.问题数)
"""

from collections.abc import Iterator

from reportgen.checks.subject import Subject
from reportgen.content import Cell
from reportgen.finding import Finding, Severity
from reportgen.formula import TOTAL, Call, Expr, Ref, leaves, operations, refs

CODE = "D115"

_SUMS = ("部分", TOTAL)
_BETWEEN = ("/", "÷", "-")
"""What takes two figures of the same places to mean something; a sum takes none."""


def check(subject: Subject) -> Iterator[Finding]:
    told: set[str] = set()
    for cell, expr in _formulas(subject):
        differing = next(_differing(subject, expr), "") if cell.path not in told else ""
        if differing:
            told.add(cell.path)
            message = f"“{cell.name}”两边合计的不是同几个下级：{differing}只在一边"
            hint = "请缺的下级补报；或者只用都已填报的下级来算"
            yield Finding(CODE, message, cell.span, Severity.WARNING, hint, at=cell.path)


def _formulas(subject: Subject) -> Iterator[tuple[Cell, Expr]]:
    """The formulas by which the locality's figures are derived or checked."""
    for cell in subject.locality.cells.values():
        if cell.definition and cell.magnitude:
            yield cell, cell.definition
    for relation in subject.locality.relations:
        if relation.subject:
            yield subject.content.cell(relation.subject), relation.comparison.right


def _differing(subject: Subject, expr: Expr) -> Iterator[str]:
    """The names of the children that are added up on one side only of a quotient or difference."""
    for operation in operations(expr):
        if operation.operator in _BETWEEN:
            left, right = _added(subject, operation.left), _added(subject, operation.right)
            if left and right and left != right:
                yield "、".join(sorted(left ^ right))


def _added(subject: Subject, expr: Expr) -> frozenset[str]:
    """The children, by their names of any year, that are added up in a formula or in what a figure that it names is derived by."""
    derived = subject.content.figures.derived
    named = (derived[leaf.key] for leaf in leaves(expr) if isinstance(leaf, Ref) and leaf.key in derived)
    sums = (one for one in (expr, *named) if isinstance(one, Call) and one.function in _SUMS)
    added = {subject.content.owner(ref.key).name for one in sums for ref in refs(one)}
    return frozenset(added - {subject.locality.name})
