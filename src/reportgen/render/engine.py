"""Jinja as templates are run by it: strict, escaping, and a dot is an attribute and nothing else.

What a template names is judged against the types before it is compiled, so its dots become Python's own; Jinja would ask its environment
each time, and that took half of a report's time. `lint` reads what a person can see in Word. A tag may also hide where nobody sees it,
so the syntax tree of the whole part is judged once more, and nothing else is compiled.
"""

from types import CodeType

from jinja2 import Environment, StrictUndefined, Template, TemplateError, nodes
from jinja2.compiler import CodeGenerator, Frame

from reportgen.render.filters import FILTERS
from reportgen.render.level import judge_levels
from reportgen.render.naming import judge_names


class TemplateRefused(Exception):
    """A template holds what Jinja or Python cannot read."""


class _Attributes(CodeGenerator):
    """Writes `run.text` for run.text."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class _Environment(Environment):
    code_generator_class = _Attributes


_JINJA = _Environment(autoescape=True, undefined=StrictUndefined)
_JINJA.globals.clear()
_JINJA.tests.clear()
_JINJA.filters = {name: chosen.run for name, chosen in FILTERS.items()}
_UNREADABLE = (TemplateError, SyntaxError, RecursionError, MemoryError, ValueError)
"""How Jinja and Python complain of what is no tag, is nested too deep, or is a number of thousands of digits."""


def to_python(source: str) -> str:
    """The Python module Jinja makes of a template. Raises ExpressionError, BlockAcross and TemplateRefused."""
    try:
        tree = _JINJA.parse(source)
        judge_names(tree)
        judge_levels(tree)
        module = _JINJA.compile(tree, raw=True)
        compile(module, "", "exec")
    except _UNREADABLE as error:
        raise TemplateRefused from error
    return module


def to_template(code: CodeType) -> Template:
    """A template that runs the compiled module."""
    return Template.from_code(_JINJA, code, _JINJA.make_globals(None))
