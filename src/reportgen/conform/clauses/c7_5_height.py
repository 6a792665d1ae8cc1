"""页码：编排在公文版心下边缘之下，一字线上距版心下边缘 7 mm（距纸张上沿 269 mm）。

核对：由页脚边距和行高推算；版面上一字线的高度，误差不超过 1 mm。一字线在字身框的中间。
"""

from decimal import Decimal

from reportgen.conform.clauses.c7_5_form import upright_number_lines
from reportgen.conform.docx import Paragraph, Section
from reportgen.conform.lengths import em, mm, said
from reportgen.conform.page.page import ASCENT
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unknown, unmet

ELEMENT = "页码的高度"
STRENGTH = Strength.REQUIRED
REQUIRED = "一字线距版心下边缘7mm（距纸张上沿269mm）±1mm"

_FROM_SHEET = Decimal(269)
_DASH = Decimal("0.5")  # ems from the upper edge of the em square down to the 一字线


def check(sheet: Sheet) -> Measurements:
    upright = upright_number_lines(sheet)
    if not upright:
        return
    heights = [_in_file(line.paragraph, line.section) for line in upright]
    known = [height for height in heights if height is not None]
    if len(known) < len(heights):
        yield unknown("页脚行高不是固定值，请用 --rendered 量")
    else:
        wrong = (unmet(f"推算距纸张上沿{said(h)}", place="页脚") for h in known if abs(h - _FROM_SHEET) > 1)
        yield from faults_or(wrong, met(f"推算距纸张上沿{said(known[0])}"))
    lines = [page.number_line for page in sheet.pages if page.number_line and not page.is_landscape]
    if lines:
        shown = [(line.page, line.top + _DASH * line.em) for line in lines]
        off = ((page, height) for page, height in shown if abs(height - _FROM_SHEET) > 1)
        wrong = (unmet(f"距纸张上沿{said(height)}", place=f"第{page}面") for page, height in off)
        yield from faults_or(wrong, met(f"距纸张上沿{said(shown[0][1])}，共{len(shown)}面", place="版面"))


def _in_file(paragraph: Paragraph, section: Section) -> Decimal | None:
    """A footer of one exact line stands on its margin; None for footers whose height follows the type."""
    if paragraph.exact_line is None or paragraph.in_frame or paragraph.cell:
        return None
    line_top = section.height - section.margin("footer") - mm(paragraph.line_height + paragraph.after)
    above = mm(1) * (paragraph.line_height * Decimal("0.8") - ASCENT * paragraph.size * 10)
    return line_top + above + _DASH * em(paragraph.size)
