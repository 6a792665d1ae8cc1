"""时代说法与年份不符

## 检查什么
“X年是……开局之年（收官之年、×周年）”一类说法，年份与史实不符。

## 为什么
这类话年年照抄，最容易忘了改：2025年的计划里印着“党的二十大精神开局之年”。

## 反例
2025年是全面贯彻党的二十大精神的开局之年。

## 正例
{{ 明年 }}是“十四五”规划收官之年。
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.dates import years_in
from reportgen.checks.placed import Clause, clauses
from reportgen.checks.subject import Subject
from reportgen.finding import Finding, Severity

CODE = "P211"

_GAP = r"[^，。；\n]{0,12}"
_OPENING, _CLOSING = rf"{_GAP}(?:开局|起步|开启)之年", rf"{_GAP}(?:收官|决胜|最后)(?:之|一)年"
_PHRASES = tuple(
    (patterns.compile(pattern), year, said)
    for pattern, year, said in (
        (rf"二十大{_OPENING}", 2023, "党的二十大精神开局之年"),
        (r"二十大召开之年", 2022, "党的二十大召开之年"),
        (rf"十九大{_OPENING}", 2018, "党的十九大精神开局之年"),
        (r"十九大召开之年", 2017, "党的十九大召开之年"),
        (rf"十三五{_OPENING}", 2016, "“十三五”开局之年"),
        (rf"十三五{_CLOSING}", 2020, "“十三五”收官之年"),
        (rf"十四五{_OPENING}", 2021, "“十四五”开局之年"),
        (rf"十四五{_CLOSING}", 2025, "“十四五”收官之年"),
        (rf"十五五{_OPENING}", 2026, "“十五五”开局之年"),
        (rf"十五五{_CLOSING}", 2030, "“十五五”收官之年"),
        (rf"脱贫攻坚{_CLOSING}", 2020, "脱贫攻坚收官之年"),
        (rf"小康社会{_CLOSING}", 2020, "全面建成小康社会收官之年"),
        (r"建党(?:一百|100)周年|(?:共产党|党)成立(?:一百|100)周年", 2021, "建党一百周年"),
        (r"新?中国成立(?:七十|70)周年", 2019, "新中国成立七十周年"),
        (r"新?中国成立(?:七十五|75)周年", 2024, "新中国成立七十五周年"),
        (r"改革开放(?:四十|40)周年", 2018, "改革开放四十周年"),
        (r"改革开放(?:四十五|45)周年", 2023, "改革开放四十五周年"),
    )
)

_ANY = patterns.compile("(?:之|一)年|周年")


def check(subject: Subject) -> Iterator[Finding]:
    for placed in subject.narrative.holding("年"):
        if not _ANY.search(placed.reading.text):
            continue
        years = list(years_in(placed, subject.locality.year))
        for clause in clauses(placed):
            yield from _judged(
                clause, [(hit.match, said) for hit, said in years if hit.match.start() in clause]
            )


def _judged(clause: Clause, years: list[tuple[re.Match[str], int]]) -> Iterator[Finding]:
    """The phrases of a sentence that say “X年是…”, each by the nearest year before it."""
    reading = clause.placed.reading
    for pattern, right, phrase in _PHRASES if years else ():
        if (found := clause.search(pattern)) is None:
            continue
        start, end = found.match.span()
        before = [(match, said) for match, said in years if "是" in reading.text[match.end() : start]]
        if before and before[-1][1] != right:
            match, said = before[-1]
            span = reading.span(match.start(), end)
            message = f"{phrase}是{right}年，这里写的是{said}年"
            hint = "多半沿用了旧稿，按当年的实际情况改写"
            yield Finding(CODE, message, span, Severity.WARNING, hint, at=phrase)
