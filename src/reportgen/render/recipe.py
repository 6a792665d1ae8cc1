"""What is worth keeping of a prepared template: everything but the compiled code, as plain values."""

from collections.abc import Mapping

from reportgen.package import Packed
from reportgen.render.styles import Style
from reportgen.value import Value


class Recipe(Value, frozen=True):
    """A template judged and translated. It is kept as JSON, which can hold nothing that runs when it is read.

    `text` is what a person reads in it, a line a paragraph; `sources` the Python of the parts with tags; `packed` the other parts;
    `styles` its styles by name.
    """

    text: str
    sources: Mapping[str, str]
    packed: Mapping[str, Packed]
    styles: Mapping[str, Style]
