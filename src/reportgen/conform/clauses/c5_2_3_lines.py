"""行数：一般每面排 22 行，并撑满版心。特定情况可以作适当调整。

核对：正文各段的行距（固定值或网格）能否恰好排满 22 行，段前段后有无多余间距；版面上排满的正文页数行数、量行距和末行字底。
28 磅行距虽有 22 行，却在版心底部空出近一行；29 磅只排得下 21 行；28.95 磅（0.05 磅为一档，579/20）恰好。
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from reportgen.conform.docx import Paragraph
from reportgen.conform.lengths import mm, said
from reportgen.conform.page import Line, Page
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Measurements, Strength, faults_or, judged, met, unmet

ELEMENT = "每面行数"
STRENGTH = Strength.USUAL
REQUIRED = "每面22行，撑满版心"

_PER_PAGE = 22
_SLACK = Decimal("0.45")  # lines that may stay empty at the foot of a page


def check(sheet: Sheet) -> Measurements:
    body = [p for p in sheet.elements.all_text() if not sheet.section(p).is_landscape]
    if body:
        yield from faults_or(_faults(sheet, body), met(_said(sheet, body[0])))
        yield from _on_pages(sheet)


def _faults(sheet: Sheet, body: list[Paragraph]) -> Measurements:
    for paragraph in body:
        fits = _capacity(sheet, paragraph)
        if not _PER_PAGE <= fits < _PER_PAGE + _SLACK:
            yield unmet(_said(sheet, paragraph), paragraph.line)
        elif paragraph.before or paragraph.after:
            space = mm(paragraph.before + paragraph.after)
            yield unmet(f"段前段后共空{said(space)}，行数不整", paragraph.line)


def _capacity(sheet: Sheet, paragraph: Paragraph) -> Decimal:
    """How many lines of a paragraph's kind a page holds."""
    return sheet.section(paragraph).text_height / mm(sheet.pitch(paragraph))


def _said(sheet: Sheet, paragraph: Paragraph) -> str:
    pitch, fits = sheet.pitch(paragraph), _capacity(sheet, paragraph)
    rest = (fits - int(fits)) * mm(pitch)
    return f"行距{Decimal(pitch) / 20:.2f}磅，排{int(fits)}行，余{said(rest)}"


def _on_pages(sheet: Sheet) -> Measurements:
    full = list(_full_pages(sheet))
    if not full:
        return
    counts = Counter(len(lines) for _, lines in full)
    pages = "、".join(str(page.number) for page, _ in full)
    last = min(lines[-1].bottom for _, lines in full)
    lines = full[0][1]
    step = (lines[-1].baseline - lines[0].baseline) / max(1, len(lines) - 1)
    said_counts = "、".join(f"{count}行" for count in counts)
    good = set(counts) == {_PER_PAGE} and last >= 258
    yield judged(good, f"{said_counts}，行距{step:.2f}mm，末行字底{said(last)}", place=f"第{pages}面")


def _full_pages(sheet: Sheet) -> Iterator[tuple[Page, list[Line]]]:
    """Pages of nothing but text, followed by more text that could have stood on them."""
    found = list(sheet.pages_of_text())
    owners = {id(line): p for p in sheet.elements.all_text() for line in sheet.lines(p)}
    for (page, lines), (following, more) in itertools.pairwise(found):
        only_text = lines and len(lines) == len(page.text_lines) and not page.rules
        goes_on = more and following.text_lines and following.text_lines[0] is more[0]
        if only_text and goes_on and not _is_kept(owners[id(more[0])], owners[id(lines[-1])]):
            yield page, lines


def _is_kept(next_paragraph: Paragraph, last: Paragraph) -> bool:
    """Whether a heading moved to the next page to stay with its text, leaving a line free."""
    return next_paragraph is not last and next_paragraph.on("keepNext")
