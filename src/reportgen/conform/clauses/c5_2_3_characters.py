"""字数：一般每行排 28 个字，并撑满版心。特定情况可以作适当调整。

核对：版心宽除以字宽加字距（或字符网格）；版面上纯汉字的整行（非段首、非段末）数字数。3 号字宽 16 磅，28 个字为 448 磅，
版心宽 442.2 磅，所以字距须紧缩 0.25 磅；不紧缩只有 27 个字。
"""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

from reportgen.conform.docx import Paragraph
from reportgen.conform.docx.properties import whole_number
from reportgen.conform.docx.sections import CHARACTER_GRIDS
from reportgen.conform.lengths import mm
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unmet

ELEMENT = "每行字数"
STRENGTH = Strength.USUAL
REQUIRED = "每行28字，撑满版心"

_PER_LINE = 28


def check(sheet: Sheet) -> Measurements:
    body = [p for p in sheet.elements.all_text() if p.runs and not sheet.section(p).is_landscape]
    if body:
        wrong = (unmet(_said(sheet, p), p.line) for p in body if fits(sheet, p) != _PER_LINE)
        yield from faults_or(wrong, met(_said(sheet, body[0])))
        yield from _on_pages(sheet, body)


def advance(sheet: Sheet, paragraph: Paragraph) -> Decimal:
    """From one Chinese character to the next, in twips."""
    run = max(paragraph.runs, key=lambda r: len(r.text))
    own = Decimal(run.size * 10 * run.scale) / 100 + run.spacing
    grid = sheet.section(paragraph).grid
    if paragraph.snaps and grid.get("type") in CHARACTER_GRIDS:
        return own + Decimal(whole_number(grid.get("charSpace"))) / 4096 * 20
    return own


def fits(sheet: Sheet, paragraph: Paragraph) -> int:
    """How many characters of a paragraph's own size and spacing go in a line."""
    return int(sheet.section(paragraph).text_width / mm(1) / max(Decimal(1), advance(sheet, paragraph)))


def usual(counts: Mapping[int, int]) -> int:
    """How many characters most lines have; of two that as many have the greater, as what may not be parted makes lines shorter."""
    return max(counts, key=lambda count: (counts[count], count))


def _said(sheet: Sheet, paragraph: Paragraph) -> str:
    return f"字宽连字距{advance(sheet, paragraph) / 20:.2f}磅，排{fits(sheet, paragraph)}字"


def _on_pages(sheet: Sheet, body: list[Paragraph]) -> Measurements:
    inner = [line for p in body for line in sheet.lines(p)[1:-1] if line.is_pure]
    if not inner:
        return
    counts = Counter(len(line.characters) - line.hangs for line in inner)
    detail = "，".join(f"{count}字{lines}行" for count, lines in sorted(counts.items(), reverse=True))
    width = max(line.inner_right for line in inner) - min(line.left for line in inner)
    yield judged(
        usual(counts) == _PER_LINE, f"纯汉字整行{len(inner)}行：{detail}；最宽{width:.1f}mm", place="版面"
    )
