"""From a Report and a Word template to a .docx.

`lint` reads the template's tags and reports what is wrong with them before anything is filled in; `prepare` turns the parts into Python
once per template (`dialect`, the only door to docxtpl) and makes sure that whatever they print is well formed (`level`); `fill` renders a
report and then sets what no tag can express (`settle`).
"""

from pathlib import Path

from reportgen.finding import Finding
from reportgen.render.fill import fill
from reportgen.render.prepare import prepare
from reportgen.render.store import template_bytes
from reportgen.report import Report

__all__ = ["render"]


def render(report: Report, templates: Path) -> tuple[bytes | None, list[Finding]]:
    """The report as the bytes of a .docx (None when its template cannot be used), and findings about that template.

    The template is `report.template` in the folder `templates`.
    """
    data, findings = template_bytes(report, templates)
    if data is None:
        return None, findings
    prepared, faults = prepare(data, f"{templates.name}/{report.template}.docx")
    if prepared is None:
        return None, list(faults)
    return fill(prepared, report)
