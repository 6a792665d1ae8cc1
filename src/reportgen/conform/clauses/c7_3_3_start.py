"""正文：编排于主送机关名称下一行。

核对：主送机关与正文首段之间有无空行或段前段后距；版面上两行的间距。
"""

from decimal import Decimal

from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength

ELEMENT = "正文的起始位置"
STRENGTH = Strength.REQUIRED
REQUIRED = "主送机关下一行"

_TOLERANCE = Decimal("0.3")


def check(sheet: Sheet) -> Measurements:
    recipient, first = sheet.elements.recipient, next(iter(sheet.elements.body), None)
    if recipient and first and recipient.line <= first.line:
        yield from sheet.gaps(recipient, first, 0, _TOLERANCE)
