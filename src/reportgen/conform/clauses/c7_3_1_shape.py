"""标题：回行时排列对称、长短适宜、间距恰当，标题排列应当使用梯形或菱形。

核对：各行的宽度（版面上量得，或按字数，数字和空格算半个字）。两行不等长、三行以上逐行增减或中间长两头短即符合；各行等长（矩形）或中间短两头长（沙漏形）不符合。
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from unicodedata import east_asian_width

from reportgen.conform.docx import Paragraph
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measured, Measurements, Strength, judged, met

ELEMENT = "标题的形状"
STRENGTH = Strength.REQUIRED
REQUIRED = "多行时排成梯形或菱形"

MOST_PER_LINE = 20  # characters of 2号 in 156 mm


def check(sheet: Sheet) -> Measurements:
    title = sheet.elements.title
    if title:
        yield shaped(widths(sheet, title), title[0].line)


def title_lines(sheet: Sheet, title: Sequence[Paragraph]) -> list[str]:
    """The lines as printed where the page is known, else as broken by hand."""
    printed = [line.text for line in sheet.lines(*title)]
    return printed or [part for p in title for part in p.words.split("\n")]


def widths(sheet: Sheet, title: Sequence[Paragraph]) -> list[int]:
    """How wide the lines are, in half characters: measured where the page is known, else by what is written."""
    if printed := sheet.lines(*title):
        return [round(2 * (line.right - line.left) / line.em) for line in printed]
    parts = (part.strip() for p in title for part in p.words.split("\n"))
    return [sum(2 if east_asian_width(c) in "WFA" else 1 for c in part) for part in parts]


def shaped(found: Sequence[int], at: int) -> Measured:
    """The verdict on lines of these widths in half characters."""
    said = "、".join(f"{Decimal(width) / 2:g}" for width in found) + "字"
    if len(found) == 1 and found[0] <= 2 * MOST_PER_LINE:
        return met(f"一行，{said}", at)
    shape = _shape(found)
    good = shape in ("梯形", "菱形") and max(found) <= 2 * MOST_PER_LINE
    return judged(good, f"{len(found)}行，{said}（{shape}）", at)


def _shape(found: Sequence[int]) -> str:
    """Growing, shrinking, or growing then shrinking; neighbours of one length only beside a longer or shorter line."""
    steps = [(b > a) - (b < a) for a, b in pairwise(found)]
    moves = [step for step in steps if step]
    if not moves:
        return "矩形" if len(found) > 1 else "一行过长"
    if len(set(moves)) == 1:
        return "梯形"
    return "菱形" if moves == sorted(moves, reverse=True) else "沙漏形"
