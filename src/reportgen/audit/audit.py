"""The stage: a document in, its figures, relations and findings out."""

from collections.abc import Iterable, Mapping

from reportgen.audit.claim import Choice, Claim, Remark
from reportgen.audit.finders import modules
from reportgen.audit.judge import Judged, figures_of, judge_all
from reportgen.audit.paper import Paper, lay_out
from reportgen.audit.telling import finding_of, findings_of
from reportgen.document import Document
from reportgen.finding import Finding, Span, in_order
from reportgen.mention import Mention
from reportgen.quantity import Quantity
from reportgen.relation import Kind, Verdict
from reportgen.value import Value


class Link(Value, frozen=True):
    """A relation found in a document, as the JSON contract tells it; `spans` are the places of its values, the first its own."""

    kind: Kind
    formula: str
    spans: tuple[Span, ...]
    values: tuple[str, ...]
    verdict: Verdict


class Audit(Value, frozen=True):
    """What an audit found. `unchecked` is the share (0 to 1) of figures that nothing in the text can check."""

    figures: tuple[Mention, ...]
    relations: tuple[Link, ...]
    findings: tuple[Finding, ...]
    checked: frozenset[Mention]

    @property
    def unchecked(self) -> float:
        return 1 - len(self.checked) / len(self.figures) if self.figures else 0.0


def audit(document: Document, known: Mapping[int, Quantity] = {}) -> Audit:
    """Figures, relations between them, and what does not hold, of a document as read.

    `known` are the figures whose number, unit and decimals need not be read from the words, by each character they cover.
    """
    paper = lay_out(document, known)
    found = [thing for module in modules().values() for thing in module.find(paper)]
    figures = figures_of(paper.refs)
    judged = judge_all((c for c in found if isinstance(c, Claim | Choice)), paper, figures)
    remarks = [thing for thing in found if isinstance(thing, Remark)]
    findings = [
        *findings_of(judged, figures),
        *(finding_of(r) for r in remarks if r.verdict is not Verdict.HOLDS),
    ]
    return Audit(
        tuple(paper.refs),
        tuple(_links(judged, remarks)),
        tuple(in_order(f for f in findings if f is not None)),
        frozenset(_checked(judged, remarks, paper)),
    )


def _links(judged: Iterable[Judged], remarks: Iterable[Remark]) -> list[Link]:
    links = [
        Link(
            j.claim.kind,
            j.claim.formula,
            tuple(m.span for m in j.claim.mentions),
            tuple(m.quantity.text for m in j.claim.mentions),
            j.relation.verdict,
        )
        for j in judged
    ]
    links += [
        Link(r.kind, r.formula, r.spans, r.values or tuple(s.quote for s in r.spans), r.verdict)
        for r in remarks
    ]
    return sorted(links, key=lambda link: (link.spans[0].start, link.kind, link.formula))


def _checked(judged: Iterable[Judged], remarks: Iterable[Remark], paper: Paper) -> Iterable[Mention]:
    """The figures some relation other than a bound speaks of."""
    for judgement in judged:
        if judgement.claim.kind is not Kind.BOUND:
            yield from judgement.claim.mentions
    for remark in remarks:
        yield from (m for m in remark.mentions if m in paper.refs)
