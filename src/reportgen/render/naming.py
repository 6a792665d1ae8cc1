"""What a whole part names, on its syntax tree: tags nobody sees are held to the same types and the same few forms as those that show.

`walk` says the same of the tags a person sees, and where each stands. This is the judgement that guards: what is not known here is not
compiled.
"""

from collections.abc import Iterable
from unicodedata import normalize

from jinja2 import nodes

from reportgen.render.expression import ExpressionError, Scope, fails, holds, looped, printed
from reportgen.render.names import LOOP, ROOT


def judge_names(tree: nodes.Template) -> None:
    """Raises ExpressionError for the first thing a part may not name or do."""
    _judge(tree.body, ROOT)


def _judge(body: Iterable[nodes.Node], scope: Scope) -> None:
    for node in body:
        match node:
            case nodes.Output():
                for shown in node.nodes:
                    if not isinstance(shown, nodes.TemplateData):
                        printed(shown, scope)
            case nodes.If():
                _judge_if(node, scope)
            case nodes.For(target=nodes.Name(name=name), test=None, else_=[], recursive=False) if (
                normalize("NFKC", name) == name  # else it is another name to Python than to Jinja
            ):
                _judge(node.body, {**scope, name: looped(node.iter, scope), "loop": LOOP})
            case _:
                raise ExpressionError("T104", "", "模板只用 if、elif、else、endif、for、endfor")


def _judge_if(node: nodes.If, scope: Scope) -> None:
    for branch in (node, *node.elif_):
        _judge(branch.body, holds(branch.test, scope))
        scope = fails(branch.test, scope)
    _judge(node.else_, scope)
