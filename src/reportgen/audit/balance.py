"""收支相抵、送审审定审减、整改剩余等恒等式不成立

## 检查什么
“收支相抵，年终结余”应等于本节的收入总计减支出总计；送审 = 审定 + 审减，采购预算 = 成交 + 节约，资产 = 负债 + 净资产；
问题总数 = 已整改 + 剩余。

## 为什么
这些数互为凭证，写错或写反一个标签（把审定数写成审减数），只有算一遍才看得出来。

## 反例
送审金额24053.22万元，审定金额14892.89万元，审减金额9610.33万元。

## 正例
送审金额24053.22万元，审定金额14892.89万元，审减金额9160.33万元。
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, islice

from reportgen import patterns
from reportgen.audit import closing
from reportgen.audit.claim import Certainty, Choice, Claim, adds_up, at_most, equals, minus, sum_of
from reportgen.audit.context import LEVELS, STATED, comparable, in_turn, like, segment, together
from reportgen.audit.paper import Paper, Paragraph
from reportgen.audit.words import CUT, DONE, FOUND, LEFT, TRIOS
from reportgen.mention import Mention, Role
from reportgen.relation import Kind
from reportgen.value import replace

CODE = "D164"

_BALANCE = patterns.compile(r"(?:结余(?!分配)|结转|赤字|差额|净结余)[^,，]{0,6}$")
_CARRIED = patterns.compile(r"(?:上年|年初|期初|以前年度)末?(?:滚存|累计)?(?:结转|结余)")
_OF_ALL_YEARS = patterns.compile(r"(?:滚存|累计)结余")
_OVERALL = patterns.compile(r"总计|总收入|总支出|合计|总量|收入总|支出总")
_Trio = tuple[re.Pattern[str], ...]
_MOST_EARLIER = 60
"""Figures of a section that a balance may be left of, at most."""
_OF_MONEY = patterns.compile(r"(?:尚余|节余|缺口|结余)$")
_UNDONE = patterns.compile(r"未([一-鿿]{2})")
_APART = patterns.compile(
    r"(?:(?P<over>超(?:额完成|计划|任务))|(?P<owed>欠缴|欠拨)|(?P<vacant>空编|缺编))[^,，]{0,2}$"
)
_MEASURED = {
    "over": patterns.compile("计划|任务|目标"),
    "owed": patterns.compile("应"),
    "vacant": patterns.compile("编制"),
}
"""What the figure that an excess or a lack is measured by is called."""
_BUDGETS = patterns.compile(r"一般公共预算|政府性基金|国有资本经营|社会保险基金")


def find(paper: Paper) -> Iterator[Claim | Choice]:
    """Identities the genre knows by name."""
    for paragraph, flow in paper.flows:
        yield from closing.closings(flow)
        for mention, earlier in in_turn(flow):
            if mention.role is Role.LEVEL:
                if _BALANCE.search(mention.label) and mention.firm:
                    yield from _surplus(paragraph, mention)
                if trio := next((trio for trio in TRIOS if trio[0].search(mention.label)), None):
                    yield from _of_trio(flow, mention, trio)
                elif _is_left(mention):
                    yield _remainder(earlier, mention, flow)
                elif said := _APART.search(mention.tail):
                    yield from _excess(earlier, mention, _MEASURED[str(said.lastgroup)])


def _surplus(paragraph: Paragraph, balance: Mention) -> Iterator[Choice]:
    """收支相抵，结余 = 收入总计 − 支出总计 of the section."""
    said = balance.text[max(0, balance.start - 40) : balance.end]
    here = balance.text[segment(balance)[0] : balance.start]
    if "其中" in here or not _is_left_of_them(balance, here):
        return  # 收支相抵，结余10万元；其中基本账户结余4万元
    explicit = bool(re.search(r"相抵|收支结余|收支差额", said))
    earlier = _earlier(paragraph, balance, everywhere=explicit)
    incomes = [m for m in earlier if _names(m, "收入") and not _without_carried(m, balance)]
    outgoes = [m for m in earlier if _names(m, "支出")]
    near = [m for m in paragraph.figures if m.start < balance.start and together(m, balance)]
    readings = _in_one_segment(near, balance, incomes, outgoes)
    if not readings and not re.search(r"相抵|收支结余|结余|差额", said):
        return
    own = [m for m in (*incomes, *outgoes) if m.prose is balance.prose]
    for income, outgo in _pairs(balance, incomes, outgoes):
        sure = explicit and _OVERALL.search(income.label) and _OVERALL.search(outgo.label)
        likely = sure or ("收支结余" in balance.label and len(own) == 2 and income in own and outgo in own)
        certainty = Certainty.LIKELY if likely else Certainty.POSSIBLE
        readings += _differences(near, balance, income, outgo, certainty)
    readings += _of_budgets(balance, incomes, outgoes)
    yield Choice(tuple(readings[:12]))


def _is_left_of_them(balance: Mention, said: str) -> bool:
    """Whether a balance is what the figures before it leave: not 上年结转, and 滚存结余 only if what was carried over is
    told too."""
    if "相抵" in said:
        return True
    of_all = _OF_ALL_YEARS.search(balance.tail)
    return not _CARRIED.search(balance.label) and (not of_all or bool(_CARRIED.search(said)))


def _in_one_segment(
    near: Sequence[Mention], balance: Mention, incomes: Sequence[Mention], outgoes: Sequence[Mention]
) -> list[Claim]:
    """总收入 A、总支出 B，结转下年 C in one segment: likely C = A − B, if the segment states no other total of either side."""
    came, went = ([m for m in side if together(m, balance)] for side in (incomes, outgoes))
    if not came or len(went) != 1:
        return []
    text = balance.text[min(m.start for m in came) : balance.start]
    if len(came) > 1 and ("其中" in text or any(_OVERALL.search(m.label) for m in came)):
        return []
    return _differences(near, balance, came[0], went[0], Certainty.LIKELY)


def _without_carried(income: Mention, balance: Mention) -> bool:
    """Whether an income is of this year alone while the balance includes what was carried over (年末结转和结余)."""
    return "本年" in income.tail and "结转" in balance.label and "本年" not in balance.tail


def _earlier(paragraph: Paragraph, balance: Mention, everywhere: bool) -> list[Mention]:
    """The figures a balance may be computed from, nearest first: those of its sentence if there are two, else those of its section."""
    here = (m for m in reversed(paragraph.figures) if m.start < balance.start)
    there = (m for other in paragraph.section(1) for m in reversed(other.figures))
    told = (m for m in chain(here, there) if m.bracket < 0 and m.role in STATED and comparable(m, balance))
    found = list(islice(told, _MOST_EARLIER))
    own = [m for m in found if m.prose is balance.prose and m.sentence == balance.sentence]
    return own if len(own) > 1 and not everywhere else found


def _names(mention: Mention, word: str) -> bool:
    """Whether a figure is a total of one side, 收入 or 支出: it is called so, or was done against a budget that is called so."""
    other = "支出" if word == "收入" else "收入"
    own = _OVERALL.search(mention.label) or re.search("收入|支出", mention.label)
    name = mention.label if own else mention.subject
    return mention.role is Role.LEVEL and word in name and other not in name


def _pairs(
    balance: Mention, incomes: Sequence[Mention], outgoes: Sequence[Mention]
) -> list[tuple[Mention, Mention]]:
    """The pairs of income and outgo whose difference a balance may be: totals first, then the nearest. Both are of one budget, and in one
    unit unless they stand in one paragraph. If the balance's own paragraph states totals, only these."""

    def ranked(side: Sequence[Mention]) -> list[Mention]:
        here = side[0].prose if side else None
        return sorted(side[:12], key=lambda m: (m.prose is not here, not _OVERALL.search(m.label)))[:3]

    pairs = [(i, o) for i in ranked(incomes) for o in ranked(outgoes)]
    here = [(i, o) for i, o in pairs if i.prose is o.prose is balance.prose]
    totals = [(i, o) for i, o in here if _OVERALL.search(i.label) and _OVERALL.search(o.label)]
    apart = [(i, o) for i, o in pairs if (i, o) not in here and i.unit == o.unit == balance.unit]
    budgets = ((_budget_of(i), _budget_of(o), i, o) for i, o in totals or [*here, *apart])
    return [(i, o) for one, other, i, o in budgets if one == other or not (one and other)]


def _budget_of(mention: Mention) -> str:
    """Which of the four budgets a figure is of, as far as its words tell."""
    named = _BUDGETS.findall(mention.prose.text, 0, mention.start)
    return str(named[-1]) if named else ""


def _of_budgets(balance: Mention, incomes: Sequence[Mention], outgoes: Sequence[Mention]) -> list[Claim]:
    """一般公共预算收入总计…，支出总计…；政府性基金…。收支相抵，结余共…: what is left of several budgets together."""
    told, spent = (
        {_budget_of(m): m for m in reversed(side) if m.prose is balance.prose and _budget_of(m)}
        for side in (incomes, outgoes)
    )
    if len(told) < 2 or told.keys() != spent.keys():
        return []
    return [_difference(balance, [*told.values()], [*spent.values()], Certainty.IF_HOLDS)]


def _differences(
    near: Sequence[Mention], balance: Mention, income: Mention, outgo: Mention, certainty: Certainty
) -> list[Claim]:
    """That the balance is income less outgo. Other income, or what was carried over, is added if it stands beside them (in `near`) and no
    total includes it."""
    beside = [m for m in near if m is not income and comparable(m, balance) and _comes_in(m)]
    if re.search("[本当]年", balance.tail):
        beside = [m for m in beside if not _CARRIED.search(m.label)]
    if not beside or _OVERALL.search(income.label) or "其中" in balance.text[near[0].start : balance.start]:
        return [_difference(balance, [income], [outgo], certainty)]
    return [
        _difference(balance, [income, *beside], [outgo], certainty),
        _difference(balance, [income], [outgo], Certainty.IF_HOLDS),
    ]


def _comes_in(mention: Mention) -> bool:
    return mention.role is Role.LEVEL and bool(_CARRIED.search(mention.label) or _names(mention, "收入"))


def _difference(
    balance: Mention, incomes: Sequence[Mention], outgoes: Sequence[Mention], certainty: Certainty
) -> Claim:
    sides = (outgoes, incomes) if "赤字" in balance.label else (incomes, outgoes)
    figures = (balance, *incomes, *outgoes)
    return equals(Kind.IDENTITY, figures, minus(*map(sum_of, sides)), certainty, trials=4)


def _of_trio(flow: Sequence[Mention], part: Mention, trio: _Trio) -> Iterator[Claim]:
    """送审 = 审定 + 审减 within a segment."""
    near = [m for m in like(flow, part, STATED) if together(m, part)]
    whole, other = _counterparts(near, part, trio)
    if whole is None:
        return
    certainty = Certainty.CERTAIN if trio[0] is CUT else Certainty.LIKELY
    if other is not None:
        yield adds_up(Kind.IDENTITY, whole, [other, part], certainty)
    yield at_most([part], whole, certainty)


def _counterparts(
    near: Sequence[Mention], part: Mention, trio: _Trio
) -> tuple[Mention | None, Mention | None]:
    """The 送审 and the 审定 that a 审减 belongs to: those on the same side of 其中; else, if neither side is a list, those anywhere in the
    segment."""
    marks = [m.start for m in near if "其中" in m.gap]
    side = bisect(marks, part.start)
    own = _pairing([m for m in near if bisect(marks, m.start) == side], part, trio)
    if all(own):
        return own
    every = _pairing(near, part, trio)
    listed = any("其中" in m.gap for m in (part, *every) if m is not None)
    return own if listed or not all(every) else every


def _pairing(near: Sequence[Mention], part: Mention, trio: _Trio) -> tuple[Mention | None, Mention | None]:
    """The first 送审 and 审定 for the first 审减, the second for the second, if there are as many of each."""
    stages: dict[re.Pattern[str], list[Mention]] = {pattern: [] for pattern in trio}
    for mention in near:
        if stage := next((pattern for pattern in stages if pattern.search(mention.label)), None):
            stages[stage].append(mention)
    parts, others, wholes = stages.values()
    place = parts.index(part)
    first, second = (side[place] if len(side) == len(parts) else None for side in (wholes, others))
    return first, second


def _excess(earlier: Sequence[Mention], gap: Mention, named: re.Pattern[str]) -> Iterator[Claim]:
    """计划180场，完成216场，超额完成36场: the difference of the only two figures before it, one of them named as what it is measured by."""
    near = [m for m in like(earlier, gap) if m.sentence == gap.sentence]
    values = {m.magnitude.point: m for m in near}
    if len(values) == 2 and "其中" not in gap.gap and any(named.search(m.tail) for m in near):
        less, more = (values[point] for point in sorted(values))
        yield adds_up(Kind.SUM, more, [less, gap], Certainty.LIKELY)


def _is_left(mention: Mention) -> bool:
    left = LEFT.search(mention.tail.strip()) or LEFT.search(mention.label)
    return bool(left) and not _OF_ALL_YEARS.search(mention.tail)


def _remainder(earlier: Sequence[Mention], left: Mention, flow: Sequence[Mention]) -> Choice:
    """问题110个，整改到位105个，下剩5个."""
    start, end = segment(left)
    of_money = _OF_MONEY.search(left.label) or _OF_MONEY.search(left.tail.strip())
    roles = STATED if of_money else LEVELS
    told = like(earlier, left, roles)
    near = [m for m in told if m.start >= start and not _without_carried(m, left)][-4:]
    before = [m for m in told if m.role is Role.LEVEL and m.bracket < 0][-12:]
    after = [m for m in like(flow, left, roles) if left.start < m.start < end][:3]
    readings = list(_all_told(near, left, after))
    if (done := _done_before(near, before, left)) is not None:
        wholes = [m for m in before if m.start < done.start and m.magnitude.point >= done.magnitude.point]
        readings += [
            adds_up(Kind.SUM, m, [done, left], Certainty.POSSIBLE, trials=len(wholes)) for m in wholes
        ]
    for whole, done in combinations(near, 2):
        spent = of_money and whole.role is Role.LEVEL and whole.label.endswith("支出")
        if not spent and (done is near[-1] or len(before) <= len(near)):
            readings.append(adds_up(Kind.SUM, whole, [done, left], _of_done(near, whole, done)))
    parted = any("其中" in left.text[m.end : left.start] for m in near[-1:])
    if parted or any(_CARRIED.search(m.label) for m in near) or sum(map(_comes_in, near)) > 1:
        readings = [replace(reading, certainty=Certainty.IF_HOLDS) for reading in readings]
    return Choice(tuple(readings))


def _done_before(near: Sequence[Mention], before: Sequence[Mention], left: Mention) -> Mention | None:
    """What was done where the whole stands in a sentence before: the one figure beside what is left (已支出1万元，尚余2万元), or the last
    that its verb names (已拨付1万元。未拨付2万元)."""
    if near:
        alone = len(near) == 1 and (DONE.search(near[0].label) or "已" in near[0].tail)
        return near[0] if alone else None
    verb = _UNDONE.search(left.tail)
    named = (m for m in reversed(before) if verb and verb[1] in m.tail and not _is_left(m))
    return next(named, None)


def _of_done(near: Sequence[Mention], whole: Mention, done: Mention) -> Certainty:
    """How surely a whole is what was done plus what is left. Likely if no other figure stands there, or if what was found (问题) stands
    right before what was done. Only if it holds where what was done is still under way (正在整改), or where it is one of several things
    done (优12个、良20个)."""
    if LEFT.search(done.label) or done.gap.startswith("、"):
        return Certainty.IF_HOLDS
    known = len(near) == 2 or ((whole, done) == (near[-2], near[-1]) and _is_found(whole))
    return Certainty.LIKELY if known else Certainty.POSSIBLE


def _is_found(whole: Mention) -> bool:
    """Whether a figure is of all that was found (问题), not of a part of it (立行立改问题)."""
    return bool(FOUND.search(whole.label)) and not DONE.search(whole.label)


def _all_told(near: Sequence[Mention], left: Mention, after: Sequence[Mention]) -> Iterator[Claim]:
    """预算120万元，上半年支出70万元，下半年支出45万元，结余5万元; 受理50件，办结40件，正在办理8件，不予受理2件."""
    for first, whole in enumerate(near):
        for count in range(len(after) + 1):
            parts = [*near[first + 1 :], left, *after[:count]]
            certainty = Certainty.IF_HOLDS if first or count else Certainty.POSSIBLE
            if len(parts) > 2:
                yield adds_up(Kind.SUM, whole, parts, certainty)
