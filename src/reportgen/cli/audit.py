"""reportgen audit: what does not hold in a finished document."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from reportgen.cli import options, streams
from reportgen.cli.forms import counts, tell
from reportgen.cli.line import Argument, Option
from reportgen.cli.progress import shown
from reportgen.finding import Finding
from reportgen.pipeline.audit import REPORTS, Audited, audit_files, write_report
from reportgen.pipeline.outcome import exit_code
from reportgen.pipeline.request import UsageError, require_report
from reportgen.publish import audit_json
from reportgen.publish.checks_json import envelope_of
from reportgen.publish.review import summary
from reportgen.value import to_json

Files = Annotated[list[Path], Argument(help="要核对的文件：.docx .pdf .txt .md", metavar="文件…")]
Report = Annotated[
    Path | None,
    Option("--report", help="另写一份核对报告：.html 网页，或 .docx 带批注的副本", metavar="文件"),
]


def audit(
    files: Files, report: Report = None, output_format: options.Format = options.OutputFormat.TEXT
) -> int:
    """核对写好的报告：找出文中的数和数与数的关系，说明哪里对不上。"""
    if report:
        if len(files) != 1:
            raise UsageError("--report 一次只能用于一个文件，请逐个核对")
        require_report(report, files, REPORTS)
    with shown("正在核对") as progress:
        audited = audit_files(files, progress)
    refused = write_report(report, audited[0]) if report else ()
    _show(audited, refused, output_format)
    if report and not refused and audited[0].review and output_format is not options.OutputFormat.JSON:
        streams.say(f"核对报告：{report.as_posix()}")
    return 2 if refused else exit_code([finding for one in audited for finding in one.findings])


def _show(audited: Iterable[Audited], refused: Sequence[Finding], form: options.OutputFormat) -> None:
    if form is options.OutputFormat.JSON:
        entries = ((one.path, audit_json.entry(one.review), one.findings) for one in audited)
        streams.emit(to_json(envelope_of(entries, refused)))
        return
    for one in audited:
        tell(one.findings, form)
        streams.say(_summary(one))
    tell(refused, form)


def _summary(one: Audited) -> str:
    if one.review is None:
        return f"{one.path.as_posix()}：没有读出来"
    return f"{one.path.as_posix()}：{summary(one.review)}。{counts(one.findings)}"
