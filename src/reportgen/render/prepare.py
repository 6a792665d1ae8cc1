"""A template made ready, once a process: judged, translated into Python, its unchanging parts packed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Template

from reportgen.finding import Finding, Span, Text
from reportgen.package import MAIN_PART, Packed, Refusal, XmlError, pack, parse_xml, read_parts
from reportgen.render.engine import to_template
from reportgen.render.lint import lint
from reportgen.render.sections import is_document
from reportgen.render.styles import Style, named_styles
from reportgen.render.tags import template_lines

STYLES_PART = "word/styles.xml"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template ready to be filled: the Jinja templates of the parts with tags, the other parts packed, and its styles by name."""

    text: Text
    templates: Mapping[str, Template]
    packed: Mapping[str, Packed]
    styles: Mapping[str, Style]


@lru_cache(maxsize=16)
def prepare(data: bytes, path: str) -> tuple[Prepared | None, tuple[Finding, ...]]:
    """The template with these bytes, or what is wrong with it; `path` is what findings call it."""
    parts = read_parts(data)
    if isinstance(parts, Refusal):
        place = Span(Text(path, ""))
        return None, (Finding("T105", f"模板{parts.reason}", place, hint=parts.hint),)
    try:
        if STYLES_PART in parts and is_document(parse_xml(parts[MAIN_PART])):
            return _prepare(data, path, parts)
        message = "模板不完整：缺少样式、正文或页面设置"
    except XmlError:
        message = "模板的内部 XML 已损坏"
    hint = "请在 Word 或 WPS 中打开模板，重新另存为 .docx"
    return None, (Finding("T105", message, Span(Text(path, "")), hint=hint),)


def _prepare(
    data: bytes, path: str, parts: Mapping[str, bytes]
) -> tuple[Prepared | None, tuple[Finding, ...]]:
    lines = template_lines(path, parts)
    findings = tuple(lint(lines))
    if findings:
        return None, findings
    from reportgen.render.dialect import translated  # docxtpl is slow to import

    tagged, plain = translated(data, parts)
    templates = {name: to_template(compile(source, name, "exec")) for name, source in tagged.items()}
    packed = {name: pack(part) for name, part in {**parts, **plain}.items() if name not in tagged}
    return Prepared(lines[0][0].span.text, templates, packed, named_styles(parse_xml(parts[STYLES_PART]))), ()
