"""Edits made in Word, brought home: words go back to the fragment they were written in, figures never do.

Each piece is a cut in a source text, made by the places that every printed character knows; comments and everything else in the file
stay as they are. What a figure became is a 改数申请 that names its cell.
"""

from collections.abc import Callable, Mapping, Sequence
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
    figures_in,
    in_words,
    line_edits,
    placed,
    short,
    starts,
    states_number,
)
from reportgen.signoff.moves import Exchange, moves
from reportgen.signoff.surgery import Cut, NoPlace, added, applied, deleted, replaced
from reportgen.value import Value, replace

_TAGS = ("{{", "{%", "{#", "}}", "%}")


class Kind(StrEnum):
    """What a piece does to the lines of the draft."""

    CHANGE = "改"
    DELETE = "删"
    ADD = "加"


class Piece(Value, frozen=True):
    """One edit that can be written back by a `cut` in a source. `number`: the first line of the current report that it changes or deletes;
    for an added one, the line it follows. `span`: its place in the returned document.

    Pieces of one `move` (0: of none) are taken together or not at all.
    """

    kind: Kind
    number: int
    edit: Edit
    cut: Cut
    span: Span
    move: int = 0


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
    pieces, apart = _together(reader.taken)
    typed = [_typed(piece) for piece in pieces if _states_number(piece, current)]
    return Absorbed(pieces, (*reader.findings, *apart, *typed))


def together(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """The pieces, those of one move side by side."""
    found: dict[tuple[int, int], list[Piece]] = {}
    for number, piece in enumerate(pieces):
        found.setdefault((piece.move, 0 if piece.move else number), []).append(piece)
    return [tuple(group) for group in found.values()]


def _now(sent: Sequence[str], current: Sequence[str]) -> Mapping[int, int]:
    """The lines of the draft sent that still say the same, with their numbers in the current one."""
    matcher = SequenceMatcher(None, sent, current, autojunk=False)
    return {b.a + i: b.b + i for b in matcher.get_matching_blocks() for i in range(b.size)}


class _Taken(Value, frozen=True):
    """An edit, and the piece that writes it back; None when it cannot be."""

    exchange: Exchange
    piece: Piece | None


class _Reader:
    """Takes the edits one by one, and sorts them."""

    def __init__(self, sent: Draft, current: Current, now: Mapping[int, int]) -> None:
        self._sent, self._current, self._now = sent, current, now
        self.taken: list[_Taken] = []
        self.findings: list[Finding] = []
        self._refused: Span | None = None  # the last added paragraph, or paragraphs, without a place

    def take(self, change: LineEdit, span: Span) -> None:
        if change.before is None:
            words = change.after or ""
            self.taken.append(_Taken(Exchange("", (), words), self._added(change, words, span)))
        elif not self._unchanged(change):
            self.findings.append(by_hand(f"“{short(change.before.text)}”送审后原文已经变了", span))
            edits = change.edits or (_whole(change.before),)
            self.taken += [_Taken(_exchange(change.before, edit), None) for edit in edits]
        elif change.after is None:
            exchange = _exchange(change.before, _whole(change.before))
            self.taken.append(_Taken(exchange, self._deleted(change, change.before, span)))
        else:
            self._change(change, change.before, span)

    def _unchanged(self, change: LineEdit) -> bool:
        """Whether the lines of the draft still stand in the current report, one after the other."""
        now = [self._now.get(number) for number in range(change.number, change.number + change.count)]
        return now[0] is not None and now == list(range(now[0], now[0] + change.count))

    def _change(self, change: LineEdit, line: Line, span: Span) -> None:
        for edit, place in placed(change, span):
            self.taken.append(_Taken(_exchange(line, edit), self._edited(change, line, edit, place)))

    def _edited(self, change: LineEdit, line: Line, edit: Edit, place: Span) -> Piece | None:
        if edit.figures and not drops_figures(line, edit):
            self.findings.append(_request(self._sent, line, edit, place))
            return None
        number = self._now[change.number]
        runs = self._current.runs[number : number + change.count]
        return self._piece(
            Kind.CHANGE,
            edit,
            place,
            in_words(line, edit),
            lambda: (number, replaced(runs, edit.start, edit.end, edit.text)),
        )

    def _deleted(self, change: LineEdit, line: Line, span: Span) -> Piece | None:
        number = self._now[change.number]
        runs, what = self._current.runs[number], f"整段删去“{short(line.text)}”"
        return self._piece(Kind.DELETE, _whole(line), span, what, lambda: (number, deleted(runs)))

    def _added(self, change: LineEdit, words: str, span: Span) -> Piece | None:
        before, after = self._now.get(change.number), self._now.get(change.number + 1)
        runs = self._current.runs
        return self._piece(Kind.ADD, Edit(0, 0, words), span, "", lambda: added(runs, before, after, words))

    def _refuse(self, span: Span, reason: NoPlace) -> None:
        """Tells of an added paragraph that has no place; those one below the other, as in the row of a table, are told together."""
        if self._refused and self._refused.end + 1 == span.start:
            self.findings.pop()
            span = Span(span.text, self._refused.start, span.end)
        self._refused = span
        words = short("、".join(span.quote.split("\n")))
        self.findings.append(by_hand(f"新加的“{words}”：{reason}", span))

    def _piece(
        self, kind: Kind, edit: Edit, span: Span, did: str, place: Callable[[], tuple[int, Cut]]
    ) -> Piece | None:
        """The piece an edit becomes at its `place`, a line and a cut. None, and a finding, when it has none or would be read as a tag.

        `did` says what the edit did, nothing of an added paragraph.
        """
        try:
            number, cut = place()
        except NoPlace as reason:
            if did:
                self.findings.append(by_hand(f"{did}：{reason}", span))
            else:
                self._refuse(span, reason)
            return None
        if any(mark in edit.text for mark in _TAGS):
            message = f"“{short(edit.text)}”里有 {{{{ 或 {{%，会被当作标签"
            self.findings.append(by_hand(message, span))
            return None
        return Piece(kind, number, edit, cut, span)


def _whole(line: Line) -> Edit:
    """The edit that a deleted line is."""
    return Edit(0, len(line.text), "")


def _exchange(line: Line, edit: Edit) -> Exchange:
    return Exchange(line.text[edit.start : edit.end], tuple(figures_in(line, edit)), edit.text)


def _together(taken: Sequence[_Taken]) -> tuple[tuple[Piece, ...], list[Finding]]:
    """The pieces, those of one move marked as such. A move that takes figures along (tags print them) or of which only a part can be
    written back is no piece but a finding."""
    move: dict[int, int] = {}
    apart: set[int] = set()
    for rank, numbers in enumerate(moves([one.exchange for one in taken]), 1):
        if all(taken[number].piece and not taken[number].exchange.figures for number in numbers):
            move |= dict.fromkeys(numbers, rank)
        else:
            apart |= numbers
    pieces = [(number, one.piece) for number, one in enumerate(taken) if one.piece]
    return (
        tuple(replace(piece, move=move.get(number, 0)) for number, piece in pieces if number not in apart),
        [_in_part(piece, taken[number].exchange) for number, piece in pieces if number in apart],
    )


def _in_part(piece: Piece, exchange: Exchange) -> Finding:
    did = f"这里加上的“{short(exchange.added)}”" if exchange.added else f"这里拿走的“{short(exchange.lost)}”"
    return by_hand(f"{did}是换了位置的话，两处要一起改，其中的数要连标签一起移", piece.span)


def _states_number(piece: Piece, current: Current) -> bool:
    """Whether a figure is typed into a piece."""
    words, edit = piece.edit.text, piece.edit
    if piece.kind is Kind.ADD:
        return states_number(words, 0, len(words))
    line = "\n".join(current.lines[piece.number :])
    return states_number(line[: edit.start] + words + line[edit.end :], edit.start, edit.start + len(words))


def _typed(piece: Piece) -> Finding:
    """A number typed in new words has no cell."""
    hint = "收进来以后请写成单元格，正文改用标签"
    message = f"新写的“{short(piece.edit.text)}”里有数，没有对应的单元格"
    return Finding("O307", message, piece.span, Severity.WARNING, hint)


def _request(sent: Draft, line: Line, edit: Edit, span: Span) -> Finding:
    """A 改数申请: the cell, its text before and after, and when it is computed, what from."""
    did = figure_edit(sent, line, edit)
    said = f"由 {did.before} 改为 {short(did.after)}" if did.after else f"（{did.before}）被删去"
    formulas = [f"{f.name} 由公式 {f.formula} 得出，要改先改所依据的数" for f in did.known if f.formula]
    basis = "；".join([did.cells, *formulas])
    hint = "没有自动改：请核实依据，同意的改这个单元格，重新送审"
    return Finding("O307", f"改数申请：{did.name} {said}", span, Severity.WARNING, hint, basis, did.name)


def by_hand(message: str, span: Span) -> Finding:
    """What must be done in the content by a person."""
    return Finding("O308", message, span, Severity.WARNING, hint="请在内容文件里手工修改")


def expected(current: Current, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The lines the report must have once the pieces are in."""
    text = Text("", "\n".join(current.lines))
    begins = starts(current.lines)
    after = applied(text.content, [_in_print(piece, text, begins) for piece in pieces])
    return tuple(line for line in after.split("\n") if line)


def _in_print(piece: Piece, text: Text, begins: Sequence[int]) -> Cut:
    """What a piece does to the lines of the current report."""
    edit = piece.edit
    if piece.kind is not Kind.ADD:
        at = begins[piece.number]
        return Cut(text, at + edit.start, at + edit.end, edit.text)
    if piece.number < 0:
        return Cut(text, 0, 0, f"{edit.text}\n")
    at = begins[piece.number + 1] - 1
    return Cut(text, at, at, f"\n{edit.text}")
