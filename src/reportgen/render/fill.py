"""Fills a prepared template with a report and reads the result back strictly."""

from reportgen.finding import Finding, Span
from reportgen.package import MAIN_PART, Element, XmlError, core_properties, parse_xml, to_xml, write_package
from reportgen.render.prepare import Prepared
from reportgen.render.provenance import marked, wrap
from reportgen.render.settle import settle
from reportgen.report import Report

CORE_PART = "docProps/core.xml"


def fill(prepared: Prepared, report: Report) -> tuple[bytes | None, list[Finding]]:
    """The .docx of a report, or why the template cannot be filled with it.

    Every name has been checked against the types; what can still be undefined is what lies behind a letterhead that is None.
    """
    printed, names = marked(report) if report.draft else (report, [])
    try:
        roots = {name: _filled(prepared, name, printed) for name in prepared.templates}
    except AttributeError:
        if report.letterhead is not None:
            raise
        message = "模板要用红头公文的内容（发文字号、主送机关等），这份报告没有写 letter"
        hint = "请在内容文件里写 letter:；不要红头请把 report 改为 work-summary"
        return None, [Finding("T102", message, Span(prepared.text), hint=hint)]
    except XmlError:
        message = "填好的文稿不是合法的 XML：有标签跨越了段落、单元格或文本框的边界"
        hint = "请让 if 与 endif、for 与 endfor 处在同一层（同为段落、同为表格行……）"
        return None, [Finding("T101", message, Span(prepared.text), hint=hint)]
    wrap(roots.values(), names)
    settle(roots[MAIN_PART], report, prepared.styles)
    filled = {name: to_xml(root) for name, root in roots.items()}
    if CORE_PART in prepared.packed:
        filled[CORE_PART] = core_properties(report.name, _creator(report))
    return write_package({**prepared.packed, **filled}), []


def _filled(prepared: Prepared, name: str, report: Report) -> Element:
    return parse_xml(prepared.templates[name].render(report=report).encode())


def _creator(report: Report) -> str:
    return report.letterhead.signature if report.letterhead else report.author
