"""Fills a prepared template with a report. What comes out is XML: that was judged when the template was prepared."""

from collections.abc import Mapping

from reportgen.finding import Finding, Span
from reportgen.package import MAIN_PART, core_properties, write_package
from reportgen.render.body import Body
from reportgen.render.letter import settle_letter
from reportgen.render.prepare import Prepared
from reportgen.render.provenance import marked, wrapped
from reportgen.render.sections import end_in_paragraph, fold_breaks
from reportgen.render.styles import Style
from reportgen.render.tables import settle_tables
from reportgen.render.waiting import highlight_waiting
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
    filled[MAIN_PART] = _settled(filled[MAIN_PART], report, prepared.styles)
    parts = {name: text.encode() for name, text in filled.items()}
    if CORE_PART in prepared.packed:
        creator = report.letterhead.signature if report.letterhead else report.author
        parts[CORE_PART] = core_properties(report.name, creator)
    return write_package({**prepared.packed, **parts}), []


def _settled(filled: str, report: Report, styles: Mapping[str, Style]) -> str:
    """The filled document, after what no tag can express is set: indents that depend on the width of a text, widths of columns, where
    sections end. The places are found by the names of styles, so that a template can be restyled freely."""
    body = Body(filled)
    fold_breaks(body)
    settle_tables(body, report, styles)
    settle_letter(body, styles)
    if report.draft:
        highlight_waiting(body)
    end_in_paragraph(body)
    return str(body)
