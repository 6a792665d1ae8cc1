"""附件说明：在正文下空一行、左空二字编排“附件”二字。

核对：与正文之间的空行；缩进；版面上“附件”二字的左端和间距。
"""

from decimal import Decimal

from reportgen.conform.lengths import BODY_SIZE, em, said
from reportgen.conform.sheet import Sheet, blank_between, blank_said
from reportgen.conformity import Measurements, Strength, judged

ELEMENT = "附件说明的位置"
STRENGTH = Strength.REQUIRED
REQUIRED = "正文下空一行，左空二字"

_TOLERANCE = Decimal("0.35")


def check(sheet: Sheet) -> Measurements:
    found = sheet.elements
    if not found.enclosures:
        return
    first = found.enclosures[0]
    start = first.indent("left") + first.first_indent
    indented = abs(start - 2) <= Decimal("0.2")
    before = reversed(sheet.word.paragraphs[: first.line - 1])  # of the text, or of a table that ends it
    above = next((p for p in before if p.words and not p.in_frame), None)
    if above:
        lines = sheet.blank_lines(above, first)
        good = indented and abs(lines - 1) <= _TOLERANCE
        yield judged(good, f"{blank_said(lines)}，左空{start:.1f}字", first.line)
    upper, lower = sheet.last_line(above), sheet.first_line(first)
    if lower:
        left = lower.left - sheet.left_edge(first)
        indented = abs(left - 2 * em(BODY_SIZE)) <= Decimal("0.6")
        gap = blank_between(upper.bottom, lower.top) if upper and upper.page == lower.page else Decimal(1)
        follows = "，另起一面" if not upper or upper.page != lower.page else f"，{blank_said(gap)}"
        good = indented and abs(gap - 1) <= _TOLERANCE
        yield judged(good, f"左端{said(lower.left)}{follows}", first.line, f"第{lower.page}面")
