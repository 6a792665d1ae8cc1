"""Sections: a landscape attachment has its own, and WordprocessingML states a section in its last paragraph.

In the template a section ends in a paragraph of its own (Word shows 分节符); here it moves into the last paragraph of text, so that no
empty line stays behind. Only after a table, where the format itself demands a paragraph, a line of half a point remains.
"""

from collections.abc import Iterator

from reportgen.package import Element, W
from reportgen.render.tree import insert_property, properties_of, set_property, text_of


def is_document(root: Element) -> bool:
    """Whether a document has what every document of Word has: a body with text and, at its end, the last section."""
    body = root.find(W + "body")
    return body is not None and len(body) > 1 and body[-1].tag == W + "sectPr"


def fold_breaks(body: Element) -> None:
    """Moves each section break into the paragraph before it, and drops breaks of empty sections."""
    for paragraph in [p for p in _ending_sections(body) if not text_of(p)]:
        before = paragraph.getprevious()
        if before is None or _break(before) is not None:
            body.remove(paragraph)
        elif before.tag == W + "p":
            _move_break(paragraph, before)
            body.remove(paragraph)
    _fold_last(body)


def _ending_sections(body: Element) -> Iterator[Element]:
    """The paragraphs of the body itself that end a section."""
    for section in body.iter(W + "sectPr"):
        paragraph = next(section.iterancestors(W + "p"), None)
        if paragraph is not None and paragraph.getparent() is body:
            yield paragraph


def _fold_last(body: Element) -> None:
    """A section break that nothing follows is the document's own last section."""
    last = body[-2]
    section = _break(last)
    if section is not None:
        body.replace(body[-1], section)


def _break(element: Element) -> Element | None:
    return element.find(f"{W}pPr/{W}sectPr")


def ends_section(element: Element | None) -> bool:
    """Whether a section ends with this element."""
    return element is not None and _break(element) is not None


def _move_break(source: Element, target: Element) -> None:
    section = _break(source)
    assert section is not None
    insert_property(properties_of(target), section)


def section_of(element: Element) -> Element:
    """The w:sectPr of the section a body element stands in."""
    following = (e if e.tag == W + "sectPr" else _break(e) for e in element.itersiblings())
    return next(section for section in following if section is not None)


def area_width(element: Element) -> int:
    """The width, in twips, of the text area a body element stands in."""
    section = section_of(element)
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    assert size is not None and margins is not None
    return int(size.get(W + "w", 0)) - int(margins.get(W + "left", 0)) - int(margins.get(W + "right", 0))


def end_in_paragraph(body: Element) -> None:
    """A body ends in a paragraph; after a table one of half a point is added."""
    if body[-2].tag == W + "tbl":
        paragraph = body.makeelement(W + "p")
        set_property(
            properties_of(paragraph), "spacing", {"before": 0, "after": 0, "line": 10, "lineRule": "exact"}
        )
        body.insert(len(body) - 1, paragraph)
