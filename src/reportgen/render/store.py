"""The folder of templates: a report type is a file in it."""

from difflib import get_close_matches
from pathlib import Path

from reportgen.files import FileTrouble, read_input
from reportgen.finding import Finding, Span, Text
from reportgen.report import Report

_NO_REPORTS = ("~$", ".", "signoff-")
"""How names begin that are no report types: what Word and the system leave, and the sheets of a sign-off package."""


def template_bytes(report: Report, templates: Path) -> tuple[bytes | None, list[Finding]]:
    """The bytes of the report's template, or a finding that says why there are none."""
    path = templates / f"{report.template}.docx"
    try:
        return read_input(path), []
    except FileTrouble as refused:
        missing = isinstance(refused.__cause__, FileNotFoundError)
        message, hint = _missing(report, templates) if missing else _unread(refused, path)
    return None, [Finding("T105", message, Span(Text(f"{templates.name}/{path.name}", "")), hint=hint)]


def _missing(report: Report, templates: Path) -> tuple[str, str]:
    names = sorted(path.stem for path in templates.glob("*.docx") if not path.name.startswith(_NO_REPORTS))
    near = get_close_matches(report.template, names, n=1, cutoff=0.5)
    hint = f"是否想写 {near[0]}？" if near else ""
    listed = f"现有模板：{'、'.join(names)}" if names else f"文件夹 {templates.name} 里还没有 .docx 模板"
    return f"没有名为 {report.template} 的模板", hint + listed


def _unread(refused: FileTrouble, path: Path) -> tuple[str, str]:
    if path.is_dir():
        return f"{path.name} 是文件夹，不是模板", "请把它改名或移走，换上 Word 文件"
    return refused.message, refused.hint
