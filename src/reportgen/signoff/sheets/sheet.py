"""What all sheets share: what they are about, and how text and rows become a page."""

from collections.abc import Sequence

from reportgen.compose.titles import title_lines
from reportgen.finding import display_width
from reportgen.publish import Edition
from reportgen.report import Block, Column, Heading, Mark, Paragraph, Report, Row, Run, Table, TableCell
from reportgen.signoff.changes import Changes
from reportgen.signoff.draft import Draft
from reportgen.value import Value

PAGE, SHEET = "signoff-page", "signoff-sheet"
"""The templates: an upright page, and a landscape one for wide tables."""
NARROW, WIDE = 72, 104
"""What a line of a table holds on either, in display cells."""
_PADDING = 3


class Matter(Value, frozen=True):
    """A submission: the edition as built, its draft, its number and date, the number its copies bear, and the changes since the
    submission before (None for the first)."""

    edition: Edition
    draft: Draft
    number: int
    date: str
    mark: str
    changes: Changes | None

    @property
    def report(self) -> Report:
        return self.edition.report

    @property
    def head(self) -> str:
        """What every page of the package says of itself."""
        return f"第{self.number}稿　{self.day}　稿号 {self.mark}"

    @property
    def day(self) -> str:
        """The date as official papers write it."""
        year, month, day = self.date.split("-")
        return f"{year}年{int(month)}月{int(day)}日"


def sheet(matter: Matter, template: str, title: str, blocks: Sequence[Block]) -> Report:
    """A sheet of the package as a report of its own."""
    return Report(
        matter.report.slug,
        matter.report.year,
        matter.report.locality,
        template,
        title,
        title_lines(title),
        "",
        None,
        tuple(blocks),
        (),
        (),
        edition=matter.head,
    )


def text(words: str, lead: str = "") -> Paragraph:
    """A paragraph, with a heading that runs in before it."""
    runs = (Run(lead, Mark.LEAD), Run(words)) if lead else (Run(words),)
    return Paragraph(runs, 2 if lead else 0)


def heading(words: str) -> Heading:
    """A heading of the first level."""
    return Heading(1, (Run(words),))


def rows(
    heads: Sequence[str],
    lines: Sequence[Sequence[str]],
    numeric: Sequence[str] = (),
    caption: str = "",
    room: int = WIDE,
) -> Table:
    """A table of texts; the columns named in `numeric` hold figures. `room` is the width of the page in display cells."""
    columns = tuple(map(Column, heads, _widths([heads, *lines], room), (head in numeric for head in heads)))
    made = (
        Row(tuple(TableCell((Run(cell),), column) for cell, column in zip(line, columns, strict=True)))
        for line in lines
    )
    return Table(caption, "", columns, tuple(made))


def _widths(lines: Sequence[Sequence[str]], room: int) -> list[int]:
    """Thousandths of the width: narrow columns get what they need, and leave what they do not need to the wider ones."""
    needed = [max(display_width(line[i]) for line in lines) + _PADDING for i in range(len(lines[0]))]
    given: dict[int, int] = {}
    left = room
    for column in sorted(range(len(needed)), key=needed.__getitem__):
        given[column] = min(needed[column], left // (len(needed) - len(given)))
        left -= given[column]
    total = sum(given.values())
    shares = [1000 * given[column] // total for column in range(len(needed))]
    shares[-1] += 1000 - sum(shares)
    return shares


def counted(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines numbered from 1."""
    return [[str(number), *line] for number, line in enumerate(lines, 1)]
