"""PDFs of what a build wrote: one batch for all documents of the run, each put beside its document.

Each is read again: a character that LibreOffice dropped is told, and the ledgers learn the pages.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.document import Document
from reportgen.files import FileTrouble, read_bytes
from reportgen.finding import Finding, Severity, Span, at_file, in_order
from reportgen.pipeline.outcome import Outcome, as_finding, some
from reportgen.publish import fonts, ledger, ledger_pages, pdf
from reportgen.read.docx import read_docx
from reportgen.value import replace

if TYPE_CHECKING:
    from reportgen.read.lost import Lost


def print_pdfs(outcome: Outcome) -> Outcome:
    """The outcome, once the documents written have their PDFs."""
    return replace(outcome, findings=tuple(in_order([*outcome.findings, *_print(outcome)])))


def _print(outcome: Outcome) -> Iterator[Finding]:
    """Prints the documents and puts the PDFs beside them, the ledgers with their pages; what is to be said of it."""
    paths = [made.written for made in outcome.built if made.written]
    try:
        pdfs, findings = pdf.to_pdf({path.as_posix(): read_bytes(path) for path in paths})
        made = {Path(path): data for path, data in pdfs.items()}
        documents = _documents(made)
        ledgers = _ledgers(documents, made)
        for path, data in made.items():
            pdf.attach(path, data, ledgers.get(path, {}))
    except FileTrouble as trouble:
        yield as_finding(trouble)
    else:
        yield from findings
        yield from _boxed(documents)
        yield from _dropped(documents, made)


def _documents(pdfs: Mapping[Path, bytes]) -> dict[Path, Document]:
    read = {path: read_docx(read_bytes(path), path.name)[0] for path in pdfs}
    return {path: document for path, document in read.items() if document}


def _ledgers(documents: Mapping[Path, Document], pdfs: Mapping[Path, bytes]) -> dict[Path, dict[str, bytes]]:
    """The ledgers beside the documents that have one, with the pages of their figures; by document, then by name."""
    listed = {path: read for path, read in documents.items() if path.with_name(ledger.NAME).is_file()}
    if not listed:
        return {}
    from reportgen.read.paged import paged  # its reader of PDFs takes long to load, and most runs print none

    pages = paged([(document, pdfs[path]) for path, document in listed.items()])
    found = zip(listed, pages, strict=True)
    return {
        path: {ledger.NAME: ledger_pages.paged(read_bytes(path.with_name(ledger.NAME)), of.at)}
        for path, of in found
    }


def _dropped(documents: Mapping[Path, Document], pdfs: Mapping[Path, bytes]) -> Iterator[Finding]:
    """One finding for each PDF that lacks characters of its document."""
    if not documents:
        return
    from reportgen.read.lost import lost

    found = lost([(document, pdfs[path]) for path, document in documents.items()])
    for path, missing in zip(documents, found, strict=True):
        if missing:
            hint = "PDF 由 LibreOffice 排出，.docx 不缺；要付印或报送，请用 Word 或 WPS 打开 .docx 另存为 PDF"
            yield Finding("O313", _told(missing), _beside(path), Severity.WARNING, hint)


def _boxed(documents: Mapping[Path, Document]) -> Iterator[Finding]:
    """One finding for each PDF with characters that show as boxes."""
    texts = {path: "".join(passage.text for passage in read.passages) for path, read in documents.items()}
    undrawn = fonts.undrawable(sorted(set().union(*texts.values())))
    for path, text in texts.items():
        if found := [f"“{character}”" for character in sorted(undrawn.intersection(text))]:
            message = f"本机没有一种字体有{some(found)}，PDF 里印成了方框"
            hint = "请装上有这些字的字体，或用 Word、WPS 打开 .docx 另存为 PDF"
            yield Finding("O312", message, _beside(path), Severity.WARNING, hint)


def _beside(document: Path) -> Span:
    return at_file(document.with_suffix(".pdf"))


def _told(missing: "Lost") -> str:
    listed = [f"“{character}”{number} 个" for character, number in missing.characters.items()]
    where = f"，见文稿第 {some(list(map(str, missing.lines)))} 段" if missing.lines else ""
    return f"PDF 比 .docx 少印了{some(listed)}{where}"
