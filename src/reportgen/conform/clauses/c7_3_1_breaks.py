"""标题：回行时做到词意完整。

核对：能确定的断错——“的”等字落在行首，“关于”“和”“及”孤悬行尾，书名号、引号、括号或年份、数字被拆成两行。
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.conform.clauses.c7_3_1_shape import title_lines
from reportgen.conform.sheet import Sheet
from reportgen.conform.verdict import Measured, Strength, faults_or, met, unmet

CODE = "G731"
CLAUSE = "7.3.1"
ELEMENT = "标题的回行"
STRENGTH = Strength.REQUIRED
REQUIRED = "回行词意完整"

_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("〔", "〕"))


def check(sheet: Sheet) -> Iterator[Measured]:
    title = sheet.elements.title
    if title:
        lines = title_lines(sheet, title)
        at = title[0].line
        yield from faults_or(
            (unmet(fault, at) for fault in breaks(lines)),
            lambda: met("／".join(lines) if len(lines) > 1 else "一行", at),
        )


def breaks(lines: Sequence[str]) -> Iterator[str]:
    """What is torn apart at the ends of the lines of a title."""
    for above, below in pairwise(lines):
        if re.match(r"[的地得了、，）》”]", below):
            yield f"“{below[:1]}”落在行首（“{below[:6]}”）"
        if re.search(r"(?:关于|[和与及（《“])$", above) and not below.startswith("《"):
            yield f"行尾孤悬（“{above[-4:]}”）"
        if re.search(r"\d$", above) and re.match(r"[\d年%]", below):
            yield f"数字被拆开（“{above[-4:]}／{below[:2]}”）"
        for left, right in _PAIRS:
            if above.count(left) > above.count(right) and right in below:
                yield f"{left}{right}中间回行"
