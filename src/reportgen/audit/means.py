"""Means of what stands before them: 举办5期、培训1240人次，平均每期248人次; 补助920户、862.50万元，户均9375元."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen import patterns
from reportgen.audit.claim import Certainty, Choice, Claim, equals, over
from reportgen.audit.context import STATED, same_dimension
from reportgen.formula import Number
from reportgen.mention import Mention
from reportgen.quantity import Magnitude, Unit, Units
from reportgen.relation import Kind

_MEAN = patterns.compile(
    r"(?<![月年日天季])(?:每个?(?P<each>[一-鿿]{1,8})|(?P<one>(?!平)[一-鿿])均(?P<noun>[一-鿿]{0,6}?))(?:约|达到?|为)?$"
)
_SCALE = patterns.compile("^[万亿千百十]+")
_UNITS = Units()
_HEADS = ("名", "人次")
"""Units of people, 人均 being of any."""


def of_those_before(earlier: Sequence[Mention], mean: Mention) -> Iterator[Choice]:
    """That a mean is an amount of its sentence divided by a count of it; likely if there is but one figure of each."""
    said = _MEAN.search(mean.tail)
    if said is None or not mean.quantity.value:
        return
    words = said["each"] or said["one"] + said["noun"]
    near = [m for m in _unlisted(earlier) if m.sentence == mean.sentence and m.quantity.value]
    counted = next(((m, unit) for m in reversed(near) if (unit := _counts(m, words))), None)
    if counted is None:
        return
    count, unit = counted
    noun = words.removeprefix(unit)
    totals = [m for m in near if m is not count and same_dimension(m, mean) and not _MEAN.search(m.tail)]
    totals = [m for m in totals if m.magnitude.point > mean.magnitude.point]
    beside = {m for pair in pairwise(near) if count in pair and pair[1].gap.startswith("、") for m in pair}
    of_it = len(totals) == 1 and noun in totals[0].label + totals[0].tail and beside <= {count, *totals}
    if totals:
        yield Choice(tuple(_claim(mean, total, count, of_it) for total in reversed(totals)))


def _unlisted(earlier: Sequence[Mention]) -> Iterator[Mention]:
    """The figures stated, without those that 其中 repeats for a part."""
    listed, kinds = False, set[object]()
    for mention in earlier:
        listed = "其中" in mention.gap or (listed and not re.search("[;。]", mention.gap))
        if mention.role in STATED and not (listed and mention.same_kind in kinds):
            kinds.add(mention.same_kind)
            yield mention


def _counts(mention: Mention, words: str) -> str:
    """What a figure counts, where the words after 每 begin with it: its unit, or the noun it is given."""
    unit = _SCALE.sub("", mention.unit)
    if unit and words.startswith(unit):
        return unit
    if unit in _HEADS and words.startswith("人"):
        return "人"
    named = mention.quantity.unit.counts_exactly and words[:2].startswith((mention.counted or "无")[:2])
    return words[: len(mention.counted[:2])] if named else ""


def _claim(mean: Mention, total: Mention, count: Mention, sure: bool) -> Claim:
    one = Magnitude.exactly(_one(count.quantity.unit), count.quantity.unit.dimension)
    number = over(count, Number(one, "1", count.span))
    step = mean.quantity.unit.factor.scaleb(-mean.quantity.decimals)
    quotient = total.magnitude.point * one.point / count.magnitude.point
    near = abs(quotient - mean.magnitude.point) < step  # rounded, whichever way
    certainty = Certainty.LIKELY if sure and not near else Certainty.IF_HOLDS
    words = f"{mean.label or '平均'} = {total.name} ÷ {count.quantity.text}"
    return equals(Kind.RATIO, (mean, total, count), over(total, number), certainty, words=words)


def _one(unit: Unit) -> Decimal:
    """One of what a unit counts: 亩 of 万亩."""
    base = _UNITS.find(_SCALE.sub("", unit.name))
    return base.factor if base and base.dimension == unit.dimension else Decimal(1)
