"""Where every figure of a report stands in the finished document, as an independent reader finds it.

The document is read back, and each paragraph, heading and table cell of the report must be found in it once and in order. So the
places told are proven, and a template that drops or doubles anything is found out before anyone reads the page.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportgen.document import Document, Passage, Role
from reportgen.finding import Finding, Span, Text
from reportgen.report import Report, Run, Table, block_runs

_SAID = 30
"""Characters of a lost paragraph that its finding quotes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the document: `part` 0 for the body or n for 附件n; paragraph and column as `read` counts them, from 1.

    `table`, `row` and `column_of_table` are 0 outside tables, else they count from 1.
    """

    part: int
    paragraph: int
    column: int
    table: int = 0
    row: int = 0
    column_of_table: int = 0

    def __str__(self) -> str:
        part = "正文" if self.part == 0 else f"附件{self.part}"
        if self.table:
            return f"{part} 表{self.table} 第{self.row}行第{self.column_of_table}列"
        return f"{part} 第{self.paragraph}段 第{self.column}字"


@dataclass(frozen=True, slots=True)
class Located:
    """A run of the report that prints a figure, and where it was found."""

    run: Run
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class _Unit:
    """What must be found in one piece: the runs of a paragraph or of a table cell; `part` of the report."""

    runs: tuple[Run, ...]
    is_cell: bool
    part: int

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def locate(report: Report, document: Document) -> tuple[tuple[Located, ...], list[Finding]]:
    """The figures of a report with their places in the document as read back, and what is lost, doubled or out of order."""
    passages = [p for p in document.passages if p.role not in (Role.HEADER, Role.COMMENT, Role.DELETED)]
    units = [unit for unit in _units(report) if unit.text.strip()]
    findings = _doubled(report, units, passages)
    found: list[Located] = []
    at = 0
    for unit in units:
        place = _next(unit, passages, at)
        if place is None:
            findings.append(_lost(report, unit))
        else:
            at = place + 1
        found += _figures(unit, passages[place] if place is not None else None)
    return tuple(found), findings


def _units(report: Report) -> Iterator[_Unit]:
    parts = [report.blocks, *(attachment.blocks for attachment in report.attachments)]
    for part, blocks in enumerate(parts):
        for block in blocks:
            if isinstance(block, Table):
                heads = ((Run(column.title),) for column in block.columns)
                rows = (cell.runs for row in block.rows for cell in row.cells)
                yield from (_Unit(runs, True, part) for runs in (*heads, *rows))
            else:
                yield _Unit(tuple(block_runs(block)), False, part)


def _next(unit: _Unit, passages: list[Passage], at: int) -> int | None:
    text = unit.text.strip()
    for i in range(at, len(passages)):
        if (passages[i].role is Role.CELL) == unit.is_cell and passages[i].text.strip() == text:
            return i
    return None


def _figures(unit: _Unit, passage: Passage | None) -> Iterator[Located]:
    column = len(passage.text) - len(passage.text.lstrip()) if passage else 0
    for run in unit.runs:
        if run.figure or run.total:
            yield Located(run, _spot(unit.part, passage, column) if passage else None)
        column += len(run.text)


def _spot(part: int, passage: Passage, column: int) -> Spot:
    span = passage.prose.span(column, column + 1)
    spot = Spot(part, span.line, span.column)
    if place := passage.place:
        spot = replace(spot, table=place.table + 1, row=place.row + 1, column_of_table=place.column + 1)
    return spot


def _doubled(report: Report, units: list[_Unit], passages: list[Passage]) -> list[Finding]:
    """What stands in the document more often than in the report; titles may say again what a paragraph says."""
    wanted = Counter((unit.is_cell, unit.text.strip()) for unit in units)
    lines = [*report.title_lines, *(line for a in report.attachments for line in a.title_lines)]
    wanted.update((False, line.strip()) for line in lines)
    present = Counter((p.role is Role.CELL, p.text.strip()) for p in passages)
    doubled = {
        u.text: u
        for u in units
        if not u.is_cell and present[False, u.text.strip()] > wanted[False, u.text.strip()]
    }
    return [_fault(report, f"“{_short(unit)}”印了不止一次") for unit in doubled.values()]


def _lost(report: Report, unit: _Unit) -> Finding:
    return _fault(report, f"“{_short(unit)}”没有照原样印在它的位置上")


def _fault(report: Report, message: str) -> Finding:
    place = Span(Text(f"templates/{report.template}.docx", ""))
    hint = "请检查模板：报告的每一段、每一格都要原样印一次，不改字、不换次序"
    return Finding("O103", message, place, hint=hint)


def _short(unit: _Unit) -> str:
    text = unit.text.strip()
    return text if len(text) <= _SAID else f"{text[:_SAID]}……"
