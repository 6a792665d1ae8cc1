"""发文机关标志：颜色为红色。

核对：每一处文字的颜色，红色写作 FF0000。
"""

from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "发文机关标志的颜色"
STRENGTH = Strength.REQUIRED
REQUIRED = "红色（FF0000）"

RED = "FF0000"


def check(sheet: Sheet) -> Measurements:
    mark = sheet.elements.head.mark
    wrong = (
        unmet(f"“{run.text.strip()[:8]}”为 {run.color}", p.line)
        for p in mark
        for run in p.runs
        if run.text.strip() and run.color != RED
    )
    if mark:
        yield from faults_or(wrong, met(RED, mark[0].line))
