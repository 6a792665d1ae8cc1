"""发文机关标志：推荐使用小标宋体字。

核对：每一处文字的字体名。
"""

from reportgen.conform.faces import wrong_faces
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, listed, met, unmet

ELEMENT = "发文机关标志的字体"
STRENGTH = Strength.RECOMMENDED
REQUIRED = "小标宋体"


def check(sheet: Sheet) -> Measurements:
    mark = sheet.elements.head.mark
    found = ((p, listed([*wrong_faces(p, "小标宋", latin=False)])) for p in mark)
    faults = (unmet(wrong, p.line) for p, wrong in found if wrong)
    if mark:
        yield from faults_or(faults, met("小标宋体", mark[0].line))
