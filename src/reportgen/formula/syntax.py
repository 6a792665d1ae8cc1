"""The syntax tree of formulas: frozen nodes, each with the span it was written at."""

from collections.abc import Callable
from typing import Literal

from reportgen.finding import Span
from reportgen.quantity import Magnitude
from reportgen.value import Value, cached_property, replace

Comparator = Literal["=", "<=", ">=", "<", ">"]
Operator = Literal["+", "-", "*", "/", "÷"]
"""As typed, but for ÷: a quotient that turned out to be an average (人均, 户均) and so keeps the unit of its dividend."""
FUNCTIONS = ("sum", "max", "min", "count", "round", "部分")
TOTAL = "+"
"""The function of a sum over 下级 that needs every term. Nobody types it; a chain of + would be as deep as a city has counties."""

HIGHEST = 200
"""Operations one within another that a formula may have; a longer one explains nothing to anybody."""


class Number(Value, frozen=True):
    """A number written in the formula: 100%, 60分, 10."""

    magnitude: Magnitude
    text: str
    span: Span


class Name(Value, frozen=True, dict=True):
    """A name as written, its dotted parts: 事前评估.送审金额."""

    parts: tuple[str, ...]
    span: Span

    @cached_property
    def text(self) -> str:
        return ".".join(self.parts)

    @property
    def rest(self) -> str:
        """What follows its first part: 组.指标 of 下级.组.指标."""
        return ".".join(self.parts[1:])


class Ref(Value, frozen=True):
    """A name that was looked up: the key of its cell, and the label readers know it by."""

    key: str
    label: str
    span: Span


class Negation(Value, frozen=True):
    """−x."""

    operand: "Expr"
    span: Span


class Operation(Value, frozen=True):
    """x + y, x - y, x * y, x / y."""

    operator: Operator
    left: "Expr"
    right: "Expr"
    span: Span


class Call(Value, frozen=True):
    """sum max min count round 部分, or TOTAL, over its arguments."""

    function: str
    arguments: tuple["Expr", ...]
    span: Span


Leaf = Number | Name | Ref
Expr = Number | Name | Ref | Negation | Operation | Call


class Comparison(Value, frozen=True, dict=True):
    """Two sides that must agree: a check, or a relation with its own cell on the left."""

    comparator: Comparator
    left: Expr
    right: Expr
    span: Span

    @property
    def sides(self) -> tuple[Expr, Expr]:
        return self.left, self.right

    @cached_property
    def leaves(self) -> list[Leaf]:
        """The leaves of both sides, left to right."""
        return [*leaves(self.left), *leaves(self.right)]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the cells it names, left to right."""
        return tuple([leaf.key for leaf in self.leaves if isinstance(leaf, Ref)])


def height(expr: Expr) -> int:
    """How many operations stand one within another."""
    levels, level = -1, [expr]
    while level:
        levels += 1
        level = [inner for node in level for inner in operands(node)]
    return levels


def operands(expr: Expr) -> tuple[Expr, ...]:
    """What an operation works on; nothing for a leaf."""
    match expr:
        case Operation():
            return expr.left, expr.right
        case Negation():
            return (expr.operand,)
        case Call():
            return expr.arguments
        case _:
            return ()


def operations(expr: Expr) -> list[Operation]:
    """The operations of a tree, outer before inner."""
    found: list[Operation] = []
    level = [expr]
    while level:
        found += [node for node in level if isinstance(node, Operation)]
        level = [inner for node in level for inner in operands(node)]
    return found


def leaves(expr: Expr) -> list[Leaf]:
    """The leaves of a tree, left to right."""
    found: list[Leaf] = []
    waiting = [expr]
    while waiting:
        match waiting.pop():
            case Ref() | Name() | Number() as leaf:
                found.append(leaf)
            case inner:
                waiting += reversed(operands(inner))
    return found


def names(expr: Expr) -> list[Name]:
    """The names a formula mentions, left to right."""
    return [leaf for leaf in leaves(expr) if isinstance(leaf, Name)]


def refs(expr: Expr) -> list[Ref]:
    """The cells a resolved formula mentions, left to right."""
    return [leaf for leaf in leaves(expr) if isinstance(leaf, Ref)]


def rebuild(expr: Expr, leaf: Callable[[Leaf], Expr]) -> Expr:
    """The same tree with every leaf replaced by what `leaf` makes of it."""
    if isinstance(expr, Number | Name | Ref):
        return leaf(expr)
    return over_operands(expr, lambda operand: rebuild(operand, leaf))


def over_operands(expr: Negation | Operation | Call, change: Callable[[Expr], Expr]) -> Expr:
    """The same operation over what `change` makes of its operands."""
    match expr:
        case Negation():
            return replace(expr, operand=change(expr.operand))
        case Operation():
            return replace(expr, left=change(expr.left), right=change(expr.right))
        case Call():
            return replace(expr, arguments=tuple(map(change, expr.arguments)))


_SHOWN = {"-": "−", "*": "×", "/": "÷", "+": "+"}


def show(expr: Expr, leaf: Callable[[Leaf], str]) -> str:
    """A tree in the reader's notation, each leaf as `leaf` prints it: 送审金额 − 审减金额."""
    match expr:
        case Number() | Name() | Ref():
            return leaf(expr)
        case Negation():
            inner = show(expr.operand, leaf)
            return f"−({inner})" if _is_sum(expr.operand) else f"−{inner}"
        case Operation():
            left, right = show(expr.left, leaf), show(expr.right, leaf)
            if expr.operator in "*/÷":
                left = f"({left})" if _is_sum(expr.left) else left
            if expr.operator in "/÷" or (expr.operator in "-*" and _is_sum(expr.right)):
                right = f"({right})" if isinstance(expr.right, Operation) or _is_sum(expr.right) else right
            return f"{left} {_SHOWN.get(expr.operator, expr.operator)} {right}"
        case Call(function="+"):
            return " + ".join(show(a, leaf) for a in expr.arguments)
        case Call():
            return f"{expr.function}({', '.join(show(a, leaf) for a in expr.arguments)})"


def _is_sum(expr: Expr) -> bool:
    match expr:
        case Operation():
            return expr.operator in "+-"
        case Call():
            return expr.function == TOTAL and len(expr.arguments) > 1
        case _:
            return False


def label(leaf: Leaf) -> str:
    """A leaf by its name or literal text."""
    return leaf.label if isinstance(leaf, Ref) else leaf.text
