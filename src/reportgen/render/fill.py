"""Fills a prepared template with a report and reads the result back strictly."""

from jinja2 import TemplateError

from reportgen.finding import Finding, Span
from reportgen.package import MAIN_PART, Element, XmlError, core_properties, parse_xml, to_xml, write_package
from reportgen.render.prepare import Prepared
from reportgen.render.settle import settle
from reportgen.report import Report


def fill(prepared: Prepared, report: Report) -> tuple[bytes | None, list[Finding]]:
    """The .docx of a report, or why the template cannot be filled with it."""
    try:
        roots = {name: _filled(prepared, name, report) for name in prepared.templates}
    except TemplateError as error:
        return None, [_unfillable(prepared, str(error.message))]
    except XmlError:
        message = "填好的文稿不是合法的 XML：有标签跨越了段落、单元格或文本框的边界"
        hint = "请让 if 与 endif、for 与 endfor 处在同一层（同为段落、同为表格行……）"
        return None, [Finding("T101", message, Span(prepared.text), hint=hint)]
    settle(roots[MAIN_PART], report, prepared.styles)
    filled = {name: to_xml(root) for name, root in roots.items()}
    core = core_properties(report.name, _creator(report))
    return write_package({**prepared.parts, **filled, "docProps/core.xml": core}), []


def _filled(prepared: Prepared, name: str, report: Report) -> Element:
    return parse_xml(prepared.templates[name].render(report=report).encode())


def _unfillable(prepared: Prepared, complaint: str) -> Finding:
    hint = "红头公文模板要求内容文件写明 letter；其他情况请检查模板标签"
    return Finding("T102", f"模板要用的内容这份报告没有（{complaint}）", Span(prepared.text), hint=hint)


def _creator(report: Report) -> str:
    return report.letterhead.signature if report.letterhead else report.author
