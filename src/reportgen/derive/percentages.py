"""Percentages: a ratio prints as one by itself, and the difference of two is in 百分点."""

from collections.abc import Iterable, Iterator

from reportgen.content import Cell, Content, home_of
from reportgen.derive.formulas import Claim
from reportgen.finding import Finding
from reportgen.formula import (
    Comparison,
    Expr,
    FormulaError,
    Lookup,
    Number,
    Operation,
    Ref,
    evaluate,
    leaves,
    operations,
)
from reportgen.quantity import RATIO, Quantity
from reportgen.relation import Figures

_PER_CENT = ("%", "％")
_POINTS = ("个百分点", "百分点")
_LEVELS = ("率", "占比", "比重", "比例")
"""What a name ends in that means a share of something, though it may be computed as a difference of shares."""


def by_hand(cell: Cell, expr: Expr, lookup: Lookup) -> Finding | None:
    """A ratio that a formula multiplies by 100, as in Excel, though its cell prints as a percentage. Raises what `evaluate` does."""
    if cell.indicator and cell.indicator.pattern.unit.name not in _PER_CENT:
        return None
    if not any(map(_is_hundred, leaves(expr))):
        return None
    for product in (operation for operation in operations(expr) if operation.operator == "*"):
        left, right = product.left, product.right
        hundred, other = (left, right) if _is_hundred(left) else (right, left)
        if _is_hundred(hundred):
            ratio = evaluate(other, lookup)
            if ratio.dimension == RATIO and not ratio.bare:
                message, hint = "比率又乘了 100，会印成一百倍", "去掉 * 100（比率自动按 % 印）"
                return Finding("F105", message, hundred.span, hint=hint, at=cell.path)
    return None


def _is_hundred(expr: Expr) -> bool:
    return isinstance(expr, Number) and expr.magnitude.bare and expr.magnitude.point == 100


def in_points(content: Content, cell: Cell, expr: Expr, figures: Figures) -> bool:
    """Whether a formula is a difference of two percentages, and that a change in 百分点, not a share (其余占比 = 甲占比 − 乙占比)."""
    match expr:
        case Operation(operator="-", left=Ref(key=one), right=Ref(key=other)):
            elsewhere = home_of(one) != home_of(other)
            if not elsewhere and cell.name.endswith(_LEVELS):
                return False
            return all(_is_per_cent(content, key, figures) for key in (one, other))
        case _:
            return False


def _is_per_cent(content: Content, key: str, figures: Figures) -> bool:
    cell = content.find(key)
    if cell is None:
        return False
    if cell.quantity:
        return cell.quantity.unit.name in _PER_CENT
    if cell.indicator:
        return cell.indicator.pattern.unit.name in _PER_CENT
    magnitude = figures.magnitude(key)
    return magnitude.dimension == RATIO and not magnitude.bare and "倍" not in cell.name


def screened(
    content: Content, claims: Iterable[Claim], figures: Figures
) -> tuple[list[Claim], list[Finding]]:
    """The claims that compare like with like, and findings about the others: % stated where 百分点 are meant, or the reverse."""
    kept, findings = [], []
    for claim in claims:
        told = (_misread(content, *pair, figures) for pair in _stated(claim.comparison, figures))
        if finding := next(filter(None, told), None):
            findings.append(finding)
        else:
            kept.append(claim)
    return kept, findings


def _stated(comparison: Comparison, figures: Figures) -> Iterator[tuple[str, Operation]]:
    """The key of a figure that is stated, and the formula that a cell or a check says it equals."""
    ways = (comparison.sides, comparison.sides[::-1]) if comparison.comparator == "=" else ()
    for one, other in ways:
        if not (isinstance(one, Ref) and one.key in figures.entered and isinstance(other, Operation)):
            continue
        if all(key in figures.entered or key in figures.derived for key in comparison.keys):
            yield one.key, other


def _misread(content: Content, key: str, expr: Operation, figures: Figures) -> Finding | None:
    cell = content.find(key)
    if cell is None or cell.quantity is None:
        return None
    try:
        product = by_hand(cell, expr, figures.magnitude)
    except FormulaError:
        return None  # told when the claim is judged
    if product:
        return product
    unit = cell.quantity.unit.name
    if unit in _PER_CENT and in_points(content, cell, expr, figures):
        return _in_other_unit(cell, cell.quantity, "个百分点", "两个百分比之差以百分点计")
    if unit in _POINTS and _is_growth(expr):
        return _in_other_unit(cell, cell.quantity, "%", "增减幅以 % 计，两个百分比之差才以百分点计")
    return None


def _is_growth(expr: Expr) -> bool:
    """Whether a formula is a / b - 1, or (a - b) / b."""
    match expr:
        case Operation(operator="-", left=Operation(operator="/"), right=Number(magnitude=one)):
            return one.dimension == RATIO and one.point == 1
        case Operation(operator="/", left=Operation(operator="-", right=Ref(key=base)), right=Ref(key=same)):
            return base == same
        case _:
            return False


def _in_other_unit(cell: Cell, stated: Quantity, unit: str, why: str) -> Finding:
    meant = stated.text.replace(stated.unit.name, unit)
    message = f"{cell.name} 写为 {stated.text}，而{why}"
    return Finding("F103", message, cell.span, hint=f"应写作 {meant}", at=cell.path)
