"""份号、密级和保密期限、紧急程度的位置：顶格编排在版心左上角，按此顺序自上而下分行排列；份号在第一行，密级和保密期限在第二行。

核对：左缩进和对齐；先后顺序；版面上的左端、首行位置。
"""

from reportgen.conform.docx import Paragraph
from reportgen.conform.lengths import said
from reportgen.conform.sheet import LINE, Sheet
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unmet

ELEMENT = "份号、密级、紧急程度的位置"
STRENGTH = Strength.REQUIRED
REQUIRED = "顶格，自上而下，从版心第一行起"


def check(sheet: Sheet) -> Measurements:
    head = sheet.elements.head
    named = {"份号": head.serial, "密级": head.secrecy, "紧急程度": head.urgency}
    own = {name: p for name, p in named.items() if p is not None}
    if not own:
        return
    lines = [p.line for p in own.values()]
    faults = [unmet(f"{name}没有顶格", p.line) for name, p in own.items() if not _at_left(p)]
    if lines != sorted(lines):
        order = "、".join(sorted(own, key=lambda name: own[name].line))
        faults.append(unmet(f"顺序为{order}", min(lines)))
    yield from faults_or(faults, met("、".join(own) + " 顶格", lines[0]))
    yield from _on_page(sheet, own)


def _at_left(paragraph: Paragraph) -> bool:
    is_flush = abs(paragraph.indent("left") + paragraph.first_line) < 0.1 and not paragraph.text[:1].isspace()
    return is_flush and paragraph.align in ("left", "both")


def _on_page(sheet: Sheet, own: dict[str, Paragraph]) -> Measurements:
    for name, paragraph in own.items():
        line = sheet.first_line(paragraph)
        if line is None:
            continue
        off = line.left - sheet.left_edge(paragraph)
        row = round((line.baseline - sheet.section(paragraph).margin("top")) / LINE)
        good = abs(off) <= 1 and (row == 1 if name == "份号" else row <= 3)
        yield judged(good, f"{name}左端{said(line.left)}，第{row}行", paragraph.line, "第1面")
