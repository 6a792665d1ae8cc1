"""标题：回行时做到词意完整。

核对：能确定的断错——“的”等字落在行首，“关于”“和”“及”孤悬行尾，书名号、引号、括号、年份、数字或署名的发文机关被拆成两行。
没有手工断行、由软件自动回行的，词意是否完整要由人看。
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.conform.clauses.c7_3_1_shape import MOST_PER_LINE, title_lines
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unknown, unmet

ELEMENT = "标题的回行"
STRENGTH = Strength.REQUIRED
REQUIRED = "回行词意完整"

_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("〔", "〕"))


def check(sheet: Sheet) -> Measurements:
    title = sheet.elements.title
    if not title:
        return
    lines, at = title_lines(sheet, title), title[0].line
    shown = "／".join(lines) if len(lines) > 1 else "一行"
    by_hand = sum(p.words.count("\n") + 1 for p in title)
    issuers = [p.words for p in sheet.elements.signatures]
    torn = [unmet(fault, at) for fault in (*breaks(lines), *_torn(issuers, lines))]
    if torn or len(lines) <= by_hand:
        yield from faults_or(torn, met(shown, at))
    else:
        yield unknown(f"自动回行，词意是否完整请看：{shown}", at)


def _torn(issuers: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    """What issuers that one line could hold stand on two lines of the title."""
    whole = "".join(lines)
    for issuer in issuers:
        if len(issuer) <= MOST_PER_LINE and issuer in whole and not any(issuer in line for line in lines):
            yield f"“{issuer}”被拆成两行"


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
