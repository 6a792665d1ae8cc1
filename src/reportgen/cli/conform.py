"""reportgen conform: documents against GB/T 9704-2012, clause by clause."""

from pathlib import Path
from typing import Annotated

from reportgen.cli import options, streams
from reportgen.cli.forms import tell
from reportgen.cli.line import Argument, Option
from reportgen.cli.progress import shown
from reportgen.conformity import Conformity, Row, Verdict
from reportgen.finding import display_width
from reportgen.pipeline.conform import REPORTS, Batch, conform_files, write_report
from reportgen.pipeline.request import require_report
from reportgen.publish import conform_json
from reportgen.publish.checks_json import envelope_of
from reportgen.publish.conform_table import summary, where, worst_first
from reportgen.value import to_json

Files = Annotated[list[Path], Argument(help="要核对的 .docx 文件", metavar="文件…")]
Rendered = Annotated[bool, Option("--rendered", help="排出版面再量一遍（要用 LibreOffice）")]
Report = Annotated[
    Path | None,
    Option("--report", help="另写一份核对表：.html 网页，或 .md 文本", metavar="文件"),
]


def conform(
    files: Files,
    rendered: Rendered = False,
    report: Report = None,
    output_format: options.Format = options.OutputFormat.TEXT,
) -> int:
    """逐条核对 .docx 是否符合 GB/T 9704-2012《党政机关公文格式》。"""
    if report:
        require_report(report, files, REPORTS)
    with shown("正在核对"):
        batch = conform_files(files, rendered=rendered)
    if report:
        batch = write_report(report, batch)
    _show(batch, output_format)
    return batch.exit_code


def _show(batch: Batch, form: options.OutputFormat) -> None:
    if form is options.OutputFormat.JSON:
        entries = ((one.path, conform_json.entry(one.table), one.findings) for one in batch.files)
        streams.emit(to_json(envelope_of(entries, batch.findings)))
        return
    for one in batch.files:
        if one.table and form is options.OutputFormat.TEXT:
            streams.say(_table(one.table))
        tell(one.findings if form is options.OutputFormat.GITHUB else one.troubles, form)
    tell(batch.findings, form)


def _table(table: Conformity) -> str:
    return "\n".join((f"{table.text.path}：{summary(table)}", *map(_line, worst_first(table)), ""))


def _line(row: Row) -> str:
    """A row that neither wraps nor hides anything: verdict, clause, strength, element, measured, required when unmet, where."""
    clause, found = row.clause, row.found
    required = f"（应为{clause.required}）" if found.verdict is Verdict.UNMET else ""
    place = f"　{where(row)}" if where(row) else ""
    columns = f"{_padded(found.verdict, 9)}{_padded(clause.number, 9)}{_padded(clause.strength, 6)}"
    return f"  {columns}{clause.element}：{found.measured}{required}{place}"


def _padded(words: str, width: int) -> str:
    return words + " " * max(1, width - display_width(words))
