"""Narrative fragments: restricted Jinja2, held by an allow-list on its syntax tree.

`{{ name }}` with the listed filters and if / elif / else; no calls, no loops, no code. A fragment is parsed once, when it is
loaded; what it may say is decided here, what its names mean is decided by whoever prints or checks it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from reportgen.finding import Span
from reportgen.formula import tidy_formula
from reportgen.prose import Prose
from reportgen.value import Value

FILTERS = {"亿元": 1, "万元": 1, "大写": 0, "汉字": 0, "增减": 0}
"""The filters and how many arguments each may take (the decimals of 亿元 and 万元)."""

BUILT_IN = ("今年", "去年", "明年", "本地")
COMPARATORS = {"eq": "=", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<="}


class Words(Value, frozen=True):
    """Literal text."""

    prose: Prose


class Tag(Value, frozen=True):
    """{{ name | filter(argument) }}; `name` is dotted, `span` that of the whole tag, `name_span` that of the name."""

    name: str
    filters: tuple[tuple[str, int | None], ...]
    span: Span
    name_span: Span


class Choice(Value, frozen=True):
    """{% if %}: branches in order, each with its condition; the last condition may be None (else)."""

    branches: tuple[tuple["Condition | None", tuple["Segment", ...]], ...]
    span: Span


class Test(Value, frozen=True):
    """name comparator number-or-name, or a bare name (stated and not zero)."""

    left: str
    comparator: str
    right: str
    span: Span


class Both(Value, frozen=True):
    """Conditions joined by and / or."""

    joiner: str
    parts: tuple["Condition", ...]


class Not(Value, frozen=True):
    """A condition that must not hold."""

    part: "Condition"


Condition = Test | Both | Not
Segment = Words | Tag | Choice


class Fragment(Value, frozen=True):
    """A narrative text and its segments; paragraphs are separated by a blank line."""

    prose: Prose
    segments: tuple[Segment, ...]


class NarrativeError(Exception):
    """Why a part of a fragment cannot be read, and where."""

    def __init__(self, message: str, span: Span, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.span, self.hint = message, span, hint


_ENVIRONMENT = Environment(autoescape=False, keep_trailing_newline=True)


def parse_fragment(prose: Prose) -> tuple[Fragment, tuple[NarrativeError, ...]]:
    """Reads a fragment, leaving out what cannot be read; and every fault with its place."""
    parser = _Parser(prose)
    return Fragment(prose, parser.segments()), tuple(parser.faults)


def tags(segments: tuple[Segment, ...]) -> Iterator[Tag]:
    """All tags of a text, in every branch."""
    for segment in segments:
        match segment:
            case Tag():
                yield segment
            case Choice():
                for _, branch in segment.branches:
                    yield from tags(branch)


def words(segments: tuple[Segment, ...]) -> Iterator[Words]:
    """All literal text, in every branch."""
    for segment in segments:
        match segment:
            case Words():
                yield segment
            case Choice():
                for _, branch in segment.branches:
                    yield from words(branch)


def tests(segments: tuple[Segment, ...]) -> Iterator[Test]:
    """All comparisons of conditions."""
    for segment in segments:
        if isinstance(segment, Choice):
            for condition, branch in segment.branches:
                yield from _tests_of(condition)
                yield from tests(branch)


def _tests_of(condition: Condition | None) -> Iterator[Test]:
    match condition:
        case Test():
            yield condition
        case Both():
            for part in condition.parts:
                yield from _tests_of(part)
        case Not():
            yield from _tests_of(condition.part)


_SIGNS = "{}｛｝"
_TAG, _BLOCK, _WIDE = r"\{\{(?P<tag>.*?)\}\}", r"\{%-?(?P<block>.*?)-?%\}", "｛｛.*?｝｝"
_STRAY = r"\{\{|\{%|\{#|%\}|\}\}|[｛｝]{2}"
_CLOSERS = ("}}", "%}", "｝｝")


@lru_cache
def _mark(tag: bool, block: bool, wide: bool) -> re.Pattern[str]:
    """A mark; the forms that can still be closed are looked for."""
    stray = f"(?P<stray>{_WIDE}|{_STRAY})" if wide else f"(?P<stray>{_STRAY})"
    forms = (_TAG if tag else "(?!)(?P<tag>)", _BLOCK if block else "(?!)(?P<block>)", stray)
    return re.compile("|".join(forms), re.DOTALL)


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The marks of a text. Behind the last }} no {{ is looked for to its end: a thousand of them would be so a million times."""
    last, position = [text.rfind(closer) for closer in _CLOSERS], 0
    while mark := _mark(*(position <= place for place in last)).search(text, position):
        yield mark
        position = mark.end()


_DEEPEST = 20
"""Conditions one within another; more no person wrote."""


class _Parser:
    """Splits a text at its marks; Jinja parses what stands inside one."""

    def __init__(self, prose: Prose) -> None:
        self.faults: list[NarrativeError] = []
        self._prose = prose
        self._marks = list(_marks(prose.text)) if any(sign in prose.text for sign in _SIGNS) else []
        self._next = 0
        self._position = 0
        self._depth = 0
        self._gave_up = False

    def segments(self) -> tuple[Segment, ...]:
        return self._until((), None)

    def _until(self, ends: tuple[str, ...], opened: Span | None) -> tuple[Segment, ...]:
        """Segments up to a block that begins with one of `ends` (left for the caller), or to the end of the text."""
        found: list[Segment] = []
        while self._next < len(self._marks):
            mark = self._marks[self._next]
            found += self._words(self._position, mark.start())
            self._position = mark.end()
            if _keyword(mark) in ends:
                return tuple(found)
            if segment := self._segment(mark, self._prose.span(*mark.span())):
                found.append(segment)
        if opened and not self._gave_up:
            unclosed = "{% if %} 没有配上 {% endif %}"
            self.faults.append(NarrativeError(unclosed, opened, "在条件文字之后补上 {% endif %}"))
        return (*found, *self._words(self._position, len(self._prose.text)))

    def _words(self, start: int, end: int) -> list[Segment]:
        return [Words(self._prose.cut(start, end))] if end > start else []

    def _segment(self, mark: re.Match[str], span: Span) -> Segment | None:
        """What a mark stands for; None, and a fault, for one that cannot be read."""
        if _keyword(mark) == "if":
            if self._depth < _DEEPEST:
                return self._choice(span)
            self._give_up(span)
            return None
        self._next += 1
        try:
            return self._tag(mark, span)
        except NarrativeError as fault:
            self.faults.append(fault)
            return None

    def _tag(self, mark: re.Match[str], span: Span) -> Tag:
        if mark["stray"]:
            raise _stray(mark["stray"], span)
        source = mark["tag"]
        if source is None:
            raise _unknown_block(_keyword(mark), span)
        node, filters = _unfiltered(_expression(source, span), span)
        name = _dotted(node, span)
        start = mark.start("tag") + len(source) - len(source.lstrip())
        return Tag(name, filters, span, self._prose.span(start, start + len(name)))

    def _give_up(self, span: Span) -> None:
        """Nothing behind it is read: which {% endif %} belongs to which nobody could tell."""
        message = f"条件一层套一层，超过 {_DEEPEST} 层"
        self.faults.append(
            NarrativeError(message, span, "用 and、or 把几个条件写在一个 {% if %} 里，或分成几段")
        )
        self._next, self._gave_up = len(self._marks), True

    def _choice(self, opened: Span) -> Choice:
        self._depth += 1
        branches: list[tuple[Condition | None, tuple[Segment, ...]]] = []
        keyword = "if"
        while keyword != "endif":
            condition = self._condition(self._marks[self._next], keyword)
            self._next += 1
            ends = ("endif",) if keyword == "else" else ("elif", "else", "endif")
            branches.append((condition, self._until(ends, opened)))
            if self._next >= len(self._marks):  # unclosed; one inside it may have been unclosed too
                break
            keyword = _keyword(self._marks[self._next])
        self._next += 1
        self._depth -= 1
        return Choice(tuple(branches), opened)

    def _condition(self, mark: re.Match[str], keyword: str) -> Condition | None:
        if keyword == "else":
            return None
        span = self._prose.span(*mark.span())
        written = mark["block"].split(keyword, 1)[1].strip()
        try:
            return _read_condition(written, span)
        except NarrativeError:
            self.faults.append(_misread_condition(keyword, written, span))
            return None


def _keyword(mark: re.Match[str]) -> str:
    """The first word of a {% block %}, empty for any other mark."""
    return next(iter((mark["block"] or "").split()), "")


_EQUALS = re.compile(r"\s*(?<![=!<>])=(?!=)\s*")
_JOINERS = ((r"\s(?:并且|而且|且)\s|&&", "and"), (r"\s(?:或者|或)\s|\|\|", "or"))
_FIGURE = re.compile(r"(?<=[<>=\s])(\d+)(?:%|[^\W\d_]+)")
"""A number with its unit, on one side of a comparison."""
_LONGEST = 500  # characters of an expression; a longer one no person wrote
_SAID = 60
"""Characters of an expression that its finding quotes."""


@lru_cache(maxsize=4096)
def _parsed(source: str) -> nodes.Expr:
    tree = _ENVIRONMENT.parse("{{" + source + "}}")
    output = tree.body[0]
    if len(tree.body) != 1 or not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        raise TemplateSyntaxError("one expression expected", 1)
    return output.nodes[0]


def _expression(source: str, span: Span) -> nodes.Expr:
    try:
        if len(source) > _LONGEST:
            raise ValueError
        return _parsed(source)
    except (TemplateSyntaxError, RecursionError, ValueError):  # brackets without end, digits without end
        written = source.strip()[:_SAID] or "（空）"
        raise NarrativeError(
            f"“{written}”读不成指标名", span, "写成 {{ 指标名 }} 或 {{ 组.指标名 | 亿元(2) }}"
        ) from None


def _unfiltered(node: nodes.Expr, span: Span) -> tuple[nodes.Expr, tuple[tuple[str, int | None], ...]]:
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
    if (
        node.kwargs
        or node.dyn_args
        or node.dyn_kwargs
        or len(values) != len(node.args)
        or len(values) > FILTERS[node.name]
    ):
        raise NarrativeError(f"过滤器“{node.name}”的参数写法不对", span, "例如 {{ 金额 | 亿元(2) }}")
    if not values:
        return None
    if type(values[0]) is not int or not 0 <= values[0] <= 6:
        raise NarrativeError(f"“{node.name}”括号里应是 0 到 6 的小数位数", span)
    return values[0]


def _dotted(node: nodes.Expr, span: Span) -> str:
    """The dotted name a node spells; anything else is not let in."""
    match node:
        case nodes.Name():
            name = node.name
        case nodes.Getattr():
            name = f"{_dotted(node.node, span)}.{node.attr}"
        case _:
            message = "正文里的标签只能写指标名，不能写算式、引号、括号或程序"
            raise NarrativeError(message, span, "要算的数请在 metrics 里写公式，再在正文引用它")
    if "__" in name:
        raise NarrativeError(f"“{name}”不是指标名", span)
    return name


def _condition(node: nodes.Expr, span: Span) -> Condition:
    match node:
        case nodes.And():
            return Both("and", (_condition(node.left, span), _condition(node.right, span)))
        case nodes.Or():
            return Both("or", (_condition(node.left, span), _condition(node.right, span)))
        case nodes.Not():
            return Not(_condition(node.node, span))
        case nodes.Compare() if len(node.ops) == 1 and node.ops[0].op in COMPARATORS:
            return Test(
                _dotted(node.expr, span), COMPARATORS[node.ops[0].op], _side(node.ops[0].expr, span), span
            )
        case _:
            return Test(_dotted(node, span), "", "", span)


def _read_condition(source: str, span: Span) -> Condition:
    return _condition(_expression(source, span), span)


def _misread_condition(keyword: str, written: str, span: Span) -> NarrativeError:
    """What to write for a condition, told by its own words where signs and units alone are amiss."""
    tidy = _EQUALS.sub(" == ", tidy_formula(written))
    for word, joiner in _JOINERS:
        tidy = re.sub(word, f" {joiner} ", tidy)
    bare = re.sub(r"\s+", " ", _FIGURE.sub(r"\1", tidy)).strip()
    wanted = f"{{% {keyword} {bare} %}}"
    try:
        _read_condition(bare, span)
    except NarrativeError:
        hint = "写成 {% if 指标名 > 0 %}：用 == != > >= < <= 与整数或另一个指标比较，几个条件用 and、or 连接"
    else:
        with_unit = f"数不写单位，按指标印出来的单位算：单位相同的写成 {wanted}，不同的先换算"
        hint = with_unit if _FIGURE.search(tidy) else f"写成 {wanted}"
    return NarrativeError(f"条件“{written[:_SAID] or '（空）'}”读不懂", span, hint)


def _side(node: nodes.Expr, span: Span) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, int) and not isinstance(node.value, bool):
        return str(node.value)
    return _dotted(node, span)


def _stray(mark: str, span: Span) -> NarrativeError:
    if mark[0] in "｛｝":
        return NarrativeError(
            f"“{mark}”是全角花括号，不会被当作标签", span, "切换到英文输入法，写成 {{ 指标名 }}"
        )
    if mark == "{#":
        return NarrativeError("正文里不能写 {# 注释 #}", span, "注释请写在 YAML 里，以 # 开头")
    return NarrativeError(
        f"“{mark}”没有成对", span, "标签写成 {{ 指标名 }}，条件写成 {% if 指标名 > 0 %}…{% endif %}"
    )


def _unknown_block(keyword: str, span: Span) -> NarrativeError:
    if keyword in ("elif", "else", "endif"):
        return NarrativeError(f"{{% {keyword} %}} 前面没有 {{% if %}}", span)
    return NarrativeError(
        f"正文里不能用 {{% {keyword} %}}", span, "只允许 {% if %} {% elif %} {% else %} {% endif %}"
    )
