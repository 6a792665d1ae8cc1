"""The parts of a package that say how a document looks, found through its relationships."""

from collections.abc import Iterator, Mapping

from reportgen.package import (
    MAIN_PART,
    Element,
    Refusal,
    Related,
    W,
    XmlError,
    local_name,
    parse_xml,
    read_parts,
    related,
)
from reportgen.value import Value, cached_property

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class Parts(Value, frozen=True, dict=True):
    """A document's parts; a part that is missing or not well formed is None."""

    parts: Mapping[str, bytes]
    document: Element

    @cached_property
    def _related(self) -> Related:
        return related(self.parts)

    def of_kind(self, kind: str) -> Element | None:
        """The part of a relationship type: styles, settings, numbering, theme."""
        return self._parsed(self.name_of(kind))

    def name_of(self, kind: str) -> str:
        """The name of the part of a relationship type, empty when there is none."""
        return self._related.by_kind.get(kind, "")

    def by_id(self, identity: str) -> Element | None:
        """The part a relationship id of the main part leads to."""
        return self._parsed(self._related.by_id.get(identity))

    def _parsed(self, name: str | None) -> Element | None:
        try:
            return parse_xml(self.parts[name]) if name and name in self.parts else None
        except XmlError:
            return None


def open_parts(data: bytes) -> Parts | Refusal:
    """The parts of a .docx, or why it cannot be judged."""
    parts = read_parts(data)
    if isinstance(parts, Refusal):
        return parts
    try:
        root = parse_xml(parts[MAIN_PART])
    except XmlError:
        return Refusal("已损坏：正文不是合法的 XML", "请在 Word 或 WPS 中打开并修复，再另存为 .docx", "L504")
    if root.find(W + "body") is None:
        return Refusal("是“严格 Open XML”格式", "请在 Word 中另存为“Word 文档 (*.docx)”", "L501")
    return Parts(parts, root)


def theme_fonts(root: Element | None) -> Mapping[str, str]:
    """The fonts of a theme by the names w:rFonts calls them (minorEastAsia, majorHAnsi …)."""
    return dict(_theme_fonts(root)) if root is not None else {}


def _theme_fonts(root: Element) -> Iterator[tuple[str, str]]:
    for prefix in ("major", "minor"):
        scheme = next(root.iter(f"{_A}{prefix}Font"), None)
        if scheme is None:
            continue
        faces = {local_name(child): child.get("typeface", "") for child in scheme}
        scripts = {f.get("script"): f.get("typeface", "") for f in scheme.findall(_A + "font")}
        yield prefix + "EastAsia", faces.get("ea") or scripts.get("Hans") or ""
        yield from ((prefix + slot, faces.get("latin", "")) for slot in ("Ascii", "HAnsi"))
        yield prefix + "Bidi", faces.get("cs", "")
