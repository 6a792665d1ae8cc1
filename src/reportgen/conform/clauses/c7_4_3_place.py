"""印发机关和印发日期：编排在末条分隔线之上，印发机关左空一字，印发日期右空一字。

核对：左缩进和右对齐的制表位（或两个单元格的缩进）；版面上的左右端，误差不超过 1 mm。
"""

from decimal import Decimal

from reportgen.conform.docx import Paragraph
from reportgen.conform.lengths import em, mm, said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Measurements, Strength, judged, unknown

ELEMENT = "印发机关和印发日期的位置"
STRENGTH = Strength.REQUIRED
REQUIRED = "左右各空一字"


def check(sheet: Sheet) -> Measurements:
    imprint = sheet.elements.imprint
    printer = imprint.printer if imprint else None
    if imprint is None or printer is None:
        return
    yield _in_file(sheet, printer)
    line = sheet.first_line(printer)
    if line:
        one = em(printer.size)
        row = [cell for cell in sheet.lines(*imprint.paragraphs) if cell.beside(line)]
        left = min(cell.left for cell in row) - sheet.left_edge(printer)
        right = sheet.right_edge(printer) - max(cell.right for cell in row)
        good = abs(left - one) <= 1 and abs(right - one) <= 1
        yield judged(good, f"左空{said(left)}，右空{said(right)}", printer.line, f"第{line.page}面")


def _in_file(sheet: Sheet, printer: Paragraph) -> Measured:
    """A left indent, and a right tab a character before the edge of the text."""
    stops = [position for kind, position in printer.tabs if kind in ("right", "end")]
    if "\t" not in printer.words or not stops:
        return unknown("没有用右对齐的制表位，请用 --rendered 量", printer.line)
    one = em(printer.size)
    left = (printer.indent("left") + printer.first_line) * one
    right = sheet.section(printer).text_width - mm(max(stops))
    good = abs(left - one) <= Decimal(1) and abs(right - one) <= Decimal(1)
    return judged(good, f"左空{said(left)}，右空{said(right)}", printer.line)
