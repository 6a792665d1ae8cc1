"""What all sheets share: what they are about, and how text and rows become a page."""

from collections.abc import Iterable, Iterator, Sequence

from reportgen import patterns
from reportgen.compose.titles import title_lines
from reportgen.content import Waiver
from reportgen.finding import Finding, display_width
from reportgen.publish import Edition
from reportgen.relation import Relation
from reportgen.report import Block, Column, Heading, Mark, Paragraph, Report, Row, Run, Table, TableCell
from reportgen.signoff.changes import Changes
from reportgen.signoff.draft import Draft
from reportgen.value import Value

PAGE, SHEET = "signoff-page", "signoff-sheet"
"""The templates: an upright page, and a landscape one for wide tables."""
NARROW, WIDE = 72, 104
"""What a line of a table holds on either, in display cells."""
_PADDING = 3
_READABLE = 13
"""Cells in which Chinese text may be broken into lines and still be read."""
_WORD = patterns.compile(r"[!-~]+")
ORDINAL = "序号"


class Matter(Value, frozen=True):
    """A submission: the edition as built, its draft, its number and date, and the changes since the one before (None for the first)."""

    edition: Edition
    draft: Draft
    number: int
    date: str
    changes: Changes | None

    @property
    def report(self) -> Report:
        return self.edition.report

    @property
    def relations(self) -> list[Relation]:
        """Those of the report's own file, and of others those that speak of a figure the report rests on."""
        checked, trace = self.edition.checked, self.edition.trace
        about = (one for key in trace.accounts for one in checked.content.relations_about(key))
        return list({id(one): one for one in (*checked.locality.relations, *about)}.values())

    @property
    def findings(self) -> list[Finding]:
        """Those of the report's own file, and of others those that concern it."""
        return [noted.finding for noted in self.edition.noted]

    @property
    def waived_elsewhere(self) -> list[tuple[str, Waiver]]:
        """What others waive at figures the report rests on, with the names of these."""
        checked, accounts = self.edition.checked, self.edition.trace.accounts
        others = (one for one in checked.content.localities.values() if one is not checked.locality)
        found = ((accounts.get(one.key(waiver.at)), waiver) for one in others for waiver in one.waivers)
        return [(account.path, waiver) for account, waiver in found if account]

    @property
    def waived(self) -> int:
        """How many findings are waived, its own and others'."""
        own = sum(finding is not None for _, finding in self.edition.checked.waived)
        return own + len(self.waived_elsewhere)

    @property
    def head(self) -> str:
        """What every page of the package says of itself."""
        return f"第{self.number}稿　{self.day}　稿号 {self.draft.mark}"

    @property
    def day(self) -> str:
        """The date as official papers write it."""
        year, month, day = self.date.split("-")
        return f"{year}年{int(month)}月{int(day)}日"

    def place(self, written: str) -> str:
        """A place (content/2025/ningxian.yaml:12:11) for people: the file below the folder of the year, and the line."""
        path, *place = written.rsplit(":", 2)
        name = path.removeprefix("content/").removeprefix(f"{self.report.year}/")
        return f"{name} 第{place[0]}行" if place else name


def sheet(matter: Matter, template: str, name: str, blocks: Iterable[Block]) -> Report:
    """A sheet of the package as a report of its own, titled with the locality's name and its own."""
    report, title = matter.report, f"{matter.report.locality}{name}"
    return Report(
        report.slug, report.year, report.locality, template, title, title_lines(title), "", None, tuple(blocks), (), (),
        edition=matter.head,
    )  # fmt: skip


def text(words: str, lead: str = "") -> Paragraph:
    """A paragraph, with a heading that runs in before it."""
    runs = (Run(lead, Mark.LEAD), Run(words)) if lead else (Run(words),)
    return Paragraph(runs, 2 if lead else 0)


def heading(words: str) -> Heading:
    """A heading of the first level."""
    return Heading(1, (Run(words),))


class Section(Value, frozen=True):
    """A table of a sheet under its heading."""

    title: str
    heads: Sequence[str]
    lines: Sequence[Sequence[str]]
    numeric: Sequence[str] = ()


def sections(found: Iterable[Section]) -> Iterator[Block]:
    """Those that have lines, numbered 一、二、三."""
    present = (section for section in found if section.lines)
    for numeral, section in zip("一二三四", present, strict=False):
        yield heading(f"{numeral}、{section.title}")
        yield rows(section.heads, section.lines, section.numeric)


def rows(
    heads: Sequence[str],
    lines: Sequence[Sequence[str]],
    numeric: Sequence[str] = (),
    caption: str = "",
    room: int = WIDE,
) -> Table:
    """A table of texts, numbered where its first head is 序号; the columns named in `numeric` hold figures. `room` is the width of the
    page in display cells."""
    if heads[0] == ORDINAL:
        lines = [(str(number), *line) for number, line in enumerate(lines, 1)]
    widths = _widths(heads, lines, numeric, room)
    columns = tuple(
        Column(head, width, head in numeric, ordinal=head == ORDINAL)
        for head, width in zip(heads, widths, strict=True)
    )
    made = (
        Row(tuple(TableCell((Run(cell),), column) for cell, column in zip(line, columns, strict=True)))
        for line in lines
    )
    return Table(caption, "", columns, tuple(made))


def _widths(
    heads: Sequence[str], lines: Sequence[Sequence[str]], numeric: Sequence[str], room: int
) -> list[int]:
    """Thousandths of the width: every column holds its longest word on a line, figures whole; narrow columns get what else they need,
    and leave what they do not need to the wider ones."""
    columns = list(zip(heads, *lines, strict=True))
    needed = [max(map(_needed, texts)) for texts in columns]
    least = [
        need if texts[0] in numeric else max(min(need, _READABLE), _longest_word(texts))
        for texts, need in zip(columns, needed, strict=True)
    ]
    given = list(least)
    spare = max(room - sum(least), 0)
    order = sorted(range(len(columns)), key=lambda column: needed[column] - least[column])
    for rank, column in enumerate(order):
        more = min(needed[column] - least[column], spare // (len(order) - rank))
        given[column] += more
        spare -= more
    total = sum(given)
    shares = [1000 * width // total for width in given]
    shares[-1] += 1000 - sum(shares)
    return shares


def _needed(text: str) -> int:
    """The display cells of a text; where a typeface is stood in for, its digits and letters may be a third wider."""
    return display_width(text) + 3 * sum(character.isascii() for character in text) // 10 + _PADDING


def _longest_word(texts: Sequence[str]) -> int:
    return max((_needed(word) for text in texts for word in _WORD.findall(text)), default=0)
