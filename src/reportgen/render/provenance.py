"""Provenance in a draft: every printed figure becomes a content control (内容控件) that names its cell; what is 待补 is none yet.

Word, WPS and LibreOffice show the text unchanged; a click in Word shows the name. Before the template is filled, each figure's text is
put between marks that XML does not know, with its number; afterwards the marks tell which runs to wrap, wherever and how often the
template prints them, and are gone.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from itertools import count

from reportgen import patterns
from reportgen.files import digest
from reportgen.package import known_to_xml
from reportgen.report import Attachment, Block, Mark, Report, Row, Run, Table, TableCell
from reportgen.value import replace

_OPEN, _NUMBERED, _CLOSE = "\x02", "\x1f", "\x03"
_RUN = patterns.compile("<w:r(?: [^>]*)?>(?:<w:rPr>.*</w:rPr>|<w:rPr/>)?", re.DOTALL)
_TEXT, _END = '<w:t xml:space="preserve">', "</w:t></w:r>"
LONGEST_TAG = 64
"""Characters Word takes in w:tag and w:alias; it calls a document with more damaged."""


def marked(report: Report) -> tuple[Report, list[str]]:
    """The report with its figures between marks, and the names of their cells by the numbers in the marks; totals, which no cell
    holds, by their own."""
    marker = _Marker(report)
    return marker.report(report), marker.names


class _Marker:
    def __init__(self, report: Report) -> None:
        self._own = f"{report.year}/{report.slug}#"
        self.names: list[str] = []

    def report(self, report: Report) -> Report:
        blocks = self._blocks(report.blocks)
        attachments = tuple(self._attachment(attachment) for attachment in report.attachments)
        titles = self._lines(report.title_lines, report.title_runs)
        enclosures = self._lines(report.enclosures, report.enclosure_runs)
        return replace(
            report,
            title_lines=titles,
            blocks=blocks,
            enclosures=enclosures,
            attachments=attachments,
            notices=tuple(known_to_xml(notice) for notice in report.notices),
        )

    def _attachment(self, attachment: Attachment) -> Attachment:
        titles = self._lines(attachment.title_lines, attachment.title_runs)
        return replace(attachment, title_lines=titles, blocks=self._blocks(attachment.blocks))

    def _lines(self, lines: tuple[str, ...], said: tuple[tuple[Run, ...], ...]) -> tuple[str, ...]:
        """Lines that templates print as texts."""
        return tuple(self._text(runs) for runs in said) or lines

    def _text(self, runs: tuple[Run, ...]) -> str:
        return "".join(run.text for run in self._runs(runs))

    def _blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        if isinstance(block, Table):
            return self._table(block)
        return replace(block, runs=self._runs(block.runs))

    def _table(self, table: Table) -> Table:
        columns = tuple(
            replace(column, title=self._text(column.title_runs) or column.title) for column in table.columns
        )
        caption = self._text(table.caption_runs) or table.caption
        return replace(table, caption=caption, columns=columns, rows=tuple(map(self._row, table.rows)))

    def _row(self, row: Row) -> Row:
        return replace(row, cells=tuple(TableCell(self._runs(c.runs), c.column) for c in row.cells))

    def _runs(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(self._run(run) for run in runs)

    def _run(self, run: Run) -> Run:
        name = run.figure.removeprefix(self._own) or (f"合计行.{run.total.name}" if run.total else "")
        if not name or run.mark is Mark.PENDING:  # LibreOffice does not highlight what is in a control
            return run
        self.names.append(name)
        return replace(run, text=f"{_OPEN}{len(self.names) - 1}{_NUMBERED}{run.text}{_CLOSE}")


def wrapped(filled: Mapping[str, str], names: list[str]) -> dict[str, str]:
    """Filled parts with their marked figures in content controls and the marks gone."""
    numbers = count(1)
    return {name: "".join(_controlled(text, names, numbers)) for name, text in filled.items()}


def _controlled(text: str, names: list[str], numbers: Iterator[int]) -> Iterator[str]:
    """A part in pieces. Where a template prints a figure amid other words, its run ends before the figure and begins anew after it."""
    before, *marked = text.split(_OPEN)
    begun = ""
    for piece in marked:
        number, _, rest = piece.partition(_NUMBERED)
        figure, _, after = rest.partition(_CLOSE)
        if not (begun and before.endswith(begun)):
            begun = _begun(before, begun)
        if begun:
            yield before.removesuffix(begun) if before.endswith(begun) else before + _END
            yield _control(begun + figure + _END, names[int(number)], next(numbers))
            before = after.removeprefix(_END) if after.startswith(_END) else begun + after
        else:
            yield before
            before = figure + after
    yield before


def _begun(before: str, last: str) -> str:
    """The markup with which the run begins that `before` ends in, up to its text; `last`, that of the run before, when `before` has no
    markup of its own. Empty when `before` does not end inside the text of a run."""
    markup = before.rfind("<")
    if markup < 0:
        return last
    if not before.startswith(("<w:t>", "<w:t "), markup):
        return ""
    run = _RUN.match(before, max(before.rfind("<w:r>"), before.rfind("<w:r "), 0))
    return run[0] + _TEXT if run else last


def _control(run: str, name: str, number: int) -> str:
    """A run in a w:sdt (ECMA-376 Part 1, 17.5.2.31); not in one for plain text, in which LibreOffice forgets the size of its type."""
    properties = f'<w:sdtPr>{_named(name)}<w:id w:val="{number}"/></w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{run}</w:sdtContent></w:sdt>"


@lru_cache(maxsize=4096)
def _named(name: str) -> str:
    """What names a control; many localities have figures of one name."""
    alias, tag = (escape(_fitting(said)) for said in (name.rpartition(".")[2], name))
    return f'<w:alias w:val="{alias}"/><w:tag w:val="{tag}"/>'


def _fitting(name: str) -> str:
    """A name Word takes: a longer one is cut and told apart by its digest."""
    if len(name) <= LONGEST_TAG:
        return name
    return f"{name[: LONGEST_TAG - 9]}~{digest(name.encode())[:8]}"
