"""说的是一个地方，印的是另一个地方的数

## 检查什么
一句话说的是一个下级，标签印的却是另一个下级的数，而那个下级这句话没有提到；表里一行的行名是一个下级，格里只引了另一个下级的数。

## 为什么
各县的数长得一样，从上一行复制下来、只改了行名，别的核对看不出来。

## 反例
凤县评价项目{{ 岐山县.重点评价.评价数 }}

## 正例
凤县评价项目{{ 凤县.重点评价.评价数 }}
"""

import re
from collections.abc import Iterator, Mapping

from reportgen.checks.borrowed import borrowed
from reportgen.checks.placed import Tagged
from reportgen.checks.reading import sentence_begins
from reportgen.checks.subject import Subject
from reportgen.content import Cell, home_of
from reportgen.finding import Finding, Severity, Span

CODE = "P223"

_ENDS = "。；！？\n"


def check(subject: Subject) -> Iterator[Finding]:
    below = {child.id: child.name for child in subject.content.children(subject.locality)}
    if len(below) > 1:
        yield from _in_sentences(subject, below)
        yield from _in_rows(subject, below)


def _in_sentences(subject: Subject, below: Mapping[str, str]) -> Iterator[Finding]:
    names = re.compile("|".join(sorted(map(re.escape, below.values()), key=len, reverse=True)))
    for tagged in subject.tagged:
        name = below.get(home_of(tagged.cell.key)) if tagged.cell and tagged.figure else None
        if not name or not tagged.cell:
            continue
        start, said = _last_named(tagged, names)
        if said and not any(short in start for short in (name, name[:-1]) if len(short) > 1):
            span = tagged.tag.span
            yield _finding(
                f"这句话说的是“{said}”，标签印的是“{name}”的数", tagged.cell, span, said, tagged.cell.path
            )


def _last_named(tagged: Tagged, names: re.Pattern[str]) -> tuple[str, str]:
    """How the sentence of a tag begins, and the last place named in it before the tag."""
    text, index = tagged.placed.reading.text, tagged.index
    start = text[sentence_begins(text, index, _ENDS) : index]
    return start, next(reversed(names.findall(start)), "")


def _in_rows(subject: Subject, below: Mapping[str, str]) -> Iterator[Finding]:
    names = set(below.values())
    for taken in borrowed(subject):
        if taken.row in names and taken.place.name in names and taken.row != taken.place.name:
            cell = taken.cell
            message = f"“{taken.row}”一行的“{cell.name}”引的是“{taken.place.name}”的数"
            yield _finding(message, taken.source, cell.span, taken.row, cell.path)


def _finding(message: str, cell: Cell, span: Span, said: str, at: str) -> Finding:
    hint = f"是不是想写 {said}.{cell.path}？否则改地名"
    return Finding(CODE, f"{message}（{cell.printed}）", span, Severity.WARNING, hint, at=at)
