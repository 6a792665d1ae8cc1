"""What may stand inside a mark: a name with its filters, or a condition; Jinja reads it, an allow-list on its syntax tree judges it."""

import re
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from reportgen import patterns
from reportgen.finding import Span
from reportgen.formula import tidy_formula
from reportgen.narrative.model import Both, Condition, NarrativeError, Not, Test

FILTERS = {"亿元": 1, "万元": 1, "大写": 0, "汉字": 0, "增减": 0}
"""The filters and how many arguments each may take (the decimals of 亿元 and 万元)."""

COMPARATORS = {"eq": "=", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<="}
_ENVIRONMENT = Environment(autoescape=False, keep_trailing_newline=True)
_EQUALS = patterns.compile(r"\s*(?<![=!<>])=(?!=)\s*")
_JOINERS = ((r"\s(?:并且|而且|且)\s|&&", "and"), (r"\s(?:或者|或)\s|\|\|", "or"))
_FIGURE = patterns.compile(r"(?<=[<>=\s])(\d+)(?:%|[^\W\d_]+)")
"""A number with its unit, on one side of a comparison."""
_LONGEST = 500  # characters of an expression; a longer one no person wrote
_SAID = 60
"""Characters of an expression that its finding quotes."""
_NO_NAMES = ("not", "true", "True", "false", "False", "none", "None")
"""Words that Jinja takes for no names."""


@lru_cache(maxsize=4096)
def plain_name(source: str) -> str:
    """The source of a mark when it is just a dotted name, as in nearly all marks; else empty."""
    name = source.strip()
    first, *_ = parts = name.split(".")
    is_plain = (
        first not in _NO_NAMES and len(source) <= _LONGEST and all(part.isidentifier() for part in parts)
    )
    return name if is_plain else ""


def _name(source: str) -> nodes.Expr | None:
    """What Jinja would make of a dotted name alone, in a hundredth of its time; None for any other source."""
    if not (name := plain_name(source)):
        return None
    first, *rest = name.split(".")
    node: nodes.Expr = nodes.Name(first, "load")
    for part in rest:
        node = nodes.Getattr(node, part, "load")
    return node


@lru_cache(maxsize=4096)
def _parsed(source: str) -> nodes.Expr:
    if name := _name(source):
        return name
    tree = _ENVIRONMENT.parse("{{" + source + "}}")
    output = tree.body[0]
    if len(tree.body) != 1 or not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise TemplateSyntaxError("one expression expected", 1)
    return output.nodes[0]


def read_expression(source: str, span: Span) -> nodes.Expr:
    """The syntax tree of one expression. Raises NarrativeError at the span of its mark."""
    try:
        if len(source) > _LONGEST:
            raise ValueError
        return _parsed(source)
    except (TemplateSyntaxError, RecursionError, ValueError):  # brackets without end, digits without end
        written = " ".join(source.split())[:_SAID] or "（空）"
        joined, hint = "".join(source.split()), "写成 {{ 指标名 }} 或 {{ 组.指标名 | 亿元(2) }}"
        if len(joined) <= _SAID and plain_name(joined):
            hint = f"名称中间不断开，写作 {{{{ {joined} }}}}"
        raise NarrativeError(f"“{written}”读不成指标名", span, hint) from None


def unfiltered(node: nodes.Expr, span: Span) -> tuple[nodes.Expr, tuple[tuple[str, int | None], ...]]:
    """The expression under its filters, and the filters in the order they apply."""
    filters: list[tuple[str, int | None]] = []
    while isinstance(node, nodes.Filter):
        if node.name not in FILTERS:
            known = "、".join(FILTERS)
            raise NarrativeError(f"没有名为“{node.name}”的过滤器", span, f"可用的有：{known}")
        filters.append((node.name, _argument(node, span)))
        if node.node is None:
            raise NarrativeError("过滤器前面缺少指标名", span)
        node = node.node
    return node, tuple(reversed(filters))


def _argument(node: nodes.Filter, span: Span) -> int | None:
    values = [a.value for a in node.args if isinstance(a, nodes.Const)]
    named = node.kwargs or node.dyn_args or node.dyn_kwargs
    if named or not len(values) == len(node.args) <= FILTERS[node.name]:
        raise NarrativeError(f"过滤器“{node.name}”的参数写法不对", span, "例如 {{ 金额 | 亿元(2) }}")
    if not values:
        return None
    if type(values[0]) is not int or not 0 <= values[0] <= 6:
        raise NarrativeError(f"“{node.name}”括号里应是 0 到 6 的小数位数", span)
    return values[0]


def dotted(node: nodes.Expr, span: Span) -> str:
    """The dotted name that a node spells. Raises NarrativeError for anything else."""
    match node:
        case nodes.Name():
            name = node.name
        case nodes.Getattr():
            name = f"{dotted(node.node, span)}.{node.attr}"
        case _:
            message = "正文里的标签只能写指标名，不能写算式、引号、括号或程序"
            raise NarrativeError(message, span, "要算的数请在 metrics 里写公式，再在正文引用它")
    if "__" in name:
        raise NarrativeError(f"“{name}”不是指标名", span)
    return name


def _condition(node: nodes.Expr, span: Span) -> Condition:
    match node:
        case nodes.And() | nodes.Or():
            joiner = "and" if isinstance(node, nodes.And) else "or"
            return Both(joiner, (_condition(node.left, span), _condition(node.right, span)))
        case nodes.Not():
            return Not(_condition(node.node, span))
        case nodes.Compare() if len(node.ops) == 1 and node.ops[0].op in COMPARATORS:
            return Test(
                dotted(node.expr, span), COMPARATORS[node.ops[0].op], _side(node.ops[0].expr, span), span
            )
        case _:
            return Test(dotted(node, span), "", "", span)


def read_condition(source: str, span: Span) -> Condition:
    """The condition that a text spells. Raises NarrativeError for any other than names compared with names and whole numbers."""
    return _condition(read_expression(source, span), span)


def misread_condition(keyword: str, written: str, span: Span) -> NarrativeError:
    """The fault of a condition that cannot be read; its hint is the condition as it was meant where only signs and units are amiss."""
    tidy = _EQUALS.sub(" == ", tidy_formula(written))
    for word, joiner in _JOINERS:
        tidy = re.sub(word, f" {joiner} ", tidy)
    bare = re.sub(r"\s+", " ", _FIGURE.sub(r"\1", tidy)).strip()
    wanted = f"{{% {keyword} {bare} %}}"
    try:
        read_condition(bare, span)
    except NarrativeError:
        hint = "写成 {% if 指标名 > 0 %}：用 == != > >= < <= 与整数或另一个指标比较，几个条件用 and、or 连接"
    else:
        with_unit = f"数不写单位，按指标印出来的单位算：单位相同的写成 {wanted}，不同的先换算"
        hint = with_unit if _FIGURE.search(tidy) else f"写成 {wanted}"
    return NarrativeError(f"条件“{written[:_SAID] or '（空）'}”读不懂", span, hint)


def _side(node: nodes.Expr, span: Span) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, int) and not isinstance(node.value, bool):
        return str(node.value)
    return dotted(node, span)
