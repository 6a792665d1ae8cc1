"""Lengths as Decimal millimetres, and the type sizes Chinese printers call by number.

1 mm is 56.693 twips or 2.8346 points. A 3号 character is 16 pt wide, a 4号 one 14 pt, a 2号 one 22 pt (GB/T 9704-2012 chapter 3).
"""

from decimal import Decimal

TWIPS_PER_INCH = 1440
POINTS_PER_INCH = 72
MM_PER_INCH = Decimal("25.4")

BODY_SIZE = 32  # half-points, 3号
SMALL_SIZE = 28  # 4号
TITLE_SIZE = 44  # 2号

_NUMBERED_SIZES = {
    84: "初号", 72: "小初", 52: "1号", 48: "小1", 44: "2号", 36: "小2", 32: "3号", 30: "小3", 28: "4号", 24: "小4", 21: "5号", 18: "小5",
}  # fmt: skip


def mm(twips: int) -> Decimal:
    """Twips in millimetres."""
    return twips * MM_PER_INCH / TWIPS_PER_INCH


def mm_of_points(points: Decimal) -> Decimal:
    """Points in millimetres."""
    return points * MM_PER_INCH / POINTS_PER_INCH


def em(size: int) -> Decimal:
    """The width of one character of `size` half-points, in millimetres."""
    return mm(size * 10)


def said(length: Decimal) -> str:
    """A length as it stands in the table, to a tenth of a millimetre."""
    return f"{length:.1f}mm"


def size_said(half_points: int) -> str:
    """A type size by its number if it has one: 3号, 15磅."""
    points = Decimal(half_points) / 2
    return _NUMBERED_SIZES.get(half_points) or f"{points.normalize():f}磅"
