"""版记一般在偶数面（GB/T 33476.2-2016 7.3.1：版记置于公文最后一面，即双面印刷的末面）。GB/T 9704 没有规定，有的机关这样要求。

核对：版面上版记所在面的面数是否为双数。
"""

from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged, unknown

ELEMENT = "版记在双数面"
STRENGTH = Strength.CUSTOM
REQUIRED = "双数面（GB/T 33476.2）"


def check(sheet: Sheet) -> Measurements:
    imprint = sheet.elements.imprint
    if imprint is None:
        return
    if not sheet.pages:
        yield unknown("要排出版面才知道，请用 --rendered", imprint.line)
    elif shown := sheet.first_line(imprint.anchor):
        yield judged(shown.page % 2 == 0, f"第{shown.page}面", imprint.line, f"第{shown.page}面")
