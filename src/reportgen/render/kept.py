"""Recipes on the shelf, by the content of the template and of the code that translates it."""

import sys
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from jinja2 import __version__ as jinja

from reportgen import shelf
from reportgen.files import digest
from reportgen.render.recipe import Recipe
from reportgen.value import to_short_json, value_from_json


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
