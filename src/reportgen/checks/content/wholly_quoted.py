"""整个标题或名称加了中文引号

## 检查什么
标题、署名、版头各项，从头到尾括在一对中文引号“”里；报告的标题从头到尾括在书名号里。

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
from reportgen.finding import Finding, Severity

CODE = "D135"

_WHOLE = patterns.compile(r"\A\s*(?:[“”][^“”]+[“”]|‘[^‘’]+’|(?P<book>《[^《》]+》))\s*\Z")
_NEEDED = "“”‘《"


def check(subject: Subject) -> Iterator[Finding]:
    for hit in hits(subject.printed, _WHOLE, needs=_NEEDED):
        is_title = hit.placed.role is Role.TITLE
        bare, at = hit.text.strip()[1:-1], hit.placed.path or "title"
        hint = f"写成 {at}: {bare}"
        if hit.match["book"]:
            if is_title and not hit.placed.part:
                message = "整个标题加了书名号，会照样印出来"
                yield Finding(CODE, message, hit.span, Severity.WARNING, f"删去书名号，{hint}", at=at)
        elif is_title or hit.placed.role is Role.LETTER:
            message = "引号括住了全部文字，会照样印出来"
            yield Finding(CODE, message, hit.span, hint=f"删去引号，{hint}", at=at)
