"""Rates that rise and fall: 由 90% 提高到 95%，提高 5 个百分点, not 5%; 95%，比上年的 90% 提高 5 个百分点."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen import patterns
from reportgen.audit.claim import Certainty, Claim, Remark, equals, minus
from reportgen.finding import Severity
from reportgen.mention import Mention, Role
from reportgen.quantity import round_half_up
from reportgen.relation import Kind, Verdict

_UP, _DOWN = "提高|提升|上升|增加|增长|扩大|加快|高", "下降|降低|放缓|下滑|回落|减少|缩小|收窄|低"
_CHANGED = patterns.compile(
    rf"[,，]?\s*(?:累计|共|总体|整体|净)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|出|约|近|超过?)*\s*"
)
_FROM = patterns.compile(r"[由从自][^,，]*$")
_TO = patterns.compile(rf"[,，]?[^,，。;；]{{0,8}}(?:(?P<up>{_UP})|{_DOWN})了?(?:到|至|为)[^,，。;；]{{0,8}}")
_AGAINST = patterns.compile(r"[,，]?\s*[比较][^,，。;；]{0,12}")


def find(flow: Sequence[Mention]) -> Iterator[Claim | Remark]:
    """The changes of a rate whose two values stand right before them."""
    for (first, second), change in zip(pairwise(flow), flow[2:], strict=False):
        if change.role not in (Role.POINTS, Role.GROWTH) or first.sentence != change.sentence:
            continue
        changed = _CHANGED.fullmatch(change.gap)
        if changed is None or not first.unit == second.unit == "%":
            continue
        up, moved = bool(changed["up"]), _TO.fullmatch(second.gap) if _FROM.search(first.gap) else None
        if moved:
            yield from _changed(first, second, change, up, told=bool(moved["up"]) == up)
        elif _AGAINST.fullmatch(second.gap):
            yield from _changed(second, first, change, up, told=False)


def _changed(
    base: Mention, level: Mention, change: Mention, up: bool, told: bool
) -> Iterator[Claim | Remark]:
    """The change of a rate from `base` to `level`. A wrong direction is told, unless the words before it (提高到) say which way it went,
    and are judged for it: `told`."""
    lower, upper = (base, level) if up else (level, base)
    if lower.magnitude.point > upper.magnitude.point:
        if not told:
            yield _clash(base, level, change)
        return
    if change.role is Role.GROWTH:
        yield from _meant_points(base, level, change)
        return
    words = f"{'增加' if up else '减少'} = {upper.quantity.text} − {lower.quantity.text}"
    figures = (change, level, base)
    yield equals(Kind.IDENTITY, figures, minus(upper, lower), Certainty.CERTAIN, words=words)


def _meant_points(base: Mention, level: Mention, change: Mention) -> Iterator[Remark]:
    """由 90% 提高到 95%，提高 5%: 5.6% of the 90%, or 5 points."""
    one, other, said = (m.quantity.value for m in (base, level, change))
    if change.unit != "%" or not change.firm or not one or abs(other - one) != said:
        return
    if round_half_up(abs(other - one) / abs(one) * 100, change.quantity.decimals) != said:
        points = f"{change.quantity.text.removesuffix('%').rstrip()}个百分点"
        yield Remark(
            Kind.UNIT, "两个百分比之差用百分点", (change.span,), Verdict.FAILS, "D169",
            f"由 {base.quantity.text} 到 {level.quantity.text} 相差 {points}，写成了“{change.quantity.text}”",
            f"写作“{points}”", (change,),
        )  # fmt: skip


def _clash(base: Mention, level: Mention, change: Mention) -> Remark:
    said = re.sub(r"^[,，\s]+", "", change.gap)
    return Remark(
        Kind.DIRECTION, f"{base.quantity.text}→{level.quantity.text} ⇔ {said}", (change.span, base.span, level.span),
        Verdict.FAILS, "D166",
        f"写着“{said}{change.quantity.text}”，而由 {base.quantity.text} 到 {level.quantity.text} 是"
        f"{'升' if level.magnitude.point > base.magnitude.point else '降'}",
        "请核对是方向写反了，还是数写错了", (change, base, level), Severity.ERROR,
    )  # fmt: skip
