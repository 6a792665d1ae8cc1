"""The second line of defence: a document just built is audited like any finished one, except that its figures are known, not guessed.

The checks of the content cannot see how a sentence puts figures together; the audit reads the sentence. What it finds is told at the
place in the content where the figure or the words were written.
"""

from collections.abc import Iterator, Sequence

from reportgen.audit import Audit, audit
from reportgen.content import Cell, Content, Locality, home_of, quantity_of
from reportgen.document import Document, Passage
from reportgen.finding import Finding, Severity, Span
from reportgen.quantity import Quantity
from reportgen.report import Report, Run, block_runs
from reportgen.trace import ReadBack
from reportgen.value import cached_property, replace

_PENDING = "【待补"
_TELLS = (Severity.ERROR, Severity.WARNING)


def look_again(
    content: Content, locality: Locality, back: ReadBack, told: Sequence[Finding]
) -> list[Finding]:
    """What does not hold in a document read back, less what was `told` of the same cells before.

    An error stays one only at a cell, where a waiver can name it; at words it is a warning.
    """
    figures = _Figures(content, locality, back)
    result = audit(_without_notices(back), figures.known)
    before = {finding.at for finding in told if finding.at and finding.severity in _TELLS}
    home = _Home(back)
    findings = []
    for finding in result.findings:
        cell = figures.cell(result, finding)
        if finding.severity in _TELLS and not _is_known(finding, cell, before):
            findings.append(_brought_home(finding, cell, figures, home))
    return findings


def _is_known(finding: Finding, cell: Cell | None, before: set[str]) -> bool:
    return finding.span.quote.startswith(_PENDING) or (cell is not None and cell.path in before)


def _without_notices(back: ReadBack) -> Document:
    """The document without what a draft says of itself."""
    if not back.report.notices:
        return back.document
    own = [p for p in back.document.passages if not any(notice in p.text for notice in back.report.notices)]
    return replace(back.document, passages=tuple(own))


def _brought_home(finding: Finding, cell: Cell | None, figures: "_Figures", home: "_Home") -> Finding:
    place = figures.written(finding.span) or home.written(finding.span)
    return replace(
        finding,
        message=f"成文后核对，文稿第 {finding.span.line} 段：{finding.message}",
        span=place or finding.span,
        severity=finding.severity if cell else Severity.WARNING,
        at=cell.path if cell else "",
    )


class _Figures:
    """The figures of a report that print cells, by each offset they cover in its document."""

    def __init__(self, content: Content, locality: Locality, back: ReadBack) -> None:
        self._content, self._locality = content, locality
        self._places = [
            (back.document.text.offset(one.spot.paragraph, one.spot.column), one.run)
            for one in back.located
            if one.spot and one.run.figure
        ]
        self.known = {
            offset: known
            for start, run in self._places
            if (known := self._quantity(run))
            for offset in range(start, start + len(run.text))
        }

    @cached_property
    def _runs(self) -> dict[int, Run]:
        return {offset: run for start, run in self._places for offset in range(start, start + len(run.text))}

    def cell(self, result: Audit, finding: Finding) -> Cell | None:
        """The cell of its own file that a finding is about: at its place, else the first its relation speaks of."""
        spans = [finding.span]
        spans += [
            span for link in result.relations if link.spans[0] == finding.span for span in link.spans[1:]
        ]
        cells = (self._cell_at(span) for span in spans)
        own = self._locality.id
        return next((cell for cell in cells if cell and home_of(cell.key) == own), None)

    def written(self, span: Span) -> Span | None:
        """Where a figure was entered, or, when it was derived, where the tag that prints it stands."""
        run, cell = self._runs.get(span.start), self._cell_at(span)
        if run is None or cell is None:
            return None
        tag = next((source.span for source in run.sources if source.span), None)
        return cell.span if cell.quantity else tag or cell.span

    def _cell_at(self, span: Span) -> Cell | None:
        run = self._runs.get(span.start)
        return self._content.find(run.figure) if run else None

    def _quantity(self, run: Run) -> Quantity | None:
        cell = self._content.find(run.figure)
        return quantity_of(cell, self._content.dictionary.units) if cell else None


class _Home:
    """Where the words of a document were written."""

    def __init__(self, back: ReadBack) -> None:
        self._report, self._document = back.report, back.document

    @cached_property
    def _runs(self) -> dict[str, tuple[Run, ...]]:
        return {"".join(run.text for run in runs).strip(): runs for runs in _paragraphs(self._report)}

    def written(self, span: Span) -> Span | None:
        """The source of the character a span of the document begins with; None for what the program or the template wrote."""
        passage = next((p for p in self._document.passages if _index(p, span.start) is not None), None)
        runs = self._runs.get(passage.text.strip()) if passage else None
        if passage is None or runs is None:
            return None
        at = (_index(passage, span.start) or 0) - (len(passage.text) - len(passage.text.lstrip()))
        for run in runs:
            for source in run.sources:
                if 0 <= at < source.length and source.span:
                    letters = source.span.end - source.span.start == source.length
                    end = min(at + span.end - span.start, source.length)
                    return source.span.part(at, end) if letters else source.span
                at -= source.length
            at -= len(run.text) if not run.sources else 0
        return None


def _paragraphs(report: Report) -> Iterator[tuple[Run, ...]]:
    for block in report.all_blocks():
        if block.kind != "table":
            yield tuple(block_runs(block))


def _index(passage: Passage, offset: int) -> int | None:
    """Which character of a passage lies at an offset of the document."""
    prose = passage.prose
    if not prose.text or not prose.offset(0) <= offset <= prose.offset(len(prose.text) - 1):
        return None
    return next((i for i in range(len(prose.text)) if prose.offset(i) == offset), None)
