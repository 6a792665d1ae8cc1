"""Sections: pages, margins, grids, and the footers each shows."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.conform.docx.paragraph import Paragraph
from reportgen.conform.docx.properties import Attributes, is_on, properties, whole_number
from reportgen.conform.lengths import mm
from reportgen.package import Element, W
from reportgen.value import Value
from reportgen.word.names import R

_LETTER = {"w": "12240", "h": "15840"}  # Word's page when none is stated, and its margins
_INCH = {"top": "1440", "right": "1440", "bottom": "1440", "left": "1440", "footer": "720"}

CHARACTER_GRIDS = frozenset({"linesAndChars", "snapToChars"})
"""The kinds of grid that have a cell for each character."""


class Section(Value, frozen=True):
    """A section as printed. `footers` by type (default, even, first), those taken over from earlier sections included."""

    size: Attributes
    margins: Attributes
    grid: Attributes
    numbering: Attributes
    first_differs: bool
    footers: Mapping[str, tuple[Paragraph, ...]]

    @property
    def width(self) -> Decimal:
        return mm(whole_number(self.size.get("w")))

    @property
    def height(self) -> Decimal:
        return mm(whole_number(self.size.get("h")))

    def margin(self, side: str) -> Decimal:
        """A margin in millimetres; a gutter widens the left one."""
        gutter = whole_number(self.margins.get("gutter")) if side == "left" else 0
        return mm(abs(whole_number(self.margins.get(side))) + gutter)

    @property
    def text_width(self) -> Decimal:
        return self.width - self.margin("left") - self.margin("right")

    @property
    def text_height(self) -> Decimal:
        return self.height - self.margin("top") - self.margin("bottom")

    @property
    def is_landscape(self) -> bool:
        return self.width > self.height

    @property
    def grid_pitch(self) -> int:
        """The line pitch of a document grid that lines snap to, in twips; 0 without one."""
        kind = self.grid.get("type", "default")
        return whole_number(self.grid.get("linePitch")) if kind != "default" else 0


def raw_sections(document: Element) -> list[Element]:
    """The w:sectPr of a document in order; one empty one for a document without any."""
    body = document.find(W + "body")
    assert body is not None
    last = body.findall(W + "sectPr")[-1:]
    inner = [s for s in body.iterfind(f".//{W}pPr/{W}sectPr") if s not in last]
    return [*inner, *last] or [body.makeelement(W + "sectPr")]


def starts_page(section: Element) -> bool:
    """Whether a section begins on a new page (ECMA-376 17.6.22)."""
    kind = section.find(W + "type")
    return kind is None or kind.get(W + "val", "nextPage") not in ("continuous", "nextColumn")


def read_sections(raw: list[Element], footers: Mapping[str, tuple[Paragraph, ...]]) -> Iterator[Section]:
    """The sections; a section without its own footer of a type shows that of the section before (ECMA-376 17.10.3).

    `footers` holds the paragraphs by relationship id.
    """
    shown: dict[str, tuple[Paragraph, ...]] = {}
    for element in raw:
        for reference in element.findall(W + "footerReference"):
            shown[reference.get(W + "type", "default")] = footers.get(reference.get(R + "id", ""), ())
        own = properties(element)
        yield Section(
            own.get("pgSz", _LETTER),
            own.get("pgMar", _INCH),
            own.get("docGrid", {}),
            own.get("pgNumType", {}),
            is_on(own, "titlePg"),
            dict(shown),
        )


def footer_ids(raw: list[Element]) -> list[str]:
    """The relationship ids of all footers that sections name."""
    return [r.get(R + "id", "") for element in raw for r in element.findall(W + "footerReference")]
