"""A composed report: what stands on the page, element by element, independent of any file format.

Elements have plain English names; each docstring gives the Chinese term and the clause of GB/T 9704-2012. Texts are final (with
numbering, punctuation and units), so that a template only has to place them.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Literal

from reportgen.characters import unsafe_name
from reportgen.finding import Span
from reportgen.value import Value, replace


class Mark(StrEnum):
    """How a run differs from the body text around it."""

    PLAIN = "plain"
    LEAD = "lead"  # a run-in heading (标题与正文接排), clause 7.3.3
    PENDING = "pending"  # 【待补：…】, highlighted in a draft


TO_FILL_IN = "【待补："
"""How what is still to come (待补) begins in print."""


def to_fill_in(name: str) -> str:
    """What is printed where a figure or an element is still to come."""
    return f"{TO_FILL_IN}{name}】"


def name_to_fill_in(text: str) -> str:
    """The name in a text that `to_fill_in` made."""
    return text.removeprefix(TO_FILL_IN).removesuffix("】")


class Source(Value, frozen=True):
    """Where the next `length` characters of a run were written: words letter by letter at `span`, a figure as the tag that stands
    there; None for what the program adds (numbers of headings, their full stop)."""

    length: int
    span: Span | None = None


class Total(Value, frozen=True):
    """A figure of a total row, which no cell holds: its name, its formula in readers' words, the keys of the cells it is computed
    from, and the rows that state none."""

    name: str
    formula: str
    keys: tuple[str, ...]
    absent: tuple[str, ...] = ()


class Run(Value, frozen=True):
    """A stretch of text of one kind. `figure` is the key of the cell it prints, empty for words; `total` says it is a total.

    `sources` cover the text in order; none at all for a text the program made.
    """

    text: str
    mark: Mark = Mark.PLAIN
    figure: str = ""
    total: Total | None = None
    sources: tuple[Source, ...] = ()


class Heading(Value, frozen=True):
    """结构层次序数 on a line of its own (7.3.3): level 1 一、 · 2 （一） · 3 1. · 4 （1）. The runs begin with the number."""

    level: int
    runs: tuple[Run, ...]
    kind: Literal["heading"] = "heading"


class Paragraph(Value, frozen=True):
    """正文 (7.3.3). `level` is that of its run-in heading, 0 for plain text; `note` marks what stands below a table and belongs to it."""

    runs: tuple[Run, ...]
    level: int = 0
    kind: Literal["paragraph"] = "paragraph"
    note: bool = False


class Column(Value, frozen=True):
    """A table column; `width` is a share of the table's width in thousandths, all columns together 1000. `title_runs` are its title
    where tags may stand in it, `title_words` the words between which it may be broken; `ordinal` marks the numbers of the rows."""

    title: str
    width: int
    numeric: bool
    title_runs: tuple[Run, ...] = ()
    ordinal: bool = False
    title_words: tuple[str, ...] = ()


class TableCell(Value, frozen=True):
    """One table cell: runs, and the column they stand under."""

    runs: tuple[Run, ...]
    column: Column


class Row(Value, frozen=True):
    """A table row; `total` marks 合计."""

    cells: tuple[TableCell, ...]
    total: bool = False


class Table(Value, frozen=True):
    """A table with caption and, right above it, the unit all money columns share (empty when they share none). `caption_runs` say
    the caption; `crowded` is where a table was asked for whose figures its page has no room for."""

    caption: str
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    kind: Literal["table"] = "table"
    caption_runs: tuple[Run, ...] = ()
    crowded: Span | None = None


Block = Heading | Paragraph | Table


class Attachment(Value, frozen=True):
    """附件 (7.3.7). `label` is 附件 or 附件1; `title_lines` are the title as broken for the page, `title_runs` say each of them."""

    label: str
    title: str
    title_lines: tuple[str, ...]
    author: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    title_runs: tuple[tuple[Run, ...], ...] = ()


class Letterhead(Value, frozen=True):
    """版头 and 版记 of an official letter (7.2, 7.4); an element that does not apply is empty."""

    issuers: tuple[
        str, ...
    ]  # 发文机关, the main one first, several for a joint issue: 标志 7.2.4 and 署名 7.3.5
    number: str  # 发文字号 7.2.5
    signers: tuple[str, ...]  # 签发人 7.2.6
    recipient: str  # 主送机关 7.3.2, with its colon
    date: str  # 成文日期 7.3.5.4
    note: str  # 附注 7.3.6, with its brackets
    copies: str  # 抄送机关 7.4.2, with its full stop
    printer: str  # 印发机关 7.4.3
    print_date: str  # 印发日期 7.4.3, without 印发
    serial: str  # 份号 7.2.1
    secrecy: str  # 密级和保密期限 7.2.2
    urgency: str  # 紧急程度 7.2.3
    waiting: tuple[str, ...] = ()  # what is printed for elements still to be filled in: 【待补：成文日期】

    @property
    def signature(self) -> str:
        """发文机关署名 on one line, a blank between several issuers."""
        return " ".join(self.issuers)

    @property
    def mark(self) -> str:
        """发文机关标志 on one line."""
        return f"{self.signature}文件"


class Report(Value, frozen=True):
    """A whole report. `enclosures` are the lines of 附件说明 (7.3.4), numbered when there are several; `title_runs` and
    `enclosure_runs` say the lines of the title and these."""

    slug: str  # path below content/<year>/, "baoji/taibai"
    year: int
    locality: str
    template: str  # "official-letter"
    title: str
    title_lines: tuple[str, ...]
    author: str
    letterhead: Letterhead | None
    blocks: tuple[Block, ...]
    enclosures: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    draft: bool = False
    notices: tuple[str, ...] = ()  # findings printed in a draft
    edition: str = ""  # what a copy sent round says of itself in its head: 送审稿 and its number
    title_runs: tuple[tuple[Run, ...], ...] = ()
    enclosure_runs: tuple[tuple[Run, ...], ...] = ()

    @property
    def name(self) -> str:
        """What it is called: locality and title, as an office files it."""
        return self.title if self.title.startswith(self.locality) else self.locality + self.title

    @property
    def file_name(self) -> str:
        """The name its files bear; that of its file of content where a draft's title cannot be one (O102)."""
        return self.slug.rpartition("/")[2] if unsafe_name(self.name) else self.name

    def all_blocks(self) -> Iterator[Block]:
        """Blocks of the body, then of each attachment, in reading order."""
        yield from self.blocks
        for attachment in self.attachments:
            yield from attachment.blocks


def block_runs(block: Block) -> Iterator[Run]:
    """The runs of a block in reading order; those of a table row by row."""
    match block:
        case Table():
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.runs
        case _:
            yield from block.runs


def cut(run: Run, start: int, end: int) -> Run:
    """The characters [start, end) of a run of words."""
    if end - start == len(run.text):
        return run
    return replace(run, text=run.text[start:end], sources=tuple(_part(run.sources, start, end)))


def _part(sources: Iterable[Source], start: int, end: int) -> Iterator[Source]:
    position = 0
    for source in sources:
        first, last = max(start - position, 0), min(end - position, source.length)
        if first < last:
            yield Source(last - first, _place(source, first, last))
        position += source.length


def _place(source: Source, first: int, last: int) -> Span | None:
    """Where a part of it was written: words letter by letter, a tag always as a whole."""
    if source.span is None or source.span.end - source.span.start != source.length:
        return source.span
    return source.span.part(first, last)
