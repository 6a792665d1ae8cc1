"""附件说明中的附件名称不加书名号，这是习惯；标准只规定名称后不加标点符号。

核对：整个名称是否被《》括起。
"""

from reportgen.conform.clauses.c7_3_4_form import names
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "附件名称的书名号"
STRENGTH = Strength.CUSTOM
REQUIRED = "附件名称不加书名号"


def check(sheet: Sheet) -> Measurements:
    own = sheet.elements.enclosures
    wrong = (
        unmet(f"“{name[:10]}”", p.line)
        for p, name in zip(own, names(sheet), strict=True)
        if name.startswith("《") and name.endswith("》")
    )
    if own:
        yield from faults_or(wrong, met("没有书名号"))
