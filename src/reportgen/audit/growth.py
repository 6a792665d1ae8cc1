"""增减额、增减幅与本期数不符

## 检查什么
“支出4048120万元，比上年增加418315万元，增长11.5%”：增减额 ÷（本期数 ∓ 增减额）应等于增减幅；“由43户增长到92户，增加49户，增幅114%”
中，止数 − 起数 = 增减额，增减额 ÷ 起数 = 增幅。上年为负数时按其绝对值计算。“由90%提高到95%，提高5个百分点”是两个百分比之差，不写“提高5%”。

## 为什么
增减额、增减幅、本期数三者知二得一，写错一个，另两个就作证。

## 反例
公务用车购置及运行维护费4567万元，比上年减少1128万元，下降18.4%。

## 正例
公务用车购置及运行维护费4567万元，比上年减少1029万元，下降18.4%。
"""

import re
from collections.abc import Iterator, Sequence

from reportgen import patterns
from reportgen.audit import points
from reportgen.audit.claim import Certainty, Choice, Claim, Remark, equals, minus, number, over, plus
from reportgen.audit.context import STATED, in_turn, same_dimension, together
from reportgen.audit.multiple import grown
from reportgen.audit.paper import Paper
from reportgen.formula import Expr
from reportgen.mention import Mention, Role
from reportgen.relation import Kind

CODE = "D160"

_OTHER_BASE = patterns.compile(r"同口径|可比|剔除|扣除|还原|不变价|可比价|名义|因素后|年均|环比|翻")
_AGAINST = patterns.compile(
    r"20\d\d年|(?P<last>同比|上一?年|去年)|(?P<plan>年初|预算)|(?P<short>环比|上[期月季])"
)
_BOTH = patterns.compile(r"^收?(?:入|[、和与及])?支出?(?:总计|合计|总额)各?自?$")
"""What speaks of the income and the outgoes of a year, which are alike: 收、支总计各增加."""
_GONE_ON = patterns.compile(
    r"[;；](?!\s*[比较与同])(?:[^,，。;；]*(?![比较同增减下])[^,，。;；]{4}[,，]|[^;；]*(?:支出|收入|费|预算))"
)
_EARLIER = patterns.compile(r"相比|[比较]上年|[比较]去年|同比|上年同期|[比较]\d{4}年")
_COMPARED = patterns.compile(
    r"(?:比|较|与|同)?(?:20\d\d年?(?:度)?|上年|去年|上年决算数?|同期|上年同期|增支额?|年初)?(?:相比|决算数)?"
)
_GROWN_TO = patterns.compile(r"(?:到|至|为|达)[^,，]{0,8}$")


def find(paper: Paper) -> Iterator[Claim | Choice | Remark]:
    """Growth claims, paragraph by paragraph, and changes of rates."""
    for _, flow in paper.flows:
        yield from _changes(flow)
        yield from points.find(flow)


def _changes(flow: Sequence[Mention]) -> Iterator[Claim | Choice]:
    delta: Mention | None = None
    base: Mention | None = None
    for mention, earlier in in_turn(flow):
        if mention.role in STATED or (delta and mention.sentence != delta.sentence):
            delta = None
        if base and (mention.sentence != base.sentence or _next_thing(base, mention)):
            base = None
        if mention.role is Role.BASE:
            base = mention
        elif mention.role is Role.DELTA:
            delta = mention
            yield from _difference(earlier, delta, base)
            if (rate := _rate_before(earlier, delta)) is not None:
                sure = Certainty.IF_HOLDS if _is_loose(rate, delta) else Certainty.LIKELY
                yield from _from_change(earlier, rate, delta, sure)
        elif mention.role is Role.GROWTH:
            yield from _rate(earlier, mention, delta, base)


def _next_thing(base: Mention, mention: Mention) -> bool:
    """Whether a figure is of something new, not where a base has grown to (由 43 增长到 92); 其中税收达到 92 has a name of its own."""
    if mention.role not in STATED:
        return False
    same = not re.search("[,，]", mention.gap) or _attached(base, mention)
    return not (same and _GROWN_TO.search(mention.gap))


def _rate_before(earlier: Sequence[Mention], delta: Mention) -> Mention | None:
    """The rate right before a change (增长 20%，增收 2 亿元), unless it is that of the change before it."""
    *_, first, rate = (None, None, *earlier[-2:])
    if rate is None or rate.role is not Role.GROWTH or rate.sentence != delta.sentence or rate.label:
        return None
    taken = first is not None and first.role is Role.DELTA and first.sentence == rate.sentence
    return None if taken else rate


def _difference(earlier: Sequence[Mention], delta: Mention, base: Mention | None) -> Iterator[Claim | Choice]:
    """由 43 增长到 92，增加 49; 45 个，较 31 个增加 14 个."""
    if base is None or not same_dimension(base, delta) or not _attached(base, delta):
        return
    level = next((m for m in reversed(earlier) if m.role in STATED and m.sentence == delta.sentence), None)
    if level is None or not same_dimension(level, delta):
        return
    upper, lower = (level, base) if delta.sign > 0 else (base, level)
    called = "增加" if delta.sign > 0 else "减少"
    figures = (delta, level, base)
    yield equals(Kind.IDENTITY, figures, minus(upper, lower), Certainty.CERTAIN, called)


def _rate(
    earlier: Sequence[Mention], rate: Mention, delta: Mention | None, base: Mention | None
) -> Iterator[Claim | Choice]:
    unsure = _is_second(earlier, rate) or _is_loose(rate, delta)
    certainty = Certainty.IF_HOLDS if unsure else Certainty.CERTAIN
    if base is not None and all(_attached(base, change) for change in (delta, rate) if change):
        yield from _from_base(earlier, rate, delta, base, certainty)
    elif delta is not None and not rate.label:
        yield from _from_change(earlier, rate, delta, certainty)
    elif delta is None:
        yield from _between_years(earlier, rate)


def _is_second(earlier: Sequence[Mention], rate: Mention) -> bool:
    """Whether the change has its rate already: 较年初预算增加 2 亿元，增长 20%，同比增长 15%."""
    before = earlier[-1] if earlier else rate
    return (
        before is not rate
        and before.role is Role.GROWTH
        and before.sentence == rate.sentence
        and not before.label
    )


def _is_loose(rate: Mention, delta: Mention | None) -> bool:
    """Whether a rate may measure something else than the change: the words name another base (可比口径; 较年初增加 2 亿元，同比增长 33%) or
    tell several rates in order (分别), or it is in 倍, which may mean 增长到."""
    first, last = sorted((delta or rate, rate), key=lambda m: m.start)
    against = [_AGAINST.search(m.tail) for m in (first, last)]
    return (
        rate.unit == "倍"
        or "分别" in rate.tail
        or bool(_OTHER_BASE.search(rate.text[max(0, first.start - 16) : last.end]))
        or len({a.lastgroup or a[0] for a in against if a}) > 1
    )


def _from_base(
    earlier: Sequence[Mention],
    rate: Mention,
    delta: Mention | None,
    base: Mention,
    certainty: Certainty,
) -> Iterator[Claim | Choice]:
    if delta is not None and same_dimension(delta, base):
        words = f"增减幅 = 增减额 ÷ {base.name}"
        yield equals(Kind.GROWTH, (rate, delta, base), over(delta, base), certainty, words=words)
        return
    level = next((m for m in reversed(earlier) if m.role is Role.LEVEL and m.sentence == rate.sentence), None)
    if level is None or not same_dimension(level, base) or not base.quantity.value:
        return
    if rate.unit == "倍":
        yield grown(rate, level, base)
        return
    yield _growth_claim(rate, level, base, certainty)


def _growth_claim(rate: Mention, level: Mention, base: Mention, certainty: Certainty) -> Claim:
    ratio, one = over(level, base), number(1, rate.span)
    change = minus(ratio, one) if rate.sign > 0 else minus(one, ratio)
    return equals(Kind.GROWTH, (rate, level, base), change, certainty, "增减幅")


def _from_change(
    earlier: Sequence[Mention], rate: Mention, delta: Mention, certainty: Certainty
) -> Iterator[Choice]:
    levels = _levels(earlier, delta)
    if not levels or rate.sign != delta.sign or not rate.quantity.value or not delta.quantity.value:
        return
    nearest, *others = levels
    last = next((m for m in reversed(earlier) if m.role in STATED and m.start < delta.start), None)
    right_before = last is nearest or _is_named(nearest, delta)
    if nearest.role is Role.BUDGET or not _attached(nearest, delta) or not right_before:
        certainty = min(certainty, Certainty.POSSIBLE)
    possible = Certainty.POSSIBLE
    if _other_subject(nearest, rate, delta):
        certainty = possible = Certainty.IF_HOLDS
    readings = [_change_claim(level, rate, delta, possible) for level in others[:5]]
    yield Choice((_change_claim(nearest, rate, delta, certainty), *readings))


def _other_subject(level: Mention, rate: Mention, delta: Mention) -> bool:
    """Whether the words go on to something else before the change, or measure the level by another yardstick (同口径)."""
    if level.prose is not rate.prose:
        return False
    first = min(rate.start, delta.start)
    said = re.split(r"[。;；]", level.text[: level.start])[-1][-24:]
    gone_on = _GONE_ON.search(level.text[level.end : first]) and not _is_named(level, delta)
    return bool(gone_on) or bool(_OTHER_BASE.search(said + level.text[level.start : first]))


def _levels(earlier: Sequence[Mention], delta: Mention) -> list[Mention]:
    """The figures the change may be of: those between its semicolons, those of its sentence, else those of the sentence before, first
    the one that is named alike."""
    told = [m for m in reversed(earlier) if m.role in STATED and same_dimension(m, delta)]
    if own := [m for m in told if m.sentence == delta.sentence and m.start < delta.start]:
        here = [m for m in own if together(m, delta)]
        return here if here and _attached(here[0], delta) else own
    previous = [m for m in told if m.sentence == delta.sentence - 1]
    previous.sort(key=lambda m: not _is_named(m, delta))
    return previous[:6] if _EARLIER.search(delta.gap) or delta.label else []


def _is_named(level: Mention, delta: Mention) -> bool:
    """Whether a change is said to be of just that figure: 收入合计…，其中…。与上年相比，收入合计增加…."""
    return level.role is Role.LEVEL and bool(delta.label) and level.label == delta.label


def _attached(level: Mention, delta: Mention) -> bool:
    """Whether a change speaks of that figure: it has no name of its own, or the same."""
    own = delta.label
    if not own or _COMPARED.fullmatch(own):
        return level.sentence == delta.sentence
    name = level.label or level.subject
    if _BOTH.search(own):
        return name.endswith(("总计", "合计", "总额"))
    return bool(name) and (own.endswith(name[-4:]) or name.endswith(own[-4:]))


def _change_claim(level: Mention, rate: Mention, delta: Mention, certainty: Certainty) -> Claim:
    one: Expr = number(1, rate.span)
    ratio = over(level, delta)
    change, current = delta.magnitude.point, level.magnitude.point
    if delta.sign > 0:
        below = change > current  # a negative base: |D ÷ (A − D)|
        bottom = minus(one, ratio) if below else minus(ratio, one)
        shown = "增加额 ÷ (增加额 − 本期数)" if below else "增加额 ÷ (本期数 − 增加额)"
    else:
        bottom, shown = plus(ratio, one), "减少额 ÷ (本期数 + 减少额)"
    words = f"{'增' if delta.sign > 0 else '降'}幅 = {shown}，本期数为{level.name}"
    return equals(Kind.GROWTH, (rate, delta, level), over(one, bottom), certainty, words=words)


def _between_years(earlier: Sequence[Mention], rate: Mention) -> Iterator[Claim]:
    """2021 年 17 户，2022 年 32 户，增幅 88.2%: two figures of one kind in a row."""
    levels = [m for m in reversed(earlier) if m.role is Role.LEVEL and m.sentence == rate.sentence][:2]
    if len(levels) < 2 or levels[0].same_kind != levels[1].same_kind or not levels[1].quantity.value:
        return
    yield _growth_claim(rate, levels[0], levels[1], Certainty.IF_HOLDS)
