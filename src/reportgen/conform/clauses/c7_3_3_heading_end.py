"""单独成行的标题末尾不用句号等标点（GB/T 15834 的通行做法），与正文接排的标题以句号结束。

核对：单独成行的各层标题的末字。
"""

from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "各层标题末尾的标点"
STRENGTH = Strength.CUSTOM
REQUIRED = "单独成行的标题末尾无标点"

_LEVELS = 2  # deeper numbers head sentences as often as titles


def check(sheet: Sheet) -> Measurements:
    own = [h.paragraph for h in sheet.elements.headings if not h.run_in and h.level <= _LEVELS]
    wrong = (unmet(f"“{p.words[-8:]}”", p.line) for p in own if p.words[-1] in "。；，：、")
    if own:
        yield from faults_or(wrong, met(f"{len(own)}处无标点"))
