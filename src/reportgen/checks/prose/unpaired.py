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
_TWINS = str.maketrans("()", "（）")
"""A half-width bracket pairs with a full-width one: that it is half-width is another finding."""


def check(subject: Subject) -> Iterator[Finding]:
    for placed in subject.printed:
        yield from _unpaired(placed)


def _unpaired(placed: Placed) -> Iterator[Finding]:
    start = 0
    for paragraph in placed.reading.text.split("\n"):
        opened: list[tuple[int, str]] = []
        for index, typed in enumerate(paragraph.translate(_TWINS), start):
            if typed in _CLOSED_BY:
                opened.append((index, typed))
            elif typed in _OPENED_BY:
                if opened and opened[-1][1] == _OPENED_BY[typed]:
                    opened.pop()
                else:
                    yield _finding(placed, index, typed, f"缺少与它成对的“{_OPENED_BY[typed]}”")
        for index, typed in opened:
            yield _finding(placed, index, typed, f"缺少与它成对的“{_CLOSED_BY[typed]}”")
        start += len(paragraph) + 1


def _finding(placed: Placed, index: int, typed: str, what: str) -> Finding:
    message = f"“{typed}”没有成对"
    return Finding(CODE, message, placed.reading.span(index, index + 1), Severity.WARNING, what, at=typed)
