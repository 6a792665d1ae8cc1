"""The sign-off package of a report: the clean draft, the redline, the sheets, and one zip of it all."""

from collections.abc import Mapping
from pathlib import Path

from reportgen.conform import examine
from reportgen.files import digest
from reportgen.finding import Finding
from reportgen.package import write_package
from reportgen.publish import Edition, ledger
from reportgen.render import render
from reportgen.report import Report
from reportgen.signoff import filed, sheets
from reportgen.signoff.changes import Changes, compare
from reportgen.signoff.draft import Draft
from reportgen.signoff.record import Digests, Record, Submission, digests
from reportgen.signoff.redline import redline
from reportgen.signoff.sheets import Matter, signing, summary
from reportgen.signoff.sheets import changes as changes_sheet
from reportgen.signoff.sheets import checks as checks_sheet
from reportgen.signoff.sheets import format as format_sheet
from reportgen.value import Value, replace

_MARK = 8
"""Characters of the digest that a draft bears in its head."""


class Package(Value, frozen=True):
    """The files of a submission by name, what is recorded of it, and what changed."""

    files: Mapping[str, bytes]
    submission: Submission
    changes: Changes | None


def mark_of(draft: Draft) -> str:
    """The number the copies of a draft bear (稿号): the same for the same words, and for no others."""
    return digest("\n".join(draft.texts).encode())[:_MARK].upper()


def package(
    edition: Edition,
    draft: Draft,
    record: Record,
    before: tuple[Draft, bytes] | None,
    date: str,
    templates: Path,
) -> Package | list[Finding]:
    """The package of the next submission, or what is wrong with a template; `before` is the last draft submitted, with its document."""
    number = record.last.number + 1 if record.last else 1
    changes = compare(before[0], draft) if before else None
    matter = Matter(edition, draft, number, date, mark_of(draft), changes)
    setter = _Setter(templates)
    report = edition.report
    clean = setter.set(replace(report, edition=f"送审稿　{matter.head}"))
    files = {f"{report.name}（送审稿）.docx": clean}
    if before:
        marked = setter.set(replace(report, edition=f"花脸稿　第{number}稿对第{number - 1}稿"))
        if marked:
            files[f"{report.name}（花脸稿）.docx"] = redline(before[1], marked, f"第{number}稿", date)
    judged = examine(f"{report.name}.docx", edition.document)
    composed = {
        summary.NAME: sheets.summary_sheet(matter),
        changes_sheet.NAME: sheets.changes_sheet(matter),
        checks_sheet.NAME: sheets.checks_sheet(matter),
        format_sheet.NAME: sheets.format_sheet(matter, judged),
    }
    files |= {f"{name}.docx": setter.set(one) for name, one in composed.items()}
    files["数据来源表.xlsx"] = ledger.write(edition)
    files[filed.NAME] = filed.encoded(draft)
    page = setter.set(sheets.signing_sheet(matter, record, _digests(files)))
    files[f"{signing.NAME}.docx"] = page
    if setter.findings:
        return setter.findings
    submission = Submission(number, date, matter.mark, next(iter(files)), _digests(files))
    return Package({**files, zip_name(report, number): write_package(files)}, submission, changes)


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
