"""附件：在版记之前，与公文正文一起装订。

核对：版记是否排在最后一个附件之后；版面上版记是否在最后一面。
"""

from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged, unknown

ELEMENT = "附件与版记的先后"
STRENGTH = Strength.REQUIRED
REQUIRED = "附件在版记之前"


def check(sheet: Sheet) -> Measurements:
    attachments, imprint = sheet.elements.attachments, sheet.elements.imprint
    if not attachments or imprint is None:
        return
    first, last = imprint.line, attachments[-1].label.line
    if first < last and imprint.frame and imprint.frame.floats:
        yield unknown("版记浮动，排在第几面请用 --rendered 看", first)
    else:
        yield judged(first > last, f"版记在附件之{'后' if first > last else '前'}", first)
    shown, label = sheet.first_line(imprint.anchor), sheet.first_line(attachments[-1].label)
    if shown and label:
        said = f"版记在第{shown.page}面，末个附件从第{label.page}面起"
        yield judged(shown.page >= label.page, said, first, "版面")
