"""What the words about a table tell of it: 共15个项目、21460万元：, and its last row says 15 and 21460; two figures of a row, and one that
is a slip away from a third."""

from bisect import bisect
from collections.abc import Iterator, Sequence

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
_NEAR, _KNOWN_AGAIN = 6, 3
"""Paragraphs before a table that may speak of it, and digits of a figure that is known again."""
_OF_SOME = patterns.compile(r"其中|部分|主要|重点|典型")


def totals_told(paper: Paper) -> Iterator[Choice]:
    """What stands beside a table that has but one row of totals, as that row has it."""
    starts = [p.span(0, 0).start for p in paper.paragraphs]
    for table in paper.tables:
        totals = [segment for segment in table if segment.is_total and segment.columns]
        figures = [figure for segment in table for figure in segment.numbers]
        place = bisect(starts, figures[0].span.start)
        if len(totals) == 1:
            for paragraph in _beside(paper, place):
                yield from _of_total(paragraph, totals[0])
        for paragraph in paper.paragraphs[max(0, place - _NEAR) : place + 1]:
            yield from _of_rows(paragraph, table, figures)


def _of_rows(paragraph: Paragraph, table: Sequence[Segment], cells: Sequence[Mention]) -> Iterator[Choice]:
    """Figures that are nowhere in a table, of a paragraph that tells two of a row: as another of the row, but for a slip."""
    told = {m.magnitude.point for m in paragraph.figures}
    known = {cell.magnitude.point for cell in cells}
    odd = [m for m in paragraph.figures if m.firm and not m.words and m.magnitude.point not in known]
    for row in table if odd and len(told) > 2 else ():
        left = [cell for cell in row.numbers if cell.magnitude.point not in told]
        again = {c.magnitude.point for c in row.numbers if c not in left and _significant(c) >= _KNOWN_AGAIN}
        if len(again) > 1:
            for mention in odd:
                alike = [cell for cell in left if same_dimension(cell, mention)]
                yield Choice(tuple(_claim(mention, c, Certainty.POSSIBLE, len(alike)) for c in alike))


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


def _claim(mention: Mention, cell: Mention, certainty: Certainty, trials: int = 1) -> Claim:
    words = f"{mention.name} 正文 = 表中{cell.name}"
    return equals(Kind.REPEAT, (mention, cell), cell, certainty, words=words, trials=trials)


def _significant(mention: Mention) -> int:
    """How many digits tell a figure from others: those without the zeros at its end."""
    return len(mention.quantity.value.normalize().as_tuple().digits)
