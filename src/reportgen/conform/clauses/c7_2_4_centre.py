"""发文机关标志：居中排布。

核对：对齐方式和左右缩进；版面上不回行、不超出版心、中线与版心中线相差不超过 1 mm。联合行文时，各机关名称与右侧的“文件”二字合起来居中。
"""

from decimal import Decimal

from reportgen.characters import unspaced
from reportgen.conform.docx import Paragraph
from reportgen.conform.lengths import said
from reportgen.conform.page import Line
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, judged, unknown

ELEMENT = "发文机关标志的居中"
STRENGTH = Strength.REQUIRED
REQUIRED = "居中，不超出版心"

_ALIKE = Decimal("0.8")


def check(sheet: Sheet) -> Measurements:
    mark = sheet.elements.head.mark
    boxed = [line for line in mark if line.cell or line.in_frame]
    if boxed:
        yield unknown("排在表格或文本框里，请用 --rendered 量版面", boxed[0].line)
    yield from (judged(line.is_centred, _said(line), line.line) for line in mark if line not in boxed)
    if mark:
        yield from _on_page(sheet, mark)


def _said(paragraph: Paragraph) -> str:
    if paragraph.align != "center":
        return {"left": "左对齐", "right": "右对齐", "both": "两端对齐"}.get(paragraph.align, paragraph.align)
    return "居中" if paragraph.is_centred else "居中，但缩进不对称"


def _on_page(sheet: Sheet, mark: tuple[Paragraph, ...]) -> Measurements:
    """The mark as a whole: in a joint issue the names and 文件 beside them are centred together."""
    lines = _lines(sheet, mark)
    if not lines:
        return
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    off, wide = abs((left + right) / 2 - sheet.middle(mark[0])), right - left
    turned = sum(all(unspaced(p.words) not in line.unspaced for line in lines) for p in mark)
    said_turned = f"，回行{turned}处" if turned else ""
    good = off <= 1 and wide <= 156 and not turned
    yield judged(good, f"中线偏{said(off)}，宽{said(wide)}{said_turned}", mark[0].line, "第1面")


def _lines(sheet: Sheet, mark: tuple[Paragraph, ...]) -> list[Line]:
    """The lines of the mark. One of several names and 文件 beside it, in cells of their own, are one line on the page: there all lines
    that look like the first belong to it."""
    first = sheet.first_line(mark[0])
    if first is None or not mark[0].cell:
        return list(sheet.lines(*mark))
    alike = (line for line in sheet.pages[first.page - 1].text_lines if line.color == first.color)
    return [line for line in alike if line.size >= first.size * _ALIKE]
