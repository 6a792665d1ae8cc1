"""括号、引号、书名号不成对

## 检查什么
（ ）、“ ”、‘ ’、《 》、〈 〉、〔 〕、【 】 有开无闭、有闭无开或交叉。

## 为什么
少一半括号，读者不知道补充说到哪里为止；引号少一半，后面的数字也会被当成引文而不核对。

## 反例
（项目26个、部门整体8个，评价资金

## 正例
（项目26个、部门整体8个），评价资金
"""

import re
from collections.abc import Iterator

from reportgen.checks.placed import Placed
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P215"

_CLOSED_BY = {
    "（": "）",
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "〔": "〕",
    "【": "】",
    "(": ")",
    "[": "]",
}
_OPENED_BY = {closing: opening for opening, closing in _CLOSED_BY.items()}
_MARK = re.compile("[（）“”‘’《》〈〉〔〕【】\\[\\]]")
_TWINS = str.maketrans("()", "（）")
"""A half-width bracket pairs with a full-width one: that it is half-width is another finding."""


def check(subject: Subject) -> Iterator[Finding]:
    for placed in subject.printed:
        yield from _unpaired(placed)


def _unpaired(placed: Placed) -> Iterator[Finding]:
    start = 0
    for paragraph in placed.reading.text.split("\n"):
        for index, typed in _alone(paragraph.translate(_TWINS)):
            yield _finding(placed, start + index, typed)
        start += len(paragraph) + 1


def _alone(paragraph: str) -> Iterator[tuple[int, str]]:
    """The marks without their other half; of two pairs that cross, the opening left inside."""
    opened: list[tuple[int, str]] = []
    for match in _MARK.finditer(paragraph):
        index, typed = match.start(), match[0]
        if typed in _CLOSED_BY:
            opened.append((index, typed))
        elif typed in _OPENED_BY:
            if not any(opening == _OPENED_BY[typed] for _, opening in opened):
                yield index, typed
                continue
            while opened[-1][1] != _OPENED_BY[typed]:
                yield opened.pop()
            opened.pop()
    yield from opened


def _finding(placed: Placed, index: int, typed: str) -> Finding:
    other = _CLOSED_BY.get(typed) or _OPENED_BY[typed]
    span = placed.reading.span(index, index + 1)
    return Finding(
        CODE, f"{typed} 没有成对", span, Severity.WARNING, f"补上与它成对的 {other}，或删去它", at=typed
    )
