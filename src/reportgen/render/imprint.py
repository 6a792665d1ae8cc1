"""版记: at the foot of the last page, its last rule on the edge of the text area (GB/T 9704-2012 clause 7.4.1).

In the template it is a floating table and, after it, a line of half a point for the table to float from: a floating table stands on
the page of the paragraph after it, and the format asks for one.
"""

from copy import deepcopy

from reportgen.package import Element, W
from reportgen.render.body import Body
from reportgen.render.sections import sections
from reportgen.render.tree import set_property


def place_imprint(body: Body, place: int) -> None:
    """Places the table that floats from the anchor, the element of the body at `place`.

    Where 版记 has a page to itself, after a landscape page, that is an even one, and LibreOffice starts the section only with a
    paragraph; such a page has no number (7.5).
    """
    if place < 2:
        return
    before, _, anchor = body.pieces[place - 2 : place + 1]
    if before.section is not None:
        body.pieces.insert(place - 1, anchor.like(anchor.text))
        section = sections(body)[place]
        set_property(section, "type", {"val": "evenPage"})
        _hide_page_number(section)


def _hide_page_number(section: Element) -> None:
    """Calls for a first page with a footer of its own; as none is drawn, it is blank. Its header is that of the others (草稿)."""
    set_property(section, "titlePg", {})
    for header in section.findall(W + "headerReference"):
        if header.get(W + "type") == "default":
            first = deepcopy(header)
            first.set(W + "type", "first")
            header.addprevious(first)
