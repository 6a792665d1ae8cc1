"""What is known around failing relations, found by figure, and how a relation fares when some figures change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportgen.formula import Comparison, refs
from reportgen.quantity import RATIO, Magnitude, Unit
from reportgen.relation import Figure, Figures, Kind, Relation, Verdict, folded, judge, sides


class Known:
    """The relations that hold, all figures, and by key the key of last year's.

    What is asked of a relation is found once and kept by the relation's id, since a relation takes long to hash.
    """

    def __init__(self, holding: Iterable[Relation], figures: Figures, before: Mapping[str, str]) -> None:
        self.figures, self.before = figures, before
        self._resting: dict[str, list[Relation]] = defaultdict(list)
        for relation in holding:
            for root in relation.roots:
                self._resting[root].append(relation)
        self._entered: dict[str, list[Figure]] = defaultdict(list)
        for key, figure in figures.entered.items():
            self._entered[group(key)].append(figure)
        self._derived: dict[str, list[str]] = defaultdict(list)
        for key in figures.derived:
            self._derived[group(key)].append(key)
        self._folded: dict[tuple[int, frozenset[str]], tuple[Comparison, Figures]] = {}
        self._open: dict[int, bool] = {}
        self._rates: dict[int, Sequence[Figure]] = {}
        self._decimals: dict[int, Mapping[Unit, int]] = {}

    def settles(self, changed: Mapping[str, Magnitude], relation: Relation) -> bool:
        """Whether a failing relation holds under a change."""
        return judge(*self.folded(relation, changed), changed) is Verdict.HOLDS

    def breaks(self, changed: Mapping[str, Magnitude]) -> bool:
        """Whether a relation that holds fails under a change."""
        touched = {id(relation): relation for key in changed for relation in self.resting_on(key)}
        return any(
            judge(*self.folded(relation, changed), changed) is Verdict.FAILS for relation in touched.values()
        )

    def sides(self, relation: Relation, changed: Mapping[str, Magnitude] = {}) -> tuple[Magnitude, Magnitude]:
        """Both sides under a change. Raises FormulaError as `relation.sides` does."""
        return sides(*self.folded(relation, changed), changed)

    def folded(self, relation: Relation, changed: Iterable[str]) -> tuple[Comparison, Figures]:
        """The relation with all computed that a change does not touch: one over hundreds of figures is tried with a hundred values."""
        moving = relation.roots.intersection(changed)
        asked = id(relation), moving
        if asked not in self._folded:
            self._folded[asked] = folded(relation.comparison, moving, self.figures)
        return self._folded[asked]

    def resting_on(self, key: str) -> Sequence[Relation]:
        """The relations that hold and rest on an entered figure."""
        return self._resting.get(key, ())

    def siblings(self, figure: Figure) -> tuple[Figure, ...]:
        """The other entered figures of its group, in the order entered."""
        return tuple(other for other in self._entered[group(figure.key)] if other.key != figure.key)

    def derived_from(self, figure: Figure) -> Iterator[str]:
        """The keys of the derived figures of its group whose formula names it."""
        for key in self._derived.get(group(figure.key), ()):
            if any(ref.key == figure.key for ref in refs(self.figures.derived[key])):
                yield key

    def rates(self, relation: Relation) -> Sequence[Figure]:
        """The entered ratios that a relation names."""
        if id(relation) not in self._rates:
            named = (self.figures.entered.get(key) for key in dict.fromkeys(relation.terms))
            rates = [f for f in named if f and f.quantity and f.magnitude.dimension == RATIO]
            self._rates[id(relation)] = rates
        return self._rates[id(relation)]

    def is_open(self, relation: Relation) -> bool:
        """Whether every number beyond some limit satisfies it: a bound, or an equation with 以上 or a list that ends in 等."""
        if id(relation) not in self._open:
            entered = (self.figures.entered[key].magnitude.interval for key in relation.roots)
            endless = (not (i.low.is_finite() and i.high.is_finite()) for i in entered)
            self._open[id(relation)] = relation.kind is Kind.BOUND or any(endless)
        return self._open[id(relation)]

    def decimals(self, relation: Relation) -> Mapping[Unit, int]:
        """By unit, the most decimals among the figures a relation rests on."""
        if id(relation) not in self._decimals:
            most: dict[Unit, int] = {}
            for quantity in (self.figures.entered[key].quantity for key in relation.roots):
                if quantity:
                    most[quantity.unit] = max(quantity.decimals, most.get(quantity.unit, 0))
            self._decimals[id(relation)] = most
        return self._decimals[id(relation)]


def group(key: str) -> str:
    """What the key of a cell begins with, up to its last part."""
    return key.rpartition(".")[0]


def clusters(relations: Sequence[Relation]) -> Iterator[list[Relation]]:
    """The relations parted into those that are linked by figures they rest on; first the one that the first relation belongs to."""
    resting: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        for root in relation.roots:
            resting[root].append(relation)
    left = {id(relation): relation for relation in relations}
    while left:
        linked, waiting = list[Relation](), [left.pop(next(iter(left)))]
        while waiting:
            linked.append(waiting.pop())
            near = dict.fromkeys(
                id(other) for root in sorted(linked[-1].roots) for other in resting.pop(root, ())
            )
            waiting += [left.pop(other) for other in near if other in left]
        yield linked
