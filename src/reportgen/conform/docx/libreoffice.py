"""A document as LibreOffice sets it like Word.

By itself it gives a character of a character grid (每行28字) two cells, gives an exact line of a line grid whole steps of the grid, and
does not print some marks that hang at the end of a line; the rule that forbids them to hang it reads as its opposite.
"""

from reportgen.conform.docx.parts import open_parts
from reportgen.conform.docx.properties import whole_number
from reportgen.package import MAIN_PART, Element, Refusal, W, to_xml, write_package

CHARACTER_GRIDS = frozenset({"linesAndChars", "snapToChars"})


def for_libreoffice(data: bytes) -> bytes:
    """The same document with its exact lines off the grid, with the spacing of its first character grid as that of all characters, and
    with marks that may hang; unchanged where it has no styles to say so."""
    parts = open_parts(data)
    styles = None if isinstance(parts, Refusal) else parts.of_kind("styles")
    if isinstance(parts, Refusal) or styles is None:
        return data
    for root in (parts.document, styles):
        _free_exact_lines(root)
    grids = [grid for grid in parts.document.iter(W + "docGrid") if grid.get(W + "type") in CHARACTER_GRIDS]
    for grid in grids:
        grid.set(W + "type", "lines")
    defaults = _child(styles, "docDefaults")
    for grid in grids[:1]:
        twips = whole_number(grid.get(W + "charSpace")) * 20 // 4096
        _child(_child(_child(defaults, "rPrDefault"), "rPr"), "spacing").set(W + "val", str(twips))
    _child(_child(_child(defaults, "pPrDefault"), "pPr"), "overflowPunct").set(W + "val", "1")
    changed = {MAIN_PART: to_xml(parts.document), parts.name_of("styles"): to_xml(styles)}
    return write_package({**parts.parts, **changed})


def _free_exact_lines(root: Element) -> None:
    for spacing in root.iter(W + "spacing"):
        properties = spacing.getparent()
        if spacing.get(W + "lineRule") == "exact" and properties is not None:
            _child(properties, "snapToGrid").set(W + "val", "0")


def _child(parent: Element, name: str) -> Element:
    """A child by its name, made when there is none."""
    found = parent.find(W + name)
    if found is None:
        found = parent.makeelement(W + name)
        parent.append(found)
    return found
