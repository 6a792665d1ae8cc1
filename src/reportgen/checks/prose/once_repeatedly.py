"""“先后”后面只有一次

## 检查什么
“先后”“分别”“多次”后面的标签是 1。

## 为什么
“先后1次赴省汇报”不成话，多半是数变了、话没有变。

## 反例
先后{{ 赴省次数 }}赴省汇报   # 赴省次数: 1次

## 正例
赴省汇报{{ 赴省次数 }}
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P220"

_SEVERAL = patterns.compile(r"(先后|多次|分别)\Z")


def check(subject: Subject) -> Iterator[Finding]:
    for tagged in subject.printed_figures:
        figure, said = tagged.figure, tagged.before(_SEVERAL)
        if said and figure.value == 1 and figure.unit.counts_exactly:
            message, hint = f"“{said.text}”后面只有 {figure.text}", f"删去“{said.text}”，或核对这个数"
            yield Finding(CODE, message, said.span, Severity.WARNING, hint, at=tagged.cell.path)
