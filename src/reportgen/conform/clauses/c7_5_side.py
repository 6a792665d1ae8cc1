"""页码：单页码居右空一字，双页码居左空一字。

核对：有没有打开“奇偶页不同”，单、双数面页脚的对齐和缩进；版面上各面页码的左右端，误差不超过 1 mm（一字按 4 号或 3 号字宽均可）。
"""

from decimal import Decimal

from reportgen.conform.clauses.c7_5_form import NumberLine, upright_number_lines
from reportgen.conform.lengths import BODY_SIZE, SMALL_SIZE, em, said
from reportgen.conform.page import Page
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Measurements, Strength, faults_or, met, unknown, unmet

ELEMENT = "页码的左右位置"
STRENGTH = Strength.REQUIRED
REQUIRED = "单页居右空一字，双页居左空一字"

_ALIGNED = {"right": "居右", "left": "居左", "center": "居中", "both": "居左"}


def check(sheet: Sheet) -> Measurements:
    upright = upright_number_lines(sheet)
    if not upright:
        return
    if any(line.paragraph.in_frame or line.paragraph.cell for line in upright):
        yield unknown("页码排在表格或文本框里，请用 --rendered 量")
    else:
        yield from faults_or(_in_file(sheet, upright), met("单页居右空一字，双页居左空一字"))
    pages = [p for p in sheet.pages if p.number_line and not p.is_landscape]
    if pages:
        yield from faults_or((f for p in pages for f in _on_page(sheet, p)), _fine(sheet, pages))


def _in_file(sheet: Sheet, upright: list[NumberLine]) -> Measurements:
    if not sheet.word.even_and_odd:
        yield unmet("没有打开“奇偶页不同”，单双数面页码在同一侧", place="设置")
    for kind, paragraph in ((line.kind, line.paragraph) for line in upright):
        side = "left" if kind == "even" else "right"
        free = paragraph.indent(side) + (paragraph.first_line if side == "left" else 0)
        free += paragraph.text.count("\u3000")
        align = "left" if paragraph.align == "both" else paragraph.align
        if kind == "first" or (align == side and _is_one(free * em(paragraph.size), em(paragraph.size))):
            continue
        page = "双数面" if kind == "even" else "单数面"
        yield unmet(f"{page}{_ALIGNED.get(paragraph.align, paragraph.align)}，空{free:.1f}字", place="页脚")


def _is_one(free: Decimal, own: Decimal) -> bool:
    """Whether so many millimetres are one character: of the number's own size, of 4号 or of 3号."""
    return min(abs(free - one) for one in (own, em(SMALL_SIZE), em(BODY_SIZE))) <= 1


def _free(sheet: Sheet, page: Page) -> Decimal:
    """What stays free between the number and its edge of the text."""
    line, section = page.number_line, sheet.word.sections[0]
    assert line is not None
    if page.number % 2:
        return page.width - section.margin("right") - line.right
    return line.left - section.margin("left")


def _on_page(sheet: Sheet, page: Page) -> Measurements:
    free = _free(sheet, page)
    if page.number_line and not _is_one(free, page.number_line.em):
        side = "右" if page.number % 2 else "左"
        yield unmet(f"{side}空{said(free)}", place=f"第{page.number}面")


def _fine(sheet: Sheet, pages: list[Page]) -> Measured:
    parts = []
    for name, odd in (("单页右", 1), ("双页左", 0)):
        own = [_free(sheet, p) for p in pages if p.number % 2 == odd]
        if own:
            parts.append(f"{name}空{said(max(own))}")
    return met("，".join(parts), place="版面")
