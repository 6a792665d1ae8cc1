"""The sign-off package of a report: the clean draft, the redline, the sheets, and one zip of it all."""

from collections.abc import Mapping
from pathlib import Path

from reportgen.conform import examine
from reportgen.finding import Finding
from reportgen.package import write_package
from reportgen.publish import ledger
from reportgen.render import render
from reportgen.report import Report
from reportgen.signoff import filed
from reportgen.signoff.record import Digests, Record, Submission, digests
from reportgen.signoff.redline import redline
from reportgen.signoff.sheets import Matter, sheets_by_name, signing
from reportgen.signoff.verify import Sent, redline_head
from reportgen.value import Value, replace


class Package(Value, frozen=True):
    """The files of a submission by name, and what is recorded of it."""

    files: Mapping[str, bytes]
    submission: Submission


def package(matter: Matter, record: Record, before: Sent | None, templates: Path) -> Package | list[Finding]:
    """The package of a submission, or what is wrong with a template; `before` is what went out last."""
    report, number, setter = matter.report, matter.number, _Setter(templates)
    document = f"{report.name}（送审稿）.docx"
    files = {document: setter.set(replace(report, edition=f"送审稿　{matter.head}"))}
    if before:
        marked = setter.set(replace(report, edition=redline_head(number, matter.draft.mark)))
        if marked:
            changed = redline(before.document, marked, f"第{number}稿", matter.date)
            files[f"{report.name}（花脸稿）.docx"] = changed
    judged = examine(f"{report.name}.docx", matter.edition.document)
    files |= {f"{name}.docx": setter.set(one) for name, one in sheets_by_name(matter, judged).items()}
    files["数据来源表.xlsx"] = ledger.write(matter.edition)
    files[filed.NAME] = filed.encoded(matter.draft)
    page = setter.set(signing.signing_sheet(matter, record, _digests(files)))
    files[f"{signing.NAME}.docx"] = page
    if setter.findings:
        return setter.findings
    submission = Submission(number, matter.date, matter.draft.mark, document, _digests(files))
    return Package({**files, zip_name(report, number): write_package(files)}, submission)


def zip_name(report: Report, number: int) -> str:
    """The name of the whole package as one file."""
    return f"{report.name}（送审包第{number}稿）.zip"


def _digests(files: Mapping[str, bytes]) -> dict[str, Digests]:
    return {name: digests(data) for name, data in files.items()}


class _Setter:
    """Sets reports by their templates, collecting what is wrong with these."""

    def __init__(self, templates: Path) -> None:
        self._templates = templates
        self.findings: list[Finding] = []

    def set(self, report: Report) -> bytes:
        """The document; empty, with a finding, when the template cannot be filled."""
        document, findings = render(report, self._templates)
        self.findings += findings
        return document or b""
