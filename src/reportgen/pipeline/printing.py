"""PDFs of what a build wrote: one batch for all documents of the run, each put beside its document; then the ledgers know the pages."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.files import FileTrouble, read_bytes
from reportgen.finding import Finding, in_order
from reportgen.pipeline.request import Outcome, Request
from reportgen.pipeline.trouble import as_finding
from reportgen.publish import ledger, ledger_pages, pdf
from reportgen.read.docx import read_docx
from reportgen.value import replace


def printed(request: Request, outcome: Outcome) -> Outcome:
    """The outcome, once the documents written have their PDFs, if PDFs were asked for."""
    if pdf.FORMAT not in request.formats:
        return outcome
    return replace(outcome, findings=tuple(in_order([*outcome.findings, *_print(outcome)])))


def _print(outcome: Outcome) -> Iterator[Finding]:
    paths = [made.written for made in outcome.built if made.written]
    try:
        pdfs, findings = pdf.to_pdf({path.as_posix(): read_bytes(path) for path in paths})
        made = {Path(path): data for path, data in pdfs.items()}
        ledgers = _ledgers(made)
        for path, data in made.items():
            pdf.attach(path, data, ledgers.get(path, {}))
    except FileTrouble as trouble:
        yield as_finding(trouble)
    else:
        yield from findings


def _ledgers(pdfs: Mapping[Path, bytes]) -> dict[Path, dict[str, bytes]]:
    """The ledgers beside the documents that have one, with the pages of their figures; by document, then by name."""
    documents = {}
    for path in pdfs:
        read, _ = read_docx(read_bytes(path), path.name)
        if read and path.with_name(ledger.NAME).is_file():
            documents[path] = read
    if not documents:
        return {}
    from reportgen.read.paged import paged  # its reader of PDFs takes long to load, and most runs print none

    pages = paged([(document, pdfs[path]) for path, document in documents.items()])
    found = zip(documents, pages, strict=True)
    return {
        path: {ledger.NAME: ledger_pages.paged(read_bytes(path.with_name(ledger.NAME)), of.at)}
        for path, of in found
    }
