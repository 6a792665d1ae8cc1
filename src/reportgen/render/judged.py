"""A template taken in: let in by the gate, judged tag by tag, translated into Python."""

from reportgen.finding import Finding, Span, at_file
from reportgen.package import MAIN_PART, Refusal, XmlError, pack, parse_xml, read_parts, to_xml
from reportgen.render.compiler import TemplateRefused
from reportgen.render.expression import ExpressionError
from reportgen.render.level import BlockAcross
from reportgen.render.lint import lint
from reportgen.render.recipes import Recipe
from reportgen.render.sections import is_document
from reportgen.render.styles import named_styles, say_overflow
from reportgen.render.tags import template_lines

STYLES_PART = "word/styles.xml"
_COPY = "请在 Word 中新建文档，把看得见的内容复制过去，另存为模板"


def judged(data: bytes, path: str) -> tuple[Recipe | None, tuple[Finding, ...]]:
    """The recipe of the template with these bytes, or what is wrong with it; `path` is what findings call it."""
    parts = read_parts(data)
    if isinstance(parts, Refusal):
        place = at_file(path)
        return None, (Finding("T105", f"模板{parts.reason}", place, hint=parts.hint),)
    try:
        if STYLES_PART in parts and is_document(parse_xml(parts[MAIN_PART])):
            return _recipe(data, path, parts)
        message = "模板不完整：缺少样式、正文或页面设置"
    except XmlError:
        message = "模板的内部 XML 已损坏"
    hint = "请在 Word 或 WPS 中打开模板，重新另存为 .docx"
    return None, (Finding("T105", message, at_file(path), hint=hint),)


def _recipe(data: bytes, path: str, parts: dict[str, bytes]) -> tuple[Recipe | None, tuple[Finding, ...]]:
    lines = template_lines(path, parts)
    if findings := tuple(lint(lines)):
        return None, findings
    from reportgen.render.dialect import translated  # docxtpl is slow to import

    text = lines[0][0].span.text
    try:
        sources, plain = translated(data, parts)
    except ExpressionError as error:
        message = f"模板里看不见的地方有标签：{error.fault.message}"
        return None, (Finding(error.fault.code, message, Span(text), hint=_COPY),)
    except TemplateRefused:
        message = "模板里有读不懂的标签：藏在看不见的地方，或者套得太深"
        return None, (Finding("T104", message, Span(text), hint=_COPY),)
    except BlockAcross:
        message = "填好的文稿不是合法的 XML：有标签跨越了段落、单元格或文本框的边界"
        hint = "请让 if 与 endif、for 与 endfor 处在同一层（同为段落、同为表格行……）"
        return None, (Finding("T101", message, Span(text), hint=hint),)
    styles = parse_xml(parts[STYLES_PART])
    say_overflow(styles)
    printed = {**parts, **plain, STYLES_PART: to_xml(styles)}
    packed = {name: pack(part) for name, part in printed.items() if name not in sources}
    return Recipe(text.content, sources, packed, named_styles(styles)), ()
