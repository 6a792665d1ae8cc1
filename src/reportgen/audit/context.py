"""How figures stand to each other: in one segment, of one kind, called by names that mean the same."""

from collections.abc import Container, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen import patterns
from reportgen.mention import Mention, Role
from reportgen.quantity import MONEY

_NEAR = 60
LEVELS = (Role.LEVEL,)
STATED = (Role.LEVEL, Role.BUDGET)
_IDLE = patterns.compile(
    r"^(?:20\d\d年(?:度)?|全[省市县区州盟旗]|本[市县区省]|我[市县区省]|市本级|[省市县区]?本级|[省市县区]级|本年度?|当年|上海市|汇总的?)+"
)
_WIDER = patterns.compile(r"全年|合计|总体|整体|累计|综合|平均")
_BUDGETS = ("年初", "调整", "变动")
_OF_BUDGET = patterns.compile("|".join((*_BUDGETS, "预算")))
_DENIED = frozenset("非未不")
_NOISE = patterns.compile(
    r"[“”\"'（）()\s的]|决算|汇总|总计|合计|总[额数]|金额|总量|规模|完成|实际|(?<=支出)数"
)
_POINT = patterns.compile(r"(?:^|[。;；:：])\s*[一二三四五六七八九十]{1,2}是")


def point_begins(text: str, place: int) -> int:
    """Where the point (一是…二是…) begins that a place lies in, 0 before the first: another point tells of something else."""
    return max((match.end() for match in _POINT.finditer(text, 0, place)), default=0)


def meaning(name: str) -> str:
    """A name without scope and idle words, to compare: 全市一般公共预算支出决算 → 一般公共支出."""
    return _NOISE.sub("", _IDLE.sub("", name)).replace("预算", "")


def alike(one: str, other: str) -> bool:
    """Whether two names mean the same thing: equal, or one ends in the other."""
    a, b = meaning(one), meaning(other)
    return len(a) > 1 and len(b) > 1 and (a.endswith(b) or b.endswith(a))


def akin(one: str, other: str) -> bool:
    """Whether two names share most of their characters and neither denies the other (税收, 非税)."""
    a, b = set(meaning(one)), set(meaning(other))
    return bool(a and b) and len(a & b) / len(a | b) >= 0.6 and not _DENIED & (a ^ b)


def segment(mention: Mention) -> tuple[int, int]:
    """The stretch of its sentence between semicolons that a figure stands in."""
    text = mention.text
    start = max(text.rfind(mark, 0, mention.start) for mark in ";。") + 1
    ends = [place for mark in ";。" if (place := text.find(mark, mention.end)) >= 0]
    return start, min(ends, default=len(text))


def together(one: Mention, other: Mention) -> bool:
    """Whether two figures stand in one segment."""
    if one.prose is not other.prose:
        return False
    first, last = (one, other) if one.start <= other.start else (other, one)
    between = one.text[first.end : last.start]
    return ";" not in between and "。" not in between


def in_turn(flow: Sequence[Mention]) -> Iterator[tuple[Mention, Sequence[Mention]]]:
    """Each figure of a flow with those before it that may bear on it."""
    for index, mention in enumerate(flow):
        yield mention, flow[max(0, index - _NEAR) : index]


def between(figures: Sequence[Mention]) -> list[str]:
    """The words between one figure and the next."""
    return [one.text[one.end : other.start] for one, other in pairwise(figures)]


def comparable(one: Mention, other: Mention) -> bool:
    """Whether two figures may be added or divided to a plain ratio."""
    return one.same_kind == other.same_kind


def like(figures: Iterable[Mention], one: Mention, roles: Container[Role] = STATED) -> list[Mention]:
    """Those of some figures that may be added to one: of its kind, and in one of some roles."""
    return [m for m in figures if m.role in roles and m.same_kind == one.same_kind]


def same_dimension(one: Mention, other: Mention) -> bool:
    """Whether two figures are amounts of the same kind of thing: both money, both counts."""
    return one.quantity.unit.dimension == other.quantity.unit.dimension


def which_budget(words: str) -> str:
    """Which budget of a year words name (年初预算, 调整预算): the last they do, or none."""
    return max(_BUDGETS, key=words.rfind) if any(word in words for word in _BUDGETS) else ""


def is_money(mention: Mention) -> bool:
    """Whether a figure is an amount of money."""
    return mention.quantity.unit.dimension == MONEY


def adding_up(whole: Mention, parts: Sequence[Mention]) -> int:
    """How many of the parts, from the first on, agree with the whole to about the last digit written; 0 when none do."""
    target = whole.magnitude
    total, finest = Decimal(0), target.interval.high - target.point
    for count, part in enumerate(parts, 1):
        magnitude = part.magnitude
        total += magnitude.point
        finest = max(finest, magnitude.interval.high - magnitude.point)
        if count > 1 and abs(target.point - total) <= finest * count:
            return count
    return 0


def may_be_of_another(
    rate: Mention, figure: Mention, rates: Sequence[Mention], others: Sequence[Mention]
) -> bool:
    """Whether a rate may measure something else than a figure before it: a list of parts (其中) begins between them, an earlier rate
    already measures that figure, or the rate is one of the whole (全年) and the figure is one of several."""
    wider = _WIDER.search(rate.tail) if others else None
    taken = any(figure.start < m.start < rate.start for m in rates) and not _OF_BUDGET.search(rate.tail)
    listed = "其中" in rate.text[figure.end : rate.start]
    return listed or taken or (wider is not None and wider[0] not in figure.gap)
