"""版头中的分隔线：红色。标准没有规定粗细，习惯用 1.5 磅左右。

核对：边框的颜色；版面上线条的颜色。
"""

from reportgen.conform.clauses.c7_2_4_red import RED
from reportgen.conform.clauses.c7_2_7_gap import missing, red_rule
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged

ELEMENT = "红色分隔线的颜色"
STRENGTH = Strength.REQUIRED
REQUIRED = "红色（FF0000）"


def check(sheet: Sheet) -> Measurements:
    head = sheet.elements.head
    if not head.is_there:
        return
    if head.rule is None:
        yield missing(sheet)
    else:
        color = head.rule.border.get("color", "auto").upper()
        yield judged(color == RED, color, head.rule.paragraph.line)
    rule = red_rule(sheet)
    if rule:
        yield judged(rule.color == RED, f"{rule.color}，粗{rule.thickness:.2f}mm", place="第1面")
