"""发文机关署名编排在成文日期之上（7.3.5.1），不盖章的公文在正文或附件说明下空一行编排署名（7.3.5.2）。

盖章时署名之上要留出印章的位置，一般空二行以内，不作判定。核对：署名与日期是否紧邻，署名与正文之间至少空一行；版面上量同样的间距，署名与日期是否同面。
"""

from decimal import Decimal

from reportgen.conform.sheet import Sheet, blank_between, blank_said
from reportgen.conformity import Measured, Measurements, Strength, judged, unmet

ELEMENT = "署名与日期、正文的间距"
STRENGTH = Strength.REQUIRED
REQUIRED = "日期在署名下一行，署名与正文之间至少空一行"


_NEXT_LINE = Decimal("0.3")
_ONE_LINE = Decimal("0.65")


def check(sheet: Sheet) -> Measurements:
    found = sheet.elements
    date = found.date
    if not found.signatures or date is None:
        return
    first, last = found.signatures[0], found.signatures[-1]
    above = next((p for p in reversed([*found.body, *found.enclosures]) if p.line < first.line), None)
    between = sheet.blank_lines(last, date)
    free = sheet.blank_lines(above, first) if above else Decimal(1)
    yield _judged(between, free, first.line, "")
    top, upper, lower = sheet.first_line(first), sheet.last_line(last), sheet.first_line(date)
    text = sheet.last_line(above)
    if upper and lower and upper.page != lower.page:
        yield unmet(f"署名在第{upper.page}面，日期在第{lower.page}面", first.line, f"第{lower.page}面")
    elif top and upper and lower:
        same = text is not None and text.page == top.page
        free = blank_between(text.bottom, top.top) if text and same else Decimal(1)
        yield _judged(blank_between(upper.bottom, lower.top), free, first.line, f"第{lower.page}面")


def _judged(between: Decimal, free: Decimal, line: int, place: str) -> Measured:
    good = abs(between) <= _NEXT_LINE and free >= _ONE_LINE
    return judged(good, f"署名与日期{blank_said(between)}，与正文{blank_said(free)}", line, place)
