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

import re
from collections.abc import Iterator

from reportgen.checks.names import tagged_cell
from reportgen.checks.placed import hits
from reportgen.checks.reading import TAG
from reportgen.checks.subject import Subject
from reportgen.content import quantity_of
from reportgen.finding import Finding, Severity

CODE = "P220"

_SEVERAL = re.compile(f"(先后|多次|分别)(?={TAG})")


def check(subject: Subject) -> Iterator[Finding]:
    for hit in hits(subject.narrative, _SEVERAL, needs=TAG):
        cell = tagged_cell(subject, hit.placed, hit.match.end())
        figure = quantity_of(cell, subject.content.dictionary.units) if cell else None
        if cell and figure and figure.value == 1 and figure.unit.counts_exactly:
            message = f"“{hit.text}”后面只有 {figure.text}"
            yield Finding(
                CODE, message, hit.span, Severity.WARNING, f"删去“{hit.text}”，或核对这个数", at=cell.path
            )
