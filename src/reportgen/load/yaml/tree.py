"""The tree a YAML file is read into: text kept, place kept, nothing interpreted."""

from collections.abc import Iterator

from reportgen.finding import Span
from reportgen.load.yaml.notes import UNREADABLE
from reportgen.prose import Prose
from reportgen.value import Value

_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))


class Scalar(Value, frozen=True, gc=False):
    """A scalar as text; `style` is '' (plain), a quote, '|' or '>'.

    `source` is the text whose characters from `start` on it is made of; None for escaped and folded text, where that cannot be told.
    """

    text: str
    style: str
    span: Span
    source: Prose | None
    start: int = 0

    @property
    def exact(self) -> bool:
        """Whether it stands in the file character by character as in `text`: not escaped, not over lines, not mended."""
        return self.source is not None and self.span.quote == self.text

    @property
    def unreadable(self) -> bool:
        """Whether this stands for something that was reported already."""
        return UNREADABLE in self.text

    @property
    def missing(self) -> bool:
        return self.text in _NOTHING and self.style == ""


class Sequence(Value, frozen=True, gc=False):
    """A list: its items in order."""

    items: tuple["Node", ...]
    span: Span


class Mapping(Value, frozen=True, gc=False):
    """Keys and values in the order written; a key may stand twice."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    span: Span

    def get(self, name: str) -> "Node | None":
        """The value of a key."""
        for key, value in self.entries:
            if key.text == name:
                return value
        return None

    def by_name(self) -> dict[str, "Node"]:
        """The values by their keys, for who asks for many; of a key that stands twice the first, as `get` has it."""
        return {key.text: value for key, value in reversed(self.entries)}

    def key(self, name: str) -> Scalar | None:
        """The key itself, for its place."""
        for key, _ in self.entries:
            if key.text == name:
                return key
        return None

    def __iter__(self) -> Iterator[tuple[Scalar, "Node"]]:
        return iter(self.entries)


Node = Scalar | Sequence | Mapping
