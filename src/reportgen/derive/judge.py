"""Judging: every stated formula and every check that can be computed becomes a Relation with its verdict."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from reportgen.content import path_of
from reportgen.derive.formulas import Claim
from reportgen.derive.pending import waits
from reportgen.derive.solve import Rule, available
from reportgen.finding import Finding, Severity
from reportgen.formula import DIVISION_BY_ZERO, Comparison, Expr, FormulaError, Operation, refs, with_average
from reportgen.quantity import Magnitude
from reportgen.relation import Figures, Relation, Verdict, agree, sides


def judged(
    claims: Iterable[Claim], figures: Figures, chosen: Mapping[str, Rule], pending: Set[str]
) -> tuple[Mapping[str, Sequence[Relation]], list[Finding]]:
    """The relations of the claims about known figures, by locality; and a finding for each claim that makes no sense."""
    known = set(figures.entered) | set(figures.derived)
    used = {(rule.owner, rule.source) for rule in chosen.values()}
    relations: dict[str, list[Relation]] = defaultdict(list)
    findings = []
    for claim in claims:
        if claim.subject and (claim.subject, claim.span) in used:
            continue  # it defined a figure: nothing is left for it to check
        comparison = _known(claim.comparison, known, pending)
        match _judged(claim, comparison, figures) if comparison else None:
            case Relation() as relation:
                relations[claim.locality].append(relation)
            case Finding() as finding:
                findings.append(finding)
    return relations, findings


def _known(comparison: Comparison, known: set[str], pending: Set[str]) -> Comparison | None:
    """A comparison over known figures, sums over what is stated without the rest; None when more than that is unknown."""
    if known.issuperset(comparison.keys):
        return comparison
    if waits(comparison.left, pending) or waits(comparison.right, pending):
        return None
    left = available(comparison.left, known, lenient=True)
    right = available(comparison.right, known, lenient=True)
    if left is None or right is None:
        return None
    return Comparison(comparison.comparator, left, right, comparison.span)


def _judged(claim: Claim, comparison: Comparison, figures: Figures) -> Relation | Finding | None:
    """None for a claim that says nothing: one that divides by zero, or a bound that comes to zero by last year's figures."""
    try:
        comparison = with_average(comparison, figures.magnitude)
        left, right = sides(comparison, figures)
    except FormulaError as error:
        return _senseless(claim, error, figures)
    if comparison.comparator != "=" and (
        _is_nought_of_before(claim, comparison.left, left)
        or _is_nought_of_before(claim, comparison.right, right)
    ):
        return None
    holds = agree(left, comparison.comparator, right)
    return Relation(
        kind=claim.kind,
        formula=claim.formula,
        comparison=comparison,
        subject=claim.subject,
        span=claim.span,
        roots=figures.roots_of(comparison.keys),
        verdict=Verdict.HOLDS if holds else Verdict.FAILS,
        residue=holds and comparison.comparator == "=" and left.point != right.point,
    )


def _is_nought_of_before(claim: Claim, side: Expr, value: Magnitude) -> bool:
    """Whether a side is a multiple of other years' figures and comes to zero: ten times nothing is no bound."""
    if not isinstance(side, Operation) or side.operator != "*" or value.point:
        return False
    year = claim.locality.partition("/")[0]
    return all(ref.key.partition("/")[0] != year for ref in refs(side))


def _senseless(claim: Claim, error: FormulaError, figures: Figures) -> Finding | None:
    """F103 for units that do not fit; F104, a warning, for a stated figure whose formula divides by zero; None if nobody stated it."""
    at = path_of(claim.subject)
    if error.message != DIVISION_BY_ZERO:
        message = f"“{claim.formula}”无法核对：{error.message}"
        return Finding("F103", message, error.span, hint=error.hint, at=at)
    if stated := figures.entered.get(claim.subject):
        message = f"{stated.label} 写为 {stated.text}，按“{claim.formula}”算时除数为零，无从核对"
        hint = f"“{error.span.quote}”确实是零，就删去这个数；不是零，改正它"
        return Finding("F104", message, stated.span, Severity.WARNING, hint, at=at)
    return None
