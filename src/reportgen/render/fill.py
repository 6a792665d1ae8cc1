"""Fills a prepared template with a report. What comes out is XML: that was judged when the template was prepared."""

from reportgen.finding import Finding, Span
from reportgen.package import MAIN_PART, core_properties, write_package
from reportgen.render.prepare import Prepared
from reportgen.render.provenance import marked, wrapped
from reportgen.render.settle import settled
from reportgen.report import Letterhead, Report

CORE_PART = "docProps/core.xml"


def fill(prepared: Prepared, report: Report) -> tuple[bytes | None, list[Finding]]:
    """The .docx of a report, or why the template cannot be filled with it.

    Every name has been judged against the types (`naming`), so all that can be missing is what lies below a letterhead that is None.
    """
    printed, names = marked(report) if report.draft else (report, [])
    try:
        filled = {name: part.render(report=printed) for name, part in prepared.templates.items()}
    except AttributeError as error:
        if report.letterhead is not None or not hasattr(Letterhead, error.name or ""):
            raise
        message = "模板要用红头公文的内容（发文字号、主送机关等），这份报告没有写 letter"
        hint = "请在内容文件里写 letter:；不要红头请把 report 改为 work-summary"
        return None, [Finding("T102", message, Span(prepared.text), hint=hint)]
    if names:
        filled = wrapped(filled, names)
    filled[MAIN_PART] = settled(filled[MAIN_PART], report, prepared.styles)
    parts = {name: text.encode() for name, text in filled.items()}
    if CORE_PART in prepared.packed:
        parts[CORE_PART] = core_properties(report.name, _creator(report))
    return write_package({**prepared.packed, **parts}), []


def _creator(report: Report) -> str:
    return report.letterhead.signature if report.letterhead else report.author
