"""页码：一般用 4 号半角宋体阿拉伯数字。

核对：页码段落的字体字号；数字是否半角由域代码决定，版面上应为半角。
"""

from reportgen.conform.clauses.c7_5_form import NumberLine, number_lines
from reportgen.conform.faces import wrong_faces, wrong_size
from reportgen.conform.lengths import SMALL_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, listed, met, unmet

ELEMENT = "页码的字体字号"
STRENGTH = Strength.USUAL
REQUIRED = "4号半角宋体"


def check(sheet: Sheet) -> Measurements:
    found = list(number_lines(sheet))
    if found:
        yield from faults_or((fault for line in found for fault in _faults(line)), met("4号宋体"))


def _faults(line: NumberLine) -> Measurements:
    wrong = [*wrong_faces(line.paragraph, "宋体", latin=False), *wrong_size(line.paragraph, SMALL_SIZE)]
    if wrong:
        yield unmet(listed(wrong[:2]), place=f"第{line.number}节页脚")
