"""说的是一个地方，印的是另一个地方的数

## 检查什么
一句话说的是一个下级，标签印的却是另一个下级的数，而那个下级这句话没有提到，或者它的数前面已经印过；表里一行的行名是一个下级，格里只引了另一个下级的数。

## 为什么
各县的数长得一样，从上一行复制下来、只改了行名，别的核对看不出来。

## 反例
凤县评价项目{{ 岐山县.重点评价.评价数 }}

## 正例
凤县评价项目{{ 凤县.重点评价.评价数 }}
"""

import re
from collections.abc import Iterator, Mapping

from reportgen import patterns
from reportgen.checks.borrowed import borrowed
from reportgen.checks.placed import FigureTag
from reportgen.checks.reading import TAG, sentence_begins
from reportgen.checks.subject import Subject
from reportgen.content import Cell, home_of
from reportgen.finding import Finding, Severity, Span

CODE = "P223"

_ENDS = "。；！？\n"
_COMPARED = patterns.compile("[比较于与和同除占、]")
"""Words by which a place is named beside the one that is spoken of."""


def check(subject: Subject) -> Iterator[Finding]:
    below = {child.id: child.name for child in subject.content.children(subject.locality)}
    if len(below) > 1:
        yield from _in_sentences(subject, below)
        yield from _in_rows(subject, below)


def _in_sentences(subject: Subject, below: Mapping[str, str]) -> Iterator[Finding]:
    names = re.compile(patterns.any_of(below.values()))
    for tagged in subject.figure_tags:
        cell, name = tagged.cell, below.get(home_of(tagged.cell.key))
        if name and (said := _other_named(tagged, names, name)):
            message = f"这句话说的是“{said}”，标签印的是“{name}”的数"
            yield _finding(message, cell, tagged.tag.span, said, cell.path)


def _other_named(tagged: FigureTag, names: re.Pattern[str], own: str) -> str:
    """The last place named before a tag in its sentence; empty where the tag's own is named too. After another tag only the words since
    count, if they name a place by itself: 凤县评价3个，岐山县评价…."""
    text, index = tagged.placed.reading.text, tagged.index
    start = text[sentence_begins(text, index, _ENDS) : index]
    said = names.findall(start)
    _, tag, since = start.rpartition(TAG)
    alone = tag and said and said[-1] in since and not _COMPARED.search(since)
    words = since if alone else start
    return said[-1] if said and not any(short in words for short in (own, own[:-1]) if len(short) > 1) else ""


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
