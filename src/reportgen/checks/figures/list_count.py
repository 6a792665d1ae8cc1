"""个数与清单不符

## 检查什么
用 count(清单) 核对的数，与清单实际列出的项数不同；以“等”结尾的清单，个数不得少于所列项数。

## 为什么
“制定17类”后面只列了16类，是公文里最常见的错。

## 反例
类别数: 17类 = count(指标类别)   # 只列了16类

## 正例
类别数: 16类 = count(指标类别)
"""

from collections.abc import Iterator

from reportgen.checks.subject import Subject
from reportgen.checks.wording import told
from reportgen.finding import Finding
from reportgen.relation import Kind

CODE = "D103"
KINDS = frozenset({Kind.COUNT_OF_LIST})


def check(subject: Subject) -> Iterator[Finding]:
    yield from told(subject, CODE, KINDS)
