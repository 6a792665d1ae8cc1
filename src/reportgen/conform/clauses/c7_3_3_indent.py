"""正文：每个自然段左空二字，回行顶格。

核对：首行缩进（字符数或磅值，键入的空格也算）和左右缩进；版面上段首行与回行的左端，误差不超过 0.6 mm。
"""

from decimal import Decimal

from reportgen.conform.docx import Paragraph
from reportgen.conform.lengths import BODY_SIZE, em, said
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "正文的缩进"
STRENGTH = Strength.REQUIRED
REQUIRED = "段首左空二字，回行顶格"

_TOLERANCE = Decimal("0.15")  # characters
_ON_PAGE = Decimal("0.6")  # millimetres


def check(sheet: Sheet) -> Measurements:
    body = list(sheet.elements.all_text())
    if body:
        wrong = (unmet(_said(p), p.line) for p in body if not _is_right(p))
        yield from faults_or(wrong, met(f"{len(body)}段均左空二字、回行顶格"))
        yield from _on_pages(sheet, body)


def _is_right(paragraph: Paragraph) -> bool:
    flush = abs(paragraph.indent("left")) <= _TOLERANCE and abs(paragraph.indent("right")) <= _TOLERANCE
    return flush and abs(paragraph.first_indent - 2) <= _TOLERANCE


def _said(paragraph: Paragraph) -> str:
    parts = [f"首行空{_short(paragraph.first_indent + paragraph.indent('left'))}字"]
    for name, side in (("左", "left"), ("右", "right")):
        if paragraph.indent(side):
            parts.append(f"{name}缩进{_short(paragraph.indent(side))}字")
    return "，".join(parts)


def _short(number: Decimal) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _on_pages(sheet: Sheet, body: list[Paragraph]) -> Measurements:
    shown = [(p, sheet.lines(p)) for p in body if sheet.lines(p)]
    if not shown:
        return
    two = 2 * em(BODY_SIZE)
    faults = []
    for paragraph, (first, *others) in shown:
        edge = sheet.left_edge(paragraph)
        if abs(first.left - edge - two) > _ON_PAGE:
            faults.append(unmet(f"段首左端{said(first.left)}", paragraph.line, f"第{first.page}面"))
        faults += [
            unmet(f"回行左端{said(line.left)}", paragraph.line, f"第{line.page}面")
            for line in others
            if abs(line.left - edge) > _ON_PAGE
        ]
    starts = [lines[0].left - sheet.left_edge(p) for p, lines in shown]
    fine = met(f"段首左空{min(starts):.1f}—{max(starts):.1f}mm，回行顶格", place="版面")
    yield from faults_or(faults, fine)
