"""A file's own formulas and checks that cannot be computed: circular ones, and those that need a figure nobody stated."""

from collections.abc import Iterator, Mapping, Set
from itertools import groupby

from reportgen import patterns
from reportgen.content import BELOW, Content, Wording, lacking, misnamed, path_of
from reportgen.derive.cycles import cycles
from reportgen.derive.formulas import Claim, Formulas
from reportgen.derive.resolve import not_all_below
from reportgen.derive.solve import Rule
from reportgen.finding import Finding, Span
from reportgen.formula import Call, Expr, Negation, Operation, Ref, refs
from reportgen.relation import Figures

_BETWEEN = patterns.compile(r"\s*[、，,；;]\s*")
"""What parts the items of a list that is written as one text."""


def unknowns(
    content: Content, formulas: Formulas, figures: Figures, pending: frozenset[str]
) -> Iterator[Finding]:
    """One finding for each cycle, and one for each figure that an own formula needs and that is neither stated nor derivable."""
    known = figures.entered.keys() | figures.derived.keys() | pending
    own = {claim.subject for claim in formulas.claims if claim.own} - known
    stuck = {rule.target: rule for rule in formulas.rules if rule.target == rule.owner and rule.target in own}
    explained: set[str] = set()
    for finding, ring in cycles(stuck):
        explained.update(ring)
        yield finding
    for claim in formulas.claims:
        if claim.own and claim.subject not in explained and not known >= set(claim.comparison.keys):
            yield from _missing(content, claim, known, stuck)


def _missing(content: Content, claim: Claim, known: Set[str], stuck: Mapping[str, Rule]) -> Iterator[Finding]:
    comparison = claim.comparison
    needed = [ref for side in comparison.sides for ref in _needed(side, known)]
    lacking = [r for r in needed if r.key not in known and r.key != claim.subject and r.key not in stuck]
    for span, refs_there in groupby(lacking, key=lambda ref: ref.span):
        yield _lack(content, claim, span, [ref.key for ref in refs_there])


def _lack(content: Content, claim: Claim, span: Span, keys: list[str]) -> Finding:
    """The finding for one name: a figure that is not stated, or one that some children lack."""
    at = path_of(claim.subject)
    owners = [content.owner(key) for key in keys]
    if f"{BELOW}." in span.quote:
        return not_all_below(span.quote, span, [owner.name for owner in owners], at)
    path = path_of(keys[0])
    if isinstance(words := owners[0].cells[path].stated, Wording):
        message = f"“{span.quote}”写的是文字，不是数或清单，“{claim.formula}”无法核对"
        listed = ", ".join(_BETWEEN.split(words.text.strip("【】［］")))
        hint = f"是清单就写成 {path.rpartition('.')[2]}: [{listed}]"
        return Finding("F101", message, span, hint=hint, at=at)
    message = f"“{span.quote}”没有填写，也推算不出来，“{claim.formula}”无法核对"
    hint = misnamed(owners[0], path) or f"在 {owners[0].text.path} 填上“{path}”，或删去这条公式"
    return Finding("F101", message, span, hint=hint, at=at, cause=lacking(content, owners[0], path))


def _needed(expr: Expr, known: Set[str]) -> Iterator[Ref]:
    """The cells a formula cannot do without; a sum over what is stated needs its terms only if none of them is known."""
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
