"""What is worth keeping of a prepared template from one process to the next: everything but the compiled code, as plain values. It is kept
on the shelf by the content of the template and of the code that translates it."""

import sys
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from jinja2 import __version__ as jinja

from reportgen import shelf
from reportgen.files import digest
from reportgen.package import Packed
from reportgen.render.styles import Style
from reportgen.value import Value, to_short_json, value_from_json


class Recipe(Value, frozen=True):
    """A template judged and translated. It is kept as JSON, which can hold nothing that runs when it is read.

    `text` is what a person reads in it, a line a paragraph; `sources` the Python of the parts with tags; `packed` the other parts;
    `styles` its styles by name.
    """

    text: str
    sources: Mapping[str, str]
    packed: Mapping[str, Packed]
    styles: Mapping[str, Style]


def find(template: bytes) -> Recipe | None:
    """The recipe kept of a template, unless there is none that can be trusted and read."""
    data = shelf.find(_name(template))
    try:
        return value_from_json(data, Recipe) if data else None
    except ValueError:
        return None


def keep(template: bytes, recipe: Recipe) -> None:
    """Keeps the recipe of a template for the processes that follow."""
    shelf.keep(_name(template), to_short_json(recipe))


def _name(template: bytes) -> str:
    return f"{digest(_code() + template)}.json"


@cache
def _code() -> bytes:
    """What stands for all code a recipe depends on: docxtpl's and our own as they are, the versions of Jinja and Python."""
    own = Path(__file__).parent
    files = [
        *sorted(own.glob("*.py")),
        own.parent / "report.py",
        *sorted((own.parent / "package").glob("*.py")),
    ]
    if (docxtpl := find_spec("docxtpl")) and docxtpl.origin:
        files += sorted(Path(docxtpl.origin).parent.glob("*.py"))
    total = sha256(f"{jinja} {sys.version}".encode())
    for file in files:
        total.update(file.read_bytes())
    return total.digest()
