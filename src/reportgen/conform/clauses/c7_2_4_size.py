"""发文机关标志：字号以醒目、美观、庄重为原则，标准没有规定大小。1999 年版的上限（字高 22 mm）各地沿用至今，是习惯。

核对：字号。
"""

from reportgen.conform.lengths import TITLE_SIZE, em, said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged

ELEMENT = "发文机关标志的大小"
STRENGTH = Strength.CUSTOM
REQUIRED = "大于标题，字高不超过22mm"


def check(sheet: Sheet) -> Measurements:
    first_of_size = {mark.size: mark for mark in reversed(sheet.elements.head.mark)}
    for size, mark in first_of_size.items():
        yield judged(em(size) <= 22 and size > TITLE_SIZE, f"字高{said(em(size))}", mark.line)
