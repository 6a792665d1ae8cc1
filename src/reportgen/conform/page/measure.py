"""A page of a PDF as the clauses speak of it: its lines of text and its rules, in millimetres."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from reportgen import pdf
from reportgen.conform.lengths import mm_of_points
from reportgen.conform.page.page import Line, Page, Piece, Rule
from reportgen.pdf import Glyph
from reportgen.value import replace

SAME_LINE = 1.5  # points two baselines may differ on one line
GAP = 0.8  # ems between characters that end a piece: a tab or a cell's edge, not the space between Chinese and digits


def measured(data: bytes) -> tuple[Page, ...]:
    """The pages of a PDF."""
    from reportgen.pdf.reader import pages  # takes a moment that judging a file alone can do without

    return tuple(_page(page) for page in pages(data, looks=True))


def _page(page: pdf.Page) -> Page:
    upright = [glyph for glyph in page.glyphs if glyph.quarter == 0]
    turned = sorted((glyph for glyph in page.glyphs if glyph.quarter), key=_column)
    lines = [_line(group, page.number) for group in _grouped(upright)]
    lines += [_turned(list(group), page.number) for _, group in groupby(turned, _column)]
    drawn = (rule for rule in page.rules if rule.thickness and rule.box.width > rule.box.height)
    rules = _joined(_rule(rule, page.number) for rule in drawn)
    ordered = sorted(lines, key=lambda line: (line.baseline, line.left))
    return Page(page.number, _mm(page.width), _mm(page.height), tuple(ordered), tuple(rules))


def _grouped(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters by baseline, each line from left to right."""
    line: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.baseline, glyph.box.left)):
        if line and glyph.baseline - line[0].baseline > SAME_LINE:
            yield sorted(line, key=lambda glyph: glyph.box.left)
            line = []
        line.append(glyph)
    if line:
        yield sorted(line, key=lambda glyph: glyph.box.left)


def _line(glyphs: Sequence[Glyph], page: int) -> Line:
    largest = max(glyphs, key=lambda glyph: glyph.size)
    return Line(page, tuple(_pieces(glyphs)), _mm(largest.baseline), _decimal(largest.size), largest.color)


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[Piece]:
    start = 0
    for index, (one, other) in enumerate(pairwise(glyphs), 1):
        if other.box.left - one.box.right > GAP * one.size:
            yield _piece(glyphs[start:index])
            start = index
    yield _piece(glyphs[start:])


def _piece(glyphs: Sequence[Glyph]) -> Piece:
    left, right = min(one.box.left for one in glyphs), max(one.box.right for one in glyphs)
    return Piece("".join(one.text for one in glyphs), _mm(left), _mm(right))


def _column(glyph: Glyph) -> int:
    return round(glyph.box.centre)


def _turned(glyphs: Sequence[Glyph], page: int) -> Line:
    """Turned text, in reading order."""
    ordered = sorted(glyphs, key=lambda glyph: glyph.box.top, reverse=glyphs[0].quarter == 3)
    first, upper, lowest = (
        ordered[0],
        min(one.box.top for one in glyphs),
        max(one.box.bottom for one in glyphs),
    )
    size = _decimal(first.size)
    return Line(page, (_piece(ordered),), _mm(lowest), size, first.color, turned=True, upper=_mm(upper))


def _rule(rule: pdf.Rule, page: int) -> Rule:
    box = rule.box
    return Rule(page, _mm(box.left), _mm(box.right), _mm(box.middle), _mm(rule.thickness), rule.color)


def _joined(rules: Iterator[Rule]) -> list[Rule]:
    """Rules that touch end to end are one; the same stretch drawn twice counts once."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (r.y, r.thickness, r.color, r.left)):
        if joined and _continues(joined[-1], rule):
            joined[-1] = replace(joined[-1], right=max(joined[-1].right, rule.right))
        else:
            joined.append(rule)
    return sorted(joined, key=lambda rule: (rule.y, rule.left))


def _continues(one: Rule, other: Rule) -> bool:
    same = abs(one.y - other.y) < Decimal("0.2") and one.color == other.color
    return same and other.left <= one.right + Decimal("0.5")


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(value, 2)))


def _mm(points: float) -> Decimal:
    """A PDF length to the hundredth of a millimetre; what the reader gives as a binary float stops being one here."""
    return mm_of_points(Decimal(repr(points))).quantize(Decimal("0.01"))
