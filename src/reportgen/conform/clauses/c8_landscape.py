"""公文中的横排表格：A4 纸型的表格横排时，页码位置与公文其他页码保持一致。

核对：版面上横排页的页码——相对于竖过来装订的纸，仍在版心下边缘之下 7 mm、单页居右双页居左，即横排时位于纸的一侧并随表格横转。
文件里横排的一节是否有自己的页脚。
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.conform.sheet import Sheet
from reportgen.conform.verdict import Measured, Strength, judged, unknown

CODE = "G800"
CLAUSE = "8"
ELEMENT = "横排表格的页码"
STRENGTH = Strength.REQUIRED
REQUIRED = "页码位置与竖排页一致"


def check(sheet: Sheet) -> Iterator[Measured]:
    if not any(s.is_landscape for s in sheet.word.sections):
        return
    pages = [p for p in sheet.pages if p.is_landscape]
    if not pages:
        yield unknown("横排页的页码位置请用 --rendered 量")
    for page in pages:
        line = page.number_line
        turned = line is not None and line.turned
        beside = turned and line is not None and min(line.left, page.width - line.right) < Decimal(35)
        words = "没有页码" if line is None else "在纸的一侧、随表横转" if beside else "仍在横排页的下方"
        yield judged(beside, words, place=f"第{page.number}面")
