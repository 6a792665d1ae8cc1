"""印发机关和印发日期：印发日期用阿拉伯数字将年、月、日标全，年份应标全称，月、日不编虚位，后加“印发”二字。

核对：写法。
"""

from reportgen.conform.clauses.c7_3_5_4_date import fault_of
from reportgen.conform.docx import Paragraph
from reportgen.conform.elements.patterns import DATE
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unknown, unmet
from reportgen.report import TO_FILL_IN

ELEMENT = "印发机关和印发日期"
STRENGTH = Strength.REQUIRED
REQUIRED = "印发机关　2024年1月12日印发"


def check(sheet: Sheet) -> Measurements:
    imprint = sheet.elements.imprint
    if imprint is None:
        return
    printer = imprint.printer
    if printer is None:
        yield unmet("没有印发机关和印发日期", imprint.paragraphs[-1].line)
        return
    words = "　".join(printer.words.split())
    if TO_FILL_IN in printer.words:
        yield unknown(words, printer.line)
    else:
        yield from faults_or(_faults(printer, imprint.paragraphs), met(words, printer.line))


def _faults(printer: Paragraph, imprint: tuple[Paragraph, ...]) -> Measurements:
    found = list(DATE.finditer(printer.words))
    if not found:
        yield unmet(f"“{printer.words[-12:]}”没有完整的日期", printer.line)
        return
    day = found[-1][0]
    if fault := fault_of(day):
        yield unmet(f"“{day}”{fault}", printer.line)
    if not printer.words.endswith("印发"):
        yield unmet(f"日期后为“{printer.words[found[-1].end() :] or '空'}”，应为“印发”", printer.line)
    beside = [p for p in imprint if p is not printer and p.words and p.cell and p.cell.row == _row(printer)]
    if not printer.words[: found[-1].start()].strip() and not beside:
        yield unmet("没有印发机关", printer.line)


def _row(paragraph: Paragraph) -> int | None:
    return paragraph.cell.row if paragraph.cell else None
