"""版记：版记中的分隔线与版心等宽（156 mm）；首条分隔线位于版记中第一个要素之上，末条在最后一个要素之下。

核对：版记表格的宽度和首末两条边框；版面上各条线的左右端，误差不超过 1 mm。
"""

from reportgen.conform.docx import TableFrame
from reportgen.conform.lengths import mm, said
from reportgen.conform.page import Rule
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Measurements, Strength, judged, unknown, unmet

ELEMENT = "版记分隔线的长度"
STRENGTH = Strength.REQUIRED
REQUIRED = "首末有线，与版心等宽（156mm±1mm）"


def check(sheet: Sheet) -> Measurements:
    imprint = sheet.elements.imprint
    if imprint is None:
        return
    at = imprint.line
    yield _in_file(imprint.frame, at) if imprint.frame else unknown("版记不是表格，请用 --rendered 量", at)
    rules = imprint_rules(sheet)
    if rules:
        wrong = [r for r in rules if abs(r.width - 156) > 1 or abs(r.left - 28) > 1]
        shown = wrong[0] if wrong else rules[0]
        good = not wrong and len(rules) >= 2
        yield judged(good, f"{len(rules)}条，{shown.left:.1f}—{shown.right:.1f}mm", at, f"第{shown.page}面")
    elif sheet.first_line(imprint.anchor):
        yield unmet("版记上下没有分隔线", at, "版面")


def _in_file(frame: TableFrame, at: int) -> Measured:
    width = mm(frame.width)
    ruled = bool(frame.edges and frame.edges[0][0] and frame.edges[-1][1])
    shown = f"{'首末有线' if ruled else '首条或末条缺线'}，宽{said(width)}"
    return judged(ruled and abs(width - 156) <= 1, shown, at)


def imprint_rules(sheet: Sheet) -> list[Rule]:
    """The rules around 版记 on its page: from just above its first line to just below its last."""
    imprint = sheet.elements.imprint
    lines = sheet.lines(*imprint.paragraphs) if imprint else ()
    page = max((line.page for line in lines), default=0)
    own = [line for line in lines if line.page == page]
    if not own:
        return []
    top, bottom = min(line.top for line in own) - 8, max(line.bottom for line in own) + 8
    return [r for r in sheet.pages[page - 1].rules if top <= r.y <= bottom and r.width > 30]
