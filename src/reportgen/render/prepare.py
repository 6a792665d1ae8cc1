"""A template made ready, once a process: judged, patched by docxtpl into Jinja source, compiled.

The dialect stays docxtpl's ({%p for … %}, {%tr …%}, {%tc …%}, {%r …%}): its own `patch_xml` does the translation. Its renderer is not
used, because it parses what it wrote with lxml's `recover` and so turns `5<6` into `56`; here every value is escaped and the
result is read back strictly.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from reportgen.finding import Finding, Span, Text
from reportgen.package import Refusal, XmlError, parse_xml, read_parts, to_xml
from reportgen.render.lint import lint
from reportgen.render.styles import Style, named_styles
from reportgen.render.tags import Line, template_lines, templated_parts


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
        return _prepare(data, path, parts)
    except XmlError:
        hint = "请在 Word 或 WPS 中打开模板，重新另存为 .docx"
        return None, (Finding("T105", "模板的内部 XML 已损坏", Span(Text(path, "")), hint=hint),)


def _prepare(
    data: bytes, path: str, parts: Mapping[str, bytes]
) -> tuple[Prepared | None, tuple[Finding, ...]]:
    lines = template_lines(path, parts)
    findings = tuple(lint(lines))
    if findings:
        return None, findings
    dialect = DocxTemplate(BytesIO(data))
    templates = {
        name: _JINJA.from_string(dialect.patch_xml(to_xml(parse_xml(parts[name])).decode()))
        for name in templated_parts(parts)
    }
    return Prepared(_text(lines), parts, templates, named_styles(parse_xml(parts["word/styles.xml"]))), ()


def _text(lines: list[list[Line]]) -> Text:
    return lines[0][0].span.text
