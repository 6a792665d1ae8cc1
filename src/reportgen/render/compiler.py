"""From a template to Python source. `lint` reads what a person can see in Word; a tag may also hide where nobody sees it, so the syntax
tree of the whole part is judged once more, and nothing else is compiled.
"""

from jinja2 import TemplateError

from reportgen.render.engine import JINJA
from reportgen.render.level import cut, judge_levels
from reportgen.render.naming import judge_names

_UNREADABLE = (TemplateError, SyntaxError, RecursionError, MemoryError, ValueError)
"""How Jinja and Python complain of what is no tag, is nested too deep, or is a number of thousands of digits."""


class TemplateRefused(Exception):
    """A template holds what Jinja or Python cannot read."""


def to_python(source: str) -> str:
    """The Python module Jinja makes of a template. Raises ExpressionError, BlockAcross and TemplateRefused."""
    try:
        tree = JINJA.parse(source)
        judge_names(tree)
        cut(judge_levels(tree))
        module = JINJA.compile(tree, raw=True)
        compile(module, "", "exec")
    except _UNREADABLE as error:
        raise TemplateRefused from error
    return module
