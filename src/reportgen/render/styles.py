"""The styles of a template by the name Word shows: WPS renumbers the ids when it saves, a name stays."""

from collections.abc import Iterator, Mapping

from reportgen.package import Element, W, XmlError
from reportgen.render.tree import child_of, set_property
from reportgen.value import Value

BODY_SIZE = 32  # half-points: 3号, GB/T 9704-2012 clause 5.2.2


class Style(Value, frozen=True):
    """A style's id, its type size in half-points, and its own tab stops in twips."""

    id: str
    size: int
    stops: tuple[int, ...] = ()


def named_styles(root: Element) -> Mapping[str, Style]:
    """The styles of word/styles.xml by name, those without an id aside, which nothing can have. Raises XmlError for a type size that is no
    number."""
    by_id = {style.get(W + "styleId", ""): style for style in root.iter(W + "style")}
    return {
        name.get(W + "val", ""): Style(id, _size(style, by_id), tuple(_stops(style)))
        for style in root.iter(W + "style")
        if (id := style.get(W + "styleId")) and (name := style.find(W + "name")) is not None
    }


def say_overflow(root: Element) -> None:
    """Says in the defaults of word/styles.xml what Word and WPS assume unsaid, that a mark may hang beside the end of a line.

    LibreOffice takes the element for its opposite, and so it shall: a mark that it lets hang before digits or letters is not printed.
    """
    defaults = child_of(child_of(child_of(root, "docDefaults", first=True), "pPrDefault"), "pPr")
    if defaults.find(W + "overflowPunct") is None:
        set_property(defaults, "overflowPunct", {})


def _size(style: Element, by_id: Mapping[str, Element]) -> int:
    """Its own, or that of the nearest style it is based on which has one."""
    lineage = [style]
    while (based := lineage[-1].find(W + "basedOn")) is not None:
        above = by_id.get(based.get(W + "val", ""))
        if above is None or above in lineage:
            break
        lineage.append(above)
    sizes = (size for one in lineage if (size := one.find(f"{W}rPr/{W}sz")) is not None)
    try:
        return next((int(size.get(W + "val", BODY_SIZE)) for size in sizes), BODY_SIZE)
    except ValueError as error:
        raise XmlError(str(error)) from error


def _stops(style: Element) -> Iterator[int]:
    """From left to right, as Word and WPS write them."""
    for stop in style.findall(f"{W}pPr/{W}tabs/{W}tab"):
        if stop.get(W + "val") != "clear" and (position := stop.get(W + "pos", "")).isdecimal():
            yield int(position)
