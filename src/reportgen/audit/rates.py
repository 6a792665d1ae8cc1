"""Rates and the figures that they are made of: 审减率 = 审减 ÷ 送审, 整改率 = 整改到位 ÷ 反馈问题, 优良率 = (优 + 良) ÷ 总数."""

from collections.abc import Iterator, Sequence

from reportgen import patterns
from reportgen.audit import grades
from reportgen.audit.claim import Builder, Certainty, Choice, Claim, minus, over
from reportgen.audit.context import STATED, comparable, may_be_of_another, together, which_budget
from reportgen.audit.paper import Paragraph
from reportgen.audit.stages import CUT, FOUND, FULL_SCORE, LEFT, SETTLED, SUBMITTED
from reportgen.mention import Mention, Role
from reportgen.relation import Kind

_STEM = patterns.compile(
    r"(审减|核减|整改|执行|完成|覆盖|合格|达标|支付|拨付|落实|办结|到位|回收|收回|发放|支出|动支|得分)[^率]{0,4}率"
)
"""What was done (整改), in the name of a rate (整改完成率): the figure divided is called by it too."""


def claims(
    build: Builder, paragraph: Paragraph, earlier: Sequence[Mention], rate: Mention
) -> Iterator[Claim | Choice]:
    """What a rate is made of among the figures before it."""
    yield from _of_stem(build, paragraph, earlier, rate)
    yield from grades.rates(build, paragraph, earlier, rate)


def _of_stem(
    build: Builder, paragraph: Paragraph, earlier: Sequence[Mention], rate: Mention
) -> Iterator[Choice]:
    """审减率 = 审减 ÷ 送审, 整改完成率 = 整改到位 ÷ 反馈问题: by the first word of the rate."""
    stem = _STEM.search(rate.tail)
    own = [m for m in reversed(earlier) if m.role in STATED and together(paragraph, m, rate)]
    if stem is None or not own:
        return
    tops = [m for m in own if stem[1] in m.label or stem[1] in m.gap[-8:]]
    tops = [m for m in tops if not LEFT.search(m.label)]  # 正在整改 is not yet 整改
    if not tops:
        return
    top, *others = tops
    bottoms, known = _bottoms(own, top, rate, stem[1])
    rates = [m for m in earlier if m.role in (Role.RATE, Role.COMPLETION) and stem[1] in m.tail]
    elsewhere = may_be_of_another(paragraph, rate, top, rates, others) or _summed(known, top, others)
    readings = []
    for rank, bottom in enumerate(bottoms[:4]):
        sure = rank == 0 and (bottom in known or len(bottoms) == 1) and top.firm and bottom.firm
        certainty = Certainty.CERTAIN if sure else Certainty.POSSIBLE
        if elsewhere or (others and "其中" in paragraph.text[bottom.end : top.start]):
            certainty = Certainty.IF_HOLDS
        readings.append(_ratio(build, rate, top, bottom, certainty))
    if readings:
        yield Choice((*readings, *_of_other_kind(build, own, tops, rate, stem[1])))


def _of_other_kind(
    build: Builder, own: Sequence[Mention], tops: Sequence[Mention], rate: Mention, stem: str
) -> Iterator[Claim]:
    """已整改36个，整改金额1000万元，整改率90%: the rate may be of the count before the amount."""
    other = next((m for m in tops if m.same_kind != tops[0].same_kind), None)
    if other is not None:
        bottoms, _ = _bottoms(own, other, rate, stem)
        yield from (_ratio(build, rate, other, bottom, Certainty.IF_HOLDS) for bottom in bottoms[:1])


def _bottoms(
    own: Sequence[Mention], top: Mention, rate: Mention, stem: str
) -> tuple[list[Mention], list[Mention]]:
    """What a figure may be a share of, likeliest first, and those of them that are named as a rate of that stem wants."""
    pattern = SUBMITTED if stem in "审减核减" else FULL_SCORE if stem == "得分" else FOUND
    bottoms = [m for m in own if m is not top and _may_be_whole(m, top)]
    named = which_budget(rate.tail)
    bottoms = [m for m in bottoms if named in ("", which_budget(m.gap))]
    bottoms.sort(key=lambda m: not (SUBMITTED.search(m.label) or FOUND.search(m.label)))
    return bottoms, [m for m in bottoms if pattern.search(m.label)]


def _summed(known: Sequence[Mention], top: Mention, others: Sequence[Mention]) -> bool:
    """Whether what was cut may be cut from several together: 工程类送审 4 亿元，货物类送审 1 亿元，合计审减 0.5 亿元."""
    since = max((m.start for m in others), default=-1)
    return sum(since < m.start < top.start for m in known) > 1


def _may_be_whole(mention: Mention, part: Mention) -> bool:
    """Whether a figure may be what a part is a share of; what was settled (审定) is what is left after the cut, never its whole."""
    if not comparable(mention, part) or (CUT.search(part.label) and SETTLED.search(mention.label)):
        return False
    return mention.magnitude.point >= part.magnitude.point > 0


def _ratio(build: Builder, rate: Mention, top: Mention, bottom: Mention, certainty: Certainty) -> Claim:
    comparison = build.equal(rate, over(build.ref(top), build.ref(bottom)))
    formula = f"{rate.label} = {top.name} ÷ {bottom.name}"
    rest = "审定金额" if CUT.search(top.label) else ""
    complements = ((rest, top, minus(build.ref(bottom), build.ref(top))),) if rest else ()
    return Claim(Kind.RATIO, formula, comparison, (rate, top, bottom), certainty, complements=complements)
