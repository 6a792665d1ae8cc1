"""同一组占比的小数位不一

## 检查什么
一张表的同一列，或同一组里名称都以“占比”“比重”结尾的几个百分数，写出的小数位数不同（100% 除外）。

## 为什么
35.71%、14.8%、23% 并排写，读者会以为精度不同，也加不成 100%。

## 反例
占比: 35.71%、14.8%、26.53%、23%

## 正例
占比: 35.71%、14.80%、26.53%、22.96%
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportgen.checks.subject import Subject
from reportgen.content import Cell
from reportgen.finding import Finding, Severity
from reportgen.quantity import Pattern, Quantity
from reportgen.relation import sides

CODE = "D122"

_SHARES = ("占比", "比重")
_WHOLE = 100


def check(subject: Subject) -> Iterator[Finding]:
    for name, shares in _groups(subject).items():
        most = max(figure.decimals for _, figure in shares)
        rough = [(cell, figure) for cell, figure in shares if figure.decimals < most]
        if rough:
            yield _finding(subject, name, shares, rough, most)


def _groups(subject: Subject) -> dict[str, list[tuple[Cell, Quantity]]]:
    """Percentages that stand side by side, by what they are called."""
    found: dict[str, list[tuple[Cell, Quantity]]] = defaultdict(list)
    for cell in subject.locality.cells.values():
        figure = cell.quantity
        if figure and figure.unit.name == "%" and figure.value != _WHOLE and not figure.qualifier:
            if cell.in_table:
                found[f"“{cell.group.rpartition('.')[0]}”各行{cell.name}"].append((cell, figure))
            elif ending := next((s for s in _SHARES if cell.name.endswith(s)), ""):
                found[f"“{cell.group}”各项{ending}"].append((cell, figure))
    return found


def _finding(
    subject: Subject,
    name: str,
    shares: Sequence[tuple[Cell, Quantity]],
    rough: Sequence[tuple[Cell, Quantity]],
    most: int,
) -> Finding:
    written = "、".join(f"{_label(cell)} {figure.text}" for cell, figure in shares)
    finer = ((_label(cell), _finer(subject, cell, figure, most)) for cell, figure in rough)
    hint = "；".join(f"{label} 写成 {text}" for label, text in finer if text) or f"统一为 {most} 位小数"
    cell = rough[0][0]
    return Finding(CODE, f"{name}的小数位不一：{written}", cell.span, Severity.HINT, hint, at=cell.path)


def _label(cell: Cell) -> str:
    """The row's name in a table, else the cell's."""
    return cell.group.rpartition(".")[2] if cell.in_table else cell.name


def _finer(subject: Subject, cell: Cell, figure: Quantity, decimals: int) -> str:
    """The figure to more decimals, where a formula of its own gives it."""
    for relation in subject.locality.relations:
        if relation.subject == cell.key:
            _, computed = sides(relation.comparison, subject.content.figures)
            return Pattern(decimals, figure.unit).write(computed).text
    return ""
