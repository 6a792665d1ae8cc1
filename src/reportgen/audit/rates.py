"""Rates and the figures that they are made of: 审减率 = 审减 ÷ 送审, 整改率 = 整改到位 ÷ 反馈问题, 优良率 = (优 + 良) ÷ 总数."""

import re
from collections.abc import Iterator, Sequence

from reportgen import patterns
from reportgen.audit import grades
from reportgen.audit.claim import Certainty, Choice, Claim, equals, minus, number, over, sum_of
from reportgen.audit.context import STATED, comparable, may_be_of_another, together, which_budget
from reportgen.audit.words import ASSETS, CUT, FOUND, FULL_SCORE, LEFT, PLANNED, SUBMITTED, TRIOS
from reportgen.mention import Mention, Role, labels
from reportgen.relation import Kind
from reportgen.value import replace

_STEM = patterns.compile(
    r"(审减|核减|节约|负债|整改|执行|完成|覆盖|合格|达标|支付|拨付|落实|办结|到位|回收|收回|发放|支出|动支|得分|通过|公开|开工|完工|竣工|验收)[^率]{0,4}率"
)
"""What was done (整改), in the name of a rate (整改完成率): the figure divided is called by it too."""
_ANY_STEM = patterns.compile(r"([一-鿿]{2})率")
"""What any other rate is of (开工率), where nothing else stands between what was done and the one figure it is a part of."""

_DIVISORS = {"审减": SUBMITTED, "核减": SUBMITTED, "节约": PLANNED, "负债": ASSETS, "得分": FULL_SCORE}
_OVERALL = patterns.compile("合计|共|总体|综合|平均")


def claims(earlier: Sequence[Mention], rate: Mention) -> Iterator[Claim | Choice]:
    """What a rate is made of among the figures before it."""
    yield from _of_stem(earlier, rate)
    yield from _given_before(earlier, rate)
    yield from grades.rates(earlier, rate)


def _of_stem(earlier: Sequence[Mention], rate: Mention) -> Iterator[Claim | Choice]:
    """审减率 = 审减 ÷ 送审, 整改完成率 = 整改到位 ÷ 反馈问题: by the first word of the rate."""
    stem = _STEM.search(rate.tail) or _ANY_STEM.search(rate.tail)
    own = [m for m in reversed(earlier) if m.role in STATED and together(m, rate)]
    if stem is None or not own:
        return
    tops = [m for m in own if stem[1] in m.label or stem[1] in m.gap[-8:]]
    tops = [m for m in tops if not LEFT.search(m.label)]  # 正在整改 is not yet 整改
    if not tops:
        yield from _of_rest(own, rate, stem[1])
        return
    named = set(labels.label(rate.tail).rpartition("率")[0])
    top, *others = sorted(tops, key=lambda m: not named <= set(m.label))  # 一次性通过 before 修改后通过
    wanted = _wanted(stem[1])
    rates = [m for m in earlier if m.role in (Role.RATE, Role.COMPLETION) and stem[1] in m.tail]
    summed = _summed([m for m in own if wanted.search(m.label)], top, others)
    elsewhere = may_be_of_another(rate, top, rates, others) or bool(summed)
    of_all = Certainty.LIKELY if _OVERALL.search(top.gap + rate.tail) else Certainty.IF_HOLDS  # 综合审减率
    readings = [_ratio(rate, top, summed, of_all)] if summed else []
    certain = Certainty.LIKELY if named <= set(top.label) else Certainty.IF_HOLDS
    surely = Certainty.CERTAIN if stem.re is _STEM else certain
    bottoms = _bottoms(own, top, rate)
    for rank, bottom in enumerate(bottoms[:4]):
        sure = rank == 0 and (wanted.search(bottom.label) or len(bottoms) == 1)
        certainty = surely if sure else Certainty.POSSIBLE
        if elsewhere or (others and "其中" in rate.text[bottom.end : top.start]):
            certainty = Certainty.IF_HOLDS
        readings.append(_ratio(rate, top, [bottom], certainty))
    # 已整改36个，整改金额1000万元，整改率90%: it may be of the count
    unlike = [m for m in tops if not comparable(m, tops[0])]
    readings += [
        _ratio(rate, m, [b], Certainty.IF_HOLDS) for m in unlike[:1] for b in _bottoms(own, m, rate)[:1]
    ]
    yield Choice(tuple(readings))


def _of_rest(own: Sequence[Mention], rate: Mention, stem: str) -> Iterator[Claim]:
    """审减率 where only 送审 and 审定 are told: what the second leaves of the first."""
    for beside, made in ((other, whole) for one, other, whole in TRIOS if one.search(stem)):
        others = [m for m in own if beside.search(m.label)]
        wholes = [m for m in own if made.search(m.label) and m not in others]
        if len(others) == len(wholes) == 1 and _may_be_whole(wholes[0], others[0]):
            rest = minus(number(1, rate.span), over(others[0], wholes[0]))
            figures = (rate, *others, *wholes)
            yield equals(Kind.RATIO, figures, rest, Certainty.LIKELY, rate.label)


def _given_before(earlier: Sequence[Mention], rate: Mention) -> Iterator[Choice]:
    """签约项目46个；已开工31个，开工率67.4%: what was done, if it has no name of its own, is part of what its sentence tells before."""
    stem, top = _ANY_STEM.search(rate.tail), earlier[-1] if earlier else rate
    if stem is None or not re.fullmatch(rf"(?:已|实际|现)?{stem[1]}(?:到位|完成|了)?", top.label):
        return
    if rate.text.startswith("(", rate.end):
        return  # 开工率91.2%（不含取消项目12个）
    near = [m for m in earlier if m.role in STATED and m.sentence == rate.sentence and m is not top]
    wholes = [m for m in near if _may_be_whole(m, top)]
    if not any(together(m, rate) and comparable(m, top) for m in near):
        yield Choice(tuple(_ratio(rate, top, [whole], Certainty.LIKELY) for whole in reversed(wholes)))


def _bottoms(own: Sequence[Mention], top: Mention, rate: Mention) -> list[Mention]:
    """The figures a rate may divide by, likeliest first."""
    named = which_budget(rate.tail)
    bottoms = [m for m in own if m is not top and _may_be_whole(m, top)]
    bottoms = [m for m in bottoms if not (grades.grade_of(top) and grades.grade_of(m))]
    bottoms = [m for m in bottoms if named in ("", which_budget(m.gap))]
    return sorted(bottoms, key=lambda m: not (SUBMITTED.search(m.label) or FOUND.search(m.label)))


def _wanted(stem: str) -> re.Pattern[str]:
    """The names a figure may bear that a rate of a stem divides by."""
    return _DIVISORS.get(stem, FOUND)


def _summed(known: Sequence[Mention], top: Mention, others: Sequence[Mention]) -> list[Mention]:
    """The figures that were cut together: 工程类送审 4 亿元，货物类送审 1 亿元，合计审减 0.5 亿元; none where only one was."""
    since = max((m.start for m in others), default=-1)
    found = [m for m in reversed(known) if since < m.start < top.start and comparable(m, top)]
    return found if len(found) > 1 and not any("其中" in m.gap for m in found) else []


def _may_be_whole(mention: Mention, part: Mention) -> bool:
    """Whether a figure may be what a part is a share of; what was settled (审定) is what is left after the cut, never its whole."""
    beside = any(one.search(part.label) and other.search(mention.label) for one, other, _ in TRIOS)
    if not comparable(mention, part) or beside:
        return False
    return mention.magnitude.point >= part.magnitude.point > 0


def _ratio(rate: Mention, top: Mention, bottoms: Sequence[Mention], certainty: Certainty) -> Claim:
    whole = sum_of(bottoms)
    claim = equals(Kind.RATIO, (rate, top, *bottoms), over(top, whole), certainty, rate.label)
    rest = (("审定金额", top, minus(whole, top)),)
    return replace(claim, complements=rest) if CUT.search(top.label) else claim
