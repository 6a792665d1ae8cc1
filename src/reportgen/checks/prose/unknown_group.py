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
from difflib import get_close_matches

from reportgen.checks.names import has_group
from reportgen.checks.subject import Subject
from reportgen.finding import Finding

CODE = "P102"


def check(subject: Subject) -> Iterator[Finding]:
    locality, known = subject.locality, subject.content.dictionary.groups
    for section in locality.all_sections():
        if section.group and not has_group(locality, section.group):
            near = get_close_matches(section.group, locality.groups, n=1, cutoff=0.4)
            hint = f"是不是想写“{near[0]}”？" if near else "先在 metrics 里写上这一组"
            if near and section.group in known and near[0] not in known:
                line = locality.groups[near[0]].span.line
                hint = f"指标字典里有它；第 {line} 行的“{near[0]}”是不是想写“{section.group}”？"
            message = f"metrics 里没有“{section.group}”这一组"
            yield Finding(CODE, message, section.group_span or section.span, hint=hint, at=section.group)
