"""Findings of an audit: failing relations that share a figure make one finding, at the figure the slip finder names."""

import re
from collections.abc import Iterable, Sequence

from reportgen.audit.claim import Remark, shown
from reportgen.audit.judge import Judged, figures_of
from reportgen.finding import Finding, Severity
from reportgen.formula import Leaf, Ref, label
from reportgen.mention import Mention
from reportgen.quantity import Magnitude
from reportgen.relation import Figures, Kind, Relation, Verdict, sides
from reportgen.slips import Diagnosis, clusters, diagnose, group, written_among, written_like

_LONGEST, _MOST_EXPLAINED = 80, 200
"""Figures of a relation, and failures of a document, beyond which no slip is looked for."""
_NAMED = {
    Kind.GROWTH: "D160", Kind.RATIO: "D161", Kind.SHARE: "D162", Kind.SHARE_SUM: "D104", Kind.IDENTITY: "D164", Kind.BOUND: "D102",
    Kind.REPEAT: "D167", Kind.CROSS_PART: "D167", Kind.TABLE_SUM: "D168", Kind.MULTIPLE: "D161", Kind.COUNT_OF_LIST: "D103",
}  # fmt: skip


def finding_of(remark: Remark) -> Finding | None:
    """A remark's finding; None when it has nothing to say."""
    if not remark.message:
        return None
    return Finding(remark.code, remark.message, remark.spans[0], remark.severity, remark.hint)


def findings_of(judged: Sequence[Judged], mentions: Iterable[Mention]) -> list[Finding]:
    """One finding for each set of failing relations that one figure explains, and one for each that holds with a note."""
    wrong = (j for j in judged if j.relation.verdict in (Verdict.FAILS, Verdict.UNCERTAIN))
    failing = {j.relation: j for j in wrong if j.unit_slip is None}
    holding = [j.relation for j in judged if j.relation.verdict is Verdict.HOLDS]
    figures = figures_of(mentions if failing else ())
    findings = []
    for number, cluster in enumerate(clusters(list(failing))):
        touching = _touching(cluster, holding)
        if number < _MOST_EXPLAINED and all(len(r.roots) <= _LONGEST for r in cluster):
            explained = diagnose(cluster, touching, _local(cluster, touching, failing, figures), {})
        else:
            explained = _unexplained(cluster, failing, figures)
        findings += [_finding(diagnosis, failing, figures) for diagnosis in explained]
    slips = {j.unit_slip: j for j in judged if j.unit_slip is not None}
    findings += [_slipped(mention, j) for mention, j in slips.items()]
    return [*findings, *(_noted(j) for j in judged if j.claim.note and j.relation.verdict is Verdict.HOLDS)]


def _unexplained(
    cluster: Sequence[Relation], failing: dict[Relation, Judged], figures: Figures
) -> list[Diagnosis]:
    """Each relation told at its total, no slip looked for: the list is too long, or too much is wrong, for one to mean anything."""
    wholes = [figures.entered[failing[r].claim.mentions[0].key] for r in cluster]
    return [Diagnosis(whole, (r,), r, None, None, None) for whole, r in zip(wholes, cluster, strict=True)]


def _touching(cluster: Sequence[Relation], holding: Sequence[Relation]) -> list[Relation]:
    """What holds of the sentences a cluster speaks of: a slip may change any figure of them."""
    groups = {group(root) for relation in cluster for root in relation.roots}
    return [relation for relation in holding if any(group(root) in groups for root in relation.roots)]


def _local(
    cluster: Sequence[Relation],
    touching: Sequence[Relation],
    failing: dict[Relation, Judged],
    figures: Figures,
) -> Figures:
    """The figures of the sentences a cluster and what holds around it speak of, and what the complement of each is called."""
    groups = {group(root) for relation in (*cluster, *touching) for root in relation.roots}
    entered = {key: figure for key, figure in figures.entered.items() if group(key) in groups}
    complements = (c for relation in cluster for c in failing[relation].claim.complements)
    return Figures(entered, {f"{mention.group}.{name}": expr for name, mention, expr in complements})


def _finding(diagnosis: Diagnosis, failing: dict[Relation, Judged], figures: Figures) -> Finding:
    judged = [failing[relation] for relation in diagnosis.relations]
    sure = any(j.severity is Severity.ERROR for j in judged)
    agreed = diagnosis.slip is not None and sum(j.claim.kind is not Kind.BOUND for j in judged) >= 2
    lead = failing[diagnosis.lead]
    return Finding(
        code_of(lead),
        _message(diagnosis, figures),
        diagnosis.figure.span,
        Severity.ERROR if sure or agreed else Severity.WARNING,
        hint=_hint(diagnosis),
        basis=_basis(diagnosis, figures),
    )


def code_of(judged: Judged) -> str:
    """The code of the finder that speaks for a kind; sums within a sentence are D163."""
    return _NAMED.get(judged.claim.kind, "D163")


def _message(diagnosis: Diagnosis, figures: Figures) -> str:
    figure, lead = diagnosis.figure, diagnosis.lead
    name = "此数" if figure.label in ("", figure.text) else figure.label.removesuffix("的")
    if diagnosis.expected is None or figure.quantity is None:
        return f"“{lead.formula}”不成立：{_both(lead, figures)}"
    expected = diagnosis.expected
    gap = abs(expected.magnitude.point - figure.magnitude.point)
    apart = written_like(expected, Magnitude.exactly(gap, figure.magnitude.dimension)).text
    apart = re.sub("%$", "个百分点", apart)
    return f"{name[-20:]} 写为 {figure.text}，按“{lead.formula}”应为 {expected}，相差 {apart}"


def _both(relation: Relation, figures: Figures) -> str:
    written = [q for key in sorted(relation.roots) if (q := figures.entered[key].quantity)]
    left, right = (written_among(written, side) for side in sides(relation.comparison, figures))
    return f"左边为 {left}，右边为 {right}"


def _basis(diagnosis: Diagnosis, figures: Figures) -> str:
    comparison = diagnosis.lead.comparison

    def leaf(part: Leaf) -> str:
        if not isinstance(part, Ref):
            return label(part)
        figure = figures.entered[part.key]
        return f"{part.label} {figure.text} ({figure.span.place})"

    return f"{shown(comparison.left, leaf)} {comparison.comparator} {shown(comparison.right, leaf)}"


def _hint(diagnosis: Diagnosis) -> str:
    number = sum(relation.kind is not Kind.BOUND for relation in diagnosis.relations)
    if diagnosis.slip:
        return diagnosis.slip.sentence + (f"，并使 {number} 条关系都成立" if number > 1 else "")
    others = f"（另有 {number - 1} 条关系因同一个数不成立）" if number > 1 else ""
    return f"请对照原始台账核对这几个数{others}"


def _slipped(mention: Mention, judged: Judged) -> Finding:
    other = next(m for m in judged.claim.mentions if m.unit.endswith("元") and m.unit != mention.unit)
    meant = f"{mention.quantity.text.removesuffix(mention.unit).strip()}{other.unit}"
    return Finding(
        "D169",
        f"“{mention.quantity.text}”的单位应为{other.unit}：按{mention.unit}计算“{judged.claim.formula}”不成立",
        mention.span,
        hint=f"若为 {meant} 则等式成立：疑似单位写错",
    )


def _noted(judged: Judged) -> Finding:
    whole, *parts = judged.claim.mentions
    return Finding(
        code_of(judged),
        f"{judged.claim.formula}，前 {len(parts) - 1} 项之和与 {whole.quantity.text} 差 {parts[-1].quantity.text}",
        whole.span,
        Severity.WARNING,
        judged.claim.note,
    )
