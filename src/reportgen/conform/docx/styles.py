"""The styles of a document, each with what it and its ancestors set."""

from collections.abc import Mapping

from reportgen.conform.docx.properties import Properties, is_on, merged, properties
from reportgen.package import Element, W
from reportgen.value import Value
from reportgen.word.names import value
from reportgen.word.styles import default_style

_DEEPEST = 12  # levels of basedOn; Word itself stops at about ten


class Style(Value, frozen=True):
    """A style: the name Word shows, and its properties with those of its ancestors."""

    name: str
    paragraph: Properties
    run: Properties


NO_STYLE = Style("", {}, {})


class Styles(Value, frozen=True):
    """`defaults` are the document's; the id of the default paragraph style stands for paragraphs that name none."""

    defaults: Style
    by_id: Mapping[str, Style]
    default_paragraph: str
    default_table: str

    def paragraph(self, style: str) -> Style:
        return self.by_id.get(style) or self.by_id.get(self.default_paragraph, NO_STYLE)

    def table(self, style: str) -> Style:
        return self.by_id.get(style) or self.by_id.get(self.default_table, NO_STYLE)

    def character(self, style: str) -> Style:
        return self.by_id.get(style, NO_STYLE)


def read_styles(root: Element | None) -> Styles:
    """The styles of word/styles.xml; a document without that part has none."""
    if root is None:
        return Styles(NO_STYLE, {}, "", "")
    raw = {s.get(W + "styleId", ""): s for s in root.iter(W + "style")}
    defaults = Style(
        "",
        properties(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")),
        properties(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")),
    )
    by_id = {style: _inherited(raw, style) for style in raw}
    return Styles(
        defaults, by_id, default_style(raw.values(), "paragraph"), default_style(raw.values(), "table")
    )


def _inherited(raw: Mapping[str, Element], style: str) -> Style:
    chain: list[Element] = []
    while style in raw and len(chain) < _DEEPEST:
        chain.insert(0, raw[style])
        style = value(raw[style], "basedOn") or ""
    paragraph, run = (merged(properties(s.find(W + name)) for s in chain) for name in ("pPr", "rPr"))
    return Style(value(chain[-1], "name") or "", paragraph, run)


def toggled(name: str, styles: list[Properties], direct: Properties) -> bool:
    """A toggle property such as bold: set directly it holds, set by several styles each turns it over (ECMA-376 17.7.3)."""
    if name in direct:
        return is_on(direct, name)
    return sum(is_on(style, name) for style in styles) % 2 == 1
