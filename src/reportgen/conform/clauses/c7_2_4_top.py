"""发文机关标志：上边缘至版心上边缘为 35 mm（距纸张上沿 72 mm）。

核对：由段前距、行高、字号推算字顶的位置；版面上直接量字顶距纸张上沿的距离。字顶指字身框的上沿。
"""

from decimal import Decimal

from reportgen.conform.docx import Paragraph
from reportgen.conform.lengths import mm, said
from reportgen.conform.page.page import ASCENT
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Measurements, Strength, judged, unknown

ELEMENT = "发文机关标志的上边缘"
STRENGTH = Strength.REQUIRED
REQUIRED = "距版心上边缘35mm（距纸张上沿72mm）±1mm"

_FROM_SHEET = Decimal(72)


def check(sheet: Sheet) -> Measurements:
    mark = next(iter(sheet.elements.head.mark), None)
    if mark is None:
        return
    yield _in_file(sheet, mark)
    line = sheet.first_line(mark)
    if line:
        yield judged(abs(line.top - _FROM_SHEET) <= 1, f"距纸张上沿{said(line.top)}", mark.line, "第1面")


def _in_file(sheet: Sheet, mark: Paragraph) -> Measured:
    above = [p for p in sheet.word.paragraphs if p.line < mark.line and not p.in_frame]
    settled = [p.exact_line is not None for p in (*above, mark)]
    if mark.cell or mark.in_frame or any(p.cell for p in above) or not all(settled):
        return unknown("位置要排出版面才知道，请用 --rendered 量", mark.line)
    used = sum(p.before + p.line_height + p.after for p in above) + mark.before
    inside = mark.line_height * Decimal("0.8") - ASCENT * mark.size * 10
    top = sheet.section(mark).margin("top") + mm(used) + inside * mm(1)
    return judged(abs(top - _FROM_SHEET) <= 1, f"推算距纸张上沿{said(top)}", mark.line)
