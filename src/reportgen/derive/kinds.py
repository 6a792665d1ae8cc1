"""What a relation says, told from its shape and its names."""

from reportgen.formula import Call, Comparison, Expr, Name, Number, Operation, Ref, leaves
from reportgen.relation import Kind


def kind_of(comparison: Comparison, subject: str = "") -> Kind:
    """The kind of a relation as written (names not yet resolved); `subject` is the name of the cell whose formula it is."""
    if comparison.comparator != "=":
        return Kind.BOUND
    if _is_call(comparison.left, "count") or _is_call(comparison.right, "count"):
        return Kind.COUNT_OF_LIST
    mentioned = [leaf.text for leaf in comparison.leaves if isinstance(leaf, Name)]
    if any(name.startswith("下级.") for name in mentioned):
        return Kind.CROSS_PART
    if _is_hundred(comparison.right) and _is_sum(comparison.left):
        return Kind.SHARE_SUM
    return _arithmetic(comparison.right, subject or comparison.left, mentioned)


def _arithmetic(expr: Expr, subject: str | Expr, mentioned: list[str]) -> Kind:
    name = subject if isinstance(subject, str) else ""
    if isinstance(expr, Operation) and expr.operator == "/":
        if any(m.startswith("上年.") for m in mentioned):
            return Kind.MULTIPLE if "倍" in name else Kind.GROWTH
        return Kind.SHARE if name.endswith(("占比", "比重", "比例")) else Kind.RATIO
    if any("剩余" in m or "未完成" in m for m in (*mentioned, name)):
        return Kind.REMAINDER
    if isinstance(expr, Name | Ref | Number) and not (isinstance(subject, Operation | Call)):
        return Kind.REPEAT
    return Kind.IDENTITY if _subtracts(expr) or (len(mentioned) == 2 and not name) else Kind.SUM


def _subtracts(expr: Expr) -> bool:
    return isinstance(expr, Operation) and (
        expr.operator == "-" or _subtracts(expr.left) or _subtracts(expr.right)
    )


def _is_call(expr: Expr, function: str) -> bool:
    return isinstance(expr, Call) and expr.function == function


def _is_sum(expr: Expr) -> bool:
    return _is_call(expr, "sum") or (isinstance(expr, Operation) and expr.operator == "+")


def _is_hundred(expr: Expr) -> bool:
    only = leaves(expr)
    return len(only) == 1 and isinstance(only[0], Number) and only[0].magnitude.point == 1
