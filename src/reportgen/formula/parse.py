"""Reading formulas: a small recursive-descent parser over quantities.

Python's own parser is not used: it rewrites names by NFKC, counts bytes, and knows no `100%` or `1000亿元`.
"""

import re
from collections.abc import Callable
from typing import cast

from reportgen import patterns
from reportgen.finding import Span
from reportgen.formula.syntax import (
    FUNCTIONS,
    HIGHEST,
    Call,
    Comparator,
    Comparison,
    Expr,
    Name,
    Negation,
    Number,
    Operation,
    Operator,
    height,
)
from reportgen.quantity import Misreading, Units, read_quantity
from reportgen.value import Value

DEEPEST = 64

WIDE = {
    "（": "(", "）": ")", "＋": "+", "－": "-", "−": "-", "×": "*", "＊": "*", "÷": "/", "／": "/", "＝": "=", "≤": "<=",
    "≥": ">=", "＜": "<", "＞": ">", "，": ",", "％": "%", "．": ".", **{chr(0xFF10 + d): str(d) for d in range(10)},
}  # fmt: skip

_NARROW = str.maketrans(WIDE)
_POINT = patterns.compile(r"(?<=\w)[。·](?=\w)")
_TOKEN = patterns.compile(
    r"(?P<space>\s+)|(?P<number>\d+(?:\.\d+)?(?:%|[^\W\d_]+)?)|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)"
    r"|(?P<operator>==|<=|>=|[-+*/(),=<>])|(?P<unknown>.)",
    re.DOTALL,
)


class FormulaError(Exception):
    """Why a formula cannot be read or computed; stays inside the stage that reads it."""

    def __init__(self, message: str, span: Span, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.span, self.hint = message, span, hint


class _Token(Value, frozen=True):
    kind: str
    text: str
    span: Span


def tidy_formula(text: str) -> str:
    """The formula with full-width operators and digits in their ASCII forms."""
    return _POINT.sub(".", text).translate(_NARROW)


def parse_expression(span: Span, units: Units) -> Expr:
    """Reads the span's text as one expression. Raises FormulaError with the place of the fault."""
    parser = _Parser(span, units)
    expression = parser.side()
    parser.finish()
    return expression


def parse_comparison(span: Span, units: Units) -> Comparison:
    """Reads the span's text as `left (= | == | <= | >= | < | >) right`. Raises FormulaError with the place of the fault."""
    parser = _Parser(span, units)
    left = parser.side()
    operator = parser.take("=", "==", "<=", ">=", "<", ">")
    if operator is None:
        raise FormulaError("检查式缺少比较号", span, "写成“审减金额 <= 送审金额”或“甲 + 乙 = 丙”的形式")
    right = parser.side()
    parser.finish()
    return Comparison(cast(Comparator, operator.text.replace("==", "=")), left, right, span)


def _tokens(span: Span) -> list[_Token]:
    text, found = span.quote, []
    origin = [index for index, character in enumerate(text) for _ in WIDE.get(character, character)]
    origin.append(len(text))
    for match in _TOKEN.finditer(tidy_formula(text)):
        kind = match.lastgroup or "unknown"
        if kind == "space":
            continue
        place = span.part(origin[match.start()], origin[match.end()])
        if kind == "unknown":
            raise FormulaError(f"公式里不能有“{match[0]}”", place, "可用：指标名、数字、+ - * / ( ) 和比较号")
        found.append(_Token(kind, match[0], place))
    return found


class _Parser:
    def __init__(self, span: Span, units: Units) -> None:
        self._span, self._units = span, units
        self._tokens = _tokens(span)
        self._next = 0
        self._depth = 0

    def take(self, *operators: str) -> _Token | None:
        """The next token when it is one of the operators."""
        token = self._peek()
        if token is None or token.kind != "operator" or token.text not in operators:
            return None
        self._next += 1
        return token

    def side(self) -> Expr:
        """One whole expression."""
        expression = self._sum()
        if (steps := height(expression)) > HIGHEST:
            hint = "成列的数用 sum(表.列) 或 sum(下级.组.指标) 相加，其余分成几个指标来写"
            raise FormulaError(f"公式太长：一层套一层共 {steps} 步，最多 {HIGHEST} 步", expression.span, hint)
        return expression

    def finish(self) -> None:
        if (token := self._peek()) is not None:
            raise FormulaError(f"公式在“{token.text}”处多出内容", token.span, "检查是否少了运算符或多了括号")

    def _sum(self) -> Expr:
        left = self._product()
        while operator := self.take("+", "-"):
            left = self._operation(operator, left, self._product())
        return left

    def _product(self) -> Expr:
        left = self._signed()
        while operator := self.take("*", "/"):
            left = self._operation(operator, left, self._signed())
        return left

    def _operation(self, operator: _Token, left: Expr, right: Expr) -> Operation:
        symbol = cast(Operator, operator.text)
        return Operation(symbol, left, right, left.span.until(right.span))

    def _signed(self) -> Expr:
        if minus := self.take("-"):
            operand = self._nested(self._signed, minus.span)
            return Negation(operand, minus.span.until(operand.span))
        return self._atom()

    def _atom(self) -> Expr:
        if opening := self.take("("):
            inner = self._nested(self._sum, opening.span)
            if not self.take(")"):
                raise FormulaError("左括号没有配上右括号", opening.span)
            return inner
        token = self._peek()
        if token is None:
            raise FormulaError("公式没有写完", self._span, "运算符后面还要有指标名或数字")
        self._next += 1
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name":
            return self._call(token) if token.text in FUNCTIONS else self._name(token)
        raise FormulaError(f"这里不该是“{token.text}”", token.span, "此处应为指标名、数字或左括号")

    def _nested(self, rule: Callable[[], Expr], place: Span) -> Expr:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaError(f"公式嵌套超过 {DEEPEST} 层", place)
        inner = rule()
        self._depth -= 1
        return inner

    def _number(self, token: _Token) -> Number:
        read = read_quantity(token.text, self._units)
        if isinstance(read, Misreading):
            raise FormulaError(read.message, token.span, f"应写作 {read.tidy}" if read.tidy else "")
        return Number(read.threshold, token.text, token.span)

    def _name(self, token: _Token) -> Name:
        if self.take("("):
            meant = token.text.lower()
            hint = f"写成 {meant}(…)" if meant in FUNCTIONS else f"可用的函数：{'、'.join(FUNCTIONS)}"
            raise FormulaError(f"公式里没有名为“{token.text}”的函数", token.span, hint)
        return Name(tuple(token.text.split(".")), token.span)

    def _call(self, token: _Token) -> Call:
        if not self.take("("):
            raise FormulaError(f"{token.text} 后面要有括号", token.span, f"写成 {token.text}(甲, 乙)")
        arguments = [self._nested(self._sum, token.span)]
        while self.take(","):
            arguments.append(self._nested(self._sum, token.span))
        closing = self.take(")")
        if closing is None:
            raise FormulaError(f"{token.text} 的括号没有收尾", token.span)
        return Call(token.text, tuple(arguments), token.span.until(closing.span))

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None
