"""整个标题或名称加了中文引号

## 检查什么
标题、署名、版头各项，从头到尾括在一对中文引号“”里。

## 为什么
YAML 的引号是英文的 ""；用中文输入法打出来的“”是文字，会照样印在标题上。

## 反例
title: “宁县2025年预算绩效管理工作情况”

## 正例
title: 宁县2025年预算绩效管理工作情况
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import Role, hits
from reportgen.checks.subject import Subject
from reportgen.finding import Finding

CODE = "D135"

_WHOLE = patterns.compile(r"\A\s*(?:[“”][^“”]+[“”]|‘[^‘’]+’)\s*\Z")
_NEEDED = "“”‘"


def check(subject: Subject) -> Iterator[Finding]:
    for hit in hits(subject.printed, _WHOLE, needs=_NEEDED):
        if hit.placed.role in (Role.TITLE, Role.LETTER):
            bare = hit.text.strip()[1:-1]
            at = hit.placed.path or "title"
            hint = f"删去引号，写成 {at}: {bare}"
            yield Finding(CODE, "引号括住了全部文字，会照样印出来", hit.span, hint=hint, at=at)
