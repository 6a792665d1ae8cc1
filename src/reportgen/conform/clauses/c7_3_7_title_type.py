"""附件标题的字体字号：标准没有规定，习惯与公文标题一样用 2 号小标宋体。

核对：附件标题的字体字号。
"""

from reportgen.conform.faces import typed
from reportgen.conform.lengths import TITLE_SIZE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength

ELEMENT = "附件标题的字体字号"
STRENGTH = Strength.CUSTOM
REQUIRED = "2号小标宋体"


def check(sheet: Sheet) -> Measurements:
    titles = [p for a in sheet.elements.attachments for p in a.title]
    return typed(titles, "小标宋", TITLE_SIZE, REQUIRED)
