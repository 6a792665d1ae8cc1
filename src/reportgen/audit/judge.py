"""Judging claims: which hold, which fail, and which failures are no accident.

A claim the words assert outright fails as it stands. One the words merely permit (其中 need not list everything) is told only when it
holds, or when one slip of the pen in one figure would make it hold and chance could hardly have brought that about.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from reportgen.audit.claim import Certainty, Choice, Claim
from reportgen.finding import Severity
from reportgen.formula import FormulaError, evaluate, isolate
from reportgen.mention import Mention
from reportgen.quantity import MONEY, Interval, Magnitude, Quantity, round_half_up
from reportgen.relation import Figure, Figures, Kind, Relation, Verdict, judge, sides
from reportgen.value import Value, replace

SURE, LIKELY = Decimal("0.002"), Decimal("0.02")
_ABOUT = 3
"""Steps of the last digit by which a sum of rounded figures is let differ when a slip is looked for."""
_LONG_LIST = 60
"""Figures beyond which only the total of a list is suspected of a slip."""
_RATIOS = (Kind.RATIO, Kind.SHARE, Kind.GROWTH, Kind.MULTIPLE)


class Judged(Value, frozen=True, eq=False):
    """A claim and its relation. `severity` is that of the finding it makes: None where it makes none, and for a slip of the unit, which
    makes a finding of its own."""

    claim: Claim
    relation: Relation
    severity: Severity | None = None
    unit_slip: Mention | None = None  # the unit of one amount is wrong: with that put right it holds


def figures_of(mentions: Iterable[Mention]) -> Figures:
    """Figures as formulas refer to them."""
    return Figures({m.key: _figure(m) for m in mentions}, {})


def _figure(mention: Mention) -> Figure:
    ref, quantity = mention.ref, mention.quantity
    return Figure(ref.key, ref.label, quantity.text, mention.magnitude, ref.span, quantity)


def judge_all(choices: Iterable[Claim | Choice]) -> list[Judged]:
    """The verdicts, one for each set of figures and kind."""
    passages = [choice.readings if isinstance(choice, Choice) else (choice,) for choice in choices]
    figures = figures_of(
        dict.fromkeys(m for readings in passages for claim in readings for m in claim.mentions)
    )
    found: dict[tuple[object, ...], Judged] = {}
    for readings in passages:
        judged = _choose(readings, figures)
        if judged is not None:
            identity = (judged.relation.roots, judged.relation.comparison.comparator)
            known = found.get(identity)
            if known is None or _rank(judged) > _rank(known):
                found[identity] = judged
    return list(found.values())


def _rank(judged: Judged) -> tuple[bool, int]:
    return judged.severity is None, int(judged.claim.certainty)


def _choose(readings: tuple[Claim, ...], figures: Figures) -> Judged | None:
    failing: list[Claim] = []
    for claim in readings:
        verdict = verdict_of(claim, figures)
        if verdict is Verdict.HOLDS:
            return Judged(claim, _relation(claim, verdict), Severity.WARNING if claim.note else None)
        if verdict is Verdict.FAILS:
            failing.append(claim)
    for claim in failing:
        if slipped := _unit_slip(claim, figures):
            return Judged(claim, _relation(claim, Verdict.FAILS), None, slipped)
    told = [(claim, severity) for claim in failing if (severity := _severity(claim, figures))]
    if not told:
        return None
    told.sort(key=lambda entry: (entry[1] is not Severity.ERROR, _distance(entry[0], figures)))
    claim, severity = told[0]
    verdict = Verdict.FAILS if severity is Severity.ERROR else Verdict.UNCERTAIN
    return Judged(claim, _relation(claim, verdict), severity)


def verdict_of(claim: Claim, figures: Figures) -> Verdict:
    """Whether a claim holds as it stands, or with a 100% in it rounded."""
    verdict = judge(claim.comparison, figures)
    if verdict is Verdict.FAILS and claim.kind in _RATIOS and (rounded := _hundreds(claim)):
        return judge(claim.comparison, figures, rounded)
    return verdict


def holds(claim: Claim) -> bool:
    """Whether a claim holds."""
    return verdict_of(claim, figures_of(claim.mentions)) is Verdict.HOLDS


def _unit_slip(claim: Claim, figures: Figures) -> Mention | None:
    """The one amount in a unit of its own, of two that in 元, with which the claim holds in the unit of the others."""
    amounts = [m for m in claim.mentions if m.quantity.unit.dimension == MONEY]
    units = [m.unit for m in amounts]
    alone = [m for m in amounts if units.count(m.unit) == 1 and (len(units) > 2 or m.unit == "元")]
    if len(alone) != 1 or len(set(units)) != 2 or claim.kind is Kind.BOUND:
        return None
    other = next(m for m in amounts if m is not alone[0])
    meant = replace(alone[0].quantity, unit=other.quantity.unit).magnitude
    held = judge(claim.comparison, figures, {alone[0].key: meant}) is Verdict.HOLDS
    return alone[0] if held else None


def _hundreds(claim: Claim) -> Mapping[str, Magnitude]:
    """A stated 100% as any figure that rounds to it: 99.97% of a budget is printed so."""
    return {m.key: _rounded(m.quantity) for m in claim.mentions if m.unit == "%" and m.quantity.value == 100}


def _rounded(quantity: Quantity) -> Magnitude:
    half = Decimal(5).scaleb(-quantity.decimals - 3)
    return replace(quantity.magnitude, interval=Interval(1 - half, 1 + half))


def _relation(claim: Claim, verdict: Verdict) -> Relation:
    formula = "" if verdict is Verdict.HOLDS else claim.formula  # nobody is told why one holds
    roots = frozenset(mention.key for mention in claim.mentions)
    return Relation(claim.kind, formula, claim.comparison, "", claim.mentions[0].span, roots, verdict)


def _distance(claim: Claim, figures: Figures) -> Decimal:
    """How far apart the two sides are, as a share of the larger."""
    left, right = sides(claim.comparison, figures)
    larger = max(abs(left.point), abs(right.point))
    return abs(left.point - right.point) / larger if larger else Decimal(0)


def _severity(claim: Claim, figures: Figures) -> Severity | None:
    if claim.certainty is Certainty.IF_HOLDS or any(not _plain(m) for m in claim.mentions):
        return None
    if claim.certainty is Certainty.CERTAIN:
        return Severity.ERROR
    if claim.kind is Kind.BOUND:
        return Severity.WARNING
    if claim.certainty is Certainty.LIKELY:
        return Severity.ERROR if _is_slip(claim, SURE, figures) else Severity.WARNING
    return Severity.WARNING if _is_slip(claim, LIKELY, figures) else None


def _plain(mention: Mention) -> bool:
    """Whether a figure is said without 约, 近, 余; 达到 only bounds it."""
    return mention.quantity.upper is None and mention.quantity.qualifier in ("", "达到")


def _is_slip(claim: Claim, chance: Decimal, figures: Figures) -> bool:
    """Whether one slip in one figure would settle a failing claim, and by mere chance one would less often than that."""
    suspects = claim.mentions if len(claim.mentions) <= _LONG_LIST else claim.mentions[:1]
    if _chance(claim, dict.fromkeys(suspects, 1)) >= chance:  # whatever the slip
        return False
    ways = {mention: one_slip(mention, claim, figures) for mention in suspects}
    return any(ways.values()) and _chance(claim, ways) < chance


def _chance(claim: Claim, ways: Mapping[Mention, int]) -> Decimal:
    """How likely it is by mere chance that a slip settles a claim, by how many values of each figure would."""
    values = [m.magnitude.point for m in claim.mentions if m.quantity.value]
    if not values:
        return Decimal(1)
    if claim.kind in _RATIOS:
        return claim.trials * _chance_in_ratio(ways)
    coarsest = max(_last_digit(m.quantity) for m in claim.mentions)
    if claim.certainty is Certainty.POSSIBLE:  # round figures make round sums
        coarsest = max(coarsest, min(map(_last_figure, values)))
    digits = max(value.adjusted() for value in values) - coarsest + 1
    return Decimal(claim.trials * len(values) * 15 * max(ways.values())).scaleb(-digits)


def _last_digit(quantity: Quantity) -> int:
    """The power of ten, in base units, of the last digit written."""
    return quantity.unit.factor.adjusted() - quantity.decimals


def _last_figure(value: Decimal) -> int:
    """The power of ten of the last digit of a value that is not nought."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def _chance_in_ratio(ways: Mapping[Mention, int]) -> Decimal:
    """The chance that a slip in one figure settles a ratio by accident: some 12 k of the 10 to the k values of k digits are one slip away.
    Counted are the longest of the figures that a slip would settle, and those as long or longer."""

    def near(mention: Mention) -> Decimal:
        digits = len(_digits(mention.quantity.value, mention.quantity.decimals).strip("0"))
        return Decimal(12 * max(digits, 1)).scaleb(-digits)

    fitting = min(near(mention) for mention, found in ways.items() if found)
    return sum((chance for mention in ways if (chance := near(mention)) <= fitting), Decimal(0))


def one_slip(mention: Mention, claim: Claim, figures: Figures) -> int:
    """Whether one digit, one transposition, one missing or doubled digit, or a factor of ten thousand in a figure settles a claim:
    0 when not, else how many values of the figure would."""
    meant = _meant(mention, claim, figures)
    quantity = mention.quantity
    written = _digits(quantity.value, quantity.decimals)

    def near(value: Decimal) -> bool:
        return _near(written, _digits(value, quantity.decimals)) or _scaled(quantity.value, value)

    if meant and near(meant[len(meant) // 2]):
        return 1  # it fits to the last digit
    return len(meant) if any(map(near, meant)) else 0


def _meant(mention: Mention, claim: Claim, figures: Figures) -> list[Decimal]:
    """The values, written with as many decimals, that a claim would hold with: the middle one and, where rounding leaves a choice,
    those about it; none when it cannot be solved for the figure."""
    solved = isolate(claim.comparison, mention.key)
    if solved is None:
        return []
    try:
        expected = evaluate(solved, figures.magnitude)
    except FormulaError:
        return []
    quantity = mention.quantity
    middle = round_half_up(expected.point / quantity.unit.factor, quantity.decimals)
    if middle * quantity.value < 0:
        return []  # no slip of the pen turns a sign
    if claim.kind in _RATIOS:
        return [middle]
    step = Decimal(1).scaleb(-quantity.decimals)
    unit = quantity.unit.factor
    half = mention.magnitude.interval.high - mention.magnitude.point
    low, high = expected.interval.low - half, expected.interval.high + half
    about = [middle + step * n for n in range(-_ABOUT, _ABOUT + 1)]
    return [value for value in about if low <= value * unit <= high] or [middle]


def _digits(value: Decimal, decimals: int) -> str:
    return f"{abs(value):.{decimals}f}".replace(".", "")


def _scaled(written: Decimal, meant: Decimal) -> bool:
    return bool(written) and meant / written in (Decimal(10) ** 4, Decimal(10) ** -4, Decimal(10) ** 8)


def _near(written: str, meant: str) -> bool:
    """Whether two digit strings are one substitution, one swap of neighbours, or one insertion apart."""
    if len(written) == len(meant):
        different = [i for i, (a, b) in enumerate(zip(written, meant, strict=True)) if a != b]
        swapped = len(different) == 2 and different[1] == different[0] + 1
        return len(different) == 1 or (swapped and written[different[0]] == meant[different[1]]
                                       and written[different[1]] == meant[different[0]])  # fmt: skip
    short, long = sorted((written, meant), key=len)
    return len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
