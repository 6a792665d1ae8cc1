"""标题：编排于红色分隔线下空二行位置。没有版头的材料（情况说明等）不适用。

核对：分隔线到标题之间的空行与段前段后距；版面上红线到标题首行字顶的距离。
"""

from decimal import Decimal

from reportgen.conform.clauses.c7_2_7_gap import red_rule
from reportgen.conform.lengths import mm
from reportgen.conform.sheet import LINE, SEAM, Sheet, blank_between, gap_judged
from reportgen.conformity import Measurements, Strength

ELEMENT = "标题与红色分隔线的间距"
STRENGTH = Strength.REQUIRED
REQUIRED = "分隔线下空二行"

_TOLERANCE = Decimal("0.45")


def check(sheet: Sheet) -> Measurements:
    head, title = sheet.elements.head, sheet.elements.title
    if not head.is_there or not title or not head.last:
        return
    above = head.rule.paragraph if head.rule else head.last
    if above.line < title[0].line:
        own = mm(above.line_height) / LINE if head.rule and head.rule.side == "top" else 0
        yield gap_judged(sheet.blank_lines(above, title[0]) + own, 2, _TOLERANCE, title[0].line)
    line, rule = sheet.first_line(title[0]), red_rule(sheet)
    if line and rule and line.page == rule.page:
        blank = blank_between(rule.y, line.top, SEAM / 2)
        yield gap_judged(blank, 2, _TOLERANCE, title[0].line, "第1面")
