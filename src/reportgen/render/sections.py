"""Sections: a landscape attachment has its own, and WordprocessingML states a section in its last paragraph.

In the template a section ends in a paragraph of its own (Word shows 分节符); here it moves into the last paragraph of text, so that no
empty line stays behind. Only after a table, where the format itself demands a paragraph, a line of half a point remains.
"""

from reportgen.package import Element, W
from reportgen.render.body import Body, Piece, area_width
from reportgen.render.tree import insert_property, properties_of

_LINE = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="10" w:lineRule="exact"/></w:pPr></w:p>'


def is_document(root: Element) -> bool:
    """Whether a document has what every document of Word has: one body, all of it under the prefix w, with paragraphs and, at its end, the
    last section; and of each section its page."""
    body = root.find(W + "body")
    if root.tag != W + "document" or body is None or [*root.iter(W + "body")] != [body]:
        return False
    breaks = body.findall(f"{W}p/{W}pPr/{W}sectPr")
    return (
        all(element.prefix == "w" for element in root.iter(W + "*"))
        and body.find(f".//{W}p") is not None
        and body.findall(W + "sectPr") == [body[-1]]
        and not "".join((body.text or "", *(child.tail or "" for child in body))).strip()
        and all(map(_has_page, (*breaks, body[-1])))
    )


def _has_page(section: Element) -> bool:
    """Whether a section says how large its page is, with room for text."""
    try:
        return area_width(section) > 0
    except ValueError:
        return False


def fold_breaks(body: Body) -> None:
    """Moves each section break into the paragraph before it, and drops breaks of empty sections."""
    *pieces, last = body.pieces
    kept: list[Piece] = []
    for piece in pieces:
        section = piece.section
        if section is not None and not piece.words:
            if not kept or kept[-1].section is not None:
                continue
            if kept[-1].is_paragraph:
                insert_property(properties_of(kept[-1].tree), section)
                continue
        kept.append(piece)
    if kept:
        _fold_last(kept[-1], last)
    body.pieces = [*kept, last]


def _fold_last(piece: Piece, last: Piece) -> None:
    """A section break that nothing follows is the document's own last section."""
    section = piece.section
    if section is not None:
        last.become(section)


def sections(body: Body) -> list[Element]:
    """The w:sectPr of the section each element of the body stands in."""
    found: list[Element] = []
    for piece in reversed(body.pieces):
        section = piece.section
        found.append(found[-1] if section is None else section)
    return found[::-1]


def area_widths(body: Body) -> list[int]:
    """The width, in twips, of the text area that each element of the body stands in."""
    found: list[int] = []
    for piece in reversed(body.pieces):
        width = piece.area_width
        found.append(found[-1] if width is None else width)
    return found[::-1]


def end_in_paragraph(body: Body) -> None:
    """A body ends in a paragraph; after a table, or nothing at all, one of half a point is added."""
    *before, last = body.pieces
    if not before or before[-1].is_table:
        body.pieces.insert(-1, last.like(_LINE))
