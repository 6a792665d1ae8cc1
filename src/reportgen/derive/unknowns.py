"""A file's own formulas and checks that cannot be computed: rings, and figures that nobody stated."""

from collections.abc import Iterator

from reportgen.content import Content
from reportgen.derive.cycles import cycles
from reportgen.derive.formulas import Claim, Formulas
from reportgen.derive.solve import Rule
from reportgen.finding import Finding
from reportgen.formula import Call, Expr, Negation, Operation, Ref, refs
from reportgen.relation import Figures


def unknowns(
    content: Content, formulas: Formulas, figures: Figures, pending: frozenset[str]
) -> Iterator[Finding]:
    """One finding for each ring, and for each figure an own formula needs that is neither stated nor derivable."""
    known = figures.entered.keys() | figures.derived.keys() | pending
    own = {claim.subject for claim in formulas.claims if claim.own}
    stuck = {
        r.target: r
        for r in formulas.rules
        if r.target not in known and r.target == r.owner and r.target in own
    }
    explained: set[str] = set()
    for finding, ring in cycles(stuck, {key: key.partition("#")[2] for key in stuck}):
        explained.update(ring)
        yield finding
    for claim in formulas.claims:
        if claim.own and claim.subject not in explained:
            yield from _missing(content, claim, known, stuck)


def _missing(content: Content, claim: Claim, known: set[str], stuck: dict[str, Rule]) -> Iterator[Finding]:
    comparison = claim.comparison
    for ref in (*_needed(comparison.left, known), *_needed(comparison.right, known)):
        if ref.key not in known and ref.key != claim.subject and ref.key not in stuck:
            message = f"“{ref.label}”没有填写，也推算不出来，“{claim.formula}”无法核对"
            place = content.localities[claim.locality]
            hint = f"在 {place.text.path} 填上“{ref.label}”，或删去这条公式"
            yield Finding("F101", message, ref.span, hint=hint, at=claim.subject.partition("#")[2])


def _needed(expr: Expr, known: set[str]) -> Iterator[Ref]:
    """The references a formula cannot do without; of a sum over what is stated, all only when none is."""
    match expr:
        case Call(function="sum" | "部分") if any(ref.key in known for ref in refs(expr)):
            return
        case Operation():
            yield from _needed(expr.left, known)
            yield from _needed(expr.right, known)
        case Negation():
            yield from _needed(expr.operand, known)
        case _:
            yield from refs(expr)
