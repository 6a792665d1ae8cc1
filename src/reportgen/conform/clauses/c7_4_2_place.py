"""抄送机关：在印发机关和印发日期之上一行、左右各空一字编排，回行时与冒号后的首字对齐。

核对：左右缩进和悬挂缩进；版面上左右端和回行左端，误差不超过 1 mm。
"""

from decimal import Decimal

from reportgen.conform.docx import Paragraph
from reportgen.conform.lengths import em, said
from reportgen.conform.page.page import HANGING
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Measurements, Strength, judged

ELEMENT = "抄送机关的位置"
STRENGTH = Strength.REQUIRED
REQUIRED = "左右各空一字，回行与冒号后首字对齐"

_TOLERANCE = Decimal("0.2")  # characters


def check(sheet: Sheet) -> Measurements:
    copies = sheet.elements.copies
    if copies is None:
        return
    yield _in_file(copies)
    first, *others = sheet.lines(copies) or (None,)
    if first is None:
        return
    one = em(copies.size)
    left = first.left - sheet.left_edge(copies)
    name = first.left + 3 * one
    off = max((abs(line.left - name) for line in others if line), default=Decimal(0))
    inner = [line for line in sheet.lines(copies) if line.text[-1] not in HANGING]
    right = min((sheet.right_edge(copies) - line.right for line in inner), default=one)
    good = abs(left - one) <= 1 and off <= 1 and right >= one - 1
    turned = f"，{len(others)}处回行偏{said(off)}" if others else ""
    yield judged(good, f"左空{said(left)}{turned}", copies.line, f"第{first.page}面")


def _in_file(copies: Paragraph) -> Measured:
    left, right, first = copies.indent("left"), copies.indent("right"), copies.first_line
    start = left + first + copies.text[:2].count("\u3000")
    hangs = abs(first + 3) <= _TOLERANCE or len(copies.words) < 28
    good = abs(start - 1) <= _TOLERANCE and abs(right - 1) <= _TOLERANCE and hangs
    return judged(good, f"左空{start:.1f}字，右空{right:.1f}字，悬挂{-first:.1f}字", copies.line)
