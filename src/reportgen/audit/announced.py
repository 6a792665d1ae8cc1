"""Totals that the words right before or behind a table tell: 共15个项目、21460万元：, and the table's last row says 15 and 21460."""

from bisect import bisect
from collections.abc import Iterator

from reportgen import patterns
from reportgen.audit.claim import Certainty, Choice, Claim, equals
from reportgen.audit.context import same_dimension
from reportgen.audit.grid import Segment
from reportgen.audit.paper import Paper, Paragraph
from reportgen.audit.words import SUMMED
from reportgen.mention import Mention, Role
from reportgen.relation import Kind

_LEADS_IN = patterns.compile(r"(?:如下|下表|见表|情况|为|[:：])[^。]{0,6}$")
_LOOKS_BACK = patterns.compile(r"\s*(?:以上|上述|上表|从表|由表)")
_IN_ALL = patterns.compile(rf"(?:{SUMMED}|共)[^,，、\d]{{0,4}}$")
_OF_SOME = patterns.compile(r"其中|部分|主要|重点|典型")


def totals_told(paper: Paper) -> Iterator[Choice]:
    """What stands beside a table that has but one row of totals, as that row has it."""
    starts = [p.span(0, 0).start for p in paper.paragraphs]
    for table in paper.tables:
        totals = [segment for segment in table if segment.is_total and segment.columns]
        if len(totals) == 1:
            figures = [figure for segment in table for figure in segment.numbers]
            for paragraph in _beside(paper, bisect(starts, figures[0].span.start)):
                yield from _of_total(paragraph, totals[0])


def _beside(paper: Paper, place: int) -> Iterator[Paragraph]:
    for paragraph in paper.paragraphs[max(0, place - 1) : place]:
        if _LEADS_IN.search(paragraph.text.rstrip()):
            yield paragraph
    for paragraph in paper.paragraphs[place : place + 1]:
        if _LOOKS_BACK.match(paragraph.text):
            yield paragraph


def _of_total(paragraph: Paragraph, total: Segment) -> Iterator[Choice]:
    """Amounts as the row has them but for a slip; a count of what one column counts, told 共, as that has it."""
    last = [m for m in paragraph.figures if m.sentence == paragraph.figures[-1].sentence]
    for mention in (m for m in last if m.role is Role.LEVEL and not m.words):
        cells = [cell for cell in total.numbers if cell.role is Role.LEVEL and _are_alike(mention, cell)]
        sure = mention.quantity.unit.counts_exactly and len(cells) == 1 and _IN_ALL.search(mention.tail)
        some = _OF_SOME.search(paragraph.text, mention.end)
        certainty = Certainty.LIKELY if sure and not some else Certainty.POSSIBLE
        yield Choice(tuple(_claim(mention, cell, certainty) for cell in cells))


def _are_alike(mention: Mention, cell: Mention) -> bool:
    counted = mention.counted[:2] if mention.quantity.unit.counts_exactly else ""
    return same_dimension(cell, mention) and counted in cell.label


def _claim(mention: Mention, cell: Mention, certainty: Certainty) -> Claim:
    words = f"{mention.name} 正文 = 表中{cell.name}"
    return equals(Kind.REPEAT, (mention, cell), cell, certainty, words=words)
