"""Computing formulas: a point and an interval at once, with dimensions."""

from collections.abc import Callable, Sequence
from decimal import Context, Decimal, localcontext
from operator import add, sub

from reportgen.finding import Span
from reportgen.formula.parse import FormulaError
from reportgen.formula.syntax import Call, Comparison, Expr, Name, Negation, Number, Operation, Ref
from reportgen.quantity import (
    COUNT,
    DAY,
    INFINITY,
    MONEY,
    MOST_DIGITS,
    PRECISION,
    RATIO,
    SCORE,
    USUAL_UNITS,
    Dimension,
    Interval,
    Magnitude,
    combine,
    dimension_name,
    round_half_up,
)
from reportgen.value import replace

_CONTEXT = Context(prec=PRECISION)

_LARGEST = Decimal(10) ** MOST_DIGITS

_OF_ONE_UNIT = (COUNT, DAY, SCORE)
"""What a number without unit may stand beside, as these have no choice of units."""

DIVISION_BY_ZERO = "除数为零"
_OF_ONE_KIND = "只有同一类单位（如万元与亿元）才能相加减、相比较"
_OF_NO_UNIT = "核对指标名和单位；人均、户均写成 = 资金 / 人数，别的乘除没有单位可印，只能直接填数"

Lookup = Callable[[str], Magnitude]


def evaluate(expr: Expr, lookup: Lookup) -> Magnitude:
    """The magnitude of a resolved formula; `lookup` returns that of a cell by its key.

    Raises FormulaError on a unit clash, a division by zero or a result beyond all figures.
    """
    with localcontext(_CONTEXT):
        return _value(expr, lookup)


def no_cells(key: str) -> Magnitude:
    """The lookup of a formula over numbers alone. Raises KeyError."""
    raise KeyError(key)


def evaluate_sides(comparison: Comparison, lookup: Lookup) -> tuple[Magnitude, Magnitude]:
    """The magnitudes of both sides of a resolved comparison.

    Raises FormulaError on a unit clash, within a side or between them, or a division by zero.
    """
    with localcontext(_CONTEXT):
        left, right = _value(comparison.left, lookup), _value(comparison.right, lookup)
    _common(left, right, comparison.sides, comparison.span)
    return left, right


def _value(expr: Expr, lookup: Lookup) -> Magnitude:
    match expr:
        case Ref():
            return lookup(expr.key)
        case Operation():
            return _operate(expr, _value(expr.left, lookup), _value(expr.right, lookup))
        case Call():
            return _call(expr, [_value(a, lookup) for a in expr.arguments])
        case Number():
            return expr.magnitude
        case Negation():
            inner = _value(expr.operand, lookup)
            return replace(inner, point=-inner.point, interval=-inner.interval)
        case Name():
            raise FormulaError(f"找不到“{expr.text}”", expr.span)


def _operate(expr: Operation, left: Magnitude, right: Magnitude) -> Magnitude:
    match expr.operator:
        case "+" | "-":
            apply = add if expr.operator == "+" else sub
            dimension = _common(left, right, (expr.left, expr.right), expr.span)
            point, interval = apply(left.point, right.point), apply(left.interval, right.interval)
            return Magnitude(point, interval, dimension, left.bare and right.bare)
        case "*":
            product = left.interval * right.interval
            dimension = combine(left.dimension, right.dimension, 1)
            point = _in_bounds(left.point * right.point, expr.span)
            return Magnitude(point, product, dimension, left.bare and right.bare)
        case "/":
            return _divide(expr, left, right, combine(left.dimension, right.dimension, -1))
        case "÷":
            return _divide(expr, left, right, left.dimension)


def _divide(expr: Operation, left: Magnitude, right: Magnitude, dimension: Dimension) -> Magnitude:
    if right.point == 0:
        raise FormulaError(DIVISION_BY_ZERO, expr.right.span, "核对作分母的指标是否填错或漏填")
    point = _in_bounds(left.point / right.point, expr.span)
    return Magnitude(point, left.interval / right.interval, dimension)


def _in_bounds(point: Decimal, span: Span) -> Decimal:
    """The point itself. Raises FormulaError for one of more digits than a figure may have, which would be printed rounded."""
    if abs(point) >= _LARGEST:
        raise FormulaError(f"结果超过 {MOST_DIGITS} 位", span, "核对是不是把该除的乘了，或单位写错")
    return point


def _common(left: Magnitude, right: Magnitude, sides: tuple[Expr, Expr], span: Span) -> Dimension:
    """The dimension both sides share; a bare number takes the other's. Raises FormulaError on a clash."""
    if left.dimension == right.dimension:
        return left.dimension
    for number, other, expr in ((left, right, sides[0]), (right, left, sides[1])):
        if number.bare and (number.point == 0 or other.dimension in _OF_ONE_UNIT):
            return other.dimension
        if number.bare and other.dimension in USUAL_UNITS:
            written = expr.span.quote
            message = f"“{written}”没有写单位，与它相加减、相比较的是{dimension_name(other.dimension)}"
            meant = "、".join(f"{written}{unit}" for unit in USUAL_UNITS[other.dimension])
            raise FormulaError(message, expr.span, f"写上单位，如 {meant}")
    message = f"单位不合：一边是{dimension_name(left.dimension)}，一边是{dimension_name(right.dimension)}"
    one_kind = all(len(side.dimension) < 2 for side in (left, right))
    raise FormulaError(message, span, _OF_ONE_KIND if one_kind else _OF_NO_UNIT)


def _call(expr: Call, values: Sequence[Magnitude]) -> Magnitude:
    match expr.function:
        case "sum" | "部分" | "+":
            return _sum(expr, values)
        case "max" | "min":
            return _extreme(expr, values)
        case "round":
            return _round(expr, values)
        case _:
            raise FormulaError("count 只能数一个清单或表", expr.span, "写成 count(清单名)")


def _sum(expr: Call, values: Sequence[Magnitude]) -> Magnitude:
    total = values[0]
    for value, argument in zip(values[1:], expr.arguments[1:], strict=True):
        dimension = _common(total, value, (expr.arguments[0], argument), expr.span)
        bare = total.bare and value.bare
        total = Magnitude(total.point + value.point, total.interval + value.interval, dimension, bare)
    return total


def _extreme(expr: Call, values: Sequence[Magnitude]) -> Magnitude:
    choose = max if expr.function == "max" else min
    dimension = values[0].dimension
    for value, argument in zip(values[1:], expr.arguments[1:], strict=True):
        dimension = _common(values[0], value, (expr.arguments[0], argument), expr.span)
    interval = Interval(choose(v.interval.low for v in values), choose(v.interval.high for v in values))
    return Magnitude(choose(v.point for v in values), interval, dimension)


def _round(expr: Call, values: Sequence[Magnitude]) -> Magnitude:
    value, *rest = values
    if len(rest) != 1 or not rest[0].bare or rest[0].point not in range(13):
        raise FormulaError("round 要写成 round(数, 小数位数)", expr.span)
    if not value.bare and value.dimension in (RATIO, MONEY):
        hint = "去掉 round：比率和金额按样式的小数位印（字典里的 0.0%、0.00万元），或照写出的那个数"
        raise FormulaError(f"round 不能用在{dimension_name(value.dimension)}上", expr.span, hint)
    places = int(rest[0].point)
    ends = value.interval.low, value.interval.high
    low, high = (round_half_up(end, places) if end.is_finite() else end for end in ends)
    return Magnitude(round_half_up(value.point, places), Interval(low, high), value.dimension)


def counted(number: int, *, open_ended: bool) -> Magnitude:
    """The count of a list; a list that ends in 等 counts as at least its items."""
    exact = Decimal(number)
    high = INFINITY if open_ended else exact
    return Magnitude(exact, Interval(exact, high), COUNT)
