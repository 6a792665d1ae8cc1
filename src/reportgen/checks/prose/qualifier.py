"""限定词写在标签旁边

## 检查什么
标签前面紧挨着 约、近、超、不低于、不超过、达到，或后面紧挨着 余、多、以上、以下、左右。

## 为什么
“约”“以上”改变一个数的意思，核对时也按它放宽；写在句子里，核对就不知道有它，换一句话又容易漏掉。

## 反例
评价资金约{{ 评价资金 }}    # 评价资金: 169亿元

## 正例
评价资金{{ 评价资金 }}      # 评价资金: 约169亿元
"""

import re
from collections.abc import Iterator

from reportgen.checks.names import tagged_cell
from reportgen.checks.placed import Hit, hits
from reportgen.checks.reading import TAG
from reportgen.checks.subject import Subject
from reportgen.content import Cell, quantity_of
from reportgen.finding import Finding, Severity
from reportgen.quantity import PREFIXES, Quantity

CODE = "P202"

_BEFORE = re.compile(
    rf"(?:(?<![节公合契签预制邀相])约|(?<![最附临邻亲靠远])近|(?<![高赶反])超|不低于|不超过|达到)(?={TAG})"
)
_AFTER = re.compile(rf"(?<={TAG})(?:余(?![额款地下项留])|多(?![为数次方元渠头重名样少种])|以上|以下|左右)")
_ALSO_A_VERB = frozenset({"达到"})


def check(subject: Subject) -> Iterator[Finding]:
    for pattern in (_BEFORE, _AFTER):
        for hit in hits(subject.narrative, pattern, needs=TAG):
            index = hit.match.end() if pattern is _BEFORE else hit.match.start() - 1
            cell = tagged_cell(subject, hit.placed, index)
            figure = quantity_of(cell, subject.content.dictionary.units) if cell else None
            if cell and figure:
                yield _finding(hit, cell, figure)


def _finding(hit: Hit, cell: Cell, figure: Quantity) -> Finding:
    if figure.qualifier:
        message = f"“{hit.text}”与单元格里的“{figure.qualifier}”重复，会印成“{_printed(hit.text, figure)}”"
        return Finding(CODE, message, hit.span, hint=f"删去句子里的“{hit.text}”", at=cell.path)
    severity = Severity.WARNING if hit.text in _ALSO_A_VERB else Severity.ERROR
    qualified = _printed(hit.text, figure)
    hint = f"把单元格写成 {cell.name}: {qualified}，句子里只留标签"
    if hit.text in _ALSO_A_VERB:
        hint = f"作限定词就写进单元格（{cell.name}: {qualified}）；只是“达到”这个动作，可改写为“为”或直接接数"
    return Finding(
        CODE, f"限定词“{hit.text}”写在了标签旁边，核对时不知道有它", hit.span, severity, hint, at=cell.path
    )


def _printed(word: str, figure: Quantity) -> str:
    if word in PREFIXES:
        return word + figure.text
    unit = figure.unit.name
    if word in ("余", "多") and unit and figure.text.endswith(unit):
        return figure.text.removesuffix(unit) + word + unit
    return figure.text + word
