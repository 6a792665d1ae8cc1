"""Where every figure of a report stands in the finished document, as an independent reader finds it.

The document is read back, and each paragraph, heading and table cell of the report must be found in it once and in order. This proves
the places that are reported, and finds a template that drops or doubles anything before anyone reads the page.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from reportgen.document import Document, Passage, Role
from reportgen.finding import Finding, at_file
from reportgen.report import Report, Run
from reportgen.trace.literals import Typed, parted
from reportgen.trace.units import Unit, units
from reportgen.value import Value

_SAID = 30
"""Characters of a lost paragraph that its finding quotes."""


class Spot(Value, frozen=True):
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


class Located(Value, frozen=True):
    """A run of the report that prints a figure, and where it was found; `typed` for a number its writer typed, with no cell."""

    run: Run
    spot: Spot | None
    typed: Typed | None = None


class ReadBack(Value, frozen=True):
    """A report, its document as read back, and where its figures stand in it."""

    report: Report
    document: Document
    located: tuple[Located, ...]


def locate(
    report: Report, document: Document, names: Iterable[str] = ()
) -> tuple[tuple[Located, ...], list[Finding]]:
    """The figures of a report with their places in the document as read back, and what is lost, doubled or out of order.

    `names` are the registered names, which may hold digits.
    """
    known = _Passages(p for p in document.passages if p.role not in (Role.HEADER, Role.COMMENT, Role.DELETED))
    printed = [unit for unit in units(report) if unit.said]
    findings = _doubled(report, printed, known)
    registered = tuple(names)
    found: list[Located] = []
    at = 0
    for unit in printed:
        place = known.next(unit, at)
        if place is None and unit.proven:
            findings.append(_fault(report, f"“{_short(unit)}”没有照原样印在它的位置上"))
        elif place is not None and unit.proven:
            at = place + 1
        found += _figures(unit, known.listed[place] if place is not None else None, registered)
    return tuple(found), findings


class _Passages:
    """The passages of a document, and where each text stands among them, in cells and outside."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.listed = tuple(passages)
        self._places: dict[tuple[bool, str], list[int]] = {}
        for number, passage in enumerate(self.listed):
            is_cell = passage.role is Role.CELL
            self._places.setdefault((is_cell, _said(passage.text, is_cell=is_cell)), []).append(number)

    def paragraphs(self, text: str) -> int:
        """How many paragraphs are just this text."""
        return len(self._places.get((False, text), ()))

    def next(self, unit: Unit, at: int) -> int | None:
        """The next passage that is just the unit; else, for a unit that a template may set among other words, one that holds it."""
        alone = self._places.get((unit.is_cell, _said(unit.said, is_cell=unit.is_cell)), [])
        if (later := bisect_left(alone, at)) < len(alone):
            return alone[later]
        return None if unit.proven else self._around(unit, at)

    def _around(self, unit: Unit, at: int) -> int | None:
        for number, passage in enumerate(self.listed[at:], at):
            if (passage.role is Role.CELL) == unit.is_cell and unit.said in passage.text:
                return number
        return None


def _said(text: str, *, is_cell: bool) -> str:
    """A text as texts are compared: in a cell without blanks, since the break of a head in several lines reads as one."""
    return text.strip().replace(" ", "") if is_cell else text.strip()


def _figures(unit: Unit, passage: Passage | None, names: tuple[str, ...]) -> Iterator[Located]:
    column = max(0, passage.text.find(unit.said)) if passage else 0
    for piece in parted(unit, names):
        run = piece.run
        if run.figure or run.total or piece.typed:
            yield Located(run, _spot(unit.part, passage, column) if passage else None, piece.typed)
        column += len(run.text)


def _spot(part: int, passage: Passage, column: int) -> Spot:
    line, character = passage.prose.source.position(passage.prose.offset(column))
    if place := passage.place:
        return Spot(part, line, character, place.table + 1, place.row + 1, place.column + 1)
    return Spot(part, line, character)


def _doubled(report: Report, printed: Iterable[Unit], known: _Passages) -> list[Finding]:
    """What stands in the document more often than in the report; titles may say again what a paragraph says."""
    paragraphs = [unit for unit in printed if not unit.is_cell]
    wanted = Counter(unit.said for unit in paragraphs)
    doubled = {u.text: u for u in paragraphs if u.proven and known.paragraphs(u.said) > wanted[u.said]}
    return [_fault(report, f"“{_short(unit)}”印了不止一次") for unit in doubled.values()]


def _fault(report: Report, message: str) -> Finding:
    place = at_file(f"templates/{report.template}.docx")
    hint = "请检查模板：报告的每一段、每一格都要原样印一次，不改字、不换次序"
    return Finding("O103", message, place, hint=hint)


def _short(unit: Unit) -> str:
    text = unit.said
    return text if len(text) <= _SAID else f"{text[:_SAID]}……"
