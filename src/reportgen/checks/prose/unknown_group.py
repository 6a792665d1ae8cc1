"""with: 的组找不到

## 检查什么
with: 写的组，metrics 里没有。

## 为什么
组名错了，下面所有简称都找不到。

## 反例
with: 事前评审   # metrics 里是 事前评估

## 正例
with: 事前评估
"""

from collections.abc import Iterator

from reportgen.checks.names import has_group
from reportgen.checks.subject import Subject
from reportgen.content import lacking_group
from reportgen.finding import Finding

CODE = "P102"


def check(subject: Subject) -> Iterator[Finding]:
    locality = subject.locality
    for section in locality.all_sections():
        if section.group and not has_group(locality, section.group):
            cause = lacking_group(subject.content, locality, section.group)
            span = section.group_span or section.span
            yield Finding(CODE, cause.message, span, hint=cause.hint, at=section.group, cause=cause)
