"""版心：公文版心尺寸为 156 mm×225 mm。

核对：纸张减去页边距；版面上正文行的左右端和最低一行的字底（行末标点悬出版心不计）。横排的附表页，版心转为 225 mm×156 mm。
GB/T 33476.2-2016 的页边距使行框总高为 229.8 mm、可见文字仍在 225 mm 之内，同样符合。
"""

from decimal import Decimal

from reportgen.conform.docx import Section
from reportgen.conform.lengths import said
from reportgen.conform.page.page import RIGHT_EDGE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unmet

ELEMENT = "版心"
STRENGTH = Strength.REQUIRED
REQUIRED = "156×225mm"

_ELECTRONIC_HEIGHT = Decimal("229.84")


def check(sheet: Sheet) -> Measurements:
    sections = list(enumerate(sheet.word.sections, 1))
    wrong = (unmet(_said(s), place=f"第{n}节") for n, s in sections if not _fits(s))
    yield from faults_or(wrong, met(_said(sheet.word.sections[0])))
    yield from _on_pages(sheet)


def _fits(section: Section) -> bool:
    wide, high = section.text_width, section.text_height
    if section.is_landscape:
        wide, high = high, wide
    return abs(wide - 156) <= 1 and (abs(high - 225) <= 1 or abs(high - _ELECTRONIC_HEIGHT) <= 1)


def _said(section: Section) -> str:
    return f"{section.text_width:.1f}×{section.text_height:.1f}mm"


def _on_pages(sheet: Sheet) -> Measurements:
    lines = [line for page, own in sheet.pages_of_text() if not page.is_landscape for line in own]
    if not lines:
        return
    left = min(line.left for line in lines)
    right = max(line.inner_right for line in lines)
    lowest = max(line.bottom for line in lines)
    good = left >= 27 and right <= RIGHT_EDGE and lowest <= 263
    yield judged(good, f"正文左右端{left:.1f}—{right:.1f}mm，最低字底{said(lowest)}", place="版面")
