"""正文：公文首页必须显示正文。

核对：版面第一面上正文的行数。只看文件不能断定。
"""

from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged, unknown

ELEMENT = "首页显示正文"
STRENGTH = Strength.REQUIRED
REQUIRED = "首页有正文"


def check(sheet: Sheet) -> Measurements:
    body = sheet.elements.body
    if not body:
        return
    if not sheet.pages:
        yield unknown("要排出版面才知道，请用 --rendered", body[0].line)
        return
    shown = sum(line.page == 1 for line in sheet.lines(*body))
    yield judged(shown > 0, f"首页有正文{shown}行", body[0].line, "第1面")
