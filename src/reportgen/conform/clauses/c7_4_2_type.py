"""抄送机关：一般用 4 号仿宋体字。

核对：字体字号。
"""

from reportgen.conform.faces import typed
from reportgen.conform.lengths import SMALL_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength

ELEMENT = "抄送机关的字体字号"
STRENGTH = Strength.USUAL
REQUIRED = "4号仿宋"


def check(sheet: Sheet) -> Measurements:
    copies = sheet.elements.copies
    return typed([copies] if copies else [], "仿宋", SMALL_SIZE, REQUIRED)
