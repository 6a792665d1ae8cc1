"""发文字号（上行文为签发人首行）：编排在发文机关标志下空二行位置。

核对：两段之间的空行与段前段后距；版面上标志字底到文号字顶的距离。
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.conform.sheet import Sheet, blank_between, blank_said
from reportgen.conformity import Measured, Strength, judged, unknown

ELEMENT = "发文字号与标志的间距"
STRENGTH = Strength.REQUIRED
REQUIRED = "标志下空二行"

TOLERANCE = Decimal("0.45")


def check(sheet: Sheet) -> Iterator[Measured]:
    head = sheet.elements.head
    first = min([*head.signers, *([head.number] if head.number else [])], key=lambda p: p.line, default=None)
    if not head.mark or first is None:
        return
    above = head.mark[-1]
    if above.cell or above.in_frame or first.cell:
        yield unknown("标志或文号排在表格、文本框里，请用 --rendered 量", first.line)
    else:
        lines = sheet.blank_lines(above, first)
        yield judged(abs(lines - 2) <= TOLERANCE, blank_said(lines), first.line)
    lowest = max((line.bottom for p in head.mark for line in sheet.lines(p)), default=None)
    lower = sheet.first_line(first)
    if lowest is not None and lower and sheet.pages[0].number == lower.page:
        lines = blank_between(lowest, lower.top)
        yield judged(abs(lines - 2) <= TOLERANCE, blank_said(lines), first.line, "第1面")
