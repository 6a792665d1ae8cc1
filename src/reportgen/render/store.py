"""The folder of templates: a report type is a file in it."""

from difflib import get_close_matches
from pathlib import Path

from reportgen.finding import Finding, Span, Text
from reportgen.report import Report

_NO_REPORTS = ("~$", ".", "signoff-")
"""How names begin that are no report types: what Word and the system leave, and the sheets of a sign-off package."""


def template_bytes(report: Report, templates: Path) -> tuple[bytes | None, list[Finding]]:
    """The bytes of the report's template, or a finding that names the templates there are."""
    path = templates / f"{report.template}.docx"
    try:
        return path.read_bytes(), []
    except FileNotFoundError:
        return None, [_missing(report, templates)]


def _missing(report: Report, templates: Path) -> Finding:
    names = sorted(path.stem for path in templates.glob("*.docx") if not path.name.startswith(_NO_REPORTS))
    near = get_close_matches(report.template, names, n=1, cutoff=0.5)
    place = Span(Text(f"{templates.name}/{report.template}.docx", ""))
    hint = f"是否想写 {near[0]}？" if near else ""
    listed = f"现有模板：{'、'.join(names)}" if names else f"文件夹 {templates.name} 里还没有 .docx 模板"
    return Finding("T105", f"没有名为 {report.template} 的模板", place, hint=hint + listed)
