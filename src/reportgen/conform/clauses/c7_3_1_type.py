"""标题：一般用 2 号小标宋体字。

核对：标题每一处文字的字体名和字号；数字和字母也可用 Times New Roman。
"""

from reportgen.conform.faces import typed
from reportgen.conform.lengths import TITLE_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength

ELEMENT = "标题的字体字号"
STRENGTH = Strength.USUAL
REQUIRED = "2号小标宋体"


def check(sheet: Sheet) -> Measurements:
    return typed(sheet.elements.title, "小标宋", TITLE_SIZE, REQUIRED)
