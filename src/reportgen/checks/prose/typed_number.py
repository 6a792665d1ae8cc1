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
from reportgen.checks.placed import Placed, Places, Role, hits
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
    for placed, start in _paragraphs(subject.narrative):
        if match := _AT_THE_START.match(placed.reading.text, start):
            yield _at_the_start(placed, match)
    for hit in hits(subject.narrative, _IN_A_PARAGRAPH, needs=_SECOND):
        if hit.placed.role is Role.TEXT:
            typed, span = hit.match[1], hit.placed.reading.span(*hit.match.span(1))
            hint = "改写成 points:，一条一项，序号由程序编排"
            yield Finding(CODE, f"段落里手写了序号“{typed}”", span, Severity.WARNING, hint, at=typed)


def _paragraphs(texts: Places) -> Iterator[tuple[Placed, int]]:
    """Where texts begin, other than cells of tables, and paragraphs within them."""
    for placed in texts:
        if placed.role is not Role.TABLE:
            yield placed, 0
        if placed.role is Role.TEXT and "\n" in placed.reading.text:
            yield from ((placed, end.end()) for end in re.finditer("\n", placed.reading.text))


def _at_the_start(placed: Placed, match: re.Match[str]) -> Finding:
    typed = match[1]
    if placed.numbered and match.start() == 0:
        message, severity = f"手写了序号“{typed}”，会与程序编的序号重复", Severity.ERROR
        hint = f"删去“{typed}”"
    else:
        message, severity = f"手写了序号“{typed}”", Severity.WARNING
        hint = "分层次写成 sections、items 或 points，序号由程序编排"
    return Finding(CODE, message, placed.reading.span(*match.span(1)), severity, hint, at=typed)
