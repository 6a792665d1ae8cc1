"""What styles say that changes the text: outline levels, hidden words, automatic numbers."""

from collections.abc import Iterable, Mapping

from reportgen.package import Element, W
from reportgen.value import Value
from reportgen.word.names import descendant, is_on, number, value

_DEEPEST = 20  # styles based on styles; guards against a circle


class Style(Value, frozen=True):
    """A style with what it inherits. `level` counts outline levels from 1, 0 for body text; `numbering` is a w:numId."""

    id: str = ""
    name: str = ""
    level: int = 0
    hidden: bool = False
    numbering: str | None = None
    depth: int | None = None


PLAIN = Style()


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: Element | None) -> None:
        found = root.iterchildren(W + "style") if root is not None else ()
        self._elements: Mapping[str, Element] = {e.get(W + "styleId", ""): e for e in found}
        self._known: dict[str, Style] = {}
        self._default = default_style(self._elements.values(), "paragraph")

    def paragraph(self, identity: str | None) -> Style:
        """The style of a paragraph that names it, or names none."""
        return self.of(identity or self._default)

    def of(self, identity: str | None, depth: int = 0) -> Style:
        """The style with an id; PLAIN for one the document does not define."""
        name = identity or ""
        if name not in self._elements or depth > _DEEPEST:
            return PLAIN
        if name not in self._known:
            element = self._elements[name]
            self._known[name] = _style(element, self.of(value(element, "basedOn"), depth + 1))
        return self._known[name]


def default_style(styles: Iterable[Element], kind: str) -> str:
    """The id of the style that stands for those of a kind that name none; empty when there is none."""
    defaults = (one for one in styles if one.get(W + "default") in ("1", "true", "on"))
    return next((one.get(W + "styleId", "") for one in defaults if one.get(W + "type") == kind), "")


def _style(element: Element, base: Style) -> Style:
    outline = number(value(element, "pPr/outlineLvl"))
    hidden = base.hidden if descendant(element, "rPr/vanish") is None else is_on(element, "rPr/vanish")
    return Style(
        element.get(W + "styleId", ""),
        (value(element, "name") or "").lower(),
        base.level if outline is None else outline_level(outline),
        hidden,
        value(element, "pPr/numPr/numId") or base.numbering,
        number(value(element, "pPr/numPr/ilvl"), base.depth),
    )


def outline_level(outline: int) -> int:
    """1 to 9 for w:outlineLvl 0 to 8; 9 means body text there and 0 here."""
    return outline + 1 if 0 <= outline < 9 else 0
