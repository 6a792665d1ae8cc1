"""表里手写了合计行

## 检查什么
表里有一行叫合计、总计或小计，而这张表又要印 total: 行，或者这一列另有公式在加（sum），或者有公式数它的行（count）。

## 为什么
手写的合计会和各行一起再加一遍：印出两行合计，后一行多出一倍；公式也对不上。

## 反例
分类: [{类型: 甲, 问题数: 31个}, {类型: 乙, 问题数: 14个}, {类型: 合计, 问题数: 45个}]   # table: {rows: 反馈问题.分类, total: 合计}

## 正例
分类: [{类型: 甲, 问题数: 31个}, {类型: 乙, 问题数: 14个}]   # table: {rows: 反馈问题.分类, total: 合计}
"""

from collections.abc import Iterator, Set

from reportgen.checks.showing import requests
from reportgen.checks.subject import Subject
from reportgen.content import TableCells
from reportgen.finding import Finding
from reportgen.formula import refs

CODE = "D134"

_TOTALS = frozenset({"合计", "总计", "小计", "共计"})


def check(subject: Subject) -> Iterator[Finding]:
    for table in subject.locality.tables.values():
        for row in (row for row in table.rows if row.replace(" ", "") in _TOTALS):
            is_added = _has_total(subject, table) or _is_summed(subject, table, row)
            if is_added or _is_counted(subject, table):
                head = subject.locality.cells[f"{table.path}.{row}.{table.columns[0]}"]
                added = "会同其他行一起再加一遍" if is_added else "会同其他行一起数进去"
                message = f"表里手写的“{row}”行{added}"
                hint = "删去这一行；要印合计，在 table: 里写 total: 合计，由程序来加"
                yield Finding(CODE, message, head.span, hint=hint, at=head.path)


def _has_total(subject: Subject, table: TableCells) -> bool:
    return any(
        request.total and subject.meaning(request.rows, group) is table
        for request, group in requests(subject.locality)
    )


def _is_counted(subject: Subject, table: TableCells) -> bool:
    """Whether some formula counts the rows of a table."""
    return any(subject.locality.key(table.path) in terms for terms in _inputs(subject))


def _is_summed(subject: Subject, table: TableCells, row: str) -> bool:
    """Whether some formula uses a cell of the row along with every other cell of its column: a sum, not the share of one of them."""
    start, others = subject.locality.key(f"{table.path}."), [other for other in table.rows if other != row]
    for terms in _inputs(subject) if len(others) > 1 else ():
        columns = {key.rpartition(".")[2] for key in terms if key.startswith(f"{start}{row}.")}
        if any(all(f"{start}{other}.{column}" in terms for other in others) for column in columns):
            return True
    return False


def _inputs(subject: Subject) -> Iterator[Set[str]]:
    """For each formula of a figure, the keys it names other than the figure's own."""
    for relation in subject.locality.relations:
        if relation.subject:
            yield set(relation.terms) - {relation.subject}
    for cell in subject.locality.cells.values():
        if cell.definition:
            yield {ref.key for ref in refs(cell.definition)}
