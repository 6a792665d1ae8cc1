"""The language over quantities: names, + - * / ( ), comparisons, literals with units, sum max min count round."""

from reportgen.formula.evaluate import DIVISION_BY_ZERO, Lookup, common_dimension, counted, evaluate
from reportgen.formula.isolate import expand, isolate
from reportgen.formula.parse import FormulaError, parse_comparison, parse_expression, tidy_formula
from reportgen.formula.syntax import (
    FUNCTIONS,
    Call,
    Comparator,
    Comparison,
    Expr,
    Name,
    Negation,
    Number,
    Operation,
    Ref,
    label,
    leaves,
    names,
    rebuild,
    refs,
    show,
)

__all__ = [
    "DIVISION_BY_ZERO",
    "FUNCTIONS",
    "Call",
    "Comparator",
    "Comparison",
    "Expr",
    "FormulaError",
    "Lookup",
    "Name",
    "Negation",
    "Number",
    "Operation",
    "Ref",
    "common_dimension",
    "counted",
    "evaluate",
    "expand",
    "isolate",
    "label",
    "leaves",
    "names",
    "parse_comparison",
    "parse_expression",
    "rebuild",
    "refs",
    "show",
    "tidy_formula",
]
