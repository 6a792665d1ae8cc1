"""The styles of a template by the name Word shows: WPS renumbers the ids when it saves, a name stays."""

from collections.abc import Mapping

from reportgen.package import Element, W
from reportgen.render.tree import set_property
from reportgen.value import Value

BODY_SIZE = 32  # half-points: 3号, GB/T 9704-2012 clause 5.2.2


class Style(Value, frozen=True):
    """A style's id and its own type size in half-points."""

    id: str
    size: int


def named_styles(root: Element) -> Mapping[str, Style]:
    """The styles of word/styles.xml by name."""
    return {
        name.get(W + "val", ""): Style(style.get(W + "styleId", ""), _size(style))
        for style in root.iter(W + "style")
        if (name := style.find(W + "name")) is not None
    }


def say_overflow(root: Element) -> None:
    """Says in the defaults of word/styles.xml what Word and WPS assume unsaid, that a mark may hang beside the end of a line.

    LibreOffice takes the element for its opposite, and so it shall: a mark that it lets hang before digits or letters is not printed.
    """
    defaults = _child(_child(_child(root, "docDefaults", first=True), "pPrDefault"), "pPr")
    if defaults.find(W + "overflowPunct") is None:
        set_property(defaults, "overflowPunct", {})


def _child(parent: Element, name: str, *, first: bool = False) -> Element:
    found = parent.find(W + name)
    if found is None:
        found = parent.makeelement(W + name)
        parent.insert(0 if first else len(parent), found)
    return found


def _size(style: Element) -> int:
    size = style.find(f"{W}rPr/{W}sz")
    return int(size.get(W + "val", BODY_SIZE)) if size is not None else BODY_SIZE
