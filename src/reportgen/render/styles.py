"""The styles of a template by the name Word shows: WPS renumbers the ids when it saves, a name stays."""

from collections.abc import Mapping

from reportgen.package import Element, W
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


def _size(style: Element) -> int:
    size = style.find(f"{W}rPr/{W}sz")
    return int(size.get(W + "val", BODY_SIZE)) if size is not None else BODY_SIZE
