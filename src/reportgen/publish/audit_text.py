"""The document's text on an audit page: passages as paragraphs and tables, figures as links, findings underlined."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from reportgen.document import Passage, Role
from reportgen.finding import Severity, Span
from reportgen.publish.markup import MarkupText, element, words
from reportgen.publish.review import Review
from reportgen.relation import Verdict

_ASIDES = {
    Role.HEADER: "页眉页脚",
    Role.NOTE: "注",
    Role.COMMENT: "批注",
    Role.DELETED: "已删去",
    Role.HIDDEN: "隐藏文字",
}
_TAGS = {Role.TITLE: ("h3", None), Role.HEADING: ("h4", None), Role.CAPTION: ("p", "caption")}
"""Tag and class of a passage by its role; all others are plain paragraphs."""
FIGURES = {
    Verdict.FAILS: ("fails", "对不上"),
    Verdict.UNCERTAIN: ("uncertain", "存疑"),
    Verdict.HOLDS: ("holds", "对得上"),
    Verdict.NOT_CHECKABLE: ("unchecked", "无从核对"),
}
"""What a page calls a figure: class and word."""
URGENCY = (Verdict.FAILS, Verdict.UNCERTAIN, Verdict.HOLDS, Verdict.NOT_CHECKABLE)
"""Verdicts as a reader wants them."""
_WEIGHT = {Severity.HINT: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Marks:
    """What is marked in a document's characters: the figure and the gravest finding at each, by their place in the source."""

    def __init__(self, review: Review) -> None:
        self._figures = {(f.span.start, f.span.end): number for number, f in enumerate(review.figures)}
        self._figure_at = _spread((f.span.start, f.span.end, n) for n, f in enumerate(review.figures))
        self._review = review
        order = sorted(enumerate(review.findings), key=lambda entry: _WEIGHT[entry[1].severity])
        placed = [(f.span.start, f.span.end, n) for n, f in order if f.span.text.content]
        self._finding_at = _spread(placed)
        self._findings_of: dict[int, list[int]] = {}
        for start, end, number in placed:
            if (start, end) in self._figures:
                self._findings_of.setdefault(self._figures[start, end], []).append(number)

    def link_of_figure(self, span: Span) -> str:
        """The id of a figure; empty when no figure stands just there."""
        number = self._figures.get((span.start, span.end))
        return "" if number is None else f"n{number}"

    def link_of_finding(self, number: int) -> str:
        """The id of the place a finding is at."""
        span = self._review.findings[number].span
        return self.link_of_figure(span) or (f"f{number}" if span.start < span.end else "")

    def at(self, offset: int) -> tuple[int | None, int | None]:
        """The figure and the finding at a character of the source."""
        return self._figure_at.get(offset), self._finding_at.get(offset)

    def figure(self, number: int, inner: MarkupText) -> MarkupText:
        """A figure, which leads to the most urgent of its relations, if it has any."""
        known = self._review.figures[number]
        css, word = FIGURES[known.verdict]
        relations = in_urgency(known.statements, self._review)
        target = {"href": f"#r{relations[0]}"} if relations else {"tabindex": "0", "role": "button"}
        return element(
            "a",
            inner,
            id=f"n{number}",
            class_=f"n {css}",
            data_r=" ".join(map(str, relations)),
            data_f=" ".join(map(str, self._findings_of.get(number, ()))),
            title=word,
            **target,
        )

    def underlined(self, number: int, inner: MarkupText, *, first: bool) -> MarkupText:
        """Words that a finding is about; the first of them bear its id."""
        finding = self._review.findings[number]
        identity = f"f{number}" if first else None
        return element("mark", inner, id=identity, class_=str(finding.severity), title=finding.message)


def in_urgency(numbers: Iterable[int], review: Review) -> list[int]:
    """Relations by number, those that fail first."""
    return sorted(numbers, key=lambda number: URGENCY.index(review.statements[number].verdict))


def _spread(places: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    return {offset: number for start, end, number in places for offset in range(start, end)}


def text(review: Review, marks: Marks) -> MarkupText:
    """The whole text as HTML."""
    seen: set[int] = set()
    html: list[str] = []
    part = 0
    listed = groupby(review.document.passages, lambda one: (one.part, one.place.table if one.place else None))
    for (own, table), passages in listed:
        if own != part:
            part = own
            html.append("<hr>")
        if table is None:
            html += [_paragraph(passage, marks, seen) for passage in passages]
        else:
            html.append(_table(passages, marks, seen))
    return "\n".join(html)


def _paragraph(passage: Passage, marks: Marks, seen: set[int]) -> MarkupText:
    inner = _words(passage, marks, seen)
    if passage.role in _ASIDES:
        css = "aside deleted" if passage.role is Role.DELETED else "aside"
        return element("p", inner, class_=css, data_role=_ASIDES[passage.role])
    tag, kind = _TAGS.get(passage.role, ("p", None))
    return element(tag, inner, class_=kind)


def _table(cells: Iterable[Passage], marks: Marks, seen: set[int]) -> MarkupText:
    """Rows by their number; where a cell is missing stays empty."""
    rows: dict[int, dict[int, str]] = {}
    for cell in cells:
        if cell.place:
            row = rows.setdefault(cell.place.row, {})
            row[cell.place.column] = row.get(cell.place.column, "") + _words(cell, marks, seen)
    width = 1 + max(column for row in rows.values() for column in row)
    lines = (element("tr", "".join(_row(row, width))) for _, row in sorted(rows.items()))
    return element("div", element("table", "".join(lines)), class_="wide")


def _row(row: Mapping[int, MarkupText], width: int) -> Iterator[MarkupText]:
    """The cells of a row; columns left out in between are one empty cell, so that a page is no larger than what it shows."""
    reached = 0
    for column, inner in sorted(row.items()):
        yield _left_out(column - reached)
        yield element("td", inner)
        reached = column + 1
    yield _left_out(width - reached)


def _left_out(columns: int) -> MarkupText:
    return element("td", colspan=str(columns)) if columns else ""


def _words(passage: Passage, marks: Marks, seen: set[int]) -> MarkupText:
    """The words of a passage; figures and findings that a page cut in two are one again here."""
    html: list[str] = []
    prose = passage.prose
    places = ((marks.at(prose.offset(i)), c) for i, c in enumerate(prose.text))
    for figure, run in groupby(places, lambda entry: entry[0][0]):
        inside = "".join(_underlined(run, marks, seen))
        html.append(inside if figure is None else marks.figure(figure, inside))
    return "".join(html)


def _underlined(
    run: Iterable[tuple[tuple[int | None, int | None], str]], marks: Marks, seen: set[int]
) -> Iterator[MarkupText]:
    for finding, characters in groupby(run, lambda entry: entry[0][1]):
        inner = words("".join(character for _, character in characters)).replace("\n", "<br>")
        if finding is None:
            yield inner
        else:
            yield marks.underlined(finding, inner, first=finding not in seen)
            seen.add(finding)
