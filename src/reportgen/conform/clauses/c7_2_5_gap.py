"""发文字号（上行文为签发人首行）：编排在发文机关标志下空二行位置。

核对：两段之间的空行与段前段后距；版面上标志字底到文号字顶的距离。
"""

from decimal import Decimal

from reportgen.conform.sheet import Sheet, blank_between, gap_judged
from reportgen.conformity import Measurements, Strength, unknown

ELEMENT = "发文字号与标志的间距"
STRENGTH = Strength.REQUIRED
REQUIRED = "标志下空二行"

_TOLERANCE = Decimal("0.45")


def check(sheet: Sheet) -> Measurements:
    head = sheet.elements.head
    first = min([*head.signers, *([head.number] if head.number else [])], key=lambda p: p.line, default=None)
    if not head.mark or first is None:
        return
    above = head.mark[-1]
    if above.cell or above.in_frame or first.cell:
        yield unknown("标志或文号排在表格、文本框里，请用 --rendered 量", first.line)
    else:
        yield gap_judged(sheet.blank_lines(above, first), 2, _TOLERANCE, first.line)
    mark, lower = sheet.lines(*head.mark), sheet.first_line(first)
    if mark and lower and sheet.pages[0].number == lower.page:
        blank = blank_between(max(line.bottom for line in mark), lower.top)
        yield gap_judged(blank, 2, _TOLERANCE, first.line, "第1面")
