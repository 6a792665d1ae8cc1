"""正文：编排于主送机关名称下一行。

核对：主送机关与正文首段之间有无空行或段前段后距；版面上两行的间距。
"""

from collections.abc import Iterator
from decimal import Decimal

from reportgen.conform.sheet import Sheet, blank_said
from reportgen.conformity import Measured, Strength, judged

ELEMENT = "正文的起始位置"
STRENGTH = Strength.REQUIRED
REQUIRED = "主送机关下一行"

_TOLERANCE = Decimal("0.3")


def check(sheet: Sheet) -> Iterator[Measured]:
    recipient, first = sheet.elements.recipient, next(iter(sheet.elements.body), None)
    if recipient is None or first is None or first.line < recipient.line:
        return
    for lines, place in sheet.gaps(recipient, first):
        yield judged(abs(lines) <= _TOLERANCE, blank_said(lines), first.line, place)
