"""括号、引号、书名号不成对

## 检查什么
（ ）、“ ”、‘ ’、《 》、〈 〉、〔 〕、【 】 有开无闭、有闭无开或交叉；引号的方向不对（”甲“）。

## 为什么
少一半括号，读者不知道补充说到哪里为止；引号少一半，后面的数字也会被当成引文而不核对。

## 反例
（项目26个、部门整体8个，评价资金

## 正例
（项目26个、部门整体8个），评价资金
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from reportgen import patterns
from reportgen.checks.placed import Placed, Role
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P215"

_NUMBER = "发文字号"
_CLOSED_BY = {"（": "）", "“": "”", "‘": "’", "《": "》", "〈": "〉", "〔": "〕", "【": "】", "[": "]"}
_OPENED_BY = {closing: opening for opening, closing in _CLOSED_BY.items()}
_MARKS = "（）()“”‘’《》〈〉〔〕【】[]"
_MARK = patterns.compile(f"[{re.escape(_MARKS)}]")
_PAIR = patterns.compile(
    "|".join(f"{re.escape(a)}[^{re.escape(_MARKS)}\n]*{re.escape(b)}" for a, b in _CLOSED_BY.items())
)
"""Two marks with none between them, as are most."""
_QUOTES = ("“”", "‘’")
_LONGEST = 30
"""Characters from mark to mark of a quotation; marks farther apart belong to two."""
_TWINS = {"(": "（", ")": "）"}
"""A half-width bracket pairs with a full-width one: that it is half-width is another finding."""


def check(subject: Subject) -> Iterator[Finding]:
    for placed in subject.printed.holding(_MARKS):
        if placed.role is Role.LETTER and placed.path == _NUMBER:
            continue  # its form is another finding
        if not _MARK.search(_PAIR.sub("", placed.reading.text)):
            continue
        start = 0
        for paragraph in placed.reading.text.split("\n"):
            for marks in _by_quotation(sorted(_alone(_MARK.finditer(paragraph)), key=re.Match.start)):
                yield _finding(placed, start, marks)
            start += len(paragraph) + 1


def _alone(marks: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The marks without their other half. Of two pairs that cross, the opening mark inside the other pair counts as alone."""
    opened: list[re.Match[str]] = []
    waiting: dict[str, int] = defaultdict(int)  # the closing marks that would close something
    for mark in marks:
        kind = _kind(mark)
        if kind in _CLOSED_BY:
            opened.append(mark)
            waiting[_CLOSED_BY[kind]] += 1
        elif not waiting[kind]:
            yield mark
        else:
            while _kind(last := opened.pop()) != _OPENED_BY[kind]:
                waiting[_CLOSED_BY[_kind(last)]] -= 1
                yield last
            waiting[kind] -= 1
    yield from opened


def _by_quotation(marks: Sequence[re.Match[str]]) -> Iterator[Sequence[re.Match[str]]]:
    """The marks one by one, but as a pair where they quote something and one or both are turned the wrong way: ”甲“, “甲“."""
    left = list(marks)
    while left:
        pair = left[:2]
        turned = len(pair) == 2 and any({m[0] for m in pair} <= set(quotes) for quotes in _QUOTES)
        taken = pair if turned and pair[1].start() - pair[0].start() <= _LONGEST else pair[:1]
        yield taken
        del left[: len(taken)]


def _kind(mark: re.Match[str]) -> str:
    return _TWINS.get(mark[0], mark[0])


def _finding(placed: Placed, start: int, marks: Sequence[re.Match[str]]) -> Finding:
    first, last = marks[0], marks[-1]
    typed = first.string[first.start() : last.end()]
    span = placed.reading.span(start + first.start(), start + last.end())
    kind = _kind(first)
    other = _CLOSED_BY.get(kind) or _OPENED_BY[kind]
    if first is last:
        hint = f"补上与它成对的 {other}，或删去它"
        return Finding(CODE, f"{typed} 没有成对", span, Severity.WARNING, hint, at=typed)
    opening, closing = sorted((kind, other))
    hint = f"写成 {opening}{typed[1:-1]}{closing}"
    return Finding(CODE, f"{typed} 的引号方向不对", span, Severity.WARNING, hint, at=typed)
