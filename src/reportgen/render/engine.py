"""Jinja as templates are run by it: strict, escaping, and a dot is an attribute and nothing else.

What a template names has been judged against the types before it is compiled (`lint`), so its dots become Python's own; Jinja would ask
its environment each time, and that took half of a report's time.
"""

from types import CodeType

from jinja2 import Environment, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame


class _Attributes(CodeGenerator):
    """Writes `run.text` for run.text."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        assert not node.attr.startswith("_"), "lint lets no private name through"
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class _Environment(Environment):
    code_generator_class = _Attributes


_JINJA = _Environment(autoescape=True, undefined=StrictUndefined)


def to_python(source: str) -> str:
    """The Python module Jinja makes of a template."""
    return _JINJA.compile(source, raw=True)


def to_template(code: CodeType) -> Template:
    """A template that runs the compiled module."""
    return Template.from_code(_JINJA, code, _JINJA.make_globals(None))
