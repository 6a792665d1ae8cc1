"""The runs of a paragraph as printed: without what is deleted or hidden, with what is inserted, linked or held in controls."""

from collections.abc import Iterator

from reportgen.package import Element, W, local_name
from reportgen.value import Value, field

PAGE_BREAK = "\f"
_INSIDE = frozenset(
    {"hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "bdo", "dir", "customXml"}
)
_PRINTED = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


class Fields(Value):
    """The complex fields open at a point of the document: instructions being read and results being shown."""

    open: list[list[str]] = field(default_factory=list)

    def step(self, mark: Element) -> None:
        match mark.get(W + "fldCharType"):
            case "begin":
                self.open.append(["", "instruction"])
            case "separate" if self.open:
                self.open[-1][1] = "result"
            case "end" if self.open:
                self.open.pop()

    def instruct(self, text: str) -> None:
        if self.open:
            self.open[-1][0] += text

    @property
    def shown(self) -> str:
        """The instruction whose result is being printed: PAGE, REF …"""
        return self.open[-1][0].strip() if self.open else ""

    @property
    def is_silent(self) -> bool:
        return any(state == "instruction" for _, state in self.open)


def runs_of(paragraph: Element) -> Iterator[tuple[Element, str, str]]:
    """Each run as (w:r, its text, the field whose result it is)."""
    yield from _runs(paragraph, Fields(), "")


def _runs(element: Element, fields: Fields, simple: str) -> Iterator[tuple[Element, str, str]]:
    for child in element:
        name = local_name(child)
        if name == "r":
            text = _text(child, fields)
            yield child, text, simple or fields.shown
        elif name == "fldSimple":
            yield from _runs(child, fields, child.get(W + "instr", "").strip())
        elif name in _INSIDE:
            yield from _runs(child, fields, simple)


def _text(run: Element, fields: Fields) -> str:
    said = ""
    for child in run:
        name = local_name(child)
        if name == "fldChar":
            fields.step(child)
        elif name == "instrText":
            fields.instruct(child.text or "")
        elif fields.is_silent:
            continue
        elif name == "t":
            said += child.text or ""
        elif name == "br":
            said += PAGE_BREAK if child.get(W + "type") == "page" else "\n"
        else:
            said += _PRINTED.get(name, "")
    return said
