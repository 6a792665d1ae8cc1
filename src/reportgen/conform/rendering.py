"""A document as LibreOffice sets it like Word.

By itself it gives a character of a character grid (每行28字) two cells, gives an exact line of a line grid whole steps of the grid, moves
a page down by half of what its grid leaves over, and does not print some marks that hang at the end of a line; the rule that forbids
them to hang it reads as its opposite. An indent in characters it does not know.
"""

from reportgen.conform.docx import read_word
from reportgen.conform.docx.parts import open_parts
from reportgen.conform.docx.properties import whole_number
from reportgen.conform.docx.sections import CHARACTER_GRIDS
from reportgen.conform.lengths import BODY_SIZE
from reportgen.package import MAIN_PART, Element, Refusal, W, to_xml, write_package


def for_libreoffice(data: bytes) -> bytes:
    """The same document with its exact lines off the grid, without a grid that none of its lines follows, with the spacing of its first
    character grid as that of all characters, and marks that may hang; unchanged where it has no styles to say so."""
    parts, word = open_parts(data), read_word(data)
    styles = None if isinstance(parts, Refusal) else parts.of_kind("styles")
    if isinstance(parts, Refusal) or isinstance(word, Refusal) or styles is None:
        return data
    for root in (parts.document, styles):
        _free_exact_lines(root)
        _measure_indents(root)
    grids = list(parts.document.iter(W + "docGrid"))
    defaults = _child(styles, "docDefaults")
    _set_characters([grid for grid in grids if grid.get(W + "type") in CHARACTER_GRIDS], defaults)
    pitches = {p.exact_line for p in word.paragraphs if p.words and p.cell is None}
    for grid in grids:
        if not pitches & {None, whole_number(grid.get(W + "linePitch"))}:
            grid.set(W + "type", "default")
    _child(_child(_child(defaults, "pPrDefault"), "pPr"), "overflowPunct").set(W + "val", "1")
    changed = {MAIN_PART: to_xml(parts.document), parts.name_of("styles"): to_xml(styles)}
    return write_package({**parts.parts, **changed})


def _free_exact_lines(root: Element) -> None:
    for spacing in root.iter(W + "spacing"):
        properties = spacing.getparent()
        if spacing.get(W + "lineRule") == "exact" and properties is not None:
            _child(properties, "snapToGrid").set(W + "val", "0")


def _measure_indents(root: Element) -> None:
    """First lines indented by characters, in hundredths, by as many of 3号."""
    for indent in root.iter(W + "ind"):
        if characters := whole_number(indent.get(W + "firstLineChars")):
            indent.set(W + "firstLine", str(characters * BODY_SIZE * 10 // 100))


def _set_characters(grids: list[Element], defaults: Element) -> None:
    """Grids of lines for those of characters, the space of the first, in 4096ths of a point, in the defaults of all runs."""
    for grid in grids:
        grid.set(W + "type", "lines")
    for grid in grids[:1]:
        twips = whole_number(grid.get(W + "charSpace")) * 20 // 4096
        _child(_child(_child(defaults, "rPrDefault"), "rPr"), "spacing").set(W + "val", str(twips))


def _child(parent: Element, name: str) -> Element:
    """A child by its name, made when there is none."""
    found = parent.find(W + name)
    if found is None:
        found = parent.makeelement(W + name)
        parent.append(found)
    return found
