"""版头中的分隔线：居中，与版心等宽（156 mm）。

核对：画线段落的左右缩进；版面上红线的左右端，误差不超过 1 mm。
"""

from reportgen.conform.clauses.c7_2_7_gap import missing, red_rule
from reportgen.conform.lengths import em, said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged

ELEMENT = "红色分隔线的长度"
STRENGTH = Strength.REQUIRED
REQUIRED = "居中，与版心等宽（156mm±1mm）"


def check(sheet: Sheet) -> Measurements:
    head = sheet.elements.head
    if not head.is_there:
        return
    if head.rule is None:
        yield missing(sheet)
    else:
        own = head.rule.paragraph
        left, right = own.indent("left") * em(own.size), own.indent("right") * em(own.size)
        width = sheet.section(own).text_width - left - right
        good = abs(width - 156) <= 1 and abs(left) <= 1 and abs(right) <= 1
        yield judged(good, f"长{said(width)}", own.line)
    rule = red_rule(sheet)
    if rule:
        good = abs(rule.width - 156) <= 1 and abs(rule.left - 28) <= 1
        yield judged(good, f"{rule.left:.1f}—{rule.right:.1f}mm，长{said(rule.width)}", place="第1面")
