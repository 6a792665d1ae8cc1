"""Lists that give several figures for each part: 市级385个、21.3亿元；县区901个、35.5亿元.

其中 need not list everything. But if one of the figures adds up to its total, the list is complete, and the others must add up too.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen import patterns
from reportgen.audit.claim import Certainty, Claim
from reportgen.audit.context import adding_up, meaning
from reportgen.audit.sums import sum_claim
from reportgen.audit.words import FULL_SCORE, REST, SUMMED
from reportgen.mention import Mention, Role

_Part = Sequence[Mention]
"""What is told of one part."""
_FULL_SCORES = 100
_IDLE = patterns.compile(r"涉及|项目|资金|金额|投资|预算|综合")
_SHARED = patterns.compile(r"单位|部门|机构|企业|[户家人名村镇]")
"""What may be counted under more than one part: an office with projects of two kinds."""
_SUMMED = patterns.compile(rf"[,，;；、\s]*[^,，;；。\d]{{0,4}}(?:{SUMMED}|共)")
_MORE = patterns.compile(rf"[\s,，、和及]*$|.*(?:{REST}|另|此外|还有)")
"""Before a figure that goes on with a list: 教育4个，2.50亿元、0.50亿元; 另有1亿元."""
_MOST_TOLD, _LONGEST = 4, 40
"""Things told of a part, and figures of a list, that are looked at."""


def parted(before: Sequence[Mention], following: Sequence[Mention]) -> Iterator[Claim]:
    """A list behind its totals: 126个，资金38.62亿元，其中：市级46个，资金21.30亿元；县区80个，资金17.32亿元."""
    listed = [m for m in following if m.role is Role.LEVEL and not m.words]
    width = next((i for i, m in enumerate(listed) if i and _told([m]) == _told(listed[:1])), 0)
    starts = range(0, len(listed), width) if 1 < width <= _MOST_TOLD else ()
    parts = _alike([listed[i : i + width] for i in starts])
    for count in range(len(parts), 1, -1):
        if any(_MORE.match(m.gap) for m in listed[count * width : count * width + 1]):
            continue
        columns = list(zip(*parts[:count], strict=True))
        if found := _complete([_whole(before, column) for column in columns], columns):
            yield from found
            return


def told_next(flow: Sequence[Mention]) -> Iterator[Claim]:
    """A list in the sentence behind its totals, or behind their colon: 实施项目134个、资金2亿元。产业类71个、1.3亿元；其他63个、0.7亿元."""
    for place, (last, first) in enumerate(pairwise(flow), 1):
        same = first.sentence == last.sentence
        if first.sentence == last.sentence + 1 or (same and ":" in first.gap):
            before = [m for m in flow[:place] if m.role is Role.LEVEL and m.sentence == last.sentence]
            behind = flow[place : place + _LONGEST]
            yield from parted(before, [m for m in behind if m.sentence == first.sentence])


def summed_up(flow: Sequence[Mention]) -> Iterator[Claim]:
    """A list before its totals, which are told as the parts are: 本级120个，3.6亿元；上级80个，6.4亿元；合计200个，10亿元."""
    levels = [m for m in flow if m.role is Role.LEVEL and not m.words]
    for place, total in enumerate(levels):
        for width in range(2, _MOST_TOLD + 1) if _SUMMED.match(total.gap) else ():
            before = [levels[i : i + width] for i in range(place, max(-1, place - _LONGEST), -width)]
            rows = _alike([row for row in before if {m.sentence for m in row} == {total.sentence}])
            for count in range(2, len(rows)):
                columns = list(zip(*rows[count:0:-1], strict=True))
                yield from _complete(rows[0], columns)


def _told(part: _Part) -> list[object]:
    """What kinds of things are told of a part."""
    return [(m.same_kind, bool(FULL_SCORE.search(m.label))) for m in part]


def _alike(parts: Sequence[_Part]) -> list[_Part]:
    """The parts up to one of which something else is told, or which is a list itself (其中)."""
    kept: list[_Part] = []
    for part in parts:
        if _told(part) != _told(parts[0]) or (kept and any("其中" in m.gap for m in part)):
            break
        kept.append(part)
    return kept


def _whole(before: Sequence[Mention], column: _Part) -> Mention | None:
    """The one figure before a list that is of the same thing as a column of it."""
    fitting = [m for m in before if _told([m]) == _told(column[:1])]
    if column[0].label and len({m.label for m in column}) == 1:
        said = thing(column[0])
        fitting = [m for m in fitting if thing(m) == said or (said and thing(m).endswith(said))]
    return fitting[0] if len(fitting) == 1 else None


def thing(mention: Mention) -> str:
    """What an amount is said to be of; nothing of a mere 资金 or 涉及金额."""
    return _IDLE.sub("", meaning(mention.label))


def _complete(wholes: Sequence[Mention | None], columns: Sequence[_Part]) -> list[Claim]:
    """The sums of a list of which some column makes its total, or all that can be scored."""
    told = [(whole, column) for whole, column in zip(wholes, columns, strict=True) if whole is not None]
    full = any(adding_up(whole, column) == len(column) for whole, column in told)
    scored = any(
        all(FULL_SCORE.search(m.label) for m in column)
        and sum(m.quantity.value for m in column) == _FULL_SCORES
        for column in columns
    )
    sums = (
        sum_claim(whole, column, Certainty.LIKELY)
        for whole, column in told
        if not any(map(is_shared, (whole, *column)))
    )
    return list(sums) if full or scored else []


def is_shared(mention: Mention) -> bool:
    """Whether it counts what may stand under more than one part."""
    named = (
        _SHARED.search(mention.label) or _SHARED.search(mention.counted) or _SHARED.fullmatch(mention.unit)
    )
    return mention.quantity.unit.counts_exactly and bool(named)
