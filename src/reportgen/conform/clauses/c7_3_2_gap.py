"""主送机关：编排于标题下空一行位置。

核对：标题与主送机关之间的空行和段前段后距（其间有作者、日期行的，从该行算起）；版面上字底到字顶的距离。
"""

from decimal import Decimal

from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength

ELEMENT = "主送机关与标题的间距"
STRENGTH = Strength.REQUIRED
REQUIRED = "标题下空一行"

_TOLERANCE = Decimal("0.35")


def check(sheet: Sheet) -> Measurements:
    found = sheet.elements
    if found.recipient and found.title:
        yield from sheet.gaps(found.author or found.title[-1], found.recipient, 1, _TOLERANCE)
