"""What is worth keeping of a prepared template: everything but the compiled code, as plain values."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping

from reportgen.package import Packed
from reportgen.render.styles import Style
from reportgen.value import Value


class Recipe(Value, frozen=True):
    """A template judged and translated.

    `text` is what a person reads in it, a line a paragraph; `sources` the Python of the parts with tags; `packed` the other parts;
    `styles` its styles by name.
    """

    text: str
    sources: Mapping[str, str]
    packed: Mapping[str, Packed]
    styles: Mapping[str, Style]

    def to_bytes(self) -> bytes:
        """As JSON, which can hold nothing that runs when it is read."""
        packed = {n: [p.crc, p.size, b64encode(p.deflated).decode()] for n, p in self.packed.items()}
        styles = {name: [style.id, style.size, style.stops] for name, style in self.styles.items()}
        fields = {"text": self.text, "sources": {**self.sources}, "packed": packed, "styles": styles}
        return json.dumps(fields, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Recipe":
        """Raises ValueError, KeyError or TypeError for what `to_bytes` did not write."""
        fields = json.loads(data)
        packed = {
            name: Packed(crc, size, b64decode(text)) for name, (crc, size, text) in fields["packed"].items()
        }
        styles = {name: Style(id, size, tuple(stops)) for name, (id, size, stops) in fields["styles"].items()}
        return cls(fields["text"], fields["sources"], packed, styles)
