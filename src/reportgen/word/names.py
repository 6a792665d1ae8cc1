"""Names of WordprocessingML and its neighbours (ISO/IEC 29500-1; the mc and wps names of ISO/IEC 29500-3)."""

from collections.abc import Iterator
from functools import lru_cache

from reportgen.package import Element, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

ALTERNATIVES = MC + "AlternateContent"
UNREAD = frozenset(
    {
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
        "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
        "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
        "{urn:schemas-microsoft-com:vml}imagedata",
        "{urn:schemas-microsoft-com:office:office}OLEObject",
    }
)
"""What may show words that are no text of the document."""


def children(element: Element) -> Iterator[Element]:
    """The child elements, without comments and processing instructions; of alternatives, the one that Word shows."""
    for child in element.iterchildren("*"):
        if child.tag == ALTERNATIVES:
            yield from chosen(child)
        else:
            yield child


def chosen(alternatives: Element) -> Iterator[Element]:
    """What stands in the first choice; its fallback says the same again for older programs."""
    options = list(alternatives.iterchildren(MC + "Choice", MC + "Fallback"))
    return children(options[0]) if options else iter(())


@lru_cache(maxsize=256)
def _path(names: str) -> str:
    return "/".join(W + name for name in names.split("/"))


def value(element: Element | None, path: str) -> str | None:
    """The w:val of a descendant by a path of w: names; None when there is none."""
    found = element.find(_path(path)) if element is not None else None
    return found.get(W + "val") if found is not None else None


def is_on(element: Element | None, path: str) -> bool:
    """Whether a toggle such as w:vanish is present and not switched off."""
    found = element.find(_path(path)) if element is not None else None
    return found is not None and found.get(W + "val", "1") not in ("0", "false", "off")


def number(text: str | None, default: int | None = None) -> int | None:
    """An attribute's whole number."""
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
