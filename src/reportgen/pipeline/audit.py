"""Auditing finished documents: read → audit, and the report for people."""

from collections.abc import Iterable, Sequence, Set
from pathlib import Path

from reportgen.audit import Audit, audit
from reportgen.document import Document
from reportgen.files import FileTrouble, read_bytes, replace_files
from reportgen.finding import Finding, in_order
from reportgen.pipeline.outcome import as_finding
from reportgen.pipeline.request import Progress
from reportgen.publish import audit_docx, audit_html
from reportgen.publish.review import Figure, Review
from reportgen.read import read
from reportgen.relation import Verdict
from reportgen.value import Value

REPORTS = (".html", ".docx")
"""The endings of a report for people."""


class Audited(Value, frozen=True):
    """A file and what came of it; `review` is None when it could not be read."""

    path: Path
    review: Review | None
    findings: tuple[Finding, ...]


def audit_files(paths: Sequence[Path], progress: Progress) -> tuple[Audited, ...]:
    """Audits files, each for itself."""
    done = []
    for number, path in enumerate(paths, 1):
        done.append(_audited(path))
        progress(number, len(paths))
    return tuple(done)


def write_report(report: Path, one: Audited) -> tuple[Finding, ...]:
    """Writes the report of a file that was read, in the form the path's ending tells; gives what the machine refused."""
    if one.review is None:
        return ()
    try:
        replace_files(report.parent, {report.name: _report(report.suffix.lower(), one.path, one.review)})
    except FileTrouble as trouble:
        return (as_finding(trouble),)
    return ()


def _report(ending: str, path: Path, review: Review) -> bytes:
    return audit_docx.write(review, read_bytes(path)) if ending == ".docx" else audit_html.write(review)


def _audited(path: Path) -> Audited:
    try:
        document, findings = read(path)
    except FileTrouble as trouble:
        return Audited(path, None, (as_finding(trouble),))
    if document is None:
        return Audited(path, None, tuple(findings))
    review = _review(document, audit(document), findings)
    return Audited(path, review, review.findings)


def _review(document: Document, result: Audit, read: Iterable[Finding]) -> Review:
    findings = tuple(in_order([*read, *result.findings]))
    return Review(document, _figures(result, findings), result.relations, findings)


def _figures(result: Audit, findings: Iterable[Finding]) -> tuple[Figure, ...]:
    """The figures with their verdicts: one that an error names fails, the others in a relation that fails are in doubt."""
    named = {(f.span.start, f.span.end) for f in findings if f.is_error}
    about: dict[tuple[int, int], list[int]] = {}
    for number, statement in enumerate(result.relations):
        for span in dict.fromkeys(statement.spans):
            about.setdefault((span.start, span.end), []).append(number)
    figures = []
    for mention in result.figures:
        place = mention.span.start, mention.span.end
        numbers = tuple(about.get(place, ()))
        verdicts = {result.relations[number].verdict for number in numbers}
        verdict = _verdict(place in named, verdicts, mention in result.checked)
        figures.append(Figure(mention.span, verdict, numbers))
    return tuple(figures)


def _verdict(named: bool, verdicts: Set[Verdict], checked: bool) -> Verdict:
    if named:
        return Verdict.FAILS
    if verdicts & {Verdict.FAILS, Verdict.UNCERTAIN}:
        return Verdict.UNCERTAIN
    return Verdict.HOLDS if checked else Verdict.NOT_CHECKABLE
