"""公文中的横排表格：A4 纸型的表格横排时，页码位置与公文其他页码保持一致。

核对：把横排的一面竖过来看，页码仍在版心下边缘之下 7 mm，单页居右、双页居左空一字；在横排的一面上，就是页码随表横转，位于左侧，
单页靠下、双页靠上。误差不超过 1 mm。
"""

from reportgen.conform.lengths import SMALL_SIZE, em, said
from reportgen.conform.page import Page
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unknown, unmet

ELEMENT = "横排表格的页码"
STRENGTH = Strength.REQUIRED
REQUIRED = "页码位置与竖排页一致"


def check(sheet: Sheet) -> Measurements:
    if not any(section.is_landscape for section in sheet.word.sections):
        return
    pages = [page for page in sheet.pages if page.is_landscape]
    if not pages:
        yield unknown("横排页的页码位置请用 --rendered 量")
        return
    shown = "、".join(str(page.number) for page in pages)
    fine = met("随表横转，在左侧，距版心7mm", place=f"第{shown}面")
    yield from faults_or((fault for page in pages for fault in _faults(sheet, page)), fine)


def _faults(sheet: Sheet, page: Page) -> Measurements:
    line, place = page.number_line, f"第{page.number}面"
    if line is None:
        yield unmet("没有页码", place=place)
        return
    if not line.turned:
        yield unmet("页码没有随表横转", place=place)
        return
    section = next(s for s in sheet.word.sections if s.is_landscape)
    gap = section.margin("left") - line.centre
    low = page.height - section.margin("bottom") - line.baseline
    free = low if page.number % 2 else line.upper - section.margin("top")
    if abs(gap - 7) > 1 or abs(free - em(SMALL_SIZE)) > 1:
        side = "下" if page.number % 2 else "上"
        yield unmet(f"页码距版心{said(gap)}，{side}空{said(free)}", place=place)
