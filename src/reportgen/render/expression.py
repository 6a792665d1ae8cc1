"""The expressions of a template: names, dotted attributes, comparisons and a few filters. All else is refused.

What is not on this list cannot run: templates come from other hands (docxtpl itself would execute them), and the list is what keeps
them pages to be filled in.
"""

from collections.abc import Mapping
from difflib import get_close_matches

from jinja2 import nodes

from reportgen.package import known_to_xml
from reportgen.render import names
from reportgen.render.filters import FILTERS
from reportgen.render.names import Type
from reportgen.value import Value

Scope = Mapping[str, Type]
_ORDER, _MEMBERSHIP = {"lt", "lteq", "gt", "gteq"}, {"in", "notin"}


class Fault(Value, frozen=True):
    """What is wrong in an expression: a code, the words to underline (empty: the whole tag), a message and a hint."""

    code: str
    words: str
    message: str
    hint: str = ""


class ExpressionError(Exception):
    """Carries a Fault out of an expression; never leaves this package."""

    def __init__(self, code: str, words: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.fault = Fault(code, words, message, hint)


def printed(node: nodes.Node, scope: Scope) -> None:
    """Judges what a tag prints. Raises ExpressionError."""
    if not names.is_printable(type_of(node, scope)):
        name = dotted(node)
        raise ExpressionError("T104", name, f"{name} 不是一段文字，不能直接打印", "请用 for 循环逐个打印")


def looped(node: nodes.Node, scope: Scope) -> Type:
    """The type of one element of what is looped over. Raises ExpressionError."""
    inner = names.element(type_of(node, scope))
    if inner is None:
        name = dotted(node)
        raise ExpressionError("T104", name, f"{name} 不是一组内容，不能循环")
    return inner


def holds(node: nodes.Node, scope: Scope) -> Scope:
    """Judges a condition and gives the scope in which it holds. Raises ExpressionError."""
    match node:
        case nodes.And():
            return holds(node.right, holds(node.left, scope))
        case nodes.Or():
            holds(node.left, scope)
            holds(node.right, scope)
            return scope
        case nodes.Not():
            holds(node.node, scope)
            return scope
        case nodes.Compare():
            _compared(node, scope)
            return _with_kind(node, scope)
        case _:
            type_of(node, scope)
            return scope


def _compared(node: nodes.Compare, scope: Scope) -> None:
    types = [type_of(operand, scope) for operand in (node.expr, *(operand.expr for operand in node.ops))]
    signs = {operand.op for operand in node.ops}
    if signs & _MEMBERSHIP or (signs & _ORDER and any(kind != names.COUNT for kind in types)):
        raise ExpressionError("T104", "", "模板里只有个数和层次可以比大小", "文字请用 == 或 !=")


def fails(node: nodes.Node, scope: Scope) -> Scope:
    """The scope in which an already judged condition does not hold."""
    kind = _kind_test(node)
    return scope if kind is None else {**scope, kind[0]: names.not_of_kind(scope[kind[0]], kind[1])}


def _with_kind(node: nodes.Compare, scope: Scope) -> Scope:
    kind = _kind_test(node)
    return scope if kind is None else {**scope, kind[0]: names.of_kind(scope[kind[0]], kind[1])}


def _kind_test(node: nodes.Node) -> tuple[str, str] | None:
    """The name and the kind of `name.kind == "kind"`."""
    match node:
        case nodes.Compare(
            expr=nodes.Getattr(node=nodes.Name(name=name), attr="kind"),
            ops=[nodes.Operand(op="eq", expr=nodes.Const(value=str(kind)))],
        ):
            return name, kind
    return None


def type_of(node: nodes.Node, scope: Scope) -> Type:
    """The type of an expression. Raises ExpressionError for what is unknown or not allowed."""
    match node:
        case nodes.Const():
            return _constant(node)
        case nodes.Name():
            return _name(node, scope)
        case nodes.Getattr():
            return _attribute(node, scope)
        case nodes.Filter():
            return _filter(node, scope)
        case nodes.Compare() | nodes.And() | nodes.Or() | nodes.Not():
            holds(node, scope)
            return (bool,)
    raise ExpressionError(
        "T104", "", "模板里不能写这样的式子", "模板只用字段名、比较、if 和 for，不能调用、取下标或计算"
    )


def _constant(node: nodes.Const) -> Type:
    if isinstance(node.value, str) and known_to_xml(node.value) != node.value:
        raise ExpressionError("T104", "", "引号里有印不出来的字符", "请删去引号里反斜杠（\\）开头的写法")
    return (type(node.value),)


def _name(node: nodes.Name, scope: Scope) -> Type:
    if node.name in scope:
        return scope[node.name]
    hint = _did_you_mean(node.name, list(scope)) or f"这里可以用：{'、'.join(scope)}"
    raise ExpressionError("T102", node.name, f"没有名为 {node.name} 的内容", hint)


def _attribute(node: nodes.Getattr, scope: Scope) -> Type:
    owner = type_of(node.node, scope)
    found = names.attribute(owner, node.attr)
    if found is None:
        if type(None) in owner:
            hint = "请去掉这个标签；这一项只能用在 if 里，判断有没有"
            raise ExpressionError("T102", dotted(node), f"{dotted(node.node)} 不是处处都有", hint)
        known = names.common_attributes(owner)
        hint = (
            _did_you_mean(node.attr, known)
            or f"{dotted(node.node)} 下可以用：{'、'.join(known) or '（没有下级字段）'}"
        )
        raise ExpressionError("T102", dotted(node), f"{dotted(node.node)} 下没有 {node.attr}", hint)
    return found


def _filter(node: nodes.Filter, scope: Scope) -> Type:
    if node.node is None or node.name not in FILTERS:
        raise ExpressionError(
            "T104", node.name, f"模板里不能用过滤器 {node.name}", f"可以用：{'、'.join(FILTERS)}"
        )
    owner = type_of(node.node, scope)
    elements = names.element(owner)
    arguments = [type_of(argument, scope) for argument in node.args]
    is_plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs)
    match node.name:
        case "length" if is_plain and not arguments and (elements or owner == names.TEXT):
            return names.COUNT
        case "batch" if is_plain and arguments == [names.COUNT] and _is_positive(node.args[0]) and elements:
            return names.batches(owner)
        case "join" if (
            is_plain and arguments in ([], [names.TEXT]) and elements and names.is_printable(elements)
        ):
            return names.TEXT
    raise ExpressionError("T104", node.name, f"过滤器 {node.name} 用得不对", FILTERS[node.name].written)


def _is_positive(number: nodes.Node) -> bool:
    return isinstance(number, nodes.Const) and number.value > 0


def _did_you_mean(word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"是不是想写 {near[0]}？" if near else ""


def dotted(node: nodes.Node) -> str:
    """An expression as it stands in the template: report.blocks; empty for what has no such form."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{dotted(node.node)}.{node.attr}"
        case nodes.Filter(node=nodes.Expr() as inner):
            return dotted(inner)
    return ""
