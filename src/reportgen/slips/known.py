"""What is known around failing relations, found by figure, and how a relation fares when some figures change."""

from collections.abc import Iterable, Mapping, Sequence

from reportgen.formula import Comparison, Expr, refs
from reportgen.quantity import RATIO, Magnitude, Unit
from reportgen.relation import Figure, Figures, Kind, Relation, Verdict, folded, judge, sides
from reportgen.value import Value, cached_property


class Known(Value, frozen=True, dict=True):
    """The relations that hold, all figures, and by key the key of last year's."""

    holding: Sequence[Relation]
    figures: Figures
    before: Mapping[str, str]

    def settles(self, changed: Mapping[str, Magnitude], relation: Relation) -> bool:
        """Whether a failing relation holds under a change."""
        return judge(*self.folded(relation, changed), changed) is Verdict.HOLDS

    def breaks(self, changed: Mapping[str, Magnitude]) -> bool:
        """Whether a relation that holds fails under a change."""
        touched = {id(r): r for key in changed for r in self.resting_on(key)}
        return any(
            judge(*self.folded(relation, changed), changed) is Verdict.FAILS for relation in touched.values()
        )

    def sides(self, relation: Relation, changed: Mapping[str, Magnitude] = {}) -> tuple[Magnitude, Magnitude]:
        """Both sides under a change. Raises FormulaError as `relation.sides` does."""
        return sides(*self.folded(relation, changed), changed)

    def resting_on(self, key: str) -> Sequence[Relation]:
        """The relations that hold and rest on an entered figure."""
        return self._holding.get(key, ())

    def siblings(self, figure: Figure) -> tuple[Figure, ...]:
        """The other entered figures of its group, in the order entered."""
        return tuple(other for other in self._groups[group(figure.key)] if other.key != figure.key)

    def derived_from(self, figure: Figure) -> Iterable[str]:
        """The keys of the derived figures of its group whose formula names it."""
        derived = self._derived.get(group(figure.key), ())
        return (key for key in derived if figure.key in {r.key for r in refs(self.figures.derived[key])})

    def rates(self, relation: Relation) -> Sequence[Figure]:
        """The entered ratios that a relation names."""
        known, asked = self._rates, id(relation)
        if asked not in known:
            named = (self.figures.entered.get(key) for key in dict.fromkeys(relation.terms))
            known[asked] = [f for f in named if f and f.quantity and f.magnitude.dimension == RATIO]
        return known[asked]

    def is_open(self, relation: Relation) -> bool:
        """Whether every number beyond some limit satisfies it: a bound, or an equation with 以上 or a list that ends in 等."""
        known, asked = self._open, id(relation)
        if asked not in known:
            entered = (self.figures.entered[key].magnitude.interval for key in relation.roots)
            endless = (not (i.low.is_finite() and i.high.is_finite()) for i in entered)
            known[asked] = relation.kind is Kind.BOUND or any(endless)
        return known[asked]

    def decimals(self, relation: Relation) -> Mapping[Unit, int]:
        """By unit, the most decimals among the figures a relation rests on."""
        known, asked = self._decimals, id(relation)
        if asked not in known:
            found = known[asked] = {}
            for quantity in (self.figures.entered[key].quantity for key in relation.roots):
                if quantity:
                    found[quantity.unit] = max(quantity.decimals, found.get(quantity.unit, 0))
        return known[asked]

    def folded(self, relation: Relation, changed: Iterable[str]) -> tuple[Comparison, Figures]:
        """The relation with all that a change does not touch computed: one of hundreds of figures is tried with a hundred values."""
        moving = relation.roots.intersection(changed)
        known, asked = self._tried, (id(relation), moving)
        if asked not in known:
            known[asked] = folded(relation.comparison, moving, self.figures)
        return known[asked]

    @cached_property
    def _holding(self) -> Mapping[str, Sequence[Relation]]:
        found: dict[str, list[Relation]] = {}
        for relation in self.holding:
            for root in relation.roots:
                found.setdefault(root, []).append(relation)
        return found

    @cached_property
    def _groups(self) -> Mapping[str, Sequence[Figure]]:
        found: dict[str, list[Figure]] = {}
        for key, figure in self.figures.entered.items():
            found.setdefault(group(key), []).append(figure)
        return found

    @cached_property
    def _derived(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for key in self.figures.derived:
            found.setdefault(group(key), []).append(key)
        return found

    @cached_property
    def _tried(self) -> dict[tuple[int, frozenset[str]], tuple[Comparison, Figures]]:
        return {}

    @cached_property
    def _open(self) -> dict[int, bool]:
        return {}

    @cached_property
    def _rates(self) -> dict[int, Sequence[Figure]]:
        return {}

    @cached_property
    def _decimals(self) -> dict[int, dict[Unit, int]]:
        return {}


def group(key: str) -> str:
    """What the key of a cell begins with, up to its last part."""
    return key.rpartition(".")[0]


def both(relation: Relation) -> tuple[Expr, Expr]:
    """The formulas a relation compares."""
    return relation.comparison.left, relation.comparison.right
