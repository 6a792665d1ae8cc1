"""The folder of templates: a report type is a file in it."""

from pathlib import Path

from reportgen.files import FileTrouble, read_input
from reportgen.finding import Finding, at_file
from reportgen.report import Report


def template_bytes(report: Report, templates: Path) -> tuple[bytes | None, list[Finding]]:
    """The bytes of the report's template, or a finding that says why there are none."""
    path = templates / f"{report.template}.docx"
    try:
        return read_input(path), []
    except FileTrouble as refused:
        message, hint = _unread(refused, path)
    return None, [Finding("T105", message, at_file(f"{templates.name}/{path.name}"), hint=hint)]


def _unread(refused: FileTrouble, path: Path) -> tuple[str, str]:
    if path.is_dir():
        return f"{path.name} 是文件夹，不是模板", "请把它改名或移走，换上 Word 文件"
    return refused.message, refused.hint
