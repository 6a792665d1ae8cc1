"""The runs of a paragraph as printed: without what is deleted or hidden, with what is inserted, linked or held in controls."""

from collections.abc import Iterator

from reportgen.package import Element, W, local_name
from reportgen.word.fields import Fields

PAGE_BREAK = "\f"
_INSIDE = frozenset(
    {"hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "bdo", "dir", "customXml"}
)
_PRINTED = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def runs_of(paragraph: Element) -> Iterator[tuple[Element, str, str]]:
    """Each run as (w:r, its text, the field whose result it is)."""
    yield from _runs(paragraph, Fields())


def _runs(element: Element, fields: Fields) -> Iterator[tuple[Element, str, str]]:
    for child in element:
        name = local_name(child)
        if name == "r":
            text = _text(child, fields)
            yield child, text, fields.shown
        elif name == "fldSimple":
            fields.enter(child.get(W + "instr", ""))
            yield from _runs(child, fields)
            fields.mark("end")
        elif name in _INSIDE:
            yield from _runs(child, fields)


def _text(run: Element, fields: Fields) -> str:
    said = ""
    for child in run:
        name = local_name(child)
        if name == "fldChar":
            fields.mark(child.get(W + "fldCharType"))
        elif name == "instrText":
            fields.code(child.text or "")
        elif fields.in_code:
            continue
        elif name == "t":
            said += child.text or ""
        elif name == "br":
            said += PAGE_BREAK if child.get(W + "type") == "page" else "\n"
        else:
            said += _PRINTED.get(name, "")
    return said
