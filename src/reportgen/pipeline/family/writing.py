"""A judged report into files: rendered, read back and compared, traced, published."""

from collections.abc import Iterable, Sequence

from reportgen.content import Content, Locality, home_of, key_of
from reportgen.files import FileTrouble
from reportgen.finding import Finding, Severity, in_order
from reportgen.pipeline.family.shared import Shared
from reportgen.pipeline.family.waive import waive_again
from reportgen.pipeline.outcome import Made, as_finding
from reportgen.pipeline.request import Request
from reportgen.publish import Checked, Edition, Noted, ledger, neutral, publish
from reportgen.read.docx import read_docx
from reportgen.render import render
from reportgen.report import Mark, Report
from reportgen.trace import ReadBack, locate, trace, units
from reportgen.value import replace


def write_files(
    shared: Shared, locality: Locality, report: Report, result: Made, others: Sequence[Made]
) -> Made:
    """The result with the document's path, once its files are in place; `others` is what came of the localities it rests on.

    What is wrong with the template, or with the document as read back, stops a report but not a draft.
    """
    request = shared.request
    noted = elsewhere(shared.content, report, others)
    if request.draft:
        report = replace(report, notices=_notices(shared, result, noted))
    try:
        edition, result = made_edition(shared, locality, report, result, noted)
        if edition is None or (result.failed and not request.draft):
            return result
        if request.final and (reasons := _not_final(edition, request)):
            return result.with_findings(*reasons)
        standing, unknown = _standing(edition, request)
        written = publish(request.output / locality.id, replace(edition, standing=standing))
        return replace(result.with_findings(*unknown), written=written)
    except FileTrouble as trouble:
        return result.with_findings(as_finding(trouble))


def made_edition(
    shared: Shared, locality: Locality, report: Report, result: Made, noted: tuple[Noted, ...]
) -> tuple[Edition | None, Made]:
    """The edition of a judged report, its document read back, and the result with what was found doing so; no edition where the template
    could not be filled. `noted` was found in other localities. Raises FileTrouble."""
    content, request = shared.content, shared.request
    document, findings = render(report, request.templates)
    if document is None:
        return None, result.with_findings(*findings)
    read, refused = read_docx(document, f"{report.name}.docx")
    located, proven = locate(report, read, content.dictionary.names) if read else ((), refused)
    if read:
        result = _looked_at_again(content, locality, ReadBack(report, read, located), result)
    result = result.with_findings(*findings, *proven)
    edition = Edition(
        report,
        document,
        Checked(content, locality, (*shared.of_dictionary, *result.findings), result.waived),
        trace(content, locality, located),
        shared.inputs(locality),
        request.content.as_posix(),
        frozenset((*request.formats, ledger.FORMAT) if request.draft else request.formats),
        elsewhere=noted,
    )
    return edition, result


def elsewhere(content: Content, report: Report, others: Iterable[Made]) -> tuple[Noted, ...]:
    """The findings in other localities that concern a report: those at figures it prints and, where a printed figure of a locality is
    待补 or rests on what is, those at every cell this locality has still to fill in."""
    noted = [Noted(f, key_of(other.id, f.at)) for other in others for f in other.findings if f.at]
    runs = [run for unit in units(report) for run in unit.runs if run.figure] if noted else []
    printed = {run.figure for run in runs}
    late = {home_of(run.figure) for run in runs if run.mark is Mark.PENDING}
    waits = (one.key for one in noted if home_of(one.key) in late and content.is_pending(one.key))
    concerned = printed.union(waits)
    return tuple(one for one in noted if one.key in concerned)


def _notices(shared: Shared, result: Made, noted: Sequence[Noted]) -> tuple[str, ...]:
    """What a draft says of itself: its errors and warnings, each with its place."""
    found = [*shared.common, *result.findings, *(one.finding for one in noted)]
    root = shared.request.content.as_posix()
    return tuple(
        f"{f.code} {f.message}（{neutral(f.span.text.path, root)}:{f.span.place}）"
        for f in in_order(found)
        if f.severity is not Severity.HINT
    )


def _not_final(edition: Edition, request: Request) -> list[Finding]:
    from reportgen.pipeline.family.final import (
        not_final,  # sign-off is slow to import, and most builds are none
    )

    return not_final(edition, request)


def _standing(edition: Edition, request: Request) -> tuple[str, tuple[Finding, ...]]:
    """How far its sign-off has come; a record that cannot be read is told, and stops no report but a final."""
    if not (request.signoff / edition.checked.locality.id).is_dir():
        return "", ()
    from reportgen.pipeline.signoff.standing import standing

    try:
        return standing(edition, request), ()
    except FileTrouble as trouble:
        return "", (replace(as_finding(trouble), severity=Severity.WARNING),)


def _looked_at_again(content: Content, locality: Locality, back: ReadBack, result: Made) -> Made:
    """The result with what the audit of the document read back finds, but for what a waiver accepts."""
    from reportgen.pipeline.family.second_look import look_again  # only what is written is looked at again

    told = [*result.findings, *(finding for _, finding in result.waived if finding)]
    return waive_again(result, look_again(content, locality, back, told))
