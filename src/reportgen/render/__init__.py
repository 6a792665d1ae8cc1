"""From a Report and a Word template to a .docx.

`lint` reads the template's tags and reports what is wrong with them before anything is filled in; `prepare` turns the parts into Python
once per template (`dialect`, the only door to docxtpl) and makes sure that whatever they print is well formed (`level`); `fill` renders a
report and then sets what no tag can express (indents, widths of columns, sections).
"""

from pathlib import Path

from reportgen.files import FileTrouble, read_input
from reportgen.finding import Finding, at_file
from reportgen.render.fill import fill
from reportgen.render.prepare import prepare
from reportgen.report import Report

__all__ = ["render"]


def render(report: Report, templates: Path) -> tuple[bytes | None, list[Finding]]:
    """The report as the bytes of a .docx (None when its template cannot be used), and findings about that template.

    The template is `report.template` in the folder `templates`.
    """
    path, shown = templates / f"{report.template}.docx", f"{templates.name}/{report.template}.docx"
    try:
        data = read_input(path)
    except FileTrouble as refused:
        return None, [_unread(refused, shown)]
    prepared, faults = prepare(data, shown)
    return fill(prepared, report) if prepared else (None, list(faults))


def _unread(refused: FileTrouble, shown: str) -> Finding:
    message, hint = refused.message, refused.hint
    if refused.path.is_dir():
        message, hint = f"{refused.path.name} 是文件夹，不是模板", "请把它改名或移走，换上 Word 文件"
    return Finding("T105", message, at_file(shown), hint=hint)
