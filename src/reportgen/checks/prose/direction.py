"""增减的说法与数的正负不符

## 检查什么
“增长”“下降”一类词后面的标签是负数（会印成“增长-5.60%”“下降-5.60%”）；“下降”后面是正的增长率；已用过滤器“增减”的标签前又写了“增长”。

## 为什么
方向写反，意思正好相反。

## 反例
比上年增长{{ 增长率 }}。   # 增长率: -5.60%

## 正例
比上年{{ 增长率 | 增减 }}。
"""

import re
from collections.abc import Iterator

from reportgen.checks.names import cell_of
from reportgen.checks.placed import Hit, hits
from reportgen.checks.reading import TAG
from reportgen.checks.subject import Subject
from reportgen.content import Cell, quantity_of
from reportgen.finding import Finding, Severity
from reportgen.quantity import Quantity

CODE = "P207"

_UP = "增长|上升|提高|提升|增加|扩大|多增"
_DOWN = "下降|减少|降低|回落|压减|核减|缩减|审减|少增"
_BEFORE_A_TAG = re.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?={TAG})")
_GROWTH = re.compile(r"(?:增长率|增幅|增速|增长额|增加额|增长)$")


def check(subject: Subject) -> Iterator[Finding]:
    for hit in hits(subject.narrative, _BEFORE_A_TAG, needs=TAG):
        tag = hit.placed.reading.tag(hit.match.end())
        cell = cell_of(subject, hit.placed, tag.name) if tag else None
        figure = quantity_of(cell, subject.content.dictionary.units) if cell else None
        if not tag or not cell or not figure:
            continue
        if any(name == "增减" for name, _ in tag.filters):
            message = f"“增减”会自己印出方向，前面又写了“{hit.text}”"
            yield Finding(CODE, message, hit.span, hint=f"删去“{hit.text}”", at=cell.path)
        else:
            yield from _against(hit, cell, figure)


def _against(hit: Hit, cell: Cell, figure: Quantity) -> Iterator[Finding]:
    hint = f"改写成 {{{{ {cell.name} | 增减 }}}}，方向由数的正负决定"
    if figure.value < 0:
        message = f"“{cell.name}”是 {figure.text}，会印成“{hit.text}{figure.text}”"
        yield Finding(CODE, message, hit.span, hint=hint, at=cell.path)
    elif hit.match["down"] and figure.value > 0 and _GROWTH.search(cell.name):
        message = f"“{cell.name}”是 {figure.text}，是增长，这里写成“{hit.text}”"
        yield Finding(CODE, message, hit.span, Severity.WARNING, hint, at=cell.path)
