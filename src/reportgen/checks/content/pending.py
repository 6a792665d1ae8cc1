"""还有待补的数

## 检查什么
单元格或 letter 的一项写着“待补”，印成【待补：…】，文件标明草稿，补上以前不能定稿。

## 为什么
数没有到齐，先把稿子写好可以；印发以前必须补上。

## 反例
审减金额: 待补

## 正例
审减金额: 6008.00万元
"""

from collections.abc import Iterator

from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity, Span

CODE = "D130"

_PENDING = "待补"


def check(subject: Subject) -> Iterator[Finding]:
    for path, cell in subject.locality.cells.items():
        if cell.pending and cell.stated is None and _PENDING in cell.span.quote:
            yield _finding(path, cell.span, "这个数")
    for name, field in subject.locality.letter.items():
        if field.pending and _PENDING in field.span.quote:
            yield _finding(name, field.span, "这一项")


def _finding(name: str, span: Span, what: str) -> Finding:
    return Finding(
        CODE, f"“{name}”待补", span, Severity.WARNING, f"填上{what}；没补齐以前只能出草稿", at=name
    )
