"""From a Report and a Word template to a .docx.

`lint` reads the template's tags and says what is wrong with them before anything is filled in; `prepare` has the parts turned into
Python (`dialect`, the only door to docxtpl), once per template, and makes sure that all they can print is well formed (`level`);
`fill` renders a report and settles what no tag can say (`settle`).
"""

from pathlib import Path

from reportgen.finding import Finding
from reportgen.render.fill import fill
from reportgen.render.prepare import prepare
from reportgen.render.store import template_bytes
from reportgen.report import Report

__all__ = ["render"]


def render(report: Report, templates: Path) -> tuple[bytes | None, list[Finding]]:
    """The report as the bytes of a .docx, and what is wrong with its template (`report.template` in the folder `templates`)."""
    data, findings = template_bytes(report, templates)
    if data is None:
        return None, findings
    prepared, faults = prepare(data, f"{templates.name}/{report.template}.docx")
    if prepared is None:
        return None, list(faults)
    return fill(prepared, report)
