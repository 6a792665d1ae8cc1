"""版记: at the foot of the last page, its last rule on the edge of the text area (GB/T 9704-2012 clause 7.4.1).

In the template it is a floating table and, after it, a line of half a point for the table to float from: a floating table stands on
the page of the paragraph after it, and the format asks for one.
"""

from collections.abc import Mapping
from copy import deepcopy

from reportgen.package import Element
from reportgen.render.sections import ends_section, section_of
from reportgen.render.styles import Style
from reportgen.render.tree import set_property, style_of

LAST_LINES = ("Date", "附注")


def place_imprint(anchor: Element, styles: Mapping[str, Style], draft: bool) -> None:
    """Places the table that floats from `anchor`.

    Under a letter without attachments its last line will do, and the anchor goes. Where 版记 has a page to itself, after a landscape
    page, LibreOffice starts the section only with a paragraph; such a page has no number (7.5).
    """
    table = anchor.getprevious()
    assert table is not None
    before = table.getprevious()
    if before is not None and style_of(before) in {styles[name].id for name in LAST_LINES if name in styles}:
        before.addprevious(table)
        _remove(anchor)
    elif ends_section(before):
        table.addprevious(deepcopy(anchor))
        if not draft:
            _hide_page_number(anchor)


def _hide_page_number(anchor: Element) -> None:
    """Calls for a first page with a footer of its own; as none is drawn, it is blank."""
    set_property(section_of(anchor), "titlePg", {})


def _remove(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
