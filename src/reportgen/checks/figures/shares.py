"""占比不对

## 检查什么
占比不等于部分 ÷ 总数，或各项占比之和（按写出的小数位）凑不成 100%。

## 为什么
占比合计 100.07% 说明至少有一项算错。

## 反例
占比: 71.73% = 部分 / 总数   # 应为 71.65%

## 正例
占比: 71.65% = 部分 / 总数
"""

from collections.abc import Iterator

from reportgen.checks.subject import Subject
from reportgen.checks.wording import told
from reportgen.finding import Finding
from reportgen.relation import Kind

CODE = "D104"
KINDS = frozenset({Kind.SHARE, Kind.SHARE_SUM})


def check(subject: Subject) -> Iterator[Finding]:
    yield from told(subject, CODE, KINDS)
