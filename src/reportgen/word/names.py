"""Names of WordprocessingML and its neighbours (ISO/IEC 29500-1; the mc and wps names of ISO/IEC 29500-3)."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from reportgen.package import Element, W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
VAL = W + "val"
_LARGEST = 2**31 - 1

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
    """The child elements, without comments and processing instructions; of alternatives, those that Word shows."""
    for child in element.iterchildren("*"):
        if child.tag != ALTERNATIVES:
            yield child
        elif (shown := choice(child)) is not None:
            yield from children(shown)


def choice(alternatives: Element) -> Element | None:
    """The first choice; its fallback says the same again for older programs."""
    return next(alternatives.iterchildren(MC + "Choice", MC + "Fallback"), None)


@lru_cache(maxsize=256)
def _tags(path: str) -> tuple[str, ...]:
    return tuple(W + name for name in path.split("/"))


def descendant(element: Element | None, path: str) -> Element | None:
    """The first descendant by a path of w: names. What is looked for mostly comes first, and Element.find takes longer to begin."""
    return _descendant(element, _tags(path)) if element is not None else None


def _descendant(element: Element, tags: tuple[str, ...]) -> Element | None:
    for child in element:
        if child.tag == tags[0]:
            found = child if len(tags) == 1 else _descendant(child, tags[1:])
            if found is not None:
                return found
    return None


def holds(element: Element, *names: str) -> bool:
    """Whether any descendant has one of these w: names. Asked once of a whole text, it spares looking into each of its elements."""
    return next(element.iter(*(W + name for name in names)), None) is not None


def firsts(element: Element | None) -> Mapping[object, Element]:
    """The first child of each name: one pass for whoever asks for several."""
    found: dict[object, Element] = {}
    for child in element if element is not None else ():
        found.setdefault(child.tag, child)
    return found


def val(element: Element | None) -> str | None:
    """The w:val of an element; None without one."""
    return element.get(VAL) if element is not None else None


def value(element: Element | None, path: str) -> str | None:
    """The w:val of a descendant by a path of w: names; None when there is none."""
    return val(descendant(element, path))


def is_on(element: Element | None, path: str) -> bool:
    """Whether a toggle such as w:vanish is present and not switched off."""
    found = descendant(element, path)
    return found is not None and found.get(VAL, "1") not in ("0", "false", "off")


def number(text: str | None, default: int | None = None) -> int | None:
    """An attribute's whole number; the default where there is none, or one of more than the 32 bits that Word has for it."""
    try:
        found = int(text) if text is not None else default
    except ValueError:
        return default
    return default if found is not None and abs(found) > _LARGEST else found
