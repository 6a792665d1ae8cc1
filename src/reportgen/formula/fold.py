"""Computing once what does not move: a comparison that is to be judged under many values of a few figures."""

from collections.abc import Collection, Mapping, Sequence

from reportgen.formula.evaluate import Lookup, evaluate
from reportgen.formula.parse import FormulaError
from reportgen.formula.syntax import Call, Comparison, Expr, Negation, Number, Operation, Ref
from reportgen.quantity import Magnitude
from reportgen.value import Value

_GATHER = ("sum", "部分", "max", "min")
"""Functions whose arguments may be taken together in any order, as long as each has its unit."""


def fold(
    comparison: Comparison, moving: Collection[str], definitions: Mapping[str, Expr], lookup: Lookup
) -> Comparison:
    """A comparison that says the same of the entered cells `moving`, whatever they are, in as few steps as can be.

    `definitions` are the formulas of derived cells, `lookup` gives the magnitude of an entered one. What cannot be computed stays
    as it is, to fail whenever it is evaluated.
    """
    folding = _Folding(moving, definitions, lookup)
    return Comparison(
        comparison.comparator,
        folding.folded(comparison.left),
        folding.folded(comparison.right),
        comparison.span,
    )


class _Folding(Value, frozen=True):
    moving: Collection[str]
    definitions: Mapping[str, Expr]
    lookup: Lookup

    def folded(self, expr: Expr) -> Expr:
        match expr:
            case Ref():
                return self._cell(expr)
            case Negation():
                return _computed(Negation(self.folded(expr.operand), expr.span))
            case Operation():
                left, right = self.folded(expr.left), self.folded(expr.right)
                return _computed(Operation(expr.operator, left, right, expr.span))
            case Call():
                return _gathered(expr, [self.folded(argument) for argument in expr.arguments])
            case _:
                return expr

    def _cell(self, ref: Ref) -> Expr:
        if ref.key in self.moving:
            return ref
        if ref.key in self.definitions:
            return self.folded(self.definitions[ref.key])
        return Number(self.lookup(ref.key), ref.label, ref.span)


def _gathered(call: Call, arguments: Sequence[Expr]) -> Expr:
    """A call with its numbers taken together, unless one has no unit: it takes that of what stands before it."""
    known = tuple(argument for argument in arguments if isinstance(argument, Number))
    bare = any(number.magnitude.bare for number in known)
    if call.function not in _GATHER or bare or len(known) < 2:
        return _computed(Call(call.function, tuple(arguments), call.span))
    together = _computed(Call(call.function, known, call.span))
    if len(known) == len(arguments):
        return together
    moving = (argument for argument in arguments if not isinstance(argument, Number))
    return Call(call.function, (together, *moving), call.span)


def _computed(expr: Negation | Operation | Call) -> Expr:
    """An expression over numbers as a number; any other as it is."""
    match expr:
        case Negation(operand=Number()) | Operation(left=Number(), right=Number()):
            known = True
        case Call():
            known = all(isinstance(argument, Number) for argument in expr.arguments)
        case _:
            known = False
    try:
        return Number(evaluate(expr, _nothing), "", expr.span) if known else expr
    except FormulaError:
        return expr


def _nothing(key: str) -> Magnitude:
    raise KeyError(key)
