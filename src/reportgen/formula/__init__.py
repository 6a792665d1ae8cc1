"""The formula language: parsed by `parse_expression` and `parse_comparison`, computed by `evaluate`, solved by `isolate`.

Names, + - * / ( ), comparisons, literals with units (100%, 1000亿元), and the functions sum, max, min, count and round.
"""

from reportgen.formula.averages import averaged, with_average
from reportgen.formula.evaluate import DIVISION_BY_ZERO, Lookup, counted, evaluate, evaluate_sides, no_cells
from reportgen.formula.fold import fold
from reportgen.formula.isolate import isolate, isolate_root
from reportgen.formula.parse import FormulaError, parse_comparison, parse_expression, tidy_formula
from reportgen.formula.syntax import (
    FUNCTIONS,
    TOTAL,
    Call,
    Comparator,
    Comparison,
    Expr,
    Leaf,
    Name,
    Negation,
    Number,
    Operation,
    Ref,
    label,
    leaves,
    names,
    operations,
    over_operands,
    rebuild,
    refs,
    show,
)

__all__ = [
    "DIVISION_BY_ZERO",
    "FUNCTIONS",
    "TOTAL",
    "Call",
    "Comparator",
    "Comparison",
    "Expr",
    "FormulaError",
    "Leaf",
    "Lookup",
    "Name",
    "Negation",
    "Number",
    "Operation",
    "Ref",
    "averaged",
    "counted",
    "evaluate",
    "evaluate_sides",
    "fold",
    "isolate",
    "isolate_root",
    "label",
    "leaves",
    "names",
    "no_cells",
    "operations",
    "over_operands",
    "parse_comparison",
    "parse_expression",
    "rebuild",
    "refs",
    "show",
    "tidy_formula",
    "with_average",
]
