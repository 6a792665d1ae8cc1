"""Jinja as templates are run by it: strict, escaping, and a dot is an attribute and nothing else.

What a template names is judged against the types before it is compiled (`compiler`), so its dots become Python's own; Jinja would ask
its environment each time, and that took half of a report's time. Its `escape` would make each text a `Markup`, for other templates to
know it by.
"""

from types import CodeType

from jinja2 import Environment, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame

from reportgen.render.filters import FILTERS


def escaped(value: object) -> str:
    """A value as XML takes it, among words and between quotes."""
    text = str(value)
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:  # as few texts have
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return text.replace('"', "&#34;").replace("'", "&#39;")
    return text


class _Generator(CodeGenerator):
    """Writes `run.text` for run.text, and prints it with our `escaped`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("environment.escaped(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class _Environment(Environment):
    code_generator_class = _Generator
    escaped = staticmethod(escaped)


JINJA = _Environment(autoescape=True, undefined=StrictUndefined)
JINJA.globals.clear()
JINJA.tests.clear()
JINJA.filters = {name: chosen.run for name, chosen in FILTERS.items()}


def to_template(code: CodeType) -> Template:
    """A template that runs the compiled module."""
    return Template.from_code(JINJA, code, JINJA.make_globals(None))
