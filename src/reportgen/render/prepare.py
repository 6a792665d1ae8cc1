"""A template made ready, once a process: judged, patched by docxtpl into Jinja source, compiled.

The dialect stays docxtpl's ({%p for … %}, {%tr …%}, {%tc …%}, {%r …%}): its own `patch_xml` does the translation. Its renderer is not
used, because it parses what it wrote with lxml's `recover` and so turns `5<6` into `56`; here every value is escaped and the
result is read back strictly.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from reportgen.finding import Finding, Span, Text
from reportgen.package import MAIN_PART, Refusal, XmlError, parse_xml, read_parts, to_xml
from reportgen.render.lint import lint
from reportgen.render.sections import is_document
from reportgen.render.styles import Style, named_styles
from reportgen.render.tags import template_lines, templated_parts


class _Environment(SandboxedEnvironment):
    """Jinja whose dot is an attribute and nothing else: trying obj[name] first, as Jinja does, costs half the time."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        try:
            value = getattr(obj, attribute)
        except AttributeError:
            return self.undefined(obj=obj, name=attribute)
        return (
            value if self.is_safe_attribute(obj, attribute, value) else self.unsafe_undefined(obj, attribute)
        )


_SPENT = re.compile(r"<w:r(?: [^>]*)?>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?></w:t></w:r>")
"""The empty runs docxtpl leaves on either side of a {%r %} tag."""
_IDENTITY = re.compile(r' w14:(?:paraId|textId)="[^"]*"|<w:(?:bookmarkStart|bookmarkEnd|proofErr) [^>]*/>')
STYLES_PART = "word/styles.xml"
_JINJA = _Environment(autoescape=True, undefined=StrictUndefined)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template ready to be filled: its parts, the Jinja templates of those with tags, and its styles by name."""

    text: Text
    parts: Mapping[str, bytes]
    templates: Mapping[str, Template]
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
    dialect = DocxTemplate(BytesIO(data))
    sources = {name: dialect.patch_xml(_cleared(parts[name])) for name in templated_parts(parts)}
    templates = {name: _JINJA.from_string(_SPENT.sub("", source)) for name, source in sources.items()}
    return Prepared(lines[0][0].span.text, parts, templates, named_styles(parse_xml(parts[STYLES_PART]))), ()


def _cleared(part: bytes) -> str:
    """A part without the marks Word leaves for itself: inside a loop their ids would repeat, which Word calls a damaged file."""
    return _IDENTITY.sub("", to_xml(parse_xml(part)).decode())
