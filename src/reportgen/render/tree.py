"""Small steps in a WordprocessingML tree: properties in the order the schema wants them, text."""

from collections.abc import Mapping

from reportgen.package import Element, W, local_name

_NAMES = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
        suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing
        ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle
        rPr sectPr pPrChange""",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
        webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout
        specVanish oMath rPrChange""",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols
        formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange""",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW",
    "tcPr": "cnfStyle tcW",
}
_ORDER = {name: [W + child for child in children.split()] for name, children in _NAMES.items()}
"""The schema's sequences as far as needed; what is not among them, as Word's later additions (w14), stands after."""


def set_property(properties: Element, name: str, values: Mapping[str, int | str]) -> None:
    """Sets a child of w:pPr, w:rPr, … with these attributes, in its place in the schema's sequence (ECMA-376 17.3)."""
    found = properties.find(W + name)
    if found is not None:
        properties.remove(found)
    child = properties.makeelement(W + name, {W + key: str(value) for key, value in values.items()})
    insert_property(properties, child)


def change_spacing(paragraph: Element, values: Mapping[str, int | str]) -> None:
    """Sets these attributes of a paragraph's w:spacing, and leaves it its others."""
    properties = properties_of(paragraph)
    spacing = properties.find(W + "spacing")
    if spacing is None:
        set_property(properties, "spacing", values)
        return
    for key, value in values.items():
        spacing.set(W + key, str(value))


def insert_property(properties: Element, child: Element) -> None:
    """Puts a child where the schema's sequence wants it."""
    order = _ORDER[local_name(properties)]
    earlier = order[: order.index(str(child.tag))]
    later = (i for i, other in enumerate(properties) if other.tag not in earlier)
    properties.insert(next(later, len(properties)), child)


def properties_of(element: Element) -> Element:
    """The w:pPr of a paragraph or the w:rPr of a run, made when there is none."""
    return child_of(element, "pPr" if element.tag == W + "p" else "rPr", first=True)


def set_size(element: Element, size: int) -> None:
    """Sets all runs of an element in a type of so many half-points."""
    for run in element.iter(W + "r"):
        for name in ("sz", "szCs"):
            set_property(properties_of(run), name, {"val": size})


def child_of(parent: Element, name: str, *, first: bool = False) -> Element:
    """A child by its name, made when there is none: as the last, or as the first."""
    found = parent.find(W + name)
    if found is None:
        found = parent.makeelement(W + name)
        parent.insert(0 if first else len(parent), found)
    return found


def text_of(element: Element) -> str:
    """All text inside an element."""
    return "".join(text.text or "" for text in element.iter(W + "t"))
