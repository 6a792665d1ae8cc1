"""版头中的分隔线：发文字号之下 4 mm 处。

核对：由文号的行高和边框间距推算；版面上红线到文号字底的距离，误差不超过 0.5 mm。
"""

from decimal import Decimal

from reportgen.conform.docx import Paragraph
from reportgen.conform.docx.properties import whole_number
from reportgen.conform.elements import RedRule
from reportgen.conform.lengths import mm, mm_of_points, said
from reportgen.conform.page import Rule
from reportgen.conform.page.page import DESCENT
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Measurements, Strength, absent, judged, unknown, unmet

ELEMENT = "红色分隔线与文号的距离"
STRENGTH = Strength.REQUIRED
REQUIRED = "文号之下4mm±0.5mm"

_TOLERANCE = Decimal("0.5")


def check(sheet: Sheet) -> Measurements:
    head = sheet.elements.head
    if not head.is_there:
        return
    if head.number is None:
        yield absent("没有发文字号")
        return
    if head.rule is None:
        yield missing(sheet)
    else:
        yield _in_file(sheet, head.number, head.rule)
    line, rule = sheet.last_line(head.number), red_rule(sheet)
    if line and rule:
        gap = rule.y - line.bottom
        yield judged(abs(gap - 4) <= _TOLERANCE, f"{gap:.2f}mm", head.number.line, "第1面")


def missing(sheet: Sheet) -> Measured:
    """What is said where no paragraph has a border that could be the rule: only the page shows one that is drawn, or a table's."""
    head = sheet.elements.head
    is_hidden = head.drawn or (head.number is not None and head.number.cell is not None)
    if red_rule(sheet) or (is_hidden and not sheet.pages):
        return unknown("分隔线是图形或表格的边框，请用 --rendered 量")
    return unmet("没有找到红色分隔线")


def red_rule(sheet: Sheet) -> Rule | None:
    """The first rule on the page under the number (or the mark) and above the title."""
    head = sheet.elements.head
    anchor = sheet.last_line(head.number or (head.mark[-1] if head.mark else None))
    if anchor is None:
        return None
    below = [r for r in sheet.pages[anchor.page - 1].rules if r.y > anchor.baseline and r.width > 50]
    title = sheet.first_line(next(iter(sheet.elements.title), None))
    return next((r for r in below if title is None or title.page != anchor.page or r.y < title.top), None)


def _in_file(sheet: Sheet, number: Paragraph, rule: RedRule) -> Measured:
    """The distance as exact line heights and border spaces make it; unknown where a line's height depends on its type."""
    last = rule.paragraph.line
    between = [p for p in sheet.word.paragraphs if number.line < p.line <= last and not p.in_frame]
    if any(p.exact_line is None or p.cell for p in (number, *between)) or (rule.side != "bottom" and between):
        return unknown("请用 --rendered 量", number.line)
    under = number.line_height * Decimal("0.2") - DESCENT * number.size * 10
    points, eighths = (Decimal(whole_number(rule.border.get(name))) for name in ("space", "sz"))
    height = sum(p.before + p.line_height for p in between) + (number.after if between else 0)
    gap = under * mm(1) + mm(height) + mm_of_points(points + eighths / 16)
    return judged(abs(gap - 4) <= _TOLERANCE, f"推算{said(gap)}", number.line)
