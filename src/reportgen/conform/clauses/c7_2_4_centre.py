"""发文机关标志：居中排布。

核对：对齐方式和左右缩进；版面上一行之内排完、不超出版心、中线与版心中线相差不超过 1 mm。联合行文时“文件”二字居右，不作此项判定。
"""

from collections.abc import Iterator

from reportgen.conform.docx import Paragraph
from reportgen.conform.lengths import said
from reportgen.conform.sheet import Sheet
from reportgen.conform.verdict import Measured, Strength, judged, unknown

CODE = "G724"
CLAUSE = "7.2.4"
ELEMENT = "发文机关标志的居中"
STRENGTH = Strength.REQUIRED
REQUIRED = "居中，不超出版心"


def check(sheet: Sheet) -> Iterator[Measured]:
    for mark in sheet.elements.head.mark:
        if mark.cell or mark.in_frame:
            yield unknown("排在表格或文本框里，请用 --rendered 量版面", mark.line)
        else:
            yield judged(is_centred(mark), _said(mark), mark.line)
        yield from _on_page(sheet, mark)


def is_centred(paragraph: Paragraph) -> bool:
    """Centred between equal indents, with no first-line indent that shifts it."""
    even = abs(paragraph.indent("left") - paragraph.indent("right")) < 0.1
    return paragraph.align == "center" and even and paragraph.first_line == 0


def _said(paragraph: Paragraph) -> str:
    if paragraph.align != "center":
        return {"left": "左对齐", "right": "右对齐", "both": "两端对齐"}.get(paragraph.align, paragraph.align)
    return "居中" if is_centred(paragraph) else "居中，但缩进不对称"


def _on_page(sheet: Sheet, mark: Paragraph) -> Iterator[Measured]:
    lines = sheet.lines(mark)
    if not lines or mark.cell:
        return
    middle = (sheet.left_edge(mark) + sheet.right_edge(mark)) / 2
    off = max(abs(line.centre - middle) for line in lines)
    wide = max(line.right - line.left for line in lines)
    good = off <= 1 and wide <= 156 and len(lines) == 1
    yield judged(good, f"中线偏{said(off)}，宽{said(wide)}，{len(lines)}行", mark.line, "第1面")
