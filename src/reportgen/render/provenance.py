"""Provenance in a draft: every printed figure becomes a content control (内容控件) that names its cell.

Word, WPS and LibreOffice show the text unchanged; a click in Word shows the name. Before the template is filled, each figure's text is
put between marks that no text of ours can hold (private use characters are refused on the way in), with its number; afterwards the
marks tell which runs to wrap, wherever and how often the template prints them, and are gone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from itertools import count, pairwise

from reportgen.files import digest
from reportgen.package import Element, W
from reportgen.report import Attachment, Block, Report, Row, Run, Table, TableCell
from reportgen.value import replace

_OPEN, _CLOSE, _NUMBERED = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"({_OPEN}[^{_OPEN}{_CLOSE}]*{_CLOSE})")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
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
            report, title_lines=titles, blocks=blocks, enclosures=enclosures, attachments=attachments
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
        if not name:
            return run
        self.names.append(name)
        return replace(run, text=f"{_OPEN}{len(self.names) - 1}{_NUMBERED}{run.text}{_CLOSE}")


def wrap(roots: Iterable[Element], names: list[str]) -> None:
    """Puts the marked figures of filled parts into content controls and takes the marks away."""
    numbers = count(1)
    for text in [t for root in roots if names for t in root.iter(W + "t") if _OPEN in (t.text or "")]:
        run = text.getparent()
        assert run is not None
        for piece in _parted(run, text):
            words = _text_of(piece)
            if _OPEN in words:
                number, _, figure = words.strip(_OPEN + _CLOSE).partition(_NUMBERED)
                _set_text(piece, figure)
                _control(piece, names[int(number)], next(numbers))


def _parted(run: Element, text: Element) -> Iterator[Element]:
    """The run itself, or one run for each piece where a template prints a figure amid other words."""
    pieces = [piece for piece in _MARKED.split(text.text or "") if piece]
    copies = [run, *(deepcopy(run) for _ in pieces[1:])]
    for before, copy in pairwise(copies):
        before.addnext(copy)
    for copy, piece in zip(copies, pieces, strict=True):
        _set_text(copy, piece)
        yield copy


def _text_of(run: Element) -> str:
    return "".join(text.text or "" for text in run.iter(W + "t"))


def _set_text(run: Element, words: str) -> None:
    text = next(run.iter(W + "t"))
    text.text = words
    text.set(_SPACE, "preserve")


def _control(run: Element, name: str, number: int) -> None:
    """Wraps a run in a w:sdt (ECMA-376 Part 1, 17.5.2.31) for plain text."""
    parent = run.getparent()
    assert parent is not None
    control = _new(run, "sdt", {})
    properties = _new(run, "sdtPr", {})
    alias = name.rpartition(".")[2]
    for tag, value in (("alias", _fitting(alias)), ("tag", _fitting(name)), ("id", str(number))):
        properties.append(_new(run, tag, {W + "val": value}))
    properties.append(_new(run, "text", {}))
    content = _new(run, "sdtContent", {})
    parent.replace(run, control)
    content.append(run)
    control.extend((properties, content))


def _new(like: Element, name: str, attributes: Mapping[str, str]) -> Element:
    return like.makeelement(W + name, dict(attributes))


def _fitting(name: str) -> str:
    """A name Word takes: a longer one is cut and told apart by its digest."""
    if len(name) <= LONGEST_TAG:
        return name
    return f"{name[: LONGEST_TAG - 9]}~{digest(name.encode())[:8]}"
