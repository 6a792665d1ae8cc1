"""幅面尺寸：公文用纸采用 GB/T 148 中规定的 A4 型纸，成品幅面 210 mm×297 mm（横排的附表同样用 A4）。

核对：各节的纸张大小；版面上各页的大小，误差不超过 0.5 mm。
"""

from collections.abc import Sequence
from decimal import Decimal

from reportgen.conform.docx import Section
from reportgen.conform.page import Page
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, met, unmet

ELEMENT = "纸张"
STRENGTH = Strength.REQUIRED
REQUIRED = "A4，210×297mm"

_A4 = (Decimal(210), Decimal(297))


def check(sheet: Sheet) -> Measurements:
    yield from _sized(sheet.word.sections, "节", "")
    if sheet.pages:
        yield from _sized(sheet.pages, "面", "版面")


def _sized(sheets: Sequence[Section] | Sequence[Page], kind: str, fine: str) -> Measurements:
    sizes = [(one.width, one.height) for one in sheets]
    numbered = enumerate(sizes, 1)
    wrong = (unmet(_said(*size), place=f"第{n}{kind}") for n, size in numbered if not _is_a4(*size))
    yield from faults_or(wrong, met(_said(*sizes[0]), place=fine))


def _is_a4(width: Decimal, height: Decimal) -> bool:
    short, long = sorted((width, height))
    return abs(short - _A4[0]) <= Decimal("0.5") and abs(long - _A4[1]) <= Decimal("0.5")


def _said(width: Decimal, height: Decimal) -> str:
    return f"{width:.1f}×{height:.1f}mm"
