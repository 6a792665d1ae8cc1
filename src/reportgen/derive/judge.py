"""Judging what was claimed: every stated formula and every check that can be computed becomes a Relation with its verdict."""

from collections.abc import Iterator, Mapping

from reportgen.derive.formulas import Claim
from reportgen.derive.solve import Rule, all_known, available
from reportgen.finding import Finding, Span
from reportgen.formula import DIVISION_BY_ZERO, Comparison, FormulaError
from reportgen.relation import Figures, Relation, Verdict, agree, sides


def relations(
    claims: Iterator[Claim], figures: Figures, chosen: Mapping[str, Rule]
) -> Iterator[tuple[Claim, Relation | Finding]]:
    """Each claim that says something about known figures, with its relation, or with the finding that it makes no sense."""
    known = set(figures.entered) | set(figures.derived)
    used = {(rule.owner, rule.source) for rule in chosen.values()}
    for claim in claims:
        if claim.subject and (claim.subject, claim.span) in used:
            continue  # it defined a figure: nothing is left for it to check
        if comparison := _known(claim.comparison, known):
            yield claim, _judged(claim, comparison, figures)


def _known(comparison: Comparison, known: set[str]) -> Comparison | None:
    if all_known(comparison.leaves, known):
        return comparison
    left = available(comparison.left, known, lenient=True)
    right = available(comparison.right, known, lenient=True)
    if left is None or right is None:
        return None
    return Comparison(comparison.comparator, left, right, comparison.span)


def _judged(claim: Claim, comparison: Comparison, figures: Figures) -> Relation | Finding:
    try:
        left, right = sides(comparison, figures)
    except FormulaError as error:
        return senseless(error, f"“{claim.formula}”无法核对", claim.span, claim.subject.partition("#")[2])
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


def senseless(error: FormulaError, what: str, place: Span, at: str) -> Finding:
    """The finding for a formula that cannot be computed: F104 for a division by zero, F103 for units that do not fit."""
    code = "F104" if error.message == DIVISION_BY_ZERO else "F103"
    return Finding(code, f"{what}：{error.message}", place, hint=error.hint, at=at)
