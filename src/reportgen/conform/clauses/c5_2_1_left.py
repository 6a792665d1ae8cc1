"""页边：公文用纸订口（左白边）为 28 mm±1 mm。

核对：竖排各节的左边距（含装订线）；版面上正文行的左端。
"""

from reportgen.conform.lengths import said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unknown, unmet

ELEMENT = "订口"
STRENGTH = Strength.REQUIRED
REQUIRED = "28mm±1mm"


def check(sheet: Sheet) -> Measurements:
    upright = [(n, s.margin("left")) for n, s in enumerate(sheet.word.sections, 1) if not s.is_landscape]
    wrong = (unmet(said(left), place=f"第{n}节") for n, left in upright if abs(left - 28) > 1)
    if upright:
        yield from faults_or(wrong, met(said(upright[0][1])))
    lefts = [line.left for page, lines in sheet.pages_of_text() if not page.is_landscape for line in lines]
    if not lefts:
        return
    good = abs(min(lefts) - 28) <= 1
    if good or any(len(sheet.lines(p)) > 1 for p in sheet.elements.all_text()):
        yield judged(good, f"正文行左端{said(min(lefts))}", place="版面")
    else:
        yield unknown("正文各段都只有一行，段首有缩进，量不出正文行左端")
