"""推算出来的数不能确定

## 检查什么
要印的数是推算出来的，而它所依据的数只是一个下限、上限（以上、以下、超、达到，以“等”结尾的清单）、很宽的区间，或两个相差不多的约数，推算不出一个确定的数。
依据的数只带“约”“余”“左右”的，推算出来的数也印“约”；下限减去一个确定的数仍是下限，照印“以上”。

## 为什么
从“5000万元以上”算出“审减率10.00%”，印出来像是准数，其实只知道不超过它。

## 反例
事前评估: {送审金额: 5000万元以上, 审减金额: 500.00万元}   # 正文印 审减率

## 正例
事前评估: {送审金额: 5432.10万元, 审减金额: 500.00万元}
"""

from collections.abc import Iterator

from reportgen.checks.subject import Subject
from reportgen.content import Cell
from reportgen.finding import Finding

CODE = "D111"


def check(subject: Subject) -> Iterator[Finding]:
    for showing in subject.shown:
        cell = showing.cell
        if cell.definition and cell.magnitude and not cell.printed and not cell.pending:
            blurred = "、".join(dict.fromkeys(_qualified(subject, cell)))
            message = f"“{cell.path}”推算不出一个确定的数：它依据的{blurred}只给出一个范围"
            hint = f"把依据的数写确定，或直接写上“{cell.name}”"
            yield Finding(CODE, message, showing.span, hint=hint, at=cell.path)


def _qualified(subject: Subject, cell: Cell) -> Iterator[str]:
    """The figures with a qualifier or a range that a derived cell rests on, and the lists that end in 等."""
    figures = subject.content.figures
    for key in sorted(figures.roots_of((cell.key,))):
        figure, quantity = figures.entered[key], figures.entered[key].quantity
        if quantity and (quantity.qualifier or quantity.upper is not None):
            yield f"{figure.label} {quantity.text}"
        elif figure.ends_open:
            yield f"{figure.label}（有“等”）"
