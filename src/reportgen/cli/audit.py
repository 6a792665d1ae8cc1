"""reportgen audit: what does not hold in a finished document."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli import streams
from reportgen.cli.forms import annotation, counts, text
from reportgen.cli.options import Format, OutputFormat
from reportgen.cli.progress import shown
from reportgen.files import FileTrouble
from reportgen.pipeline.audit import Audited, audit_files, exit_code, require_report, write_report
from reportgen.pipeline.trouble import as_finding
from reportgen.publish import encode
from reportgen.publish.audit_json import envelope
from reportgen.publish.review import summary

Files = Annotated[
    list[Path], typer.Argument(help="要核对的文件：.docx .pdf .txt .md", metavar="文件…", show_default=False)
]
Report = Annotated[
    Path | None,
    typer.Option("--report", help="另写一份核对报告：.html 网页，或 .docx 带批注的副本", metavar="文件"),
]


def audit(files: Files, report: Report = None, output_format: Format = OutputFormat.TEXT) -> int:
    """核对写好的报告：找出文中的数和数与数的关系，说明哪里对不上。"""
    if report:
        require_report(report, files)
    with shown("正在核对") as progress:
        audited = audit_files(files, progress)
    code = exit_code(audited)
    if report:
        code = max(code, _written(report, audited[0]))
    _show(audited, output_format)
    return code


def _written(report: Path, one: Audited) -> int:
    try:
        write_report(report, one)
    except FileTrouble as trouble:
        streams.tell(text(as_finding(trouble)))
        return 2
    return 0


def _show(audited: Iterable[Audited], form: OutputFormat) -> None:
    if form is OutputFormat.JSON:
        entries = ((one.path.as_posix(), one.review, one.findings) for one in audited)
        streams.emit(encode(envelope(entries)))
        return
    for one in audited:
        for finding in one.findings:
            if form is OutputFormat.GITHUB:
                streams.say(annotation(finding))
            else:
                streams.tell(text(finding))
        streams.say(_summary(one))


def _summary(one: Audited) -> str:
    if one.review is None:
        return f"{one.path.as_posix()}：没有读成"
    return f"{one.path.as_posix()}：{summary(one.review)}。{counts(one.findings)}"
