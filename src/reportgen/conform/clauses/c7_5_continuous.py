"""页码：公文的附件与正文一起装订时，页码应当连续编排。

核对：各节有没有重新起编页码；首页是否从 1 起。
"""

from reportgen.conform.clauses.c7_5_form import number_lines
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "页码连续"
STRENGTH = Strength.REQUIRED
REQUIRED = "从1起连续编排"


def check(sheet: Sheet) -> Measurements:
    if not any(number_lines(sheet)):
        return
    starts = [(n, s.numbering.get("start")) for n, s in enumerate(sheet.word.sections, 1)]
    wrong = (
        unmet(f"从{start}重新起编", place=f"第{n}节")
        for n, start in starts
        if start and (n > 1 or start != "1")
    )
    yield from faults_or(wrong, met("连续编排"))
