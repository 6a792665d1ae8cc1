"""版记：末条分隔线与公文最后一面的版心下边缘重合（距纸张上沿 262 mm）。

核对：版记表格是否锚定在版心底部；版面上末条线的位置，误差不超过 1 mm，以及是否在最后一面。按 GB/T 33476.2 的页边距排版的，
版心下边缘在 264.4 mm 处，同样符合。
"""

from decimal import Decimal

from reportgen.conform.clauses.c7_4_1_width import imprint_rules
from reportgen.conform.docx import TableFrame
from reportgen.conform.lengths import said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged, unknown

ELEMENT = "版记末条分隔线的位置"
STRENGTH = Strength.REQUIRED
REQUIRED = "最后一面版心下边缘（距纸张上沿262mm）±1mm"


def check(sheet: Sheet) -> Measurements:
    imprint = sheet.elements.imprint
    if imprint is None:
        return
    at = imprint.line
    held = imprint.frame is not None and _is_held_at_bottom(imprint.frame)
    yield judged(True, "锚定在版心底部", at) if held else unknown("没有锚定，位置请用 --rendered 量", at)
    rules = imprint_rules(sheet)
    if rules:
        last, final = rules[-1], len(sheet.pages)
        section = sheet.section(imprint.paragraphs[0])
        edges = {Decimal(262), section.height - section.margin("bottom")}
        good = any(abs(last.y - edge) <= 1 for edge in edges) and last.page == final
        yield judged(good, f"末线在{said(last.y)}处，第{last.page}面（共{final}面）", at, f"第{last.page}面")


def _is_held_at_bottom(frame: TableFrame) -> bool:
    return frame.floats.get("vertAnchor") == "margin" and frame.floats.get("tblpYSpec") == "bottom"
