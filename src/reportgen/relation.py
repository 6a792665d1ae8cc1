"""Relations between figures, and whether they hold: the interval agreement of XBRL Calculations 1.1.

Used wherever figures are judged: the checks of a build, the audit of a finished document, coverage, the ledger.
"""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from enum import StrEnum

from reportgen.finding import Span
from reportgen.formula import (
    Comparator,
    Comparison,
    Expr,
    FormulaError,
    Lookup,
    evaluate,
    evaluate_sides,
    fold,
    refs,
)
from reportgen.quantity import Magnitude, Quantity
from reportgen.value import Value, cached_property

_LONGEST_PLACE = 200
"""Characters within which the values of a relation stand close to one another."""


class Verdict(StrEnum):
    """What came of a relation; the names are those of the JSON contract."""

    HOLDS = "holds"
    FAILS = "fails"
    UNCERTAIN = "uncertain"
    NOT_CHECKABLE = "not_checkable"

    @property
    def word(self) -> str:
        """What readers are told."""
        return _WORDS[self]


_WORDS = {
    Verdict.HOLDS: "成立",
    Verdict.FAILS: "不成立",
    Verdict.UNCERTAIN: "存疑",
    Verdict.NOT_CHECKABLE: "无从核对",
}


class Kind(StrEnum):
    """What a relation says; the names are those of the JSON contract."""

    IDENTITY = "identity"
    SUM = "sum"
    RATIO = "ratio"
    SHARE = "share"
    SHARE_SUM = "share_sum"
    GROWTH = "growth"
    MULTIPLE = "multiple"
    REMAINDER = "remainder"
    COUNT_OF_LIST = "count_of_list"
    REPEAT = "repeat"
    CROSS_PART = "cross_part"
    BOUND = "bound"
    TABLE_SUM = "table_sum"
    DIRECTION = "direction"
    UNIT = "unit"
    NUMBERING = "numbering"
    YEAR = "year"
    DATE = "date"
    DOCNO = "docno"
    LOCALITY = "locality"
    REFERENCE = "reference"
    PLACEHOLDER = "placeholder"


class Statement(Value, frozen=True):
    """A relation as a finished document states it; `spans` are the places of its `values`, the first its own."""

    kind: Kind
    formula: str
    spans: tuple[Span, ...]
    values: tuple[str, ...]
    verdict: Verdict

    @property
    def place(self) -> Span:
        """The words from its first to its last value where they stand close in one line, else its own."""
        first, last = min(self.spans, key=lambda s: s.start), max(self.spans, key=lambda s: s.end)
        close = first.line == last.line and last.end - first.start <= _LONGEST_PLACE
        return first.until(last) if close else self.spans[0]


class Figure(Value, frozen=True):
    """A figure a relation speaks of: its key, the name readers know, what is printed, its magnitude, and where it was written."""

    key: str
    label: str
    text: str
    magnitude: Magnitude
    span: Span
    quantity: Quantity | None = None  # as written; None for the count of a list

    @property
    def ends_open(self) -> bool:
        """Whether it is the count of a list that ends in 等: at least its items."""
        return self.quantity is None and not self.magnitude.interval.high.is_finite()


class Figures(Value, frozen=True, dict=True):
    """All figures by key: those entered by a person, and for those derived, the formula over other keys; no figure rests on itself.

    Any relation can be judged again with some entered figures changed, which is how slips are found and coverage is measured. What a
    derived figure comes to, and what it rests on, is found once and its inputs first: figures share inputs, and chains of them are long.
    """

    entered: Mapping[str, Figure]
    derived: Mapping[str, Expr]

    def magnitude(self, key: str) -> Magnitude:
        """The magnitude of a figure. Raises KeyError for an unknown key, FormulaError when it cannot be computed."""
        if key in self.entered:
            return self.entered[key].magnitude
        known = self._magnitudes
        if key not in known:
            for inner in _inputs_first(key, self.inputs, known):
                known[inner] = evaluate(self.derived[inner], self.magnitude)
        return known[key]

    def under(self, changed: Mapping[str, Magnitude]) -> Lookup:
        """The lookup of all figures as they are when some have changed, each computed once. It raises what `magnitude` does."""
        if not changed:
            return self.magnitude
        known = dict(changed)

        def magnitude(key: str) -> Magnitude:
            if key not in known:
                if key in self.entered:
                    return self.entered[key].magnitude
                for inner in _inputs_first(key, self.inputs, known):
                    known[inner] = evaluate(self.derived[inner], magnitude)
            return known[key]

        return magnitude

    def roots(self, expr: Expr) -> frozenset[str]:
        """The keys of the entered figures a formula rests on."""
        return self.roots_of(ref.key for ref in refs(expr))

    def roots_of(self, keys: Iterable[str]) -> frozenset[str]:
        """The keys of the entered figures that some figures rest on, themselves or those they are derived from."""
        found: set[str] = set()
        for key in keys:
            found |= {key} if key in self.entered else self._roots_of(key)
        return frozenset(found)

    def _roots_of(self, key: str) -> frozenset[str]:
        """The same of one derived figure."""
        known = self._roots
        if key not in known:
            for inner in _inputs_first(key, self.inputs, known):
                known[inner] = self.roots(self.derived[inner])
        return known[key]

    def inputs(self, key: str) -> tuple[str, ...]:
        """The derived figures that a derived figure's formula names."""
        known = self._inputs
        if key not in known:
            named = dict.fromkeys(ref.key for ref in refs(self.derived[key]))
            known[key] = tuple(inner for inner in named if inner not in self.entered)
        return known[key]

    def moved(self, keys: Iterable[str], moving: Collection[str]) -> tuple[str, ...]:
        """The derived figures among some figures and what they rest on that rest on the entered ones `moving`; inputs first."""
        found: dict[str, None] = {}
        for key in (key for key in keys if self.rests_on(key, moving)):
            for inner in _inputs_first(
                key, lambda k: [i for i in self.inputs(k) if self.rests_on(i, moving)], found
            ):
                found[inner] = None
        return tuple(found)

    def rests_on(self, key: str, entered: Collection[str]) -> bool:
        """Whether a figure is derived and rests on one of some entered figures."""
        return key in self.derived and not self._roots_of(key).isdisjoint(entered)

    @cached_property
    def _magnitudes(self) -> dict[str, Magnitude]:
        return {}

    @cached_property
    def _roots(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _inputs(self) -> dict[str, tuple[str, ...]]:
        return {}


def _inputs_first(key: str, inputs: Callable[[str], Iterable[str]], known: Container[str]) -> Iterator[str]:
    """The key and all it rests on, inputs before what is made of them; the caller makes each known before it takes the next."""
    waiting = [key]
    while waiting:
        lacking = [inner for inner in inputs(waiting[-1]) if inner not in known]
        waiting += lacking
        if not lacking and (ready := waiting.pop()) not in known:
            yield ready


class Relation(Value, frozen=True):
    """A comparison over resolved names, and its verdict on the figures as entered.

    `subject` is the key of the cell whose formula it is (empty for a check); `formula` the relation as its writer wrote it;
    `roots` the entered figures it rests on; `span` where it is written.
    """

    kind: Kind
    formula: str
    comparison: Comparison
    subject: str
    span: Span
    roots: frozenset[str]
    verdict: Verdict
    residue: bool = False  # 尾差: the intervals overlap, the points differ

    @property
    def terms(self) -> tuple[str, ...]:
        """The keys it names, left to right."""
        return self.comparison.keys


def guarded(relation: Relation, figures: Figures) -> frozenset[str]:
    """The entered figures that a relation guards: those on which only one of its terms rests, so that a slip in one shows."""
    resting: dict[str, int] = {}
    for key in relation.terms:
        for root in figures.roots_of((key,)):
            resting[root] = resting.get(root, 0) + 1
    return frozenset(root for root, terms in resting.items() if terms == 1)


def agree(left: Magnitude, comparator: Comparator, right: Magnitude) -> bool:
    """Whether two magnitudes can stand in the given order; for `=`, whether their intervals overlap."""
    one, other = left.interval, right.interval
    match comparator:
        case "=":
            return one.overlaps(other)
        case "<=":
            return one.low <= other.high
        case ">=":
            return one.high >= other.low
        case "<":
            return one.low < other.high
        case ">":
            return one.high > other.low


def judge(comparison: Comparison, figures: Figures, changed: Mapping[str, Magnitude] = {}) -> Verdict:
    """Whether a relation holds, with some figures changed; NOT_CHECKABLE when a side cannot be computed."""
    try:
        left, right = sides(comparison, figures, changed)
    except FormulaError:
        return Verdict.NOT_CHECKABLE
    return Verdict.HOLDS if agree(left, comparison.comparator, right) else Verdict.FAILS


def folded(comparison: Comparison, moving: Collection[str], figures: Figures) -> tuple[Comparison, Figures]:
    """A comparison in which only what rests on the entered figures `moving` is left to compute, and the figures to judge it by."""
    resting = figures.moved(comparison.keys, moving)
    kept = {*moving, *resting}
    steps = {key: fold(figures.derived[key], kept, figures.magnitude) for key in resting}
    left, right = (fold(side, kept, figures.magnitude) for side in comparison.sides)
    entered = {key: figures.entered[key] for key in moving}
    return Comparison(comparison.comparator, left, right, comparison.span), Figures(entered, steps)


def sides(
    comparison: Comparison, figures: Figures, changed: Mapping[str, Magnitude] = {}
) -> tuple[Magnitude, Magnitude]:
    """Both sides' magnitudes. Raises FormulaError on a unit clash or a division by zero."""
    return evaluate_sides(comparison, figures.under(changed))
