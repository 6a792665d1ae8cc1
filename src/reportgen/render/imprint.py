"""版记: at the foot of the last page, its last rule on the edge of the text area (GB/T 9704-2012 clause 7.4.1).

In the template it is a floating table and, after it, a line of half a point for the table to float from: a floating table stands on
the page of the paragraph after it, and the format asks for one.
"""

from collections.abc import Mapping

from reportgen.package import Element
from reportgen.render.body import Body
from reportgen.render.sections import sections
from reportgen.render.styles import Style
from reportgen.render.tree import set_property

LAST_LINES = ("Date", "附注")


def place_imprint(body: Body, place: int, styles: Mapping[str, Style], draft: bool) -> None:
    """Places the table that floats from the anchor, the element of the body at `place`.

    Under a letter without attachments its last line will do, and the anchor goes. Where 版记 has a page to itself, after a landscape
    page, LibreOffice starts the section only with a paragraph; such a page has no number (7.5).
    """
    if place < 2:
        return
    before, table, anchor = body.pieces[place - 2 : place + 1]
    if before.style in {styles[name].id for name in LAST_LINES if name in styles}:
        body.pieces[place - 2 : place + 1] = [table, before]
    elif before.section is not None:
        body.pieces.insert(place - 1, anchor.like(anchor.text))
        section = sections(body)[place]
        set_property(section, "type", {"val": "evenPage"})
        if not draft:
            _hide_page_number(section)


def _hide_page_number(section: Element) -> None:
    """Calls for a first page with a footer of its own; as none is drawn, it is blank."""
    set_property(section, "titlePg", {})
