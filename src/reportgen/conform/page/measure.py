"""Reads positions out of a PDF: the only door to pdfplumber."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import pairwise
from typing import Any

from reportgen.conform.lengths import mm_of_points
from reportgen.conform.page.page import Line, Page, Piece, Rule

SAME_LINE = 1.5  # points two baselines may differ on one line
GAP = 0.8  # ems between characters that end a piece: a tab or a cell's edge, not the space between Chinese and digits
THIN = 3  # points: a filled rectangle no higher is a rule


def measured(data: bytes) -> tuple[Page, ...]:
    """The pages of a PDF."""
    import pdfplumber  # takes a moment that judging a file alone can do without

    with pdfplumber.open(BytesIO(data)) as document:
        return tuple(_page(page) for page in document.pages)


def _page(page: Any) -> Page:
    height, number = float(page.height), int(page.page_number)
    upright = [c for c in page.chars if c["upright"] and c["text"].strip()]
    turned = [c for c in page.chars if not c["upright"] and c["text"].strip()]
    lines = [_line(group, height, number) for group in _grouped(upright)]
    lines += [_turned(group, number) for group in _by_column(turned)]
    rules = sorted(_joined(_rules(page, number)), key=lambda rule: (rule.y, rule.left))
    ordered = sorted(lines, key=lambda line: (line.baseline, line.left))
    return Page(number, _mm(page.width), _mm(page.height), tuple(ordered), tuple(rules))


def _grouped(characters: Sequence[Any]) -> Iterator[list[Any]]:
    """Characters by baseline, each line from left to right."""
    line: list[Any] = []
    for character in sorted(characters, key=lambda c: (-c["matrix"][5], c["x0"])):
        if line and abs(line[0]["matrix"][5] - character["matrix"][5]) > SAME_LINE:
            yield sorted(line, key=lambda c: c["x0"])
            line = []
        line.append(character)
    if line:
        yield sorted(line, key=lambda c: c["x0"])


def _line(characters: Sequence[Any], height: float, page: int) -> Line:
    largest = max(characters, key=lambda c: c["size"])
    return Line(
        page,
        tuple(_pieces(characters)),
        _mm(height - largest["matrix"][5]),
        _decimal(largest["size"]),
        _color(largest["non_stroking_color"]),
    )


def _pieces(characters: Sequence[Any]) -> Iterator[Piece]:
    start = 0
    for index, (one, other) in enumerate(pairwise(characters), 1):
        if other["x0"] - one["x1"] > GAP * one["size"]:
            yield _piece(characters[start:index])
            start = index
    yield _piece(characters[start:])


def _piece(characters: Sequence[Any]) -> Piece:
    return Piece("".join(c["text"] for c in characters), _mm(characters[0]["x0"]), _mm(characters[-1]["x1"]))


def _by_column(characters: Sequence[Any]) -> Iterator[list[Any]]:
    columns: dict[int, list[Any]] = {}
    for character in characters:
        columns.setdefault(round(character["matrix"][4]), []).append(character)
    yield from columns.values()


def _turned(characters: Sequence[Any], page: int) -> Line:
    """Turned text, in reading order."""
    upwards = characters[0]["matrix"][1] > 0
    ordered = sorted(characters, key=lambda c: c["top"], reverse=upwards)
    text = "".join(c["text"] for c in ordered)
    left, right = min(c["x0"] for c in ordered), max(c["x1"] for c in ordered)
    lowest = max(c["bottom"] for c in ordered)
    return Line(
        page,
        (Piece(text, _mm(left), _mm(right)),),
        _mm(lowest),
        _decimal(ordered[0]["size"]),
        _color(ordered[0]["non_stroking_color"]),
        turned=True,
        upper=_mm(min(c["top"] for c in ordered)),
    )


def _rules(page: Any, number: int) -> Iterator[Rule]:
    for line in page.lines:
        if abs(line["top"] - line["bottom"]) < 0.5 and line["x1"] - line["x0"] > 1:
            yield _rule(line, line["linewidth"] or 0, line["stroking_color"], number)
    for rect in page.rects:
        if rect["bottom"] - rect["top"] <= THIN and rect["x1"] - rect["x0"] > THIN:
            yield _rule(rect, rect["bottom"] - rect["top"], rect["non_stroking_color"], number)


def _rule(shape: Any, thickness: float, color: Any, page: int) -> Rule:
    middle = (shape["top"] + shape["bottom"]) / 2
    return Rule(page, _mm(shape["x0"]), _mm(shape["x1"]), _mm(middle), _mm(thickness), _color(color))


def _joined(rules: Iterator[Rule]) -> Iterator[Rule]:
    """Rules that touch end to end are one; the same stretch drawn twice counts once."""
    joined: Rule | None = None
    for rule in sorted(rules, key=lambda r: (r.y, r.thickness, r.color, r.left)):
        if joined and _continues(joined, rule):
            right = max(joined.right, rule.right)
            joined = Rule(rule.page, joined.left, right, joined.y, joined.thickness, joined.color)
        else:
            if joined:
                yield joined
            joined = rule
    if joined:
        yield joined


def _continues(one: Rule, other: Rule) -> bool:
    same = abs(one.y - other.y) < Decimal("0.2") and one.color == other.color
    return same and other.left <= one.right + Decimal("0.5")


def _color(value: Any) -> str:
    """A PDF colour (grey, RGB or CMYK) as RRGGBB."""
    parts = [float(v) for v in value] if isinstance(value, (tuple, list)) else [float(value or 0)]
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [(1 - c) * (1 - black) for c in (cyan, magenta, yellow)]
    shades = parts if len(parts) == 3 else parts[:1] * 3
    return "".join(f"{round(max(0.0, min(1.0, shade)) * 255):02X}" for shade in shades)


def _decimal(value: float) -> Decimal:
    return Decimal(str(round(float(value), 2)))


def _mm(points: float) -> Decimal:
    """A PDF length to the hundredth of a millimetre; what the reader gives as a binary float stops being one here."""
    return mm_of_points(Decimal(repr(float(points)))).quantize(Decimal("0.01"))
