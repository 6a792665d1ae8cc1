"""Jinja as templates are run by it: strict, escaping, and a dot is an attribute and nothing else.

What a template names has been judged against the types before it is compiled (`lint`), so its dots become Python's own; Jinja would ask
its environment each time, and that took half of a report's time. `lint` reads what a person can see in Word. A tag may also hide where
nobody sees it, so the syntax tree of the whole part is held to the same few kinds of node once more, and nothing else is compiled.
"""

from types import CodeType

from jinja2 import Environment, StrictUndefined, Template, TemplateError, meta, nodes
from jinja2.compiler import CodeGenerator, Frame

from reportgen.render.level import judge_levels

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter,
)  # fmt: skip


_ROOT = frozenset({"report"})
FILTERS = ("batch", "join", "length")


class TemplateRefused(Exception):
    """A template holds what Jinja cannot read, or what no template may hold."""


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
_JINJA.filters = {name: _JINJA.filters[name] for name in FILTERS}


def to_python(source: str) -> str:
    """The Python module Jinja makes of a template. Raises TemplateRefused and BlockAcross."""
    try:
        tree = _JINJA.parse(source)
        if (
            not all(map(_is_allowed, tree.find_all(nodes.Node)))
            or meta.find_undeclared_variables(tree) - _ROOT
        ):
            raise TemplateRefused
        judge_levels(tree)
        return _JINJA.compile(tree, raw=True)
    except TemplateError as error:
        raise TemplateRefused from error


def _is_allowed(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Name):
        return not node.name.startswith("_")
    if isinstance(node, nodes.Getattr):
        return not node.attr.startswith("_")
    return type(node) in _ALLOWED


def to_template(code: CodeType) -> Template:
    """A template that runs the compiled module."""
    return Template.from_code(_JINJA, code, _JINJA.make_globals(None))
