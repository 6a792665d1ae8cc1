"""A report as the pieces that must each be found whole: paragraphs, title lines and table cells, in reading order."""

from collections.abc import Iterable, Iterator, Sequence

from reportgen.report import Block, Mark, Report, Run, Table, block_runs
from reportgen.value import Value, cached_property


class Unit(Value, frozen=True, dict=True):
    """The runs of a paragraph or of a table cell; `part` is 0 for the body, n for 附件n. `proven` says that a template must print it
    once, as it is and in its place; titles and the elements of a letter may be set in other ways."""

    runs: tuple[Run, ...]
    part: int
    is_cell: bool = False
    proven: bool = False

    @property
    def text(self) -> str:
        return "".join([run.text for run in self.runs])

    @cached_property
    def said(self) -> str:
        """The text without the white space around it, as a reader gives it back."""
        return self.text.strip()

    @property
    def is_row_number(self) -> bool:
        return self.is_cell and self.text.isdecimal() and not any(r.figure or r.sources for r in self.runs)


def units(report: Report) -> Iterator[Unit]:
    """The units of a report, without those that hold only dates and document numbers."""
    head = report.letterhead
    yield from _lines(report.title_lines, report.title_runs, 0)
    yield from _plain(0, _author(report.author), head.recipient if head else "")
    yield from _blocks(report.blocks, 0)
    yield from _lines(report.enclosures, report.enclosure_runs, 0)
    if head:
        yield from _plain(0, *head.issuers, head.note, f"抄送：{head.copies}" if head.copies else "")
    for part, attachment in enumerate(report.attachments, 1):
        yield from _lines(attachment.title_lines, attachment.title_runs, part)
        yield from _plain(part, _author(attachment.author))
        yield from _blocks(attachment.blocks, part)


def waiting_runs(report: Report) -> Iterator[Run]:
    """The runs of a report that stand for something still to be filled in."""
    yield from (run for unit in units(report) for run in unit.runs if run.mark is Mark.PENDING)
    if report.letterhead:
        yield from (Run(text, Mark.PENDING) for text in report.letterhead.waiting)


def _author(author: str) -> str:
    return f"（{author}）" if author else ""


def _plain(part: int, *texts: str) -> Iterator[Unit]:
    return (Unit((Run(text),), part) for text in texts if text)


def _lines(lines: Sequence[str], said: Sequence[tuple[Run, ...]], part: int) -> Iterator[Unit]:
    """Lines as runs; as texts where a report was not composed from tags."""
    return (Unit(runs, part) for runs in said) if said else _plain(part, *lines)


def _blocks(blocks: Iterable[Block], part: int) -> Iterator[Unit]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _table(block, part)
        else:
            yield Unit(tuple(block_runs(block)), part, proven=True)


def _table(table: Table, part: int) -> Iterator[Unit]:
    if table.caption:
        yield Unit(table.caption_runs or (Run(table.caption),), part)
    heads = (column.title_runs or (Run(column.title),) for column in table.columns)
    rows = (cell.runs for row in table.rows for cell in row.cells)
    yield from (Unit(runs, part, is_cell=True, proven=True) for runs in (*heads, *rows))
