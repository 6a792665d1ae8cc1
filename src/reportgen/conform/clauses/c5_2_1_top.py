"""页边：公文用纸天头（上白边）为 37 mm±1 mm。

核对：竖排各节的上边距；版面上正文页首行的行框上沿。GB/T 33476.2-2016 给文字处理软件的上边距是 34.58 mm（首行字顶恰在 37 mm），同样符合。
"""

from decimal import Decimal

from reportgen.conform.lengths import mm, said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unmet

ELEMENT = "天头"
STRENGTH = Strength.REQUIRED
REQUIRED = "37mm±1mm"

ELECTRONIC = Decimal("34.58")
"""The margin of GB/T 33476.2-2016 6.2."""


def check(sheet: Sheet) -> Measurements:
    upright = [(n, s.margin("top")) for n, s in enumerate(sheet.word.sections, 1) if not s.is_landscape]
    wrong = (unmet(said(top), place=f"第{n}节") for n, top in upright if not _fits(top))
    if upright:
        yield from faults_or(wrong, met(said(upright[0][1])))
    yield from _on_pages(sheet)


def _fits(top: Decimal) -> bool:
    return abs(top - 37) <= 1 or abs(top - ELECTRONIC) <= Decimal("0.3")


def _on_pages(sheet: Sheet) -> Measurements:
    """The first line of the first page that begins with text."""
    for page, lines in sheet.pages_of_text():
        first = page.text_lines[0] if page.text_lines else None
        if first is None or first not in lines or page.is_landscape:
            continue
        owner = next(p for p in sheet.elements.all_text() if first in sheet.lines(p))
        box = first.baseline - mm(sheet.pitch(owner) * 8 // 10)
        good = abs(box - 37) <= 1 or abs(first.top - 37) <= Decimal("1.7")
        yield judged(good, f"首行行框上沿{said(box)}，字顶{said(first.top)}", place=f"第{page.number}面")
        return
