"""附件：附件标题居中编排在版心第三行。

核对：对齐方式和上方空行；版面上标题首行在版心第几行、中线偏差。
"""

from decimal import Decimal

from reportgen.conform.elements import Attachment
from reportgen.conform.lengths import said
from reportgen.conform.sheet import LINE, Sheet, blank_said
from reportgen.conformity import Measurements, Strength, judged, unmet

ELEMENT = "附件标题的位置"
STRENGTH = Strength.REQUIRED
REQUIRED = "居中，在版心第三行"

_TOLERANCE = Decimal("0.4")  # lines


def check(sheet: Sheet) -> Measurements:
    for attachment in sheet.elements.attachments:
        yield from _in_file(sheet, attachment)
        yield from _on_page(sheet, attachment)


def _in_file(sheet: Sheet, attachment: Attachment) -> Measurements:
    label, title = attachment.label, attachment.title
    if not title:
        yield unmet(f"{label.words}没有标题", label.line)
        return
    lines = sheet.blank_lines(label, title[0])
    centred = all(p.is_centred for p in title)
    shown = f"{label.words}：{'居中' if centred else '没有居中'}，上{blank_said(lines)}"
    yield judged(centred and abs(lines - 1) <= _TOLERANCE, shown, title[0].line)


def _on_page(sheet: Sheet, attachment: Attachment) -> Measurements:
    lines = sheet.lines(*attachment.title)
    if not lines or sheet.pages[lines[0].page - 1].is_landscape:
        return
    title = attachment.title[0]
    top = sheet.section(title).margin("top")
    row = (lines[0].baseline - top) / LINE + Decimal("0.2")
    off = max(abs(line.centre - sheet.middle(title)) for line in lines)
    shown = f"{attachment.label.words}：第{row:.1f}行，中线偏{said(off)}"
    good = abs(row - 3) <= _TOLERANCE and off <= 1
    yield judged(good, shown, title.line, f"第{lines[0].page}面")
