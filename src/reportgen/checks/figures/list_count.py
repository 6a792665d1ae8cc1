"""个数与清单不符

## 检查什么
用 count(清单) 核对的数，与清单实际列出的项数不同；以“等”结尾的清单，个数不得少于所列项数。
标签印的清单后面紧接着用汉字写的个数（{{ 会审部门 }}四个部门、由{{ 审核环节 }}构成的“五级审核制”），也这样核对。

## 为什么
“制定17类”后面只列了16类，是公文里最常见的错。

## 反例
类别数: 17类 = count(指标类别)   # 只列了16类

## 正例
类别数: 16类 = count(指标类别)
"""

import re
from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import Tagged
from reportgen.checks.reading import TAG
from reportgen.checks.subject import Subject
from reportgen.checks.wording import told
from reportgen.content import Cell, Items
from reportgen.finding import Finding, Severity
from reportgen.quantity import from_hanzi
from reportgen.relation import Kind

CODE = "D103"

_COUNTED = patterns.compile(
    r"(?P<more>等)?(?:(?P<made>(?:构成|组成)的“?))?(?P<count>[二两三四五六七八九十]{1,3})(?P<kind>(?:[个项类家大种级道]|方(?!面)))?"
)
_LEVELS = ("级", "道", "方")
_JOINED = patterns.compile(f"[、和及与{TAG}]")
_OFFICE = patterns.compile(r"[局委办厅院会部处室]$")


def check(subject: Subject) -> Iterator[Finding]:
    yield from told(CODE, {Kind.COUNT_OF_LIST}, subject)
    for tagged in subject.printing:
        if tagged.cell and isinstance(tagged.cell.stated, Items) and (said := tagged.after(_COUNTED)):
            yield from _typed(tagged, said.match, tagged.cell, tagged.cell.stated)


def _typed(tagged: Tagged, said: re.Match[str], cell: Cell, listed: Items) -> Iterator[Finding]:
    """A count in words right behind a list (四个部门) that counts what the list lists and differs from the number of its items."""
    name, count, number = cell.name, from_hanzi(said["count"].replace("两", "二")), len(listed.items)
    fits = count == number or (count and count > number and (listed.open_ended or said["more"]))
    if count and not fits and _is_whole(tagged, listed) and _is_of_the_list(said, name, listed):
        span = tagged.placed.reading.span(said.start("count"), said.end())
        message = f"“{name}”列了 {number} 项，后面写的是“{span.quote}”"
        hint = f"核对清单与个数；个数写成单元格 = count({name})，用 {{{{ … | 汉字 }}}} 印"
        yield Finding(CODE, message, span, Severity.WARNING, hint, at=cell.path)


def _is_whole(tagged: Tagged, listed: Items) -> bool:
    """Whether a list is printed by itself, and each of its items is one thing."""
    before = tagged.placed.reading.text[max(tagged.index - 1, 0) : tagged.index]
    one_each = all(item.startswith("《") or not _JOINED.search(item) for item in listed.items)
    return one_each and not _JOINED.match(before)


def _is_of_the_list(said: re.Match[str], name: str, listed: Items) -> bool:
    """Whether the words count what the list lists: by its name, as what something is made of, or as offices."""
    if said["made"] or said["kind"] in _LEVELS:
        return bool(said["made"]) and said["kind"] in _LEVELS
    noun = said.string[said.end() : said.end() + 2]
    offices = noun in ("部门", "单位") and all(map(_OFFICE.search, listed.items))
    return noun == name[-2:] or offices
