"""Computing what the chosen rules define, inputs first, and reporting the formulas that make no sense."""

from collections.abc import Mapping

from reportgen.content import Cell, Content, path_of
from reportgen.derive.percentages import by_hand, in_points
from reportgen.derive.printing import pattern_of
from reportgen.derive.solve import Rule
from reportgen.finding import Finding, Span
from reportgen.formula import DIVISION_BY_ZERO, Expr, FormulaError, averaged, refs
from reportgen.quantity import Dimension, Pattern, dimension_name
from reportgen.relation import Figure, Figures


def compute(content: Content, entered: Mapping[str, Figure], chosen: Mapping[str, Rule]) -> "Computed":
    """The figures of a content `with_indicators`; `chosen` are the rules by key, each after those it rests on."""
    computed = Computed(content, entered, chosen)
    for key, rule in chosen.items():
        computed.add(key, rule)
    return computed


class Computed:
    """The figures that the chosen rules give, and how these print.

    `lacking` are the keys of those that give none, with `findings` that say why; `nought` those among them that divide by zero, or rest
    on one that does.
    """

    def __init__(self, content: Content, entered: Mapping[str, Figure], chosen: Mapping[str, Rule]) -> None:
        self.chosen = chosen
        self._content = content
        self._derived: dict[str, Expr] = {}
        self.figures = Figures(entered, self._derived)
        self.patterns: dict[str, Pattern] = {}
        self.findings: list[Finding] = []
        self.lacking: set[str] = set()
        self.nought: set[str] = set()

    def add(self, key: str, rule: Rule) -> None:
        """Computes a figure by its rule, unless it rests on one that lacks."""
        if unknown := {ref.key for ref in refs(rule.expr)} & self.lacking:
            self.lacking.add(key)
            self.nought |= {key} if unknown & self.nought else set()
            return
        try:
            self._define(key, rule)
        except FormulaError as error:
            self._derived.pop(key, None)
            self.lacking.add(key)
            if error.message == DIVISION_BY_ZERO:
                self.nought.add(key)
            else:
                self._fault(key, error.span, f"算不出来：{error.message}", error.hint)

    def _define(self, key: str, rule: Rule) -> None:
        """Raises FormulaError when the formula cannot be computed."""
        cell = self._content.cell(key)
        lookup = self.figures.magnitude
        if product := by_hand(cell, rule.expr, lookup):
            self.findings.append(product)
            self.lacking.add(key)
            return
        self._derived[key] = averaged(rule.expr, _written(cell), lookup)
        dimension = lookup(key).dimension
        if cell.indicator is None and not _is_simple(dimension):
            message = f"单位是“{dimension_name(dimension)}”，没有样式，不知道怎么印"
            hint = "核对公式；平均数写成 金额 / 个数，照金额的单位印；别的在指标字典里给它一个样式，如 0.00元"
            self._fault(key, rule.source, message, hint)
        self.patterns[key] = self._pattern(cell, self._derived[key])

    def _pattern(self, cell: Cell, definition: Expr) -> Pattern:
        inputs = (self._pattern_behind(ref.key) for ref in refs(definition))
        return pattern_of(
            cell,
            definition,
            self.figures.magnitude(cell.key),
            [pattern for pattern in inputs if pattern],
            self._content.dictionary.units,
            points=in_points(self._content, cell, definition, self.figures),
        )

    def _pattern_behind(self, key: str) -> Pattern | None:
        """How a figure is written, or derived prints; None for the count of a list."""
        if key in self.patterns:
            return self.patterns[key]
        entered = self.figures.entered[key].quantity
        return entered.pattern if entered else None

    def _fault(self, key: str, span: Span, message: str, hint: str) -> None:
        path = path_of(key)
        self.findings.append(Finding("F103", f"“{path}”{message}", span, hint=hint, at=path))


def _written(cell: Cell) -> Dimension | None:
    return cell.indicator.pattern.unit.dimension if cell.indicator else None


def _is_simple(dimension: Dimension) -> bool:
    """Whether a unit can be of that dimension: a ratio, or one thing to the first power."""
    return not dimension or (len(dimension) == 1 and dimension[0][1] == 1)
