"""序号是手写的

## 检查什么
标题、段落、条目开头手写了“一、”“（一）”“1.”“（1）”“①”“一是”等序号，或在一段话里连写“一是…二是…”。

附上的办法、规定（有“第一条”的附件）的章、节、条、款、项是它自己的文字，照原文写。

## 为什么
序号由程序按层次编排，再手写就会印成“一、一、”；增删一条，后面的序号也不必逐个改。

## 反例
heading: 一、工作完成情况

## 正例
heading: 工作完成情况
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.articles import regulations
from reportgen.checks.placed import Hit, Placed, Role, beginnings, hits
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P209"

_HAN = "[一二三四五六七八九十]{1,3}"
_NUMBER = (
    rf"第{_HAN}[章节部](?:分)?|{_HAN}[、.．](?!{_HAN}[级类等期])|[（(]\s*{_HAN}\s*[）)]、?"
    r"|\d{1,2}(?:[.．](?!\d)|、)|[（(]\s*\d{1,2}\s*[）)]|[①-⑳⑴-⒛㈠-㈩]"
)
_AT_THE_START = patterns.compile(rf"\s*({_NUMBER}|{_HAN}是(?!否))")
_ATTACHED = patterns.compile(rf"^\s*(附件\s*(?:\d{{1,2}}|{_HAN})?\s*[：:、.．])")
_IN_A_PARAGRAPH = patterns.compile(
    r"(?<=[。；：，])\s*(一是(?!否)(?=[^\n]*二是)|[（(]\s*1\s*[）)](?=[^\n]*[（(]\s*2\s*[）)])|①(?=[^\n]*②)"
    r"|1[.．、](?=[^\d\n][^\n]*[。；]\s*2[.．、]\D))"
)
_SECOND = "2二②"
"""A match is the first of several numbers in a paragraph; the second contains one of these characters."""


def check(subject: Subject) -> Iterator[Finding]:
    of_articles = regulations(subject)
    for placed, start in beginnings(subject.narrative):
        match = _AT_THE_START.match(placed.reading.text, start)
        if match and not (placed.part in of_articles and _is_of_regulation(placed, match[1])):
            yield _at_the_start(Hit(placed, match))
    for hit in hits(subject.narrative, _ATTACHED, needs="附"):
        if hit.placed.part and hit.placed.role is Role.TITLE:
            yield _at_the_start(hit)
    for hit in hits(subject.narrative, _IN_A_PARAGRAPH, needs=_SECOND):
        if hit.placed.role is Role.TEXT:
            typed, hint = hit.match[1], "改写成 points:，一条一项，序号由程序编排"
            message = f"段落里手写了序号“{typed}”"
            yield Finding(CODE, message, hit.span_of(1), Severity.WARNING, hint, at=typed)


def _is_of_regulation(placed: Placed, typed: str) -> bool:
    """Whether a number is an attached regulation's own; it is printed as written, as articles are quoted by their numbers."""
    return typed.startswith("第") or not placed.numbered


def _at_the_start(hit: Hit) -> Finding:
    typed = hit.match[1]
    if hit.match.start() == 0 and (hit.placed.numbered or hit.placed.role is Role.TITLE):
        message, hint = f"手写了序号“{typed}”，会与程序编的序号重复", f"删去“{typed}”"
        return Finding(CODE, message, hit.span_of(1), hint=hint, at=typed)
    hint = "分层次写成 sections、items 或 points，序号由程序编排"
    return Finding(CODE, f"手写了序号“{typed}”", hit.span_of(1), Severity.WARNING, hint, at=typed)
