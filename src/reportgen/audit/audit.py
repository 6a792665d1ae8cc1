"""The stage: a document in, its figures, relations and findings out."""

from collections.abc import Iterable, Mapping

from reportgen.audit.claim import Choice, Claim, Remark
from reportgen.audit.finders import modules
from reportgen.audit.judge import Judged, judge_all
from reportgen.audit.paper import lay_out
from reportgen.audit.telling import finding_of, findings_of
from reportgen.document import Document
from reportgen.finding import Finding, in_order
from reportgen.mention import Mention
from reportgen.quantity import Quantity
from reportgen.relation import Kind, Statement, Verdict
from reportgen.value import Value


class Audit(Value, frozen=True):
    """What an audit found; `checked` are the figures that something in the text can check."""

    figures: tuple[Mention, ...]
    relations: tuple[Statement, ...]
    findings: tuple[Finding, ...]
    checked: frozenset[Mention]


def audit(document: Document, known: Mapping[int, Quantity] = {}) -> Audit:
    """Figures, relations between them, and what does not hold, of a document as read.

    `known` are the figures whose number, unit and decimals need not be read from the words, by each character they cover.
    """
    paper = lay_out(document, known)
    found = [thing for module in modules().values() for thing in module.find(paper)]
    judged = judge_all([c for c in found if isinstance(c, Claim | Choice)])
    remarks = [thing for thing in found if isinstance(thing, Remark)]
    findings = [
        *findings_of(judged, paper.figures),
        *(finding_of(r) for r in remarks if r.verdict is not Verdict.HOLDS),
    ]
    return Audit(
        tuple(paper.figures),
        tuple(_statements(judged, remarks)),
        tuple(in_order(f for f in findings if f is not None)),
        frozenset(_checked(judged, remarks)),
    )


def _statements(judged: Iterable[Judged], remarks: Iterable[Remark]) -> list[Statement]:
    found = [
        Statement(
            j.claim.kind,
            j.claim.formula,
            tuple(m.span for m in j.claim.mentions),
            tuple(m.quantity.text for m in j.claim.mentions),
            j.relation.verdict,
        )
        for j in judged
    ]
    found += [Statement(r.kind, r.formula, r.spans, r.values, r.verdict) for r in remarks]
    return sorted(found, key=lambda one: (one.spans[0].start, one.kind, one.formula))


def _checked(judged: Iterable[Judged], remarks: Iterable[Remark]) -> Iterable[Mention]:
    """The figures some relation other than a bound speaks of."""
    for judgement in judged:
        if judgement.claim.kind is not Kind.BOUND:
            yield from judgement.claim.mentions
    for remark in remarks:
        yield from remark.mentions
