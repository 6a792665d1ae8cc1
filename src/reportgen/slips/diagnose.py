"""Why relations fail: the figure at fault and the slip that would explain it.

A hint must make failing relations hold and break none. Failing relations that share a figure make one diagnosis, at the cell that the
best hint names; without a hint, at the cell that most failing and fewest holding relations rest on.
"""

from collections.abc import Iterable, Mapping, Sequence

from reportgen.formula import Comparison, Expr, FormulaError, Ref, evaluate, isolate, isolate_root
from reportgen.quantity import Magnitude, Quantity
from reportgen.relation import Figure, Figures, Kind, Relation
from reportgen.slips.candidates import Candidate, Slip, Suspect, candidates, written_like
from reportgen.slips.known import Known, clusters
from reportgen.value import Value

_OF_A_WHOLE = (Kind.RATIO, Kind.SHARE, Kind.GROWTH)
_FINEST = 12
"""Decimals at which two figures that differ are told apart at the latest."""
_FAR_APART = 100
"""How many times over a bound must be broken for a slip of the unit to be believable."""


class Diagnosis(Value, frozen=True):
    """What is wrong with a figure: the failing relations it explains, what it should be, and the slip that would explain it.

    `lead` is the relation to show; `solved` the lead solved for the figure, over entered figures (None when it cannot be).
    """

    figure: Figure
    relations: tuple[Relation, ...]
    lead: Relation
    solved: Expr | None
    expected: Quantity | None
    slip: Candidate | None


def diagnose(
    failing: Iterable[Relation], holding: Iterable[Relation], figures: Figures, before: Mapping[str, str]
) -> list[Diagnosis]:
    """One diagnosis for each set of failing relations that one figure explains; `before` maps a key to last year's."""
    left, known = list(failing), Known(holding, figures, before)
    hints = _Hints(known)
    found = []
    while left:
        linked = set(map(id, next(clusters(left))))
        diagnosis = _best([relation for relation in left if id(relation) in linked], hints, known)
        found.append(diagnosis)
        left = [relation for relation in left if relation not in diagnosis.relations]
    return found


def _best(cluster: Sequence[Relation], hints: "_Hints", known: Known) -> Diagnosis:
    keys = _by_suspicion(cluster, known)
    if found := [hint for key in keys if (hint := hints.of(key, cluster))]:
        best = max(_worth(hint, known) for hint in found)
        likely = (hint for hint in found if _worth(hint, known) == best)
        slip, settled = min(likely, key=lambda hint: (hint[0].kind, keys.index(hint[0].key)))
        return _diagnosis(known.figures.entered[slip.key], settled, known, slip)
    key = _most_suspect(keys, cluster, known)
    return _diagnosis(known.figures.entered[key], [r for r in cluster if key in r.roots], known, None)


def _most_suspect(keys: Sequence[str], cluster: Sequence[Relation], known: Known) -> str:
    """The most suspect key; among equals one that stands alone on its side of a relation, which is the total."""
    first, *others = (_suspicion(key, cluster, known) for key in keys)
    alone = {side.key for r in cluster for side in r.comparison.sides if isinstance(side, Ref)}
    if first not in others:
        return keys[0]
    equal = (key for key, other in zip(keys, [first, *others], strict=True) if other[0] == first[0])
    return next((key for key in equal if key in alone), keys[0])


def _is_exact(relation: Relation, candidate: Candidate, known: Known) -> bool:
    """Whether a slip makes both sides equal as printed, not only within rounding."""
    left, right = known.sides(relation, candidate.changed)
    return left.point == right.point


def _by_suspicion(cluster: Sequence[Relation], known: Known) -> list[str]:
    """The figures failing relations rest on, most suspect first: in many that fail, in few that hold."""
    keys = [key for relation in cluster for key in _in_order(relation, known.figures)]
    return sorted(dict.fromkeys(keys), key=lambda key: _suspicion(key, cluster, known))


def _suspicion(key: str, cluster: Sequence[Relation], known: Known) -> tuple[int, bool, int, bool]:
    """How little suspect a figure is. A zero that others are said to be a share of, or to have grown from, is left over from a form."""
    failing = [r for r in cluster if key in r.roots]
    figure = known.figures.entered[key]
    nought = not figure.magnitude.point and any(r.kind in _OF_A_WHOLE for r in failing)
    vouched = sum(r.kind is not Kind.BOUND for r in known.resting_on(key))
    return -len(failing), not nought, vouched, figure.quantity is None


def _in_order(relation: Relation, figures: Figures) -> list[str]:
    """The figures a relation rests on, as it names them, left to right."""
    return [root for key in relation.terms for root in sorted(figures.roots_of((key,)))]


_Hint = tuple[Candidate, Sequence[Relation]]
"""A slip, and the failing relations it settles."""


class _Hints:
    """The best slip at each figure, kept while failing relations are explained one after another.

    The fewer are left, the fewer a slip settles. So the best slip stays the best while all that it settles is left, and while the same
    failing relations rest on the figure, as these say what it should be.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._found: dict[str, tuple[Sequence[Relation], _Hint | None]] = {}

    def of(self, key: str, cluster: Sequence[Relation]) -> _Hint | None:
        """The first slip at a figure that settles the most failures of a cluster and breaks nothing."""
        figure = self._known.figures.entered[key]
        if figure.quantity is None:
            return None
        failing = [relation for relation in cluster if key in relation.roots]
        if not self._stands(key, failing, cluster):
            self._found[key] = failing, _hint(figure, failing, cluster, self._known)
        return self._found[key][1]

    def _stands(self, key: str, failing: Sequence[Relation], cluster: Sequence[Relation]) -> bool:
        if key not in self._found:
            return False
        before, hint = self._found[key]
        present = set(map(id, cluster))
        intact = hint is None or all(id(relation) in present for relation in hint[1])
        return intact and list(map(id, before)) == list(map(id, failing))


def _hint(
    figure: Figure, failing: Sequence[Relation], cluster: Sequence[Relation], known: Known
) -> _Hint | None:
    suspect = _suspect(figure, failing, known)
    found = ((candidate, _settled(candidate, cluster, known)) for candidate in candidates(suspect))
    return max((hint for hint in found if hint[1]), key=lambda hint: _worth(hint, known), default=None)


def _worth(hint: _Hint, known: Known) -> tuple[int, int]:
    """How many failures a slip settles, and of how many both sides are equal then."""
    slip, settled = hint
    return len(settled), sum(_is_exact(relation, slip, known) for relation in settled)


def _settled(candidate: Candidate, cluster: Sequence[Relation], known: Known) -> list[Relation]:
    """The failing relations a slip settles; none when it breaks one that holds, or when it explains only a bound by chance."""
    changed = candidate.changed
    touched = [r for r in cluster if not r.roots.isdisjoint(changed)]
    settled = [r for r in touched if known.settles(changed, r)]
    if all(known.is_open(r) and not _explains_bound(candidate, r, known) for r in settled):
        return []
    return [] if known.breaks(changed) else settled


def _explains_bound(candidate: Candidate, relation: Relation, known: Known) -> bool:
    """Whether a slip is believable that settles only relations with an open end, which nearly any other number would settle too: a
    wrong unit if they are far from holding, swapped labels unless it is an equation with 以上."""
    if candidate.kind is not Slip.SCALED:
        return candidate.kind is Slip.SWAPPED and relation.comparison.comparator != "="
    left, right = (abs(magnitude.point) for magnitude in known.sides(relation))
    return max(left, right) >= _FAR_APART * min(left, right)


def _suspect(figure: Figure, failing: Sequence[Relation], known: Known) -> Suspect:
    assert figure.quantity is not None
    entered = known.figures.entered
    expected = next(filter(None, (_expected(figure, relation, known) for relation in failing)), None)
    rates = {rate.key: rate for relation in failing for rate in known.rates(relation)}
    return Suspect(
        figure=figure,
        quantity=figure.quantity,
        expected=expected,
        siblings=known.siblings(figure),
        before=entered.get(known.before.get(figure.key, "")),
        rates=tuple(rates[key] for key in sorted(rates) if key != figure.key),
        complements=tuple(_complements(figure, known)),
    )


def _complements(figure: Figure, known: Known) -> Iterable[tuple[str, Magnitude]]:
    """What the figure would be if it had been written for a derived figure of its group that rests on it."""
    for key in known.derived_from(figure):
        magnitude = known.figures.magnitude(key)
        if magnitude.dimension == figure.magnitude.dimension:
            yield key.rpartition(".")[2], magnitude


def _expected(figure: Figure, relation: Relation, known: Known) -> Quantity | None:
    """What a relation says a figure should be, to as many decimals as the finest figure of its unit has; to more if it would otherwise
    print like the figure itself, as 99.95% beside a stated 100%, which is exact."""
    if figure.quantity is None or figure.key not in relation.roots:
        return None
    solved = _solved(figure, *known.folded(relation, (figure.key,)))
    if solved is None:
        return None
    try:
        magnitude = evaluate(solved, known.figures.magnitude)
    except FormulaError:
        return None
    decimals = known.decimals(relation).get(figure.quantity.unit, 0)
    expected = written_like(figure.quantity, magnitude, decimals)
    while expected.value == figure.quantity.value and expected.decimals < _FINEST:
        expected = written_like(figure.quantity, magnitude, expected.decimals + 1)
    return expected


def _solved(figure: Figure, comparison: Comparison, figures: Figures) -> Expr | None:
    """A relation solved for a figure."""
    if comparison.comparator != "=":
        return None
    if direct := isolate(comparison, figure.key):
        return direct
    return isolate_root(
        comparison, figure.key, lambda key: figures.rests_on(key, {figure.key}), figures.derived
    )


def _diagnosis(
    figure: Figure, relations: Sequence[Relation], known: Known, slip: Candidate | None
) -> Diagnosis:
    lead = min(
        relations, key=lambda r: (figure.key not in r.roots, r.kind is Kind.BOUND, figure.key not in r.terms)
    )
    solved = _solved(figure, lead.comparison, known.figures)
    return Diagnosis(figure, tuple(relations), lead, solved, _expected(figure, lead, known), slip)
