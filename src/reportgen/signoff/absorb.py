"""Edits made in Word, brought home: words go back to the fragment they were written in, figures never do.

Each piece is a cut in a source text, made by the places that every printed character knows; comments and everything else in the file
stay as they are. What a figure became is a 改数申请 that names its cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from reportgen.finding import Finding, Severity, Span, Text
from reportgen.report import Run
from reportgen.signoff.draft import Draft, Line
from reportgen.signoff.edits import (
    Edit,
    LineEdit,
    drops_figures,
    figure_edit,
    has_number,
    line_edits,
    short,
    starts,
)
from reportgen.signoff.surgery import Cut, NoPlace, added, deleted, replaced
from reportgen.value import Value

_TAGS = ("{{", "{%", "{#", "}}", "%}")


class Kind(StrEnum):
    """What a piece does to the lines of the draft."""

    CHANGE = "改"
    DELETE = "删"
    ADD = "加"


class Piece(Value, frozen=True):
    """One edit that can be written back: of the line `number` of the current report (for an added one, the line it follows)."""

    kind: Kind
    number: int
    edit: Edit
    cut: Cut
    span: Span


class Absorbed(Value, frozen=True):
    """What a returned document asks for: pieces to accept, and findings: 改数申请 (O307) and what must be done by hand (O308)."""

    pieces: tuple[Piece, ...]
    findings: tuple[Finding, ...]


class Current(Value, frozen=True):
    """The report as its content makes it now: its lines, and the runs of each (none for what is no narrative)."""

    lines: tuple[str, ...]
    runs: tuple[tuple[Run, ...], ...]


def absorb(sent: Draft, body: Sequence[str], current: Current, shown: str) -> Absorbed:
    """The edits that made the draft sent out into the lines of a returned document, `shown` being its path."""
    text = Text(shown, "\n".join(body))
    begins = starts(body)
    reader = _Reader(sent, current, _now(sent.texts, current.lines))
    for change in line_edits(sent.lines, body):
        at = begins[max(change.line, 0)]
        reader.take(change, Span(text, at, at + len(change.after or "")))
    return Absorbed(tuple(reader.pieces), tuple(reader.findings))


def _now(sent: Sequence[str], current: Sequence[str]) -> Mapping[int, int]:
    """The lines of the draft sent that still say the same, with their numbers in the current one."""
    matcher = SequenceMatcher(None, sent, current, autojunk=False)
    return {b.a + i: b.b + i for b in matcher.get_matching_blocks() for i in range(b.size)}


class _Reader:
    """Takes the edits one by one, and sorts them."""

    def __init__(self, sent: Draft, current: Current, now: Mapping[int, int]) -> None:
        self._sent, self._current, self._now = sent, current, now
        self.pieces: list[Piece] = []
        self.findings: list[Finding] = []

    def take(self, change: LineEdit, span: Span) -> None:
        if change.before is None:
            self._add(change, span)
        elif change.number not in self._now:
            self.findings.append(by_hand(f"“{short(change.before.text)}”送审后原文已经变了", span))
        elif change.after is None:
            self._delete(change, change.before, span)
        else:
            self._change(change, change.before, span)

    def _change(self, change: LineEdit, line: Line, span: Span) -> None:
        shift = 0
        for edit in change.edits:
            place = span.part(edit.start + shift, edit.start + shift + len(edit.text))
            shift += len(edit.text) - (edit.end - edit.start)
            if edit.figures and not drops_figures(line, edit):
                self.findings.append(_request(self._sent, line, edit, place))
                continue
            number = self._now[change.number]
            said = f"“{short(line.text[edit.start : edit.end])}”改成“{short(edit.text)}”"
            try:
                cut = replaced(self._current.runs[number], edit.start, edit.end, edit.text)
            except NoPlace as reason:
                self.findings.append(by_hand(f"{said}：{reason}", place))
                continue
            self._piece(Piece(Kind.CHANGE, number, edit, cut, place))

    def _delete(self, change: LineEdit, line: Line, span: Span) -> None:
        number = self._now[change.number]
        try:
            cut = deleted(self._current.runs[number])
        except NoPlace as reason:
            self.findings.append(by_hand(f"整段删去“{short(line.text)}”：{reason}", span))
            return
        self._piece(Piece(Kind.DELETE, number, Edit(0, len(line.text), ""), cut, span))

    def _add(self, change: LineEdit, span: Span) -> None:
        words = change.after or ""
        before, after = self._now.get(change.number), self._now.get(change.number + 1)
        try:
            number, cut = added(self._current.runs, before, after, words)
        except NoPlace as reason:
            self.findings.append(by_hand(f"新加的一段“{short(words)}”：{reason}", span))
            return
        self._piece(Piece(Kind.ADD, number, Edit(0, 0, words), cut, span))

    def _piece(self, piece: Piece) -> None:
        """Numbers typed into a piece are told, for they have no cell; what would become a tag is not taken."""
        words = piece.edit.text
        if any(mark in words for mark in _TAGS):
            self.findings.append(by_hand(f"“{short(words)}”里有 {{{{ 或 {{%，会被当作标签", piece.span))
            return
        self.pieces.append(piece)
        if has_number(words):
            hint = "收进来以后请写成单元格，正文改用标签；日期、文号不必"
            message = f"新写的“{short(words)}”里有数，没有对应的单元格"
            self.findings.append(Finding("O307", message, piece.span, Severity.WARNING, hint))


def _request(sent: Draft, line: Line, edit: Edit, span: Span) -> Finding:
    """A 改数申请: the cell, its text before and after, and when it is computed, what from."""
    did = figure_edit(sent, line, edit)
    said = f"由 {did.before} 改为 {did.after}" if did.after else f"（{did.before}）被删去"
    formulas = [f"{f.name} 由公式 {f.formula} 得出，要改先改所依据的数" for f in did.known if f.formula]
    basis = "；".join([did.cells, *formulas])
    hint = "没有自动改：请核实依据，同意的改这个单元格，重新送审"
    return Finding("O307", f"改数申请：{did.name} {said}", span, Severity.WARNING, hint, basis, did.name)


def by_hand(message: str, span: Span) -> Finding:
    """What must be done in the content by a person."""
    return Finding("O308", message, span, Severity.WARNING, hint="请在内容文件里手工修改")


def expected(current: Current, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The lines the report must have once the pieces are in."""
    return tuple(_expected(current, pieces))


def _expected(current: Current, pieces: Sequence[Piece]) -> Iterator[str]:
    for number in range(-1, len(current.lines)):
        own = [piece for piece in pieces if piece.number == number]
        if number >= 0 and (line := _changed(current.lines[number], own)):
            yield line
        yield from (piece.edit.text for piece in own if piece.kind is Kind.ADD)


def _changed(line: str, pieces: Sequence[Piece]) -> str:
    """The line with its pieces in; empty when it is gone."""
    edits = [piece.edit for piece in pieces if piece.kind is not Kind.ADD]
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        line = line[: edit.start] + edit.text + line[edit.end :]
    return line
