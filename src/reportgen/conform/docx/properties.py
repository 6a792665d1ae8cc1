"""Properties of paragraphs and runs as plain mappings, merged the way Word merges them: attribute by attribute, level by level.

The levels, lowest first: document defaults, the table's style, the paragraph's style with its ancestors, numbering, the character
style, what is set directly (ECMA-376 part 1, 17.7.2).
"""

from collections.abc import Iterable, Mapping

from reportgen.package import Element, W, local_name

Attributes = Mapping[str, str]
Properties = Mapping[str, Attributes]

_OPPOSITE = {"hanging": "firstLine", "firstLine": "hanging"}
_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


def attributes(element: Element) -> Attributes:
    """An element's attributes, by names without their namespace."""
    return {str(name).rpartition("}")[2]: str(value) for name, value in element.attrib.items()}


def properties(element: Element | None) -> Properties:
    """The children of a w:pPr or w:rPr by name; sides of a border as `pBdr/bottom`, tab stops as `tab@8524`."""
    found: dict[str, Attributes] = {}
    for child in element if element is not None else ():
        match name := local_name(child):
            case "pBdr":
                found |= {f"pBdr/{local_name(side)}": attributes(side) for side in child}
            case "tabs":
                found |= {f"tab@{stop.get(W + 'pos', '')}": attributes(stop) for stop in child}
            case "numPr":
                found["numPr"] = {local_name(part): part.get(W + "val", "") for part in child}
            case _ if isinstance(child.tag, str):
                found[name] = attributes(child)
    return found


def merged(levels: Iterable[Properties]) -> Properties:
    """The levels laid over one another, lowest first."""
    result: dict[str, Attributes] = {}
    for level in levels:
        for name, own in level.items():
            result[name] = _over(name, result.get(name, {}), own)
    return result


def _over(name: str, below: Attributes, own: Attributes) -> Attributes:
    match name:
        case "rFonts":
            return _fonts_over(below, own)
        case "ind":
            dropped = {
                opposite + unit
                for side, opposite in _OPPOSITE.items()
                if side in own or side + "Chars" in own
                for unit in ("", "Chars")
            }
            return {**{key: value for key, value in below.items() if key not in dropped}, **own}
        case "spacing" | "framePr" | "numPr":
            return {**below, **own}
        case _:
            return own


def _fonts_over(below: Attributes, own: Attributes) -> Attributes:
    """A theme font wins over a named one of its own level, and either over what lies below."""
    result = {**below, **own}
    for slot in _SLOTS:
        theme = "cstheme" if slot == "cs" else slot + "Theme"
        if theme in own:
            result.pop(slot, None)
        elif slot in own:
            result.pop(theme, None)
    return result


def is_on(own: Properties, name: str) -> bool:
    """Whether an on/off property is set; present without a value means on."""
    found = own.get(name)
    return found is not None and found.get("val", "1") not in ("0", "false", "off", "none")


def whole_number(text: str | None, default: int = 0) -> int:
    """An integer attribute as strangers write it: 240, 240.5, nonsense, and 4294966447 for -849 (LibreOffice)."""
    try:
        number = round(float(text)) if text else default
    except (ValueError, OverflowError):
        return default
    return number - 2**32 if 2**31 <= number < 2**32 else number
