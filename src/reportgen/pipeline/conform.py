"""Judging documents against GB/T 9704-2012: read → (render in one batch → measure) → the table for people."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from reportgen.conform import examine, for_libreoffice
from reportgen.conformity import Conformity
from reportgen.files import FileTrouble, replace_files
from reportgen.finding import Finding
from reportgen.pipeline.outcome import as_finding, exit_code
from reportgen.pipeline.word_files import only_word, word_file
from reportgen.publish import conform_html, conform_md
from reportgen.publish.pdf import to_pdf
from reportgen.value import Value, replace

REPORTS = {".html": conform_html.write, ".md": conform_md.write}
"""How a report is written, by its file's ending."""


class Conformed(Value, frozen=True):
    """A file and what came of it; `table` is None when it could not be read."""

    path: Path
    table: Conformity | None
    findings: tuple[Finding, ...]

    @property
    def troubles(self) -> tuple[Finding, ...]:
        """What the table does not tell: why the file could not be read or rendered."""
        told = self.table.findings if self.table else ()
        return tuple(finding for finding in self.findings if finding not in told)


class Batch(Value, frozen=True):
    """The files in the order given, and what concerns the machine rather than one of them (fonts, LibreOffice)."""

    files: tuple[Conformed, ...]
    findings: tuple[Finding, ...]

    @property
    def exit_code(self) -> int:
        """0 when every binding clause is met, 1 when one is not, 2 when the machine refused."""
        return exit_code([*self.findings, *(finding for one in self.files for finding in one.findings)])

    @property
    def tables(self) -> list[Conformity]:
        return [one.table for one in self.files if one.table]


def conform_files(paths: Sequence[Path], *, rendered: bool) -> Batch:
    """Judges documents; with `rendered`, also their pages, all set by LibreOffice in one batch.

    Only what the package's gate lets in is given to LibreOffice.
    """
    read = {path: _read(path) for path in dict.fromkeys(paths)}
    judged = {path: _examined(path, found) for path, found in read.items()}
    if not rendered:
        return Batch(tuple(judged.values()), ())
    sound = {path: data for path, data in read.items() if isinstance(data, bytes) and judged[path].table}
    pdfs, findings = to_pdf({path.as_posix(): for_libreoffice(data) for path, data in sound.items()})
    for path, data in sound.items():
        if path.as_posix() in pdfs:
            judged[path] = _examined(path, data, pdfs[path.as_posix()])
    return _with_trouble(judged, findings)


def _with_trouble(judged: Mapping[Path, Conformed], findings: Iterable[Finding]) -> Batch:
    """Puts what was said of one file with that file."""
    own: dict[str, list[Finding]] = {}
    for finding in findings:
        own.setdefault(finding.span.text.path, []).append(finding)
    files = tuple(
        replace(one, findings=(*own.pop(path.as_posix(), ()), *one.findings)) for path, one in judged.items()
    )
    return Batch(files, tuple(finding for rest in own.values() for finding in rest))


def write_report(report: Path, batch: Batch) -> Batch:
    """The batch, with what the machine refused, once the report of all files that could be read is written, of the kind that its ending
    tells."""
    try:
        replace_files(report.parent, {report.name: REPORTS[report.suffix.lower()](batch.tables)})
    except FileTrouble as trouble:
        return replace(batch, findings=(*batch.findings, as_finding(trouble)))
    return batch


def _read(path: Path) -> bytes | Finding:
    try:
        return word_file(path)
    except FileTrouble as trouble:
        return as_finding(trouble)


def _examined(path: Path, data: bytes | Finding, pdf: bytes | None = None) -> Conformed:
    found = data if isinstance(data, Finding) else examine(path.as_posix(), data, pdf)
    if isinstance(found, Finding):
        return Conformed(path, None, (found if found is data else only_word(found),))
    return Conformed(path, found, tuple(found.findings))
