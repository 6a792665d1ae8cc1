"""PDFs of what a build wrote: one batch for all documents of the run, each put beside its document."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportgen.files import FileTrouble, read_bytes
from reportgen.finding import Finding, in_order
from reportgen.pipeline.request import Outcome, Request
from reportgen.pipeline.trouble import as_finding
from reportgen.publish import pdf


def printed(request: Request, outcome: Outcome) -> Outcome:
    """The outcome, once the documents written have their PDFs, if PDFs were asked for."""
    if pdf.FORMAT not in request.formats:
        return outcome
    return replace(outcome, findings=tuple(in_order([*outcome.findings, *_print(outcome)])))


def _print(outcome: Outcome) -> Iterator[Finding]:
    paths = [made.written for made in outcome.built if made.written]
    try:
        pdfs, findings = pdf.to_pdf({path.as_posix(): read_bytes(path) for path in paths})
        for path, data in pdfs.items():
            pdf.attach(Path(path), data)
    except FileTrouble as trouble:
        yield as_finding(trouble)
    else:
        yield from findings
