"""The document's text on an audit page: passages as paragraphs and tables, figures as links, findings underlined."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby

from reportgen.document import Passage, Role
from reportgen.finding import Severity
from reportgen.publish.review import Review
from reportgen.relation import Verdict

_ASIDES = {
    Role.HEADER: "页眉页脚",
    Role.NOTE: "注",
    Role.COMMENT: "批注",
    Role.DELETED: "已删去",
    Role.HIDDEN: "隐藏文字",
}
_TAGS = {Role.TITLE: ("h3", ""), Role.HEADING: ("h4", ""), Role.CAPTION: ("p", ' class="caption"')}
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

    def link_of_figure(self, start: int, end: int) -> str:
        """The id of a figure; empty when no figure stands just there."""
        number = self._figures.get((start, end))
        return "" if number is None else f"n{number}"

    def link_of_finding(self, number: int) -> str:
        """The id of the place a finding is at."""
        span = self._review.findings[number].span
        return self.link_of_figure(span.start, span.end) or (f"f{number}" if span.start < span.end else "")

    def at(self, offset: int) -> tuple[int | None, int | None]:
        """The figure and the finding at a character of the source."""
        return self._figure_at.get(offset), self._finding_at.get(offset)

    def opened(self, figure: int) -> str:
        """The opening tag of a figure."""
        known = self._review.figures[figure]
        css, word = FIGURES[known.verdict]
        numbers = in_urgency(known.statements, self._review)
        about = " ".join(map(str, self._findings_of.get(figure, ())))
        target = f' href="#r{numbers[0]}"' if numbers else ' tabindex="0" role="button"'
        listed = " ".join(map(str, numbers))
        return f'<a id="n{figure}" class="n {css}" data-r="{listed}" data-f="{about}" title="{word}"{target}>'

    def underlined(self, number: int, words: str, first: bool) -> str:
        """Words that a finding is about."""
        finding = self._review.findings[number]
        identity = f' id="f{number}"' if first else ""
        return f'<mark{identity} class="{finding.severity}" title="{escape(finding.message)}">{words}</mark>'


def in_urgency(numbers: Iterable[int], review: Review) -> list[int]:
    """Relations by number, those that fail first."""
    return sorted(numbers, key=lambda number: URGENCY.index(review.statements[number].verdict))


def _spread(places: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    return {offset: number for start, end, number in places for offset in range(start, end)}


def text(review: Review, marks: Marks) -> str:
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


def _paragraph(passage: Passage, marks: Marks, seen: set[int]) -> str:
    words = _words(passage, marks, seen)
    if passage.role in _ASIDES:
        css = "aside deleted" if passage.role is Role.DELETED else "aside"
        return f'<p class="{css}" data-role="{_ASIDES[passage.role]}">{words}</p>'
    tag, attributes = _TAGS.get(passage.role, ("p", ""))
    return f"<{tag}{attributes}>{words}</{tag}>"


def _table(cells: Iterable[Passage], marks: Marks, seen: set[int]) -> str:
    """Rows by their number; where a cell is missing stays empty."""
    rows: dict[int, dict[int, str]] = {}
    for cell in cells:
        if cell.place:
            row = rows.setdefault(cell.place.row, {})
            row[cell.place.column] = row.get(cell.place.column, "") + _words(cell, marks, seen)
    width = 1 + max(column for row in rows.values() for column in row)
    lines = ("".join(_row(row, width)) for _, row in sorted(rows.items()))
    return f'<div class="wide"><table>{"".join(f"<tr>{line}</tr>" for line in lines)}</table></div>'


def _row(row: Mapping[int, str], width: int) -> Iterator[str]:
    """The cells of a row; columns left out in between are one empty cell, so that a page is no larger than what it shows."""
    reached = 0
    for column, words in sorted(row.items()):
        yield _left_out(column - reached)
        yield f"<td>{words}</td>"
        reached = column + 1
    yield _left_out(width - reached)


def _left_out(columns: int) -> str:
    return f'<td colspan="{columns}"></td>' if columns else ""


def _words(passage: Passage, marks: Marks, seen: set[int]) -> str:
    """The words of a passage; figures and findings that a page cut in two are one again here."""
    html: list[str] = []
    prose = passage.prose
    places = ((marks.at(prose.offset(i)), c) for i, c in enumerate(prose.text))
    for figure, run in groupby(places, lambda entry: entry[0][0]):
        inside = "".join(_underlined(run, marks, seen))
        html.append(inside if figure is None else f"{marks.opened(figure)}{inside}</a>")
    return "".join(html)


def _underlined(
    run: Iterable[tuple[tuple[int | None, int | None], str]], marks: Marks, seen: set[int]
) -> Iterator[str]:
    for finding, characters in groupby(run, lambda entry: entry[0][1]):
        words = escape("".join(character for _, character in characters)).replace("\n", "<br>")
        if finding is None:
            yield words
        else:
            yield marks.underlined(finding, words, first=finding not in seen)
            seen.add(finding)
