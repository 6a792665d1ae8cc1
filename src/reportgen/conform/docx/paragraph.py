"""A paragraph and its runs as they take effect on the page."""

from collections.abc import Iterator
from decimal import Decimal
from unicodedata import east_asian_width

from reportgen.conform.docx.properties import Attributes, Properties, is_on, whole_number
from reportgen.document import CellPlace
from reportgen.value import Value

AUTO_LINE = 240  # twentieths of a line: single spacing
_AMBIGUOUS = frozenset("‘’“”—…·★×÷±°§¨′″←↑→↓①②③④⑤⑥⑦⑧⑨⑩")


class Letters(Value, frozen=True):
    """A run: text of one look. Sizes in half-points, spacing in twips; colour as RRGGBB or `auto`.

    `fonts` by slot (ascii, hAnsi, eastAsia, cs); `themed` names the slots whose font comes from the document's theme. `field` is the
    instruction of the field whose result this is.
    """

    text: str
    fonts: Attributes
    themed: frozenset[str]
    size: int
    bold: bool
    color: str
    spacing: int
    scale: int
    field: str = ""

    def slot(self, character: str) -> str:
        """Which font sets a character (ECMA-376 17.3.2.26): quotes and dashes follow the run's hint."""
        if character in _AMBIGUOUS:
            return "eastAsia" if self.fonts.get("hint") == "eastAsia" else "hAnsi"
        if east_asian_width(character) in "WF":
            return "eastAsia"
        return "ascii" if character < "\x80" else "hAnsi"

    def by_slot(self) -> Iterator[tuple[str, str]]:
        """The slots the text uses, each with the characters it sets; blanks show no font."""
        used: dict[str, str] = {}
        for character in self.text:
            if not character.isspace():
                slot = self.slot(character)
                used[slot] = used.get(slot, "") + character
        yield from used.items()

    def font(self, slot: str) -> str:
        return self.fonts.get(slot, "")


class Paragraph(Value, frozen=True):
    """A paragraph. `line` counts all paragraphs from 1 in reading order; `number` is what automatic numbering prints before it;
    `drawn` tells that it holds a drawing or a picture.
    """

    line: int
    runs: tuple[Letters, ...]
    own: Properties
    style: str
    section: int
    cell: CellPlace | None = None
    boxed: bool = False
    starts_page: bool = False
    drawn: bool = False
    number: str = ""

    @property
    def text(self) -> str:
        """The text as printed, with the number that automatic numbering puts before it."""
        return self.number + "".join(run.text for run in self.runs)

    @property
    def words(self) -> str:
        return self.text.strip()

    @property
    def size(self) -> int:
        """The type size of most of its characters, in half-points; that of the empty line when there are none."""
        sizes: dict[int, int] = {}
        for run in self.runs:
            sizes[run.size] = sizes.get(run.size, 0) + len(run.text.strip())
        return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0

    @property
    def align(self) -> str:
        """left, center, right or both."""
        value = self.own.get("jc", {}).get("val", "left")
        return {"start": "left", "end": "right", "distribute": "both"}.get(value, value)

    @property
    def in_frame(self) -> bool:
        """Whether it stands outside the flow of the text, in a frame or a text box."""
        return self.boxed or "framePr" in self.own

    @property
    def tabs(self) -> list[tuple[str, int]]:
        """Tab stops as (kind, twips from the text's left edge)."""
        stops = [a for name, a in self.own.items() if name.startswith("tab@")]
        return [(s.get("val", "left"), whole_number(s.get("pos"))) for s in stops if s.get("val") != "clear"]

    def indent(self, side: str) -> Decimal:
        """Left or right indent in characters of its own size."""
        logical = {"left": "start", "right": "end"}[side]
        return self._chars(side) or self._chars(logical)

    @property
    def first_line(self) -> Decimal:
        """The first line's indent in characters of its own size, negative when it hangs."""
        return self._chars("firstLine") - self._chars("hanging")

    @property
    def is_centred(self) -> bool:
        """Centred between equal indents, with no first-line indent that shifts it."""
        even = abs(self.indent("left") - self.indent("right")) < 0.1
        return self.align == "center" and even and self.first_line == 0

    @property
    def first_indent(self) -> Decimal:
        """Characters before the first word: the first line's indent and what was typed."""
        typed = self.text[: len(self.text) - len(self.text.lstrip("\u3000 "))]
        return self.first_line + sum(Decimal(1) if c == "\u3000" else Decimal("0.5") for c in typed)

    def _chars(self, name: str) -> Decimal:
        own = self.own.get("ind", {})
        if chars := whole_number(own.get(name + "Chars")):
            return Decimal(chars) / 100
        return Decimal(whole_number(own.get(name))) / (max(self.size, 2) * 10)

    @property
    def exact_line(self) -> int | None:
        """The exact line height in twips, None when it follows the type or the grid."""
        own = self.own.get("spacing", {})
        return whole_number(own.get("line")) if own.get("lineRule") == "exact" and own.get("line") else None

    @property
    def line_height(self) -> int:
        """The height of a line in twips, for a type that is a fifth taller than its size when not exact."""
        own = self.own.get("spacing", {})
        line, single = whole_number(own.get("line"), AUTO_LINE), self.size * 12
        match own.get("lineRule", "auto"):
            case "exact":
                return line
            case "atLeast":
                return max(line, single)
            case _:
                return single * line // AUTO_LINE

    @property
    def before(self) -> int:
        """Space before, in twips."""
        return self._space("before")

    @property
    def after(self) -> int:
        return self._space("after")

    def _space(self, side: str) -> int:
        own = self.own.get("spacing", {})
        if is_on({"auto": {"val": own.get(side + "Autospacing", "0")}}, "auto"):
            return 280  # what Word takes for automatic
        if lines := whole_number(own.get(side + "Lines")):
            return lines * self.line_height // 100
        return whole_number(own.get(side))

    @property
    def snaps(self) -> bool:
        """Whether it follows the document grid of its section."""
        return "snapToGrid" not in self.own or self.on("snapToGrid")

    def border(self, side: str) -> Attributes:
        """A border's attributes, empty when there is none."""
        own = self.own.get(f"pBdr/{side}", {})
        return own if own.get("val", "nil") not in ("nil", "none") else {}

    def on(self, name: str) -> bool:
        return is_on(self.own, name)
