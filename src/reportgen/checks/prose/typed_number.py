"""序号是手写的

## 检查什么
标题、段落、条目开头手写了“一、”“（一）”“1.”“（1）”“①”“一是”等序号，或在一段话里连写“一是…二是…”。

## 为什么
序号由程序按层次编排，再手写就会印成“一、一、”；增删一条，后面的序号也不必逐个改。

## 反例
heading: 一、工作完成情况

## 正例
heading: 工作完成情况
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import Placed, Role
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P209"

_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBER = (
    rf"第{_HAN}[章节部](?:分)?|{_HAN}[、.．](?!{_HAN}[级类等期])|[（(]\s*{_HAN}\s*[）)]、?"
    r"|\d{1,2}(?:[.．](?!\d)|、)|[（(]\s*\d{1,2}\s*[）)]|[①-⑳⑴-⒛㈠-㈩]"
)
_AT_THE_START = patterns.compile(rf"\s*({_NUMBER}|{_HAN}是(?!否))")
_IN_A_PARAGRAPH = patterns.compile(
    r"(?<=[。；：，])\s*(一是(?!否)(?=[^\n]*二是)|[（(]\s*1\s*[）)](?=[^\n]*[（(]\s*2\s*[）)])|①(?=[^\n]*②)"
    r"|1[.．、](?=[^\d\n][^\n]*[。；]\s*2[.．、]\D))"
)
_SECOND = "2二②"
"""A number in a paragraph is one of several: the second of them has one of these."""


def check(subject: Subject) -> Iterator[Finding]:
    for placed in subject.narrative:
        match placed.role:
            case Role.TITLE | Role.HEADING | Role.CAPTION:
                yield from _at_the_start(placed, 0)
            case Role.TEXT:
                yield from _in_text(placed)


def _in_text(placed: Placed) -> Iterator[Finding]:
    written = placed.reading.text
    for start in (0, *(m.end() for m in re.finditer("\n", written))):
        yield from _at_the_start(placed, start)
    if not any(second in written for second in _SECOND):
        return
    for match in _IN_A_PARAGRAPH.finditer(written):
        span = placed.reading.span(*match.span(1))
        hint = "改写成 points:，一条一项，序号由程序编排"
        yield Finding(CODE, f"段落里手写了序号“{match[1]}”", span, Severity.WARNING, hint, at=match[1])


def _at_the_start(placed: Placed, start: int) -> Iterator[Finding]:
    match = _AT_THE_START.match(placed.reading.text, start)
    if match is None:
        return
    typed = match[1]
    if placed.numbered and start == 0:
        message, severity = f"手写了序号“{typed}”，会与程序编的序号重复", Severity.ERROR
        hint = f"删去“{typed}”"
    else:
        message, severity = f"手写了序号“{typed}”", Severity.WARNING
        hint = "分层次写成 sections、items 或 points，序号由程序编排"
    yield Finding(CODE, message, placed.reading.span(*match.span(1)), severity, hint, at=typed)
