"""What a clause is given: the document as read, its elements, and, when it was rendered, its pages."""

import itertools
from collections.abc import Iterator
from decimal import Decimal

from reportgen.conform.docx import Paragraph, Section, WordFile
from reportgen.conform.elements import Elements
from reportgen.conform.lengths import BODY_SIZE, em, mm
from reportgen.conform.page import Line, Page, Printed
from reportgen.conformity import Measured, Measurements, judged
from reportgen.value import Value

LINE = mm(579)
"""One 行 of the standard as it comes out when 22 of them fill 225 mm: 10.2 mm."""
SEAM = LINE - em(BODY_SIZE)
"""The white between two lines of text without a blank line between them."""


class Sheet(Value, frozen=True):
    """`printed` is None when only the file is judged."""

    word: WordFile
    elements: Elements
    printed: Printed | None = None

    @property
    def pages(self) -> tuple[Page, ...]:
        return self.printed.pages if self.printed else ()

    def section(self, paragraph: Paragraph) -> Section:
        return self.word.sections[min(paragraph.section, len(self.word.sections) - 1)]

    def lines(self, *paragraphs: Paragraph | None) -> tuple[Line, ...]:
        """The printed lines of paragraphs; none of one that is not rendered or was not found."""
        return tuple(line for p in paragraphs for line in self.printed.of(p)) if self.printed else ()

    def first_line(self, paragraph: Paragraph | None) -> Line | None:
        return next(iter(self.lines(paragraph)), None)

    def last_line(self, paragraph: Paragraph | None) -> Line | None:
        return next(iter(self.lines(paragraph)[-1:]), None)

    def blank_lines(self, above: Paragraph, below: Paragraph) -> Decimal:
        """How many lines stay blank between two paragraphs of the flow, by empty paragraphs and spacing before and after."""
        between = [p for p in self.word.paragraphs if above.line < p.line < below.line and p.cell is None]
        empty = [p for p in between if not p.words and not p.in_frame and not _is_hairline(p)]
        chain = [above, *between, below]
        space = sum(_space_between(a, b) for a, b in itertools.pairwise(chain))
        return mm(space + sum(self.pitch(p) for p in empty)) / LINE

    def pitch(self, paragraph: Paragraph) -> int:
        """The distance of lines in twips; where a paragraph snaps to a grid, whole steps of it."""
        grid = self.section(paragraph).grid_pitch
        if paragraph.exact_line is not None or not grid or not paragraph.snaps:
            return max(1, paragraph.line_height)
        return grid * max(1, -(-paragraph.line_height // grid))

    def gaps(self, above: Paragraph, below: Paragraph, wanted: int, tolerance: Decimal) -> Measurements:
        """Whether so many lines stay blank between two paragraphs: in the file, and on the page where both stand on one."""
        yield gap_judged(self.blank_lines(above, below), wanted, tolerance, below.line)
        upper, lower = self.last_line(above), self.first_line(below)
        if upper and lower and upper.page == lower.page:
            blank = blank_between(upper.bottom, lower.top)
            yield gap_judged(blank, wanted, tolerance, below.line, f"第{lower.page}面")

    def left_edge(self, paragraph: Paragraph) -> Decimal:
        """Where the text area of a paragraph's page begins, in millimetres from the sheet's edge."""
        return self.section(paragraph).margin("left")

    def right_edge(self, paragraph: Paragraph) -> Decimal:
        section = self.section(paragraph)
        return section.width - section.margin("right")

    def middle(self, paragraph: Paragraph) -> Decimal:
        return (self.left_edge(paragraph) + self.right_edge(paragraph)) / 2

    def pages_of_text(self) -> Iterator[tuple[Page, list[Line]]]:
        """The pages with the lines of 正文 (attachments' included) they show."""
        own = {id(line) for p in self.elements.all_text() for line in self.lines(p)}
        for page in self.pages:
            yield page, [line for line in page.text_lines if id(line) in own]


def _space_between(above: Paragraph, below: Paragraph) -> int:
    """Spacing after plus before; paragraphs of one style may ask for none between them (contextualSpacing)."""
    alike = above.style == below.style
    after = 0 if alike and above.on("contextualSpacing") else above.after
    before = 0 if alike and below.on("contextualSpacing") else below.before
    return after + before


def _is_hairline(paragraph: Paragraph) -> bool:
    """An empty paragraph that only carries a rule or an anchor, too low to be a blank line."""
    return paragraph.line_height < 240


def blank_between(above: Decimal, below: Decimal, seam: Decimal = SEAM) -> Decimal:
    """Blank lines between two heights on the page: the lower edge of one text and the upper edge of the next."""
    return (below - above - seam) / LINE


def gap_judged(lines: Decimal, wanted: int, tolerance: Decimal, line: int, place: str = "") -> Measured:
    """Whether so many lines stay blank above a paragraph."""
    return judged(abs(lines - wanted) <= tolerance, blank_said(lines), line, place)


def blank_said(lines: Decimal) -> str:
    """Blank lines as they stand in the table."""
    return f"空{max(Decimal(0), lines):.1f}行" if lines > Decimal("-0.3") else f"重叠{-lines:.1f}行"
