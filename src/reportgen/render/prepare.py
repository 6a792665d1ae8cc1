"""A template made ready, once a process; what can be kept of that is kept on disk from one process to the next."""

from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Template

from reportgen.finding import Finding, Text
from reportgen.package import Packed
from reportgen.render import recipes
from reportgen.render.engine import to_template
from reportgen.render.recipes import Recipe
from reportgen.render.styles import Style
from reportgen.value import Value


class Prepared(Value, frozen=True):
    """A template ready to be filled: the Jinja templates of the parts with tags (the body cut into its elements), the other parts
    packed, and its styles by name."""

    text: Text
    templates: Mapping[str, Template]
    packed: Mapping[str, Packed]
    styles: Mapping[str, Style]


@lru_cache(maxsize=16)
def prepare(data: bytes, path: str) -> tuple[Prepared | None, tuple[Finding, ...]]:
    """The template with these bytes, or what is wrong with it; `path` is what findings call it."""
    if recipe := recipes.find(data):
        return prepared(recipe, path), ()
    from reportgen.render.judged import judged  # only a template not met before is judged

    recipe, findings = judged(data, path)
    if recipe is None:
        return None, findings
    recipes.keep(data, recipe)
    return prepared(recipe, path), ()


def prepared(recipe: Recipe, path: str) -> Prepared:
    """The template made by a recipe; `path` is what findings call it."""
    templates = {name: to_template(compile(code, name, "exec")) for name, code in recipe.sources.items()}
    return Prepared(Text(path, recipe.text), templates, recipe.packed, recipe.styles)
