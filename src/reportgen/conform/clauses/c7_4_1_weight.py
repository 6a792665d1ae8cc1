"""版记：首条分隔线和末条分隔线用粗线（推荐高度为 0.35 mm），中间的分隔线用细线（推荐高度为 0.25 mm）。

核对：版记表格边框的粗细（八分之一磅为单位）；版面上线条的粗细，误差不超过 0.05 mm。
"""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.conform.clauses.c7_4_1_width import imprint_rules
from reportgen.conform.docx import TableFrame
from reportgen.conform.docx.properties import whole_number
from reportgen.conform.lengths import mm_of_points
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Measurements, Strength, judged, unknown

ELEMENT = "版记分隔线的粗细"
STRENGTH = Strength.RECOMMENDED
REQUIRED = "首末0.35mm，中间0.25mm"

_THICK, _THIN, _TOLERANCE = Decimal("0.35"), Decimal("0.25"), Decimal("0.05")


def check(sheet: Sheet) -> Measurements:
    imprint = sheet.elements.imprint
    if imprint is None:
        return
    at = imprint.line
    if imprint.frame:
        yield _judged(_borders(imprint.frame), at, "")
    else:
        yield unknown("版记不是表格，请用 --rendered 量", at)
    rules = imprint_rules(sheet)
    if rules:
        yield _judged([rule.thickness for rule in rules], at, f"第{rules[0].page}面")


def _borders(frame: TableFrame) -> list[Decimal]:
    """Thicknesses from top to bottom; between rows the thicker of the two borders shows."""
    tops = [_thickness(top.get("sz")) for top, _ in frame.edges]
    bottoms = [_thickness(bottom.get("sz")) for _, bottom in frame.edges]
    inner = [max(a, b) for a, b in zip(bottoms, tops[1:], strict=False)]
    return [tops[0], *(t for t in inner if t), bottoms[-1]] if tops else []


def _thickness(eighths: str | None) -> Decimal:
    return mm_of_points(Decimal(whole_number(eighths)) / 8)


def _judged(found: Sequence[Decimal], at: int, place: str) -> Measured:
    wanted = [_THICK, *[_THIN] * (len(found) - 2), _THICK]
    good = len(found) >= 2 and all(abs(a - b) <= _TOLERANCE for a, b in zip(found, wanted, strict=False))
    return judged(good, "、".join(f"{t:.2f}mm" for t in found) or "没有线", at, place)
