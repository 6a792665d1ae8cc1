"""The stage: a document in, its figures, relations and findings out."""

from collections.abc import Mapping
from itertools import chain

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
from reportgen.value import Value, cached_property


class Audit(Value, frozen=True, dict=True):
    """What an audit found."""

    figures: tuple[Mention, ...]
    findings: tuple[Finding, ...]
    judged: tuple[Judged, ...]
    remarks: tuple[Remark, ...]

    @cached_property
    def relations(self) -> tuple[Statement, ...]:
        """The relations that the document states, in the order they stand in."""
        found = [
            Statement(
                j.claim.kind,
                j.claim.formula,
                tuple(m.span for m in j.claim.mentions),
                tuple(m.quantity.text for m in j.claim.mentions),
                j.relation.verdict,
            )
            for j in self.judged
        ]
        found += [Statement(r.kind, r.formula, r.spans, r.values, r.verdict) for r in self.remarks]
        return tuple(sorted(found, key=lambda one: (one.spans[0].start, one.kind, one.formula)))

    @cached_property
    def checked(self) -> frozenset[Mention]:
        """The figures that something in the text can check: some relation other than a bound speaks of them."""
        claims = [judged.claim for judged in self.judged if judged.claim.kind is not Kind.BOUND]
        told = [claim.mentions for claim in claims] + [remark.mentions for remark in self.remarks]
        return frozenset(chain.from_iterable(told))


def audit(document: Document, known: Mapping[int, Quantity] = {}) -> Audit:
    """Figures, relations between them, and what does not hold, of a document as read.

    `known` are the figures whose number, unit and decimals need not be read from the words, by each character they cover.
    """
    paper = lay_out(document, known)
    found = [thing for module in modules().values() for thing in module.find(paper)]
    judged = judge_all([c for c in found if isinstance(c, Claim | Choice)])
    remarks = [thing for thing in found if isinstance(thing, Remark)]
    told = [finding_of(r) for r in remarks if r.verdict is not Verdict.HOLDS]
    findings = [*findings_of(judged, paper.figures), *(finding for finding in told if finding)]
    return Audit(tuple(paper.figures), tuple(in_order(findings)), tuple(judged), tuple(remarks))
