"""文号没有按顺序列

## 检查什么
一个清单里几份文件的机关代字、年份都相同，序号却不是从小到大。

## 为什么
并列的文件按文号先后排，读者好查，也不易漏列、重列。

## 反例
办法: [《甲办法》（宁财发〔2025〕11号）, 《乙办法》（宁财发〔2025〕5号）]

## 正例
办法: [《乙办法》（宁财发〔2025〕5号）, 《甲办法》（宁财发〔2025〕11号）]
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from reportgen import patterns
from reportgen.checks.reading import HAN
from reportgen.checks.subject import Subject
from reportgen.content import Items
from reportgen.finding import Finding, Severity, Span

CODE = "D132"

_NUMBER = patterns.compile(rf"([{HAN}]+〔\d{{4}}〕)(\d+)号")


def check(subject: Subject) -> Iterator[Finding]:
    for cell in subject.worded:
        if not isinstance(cell.stated, Items):
            continue
        for (before, _), (after, span) in pairwise(_numbered(cell.stated)):
            if before[1] == after[1] and int(before[2]) > int(after[2]):
                message = f"{after[0]}排在了 {before[0]} 后面"
                hint = "同一机关同一年的文件按序号从小到大列"
                yield Finding(CODE, message, span, Severity.HINT, hint, at=cell.path)
                break


def _numbered(listed: Items) -> Iterator[tuple[re.Match[str], Span]]:
    for item, span in zip(listed.items, listed.spans, strict=True):
        if match := _NUMBER.search(item):
            yield match, span
