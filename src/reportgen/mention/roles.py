"""The role of a figure in its sentence, as the words before it tell: a level, a budget, a change, a rate of growth, a share …"""

from enum import StrEnum

from reportgen import patterns


class Role(StrEnum):
    """What a figure states."""

    LEVEL = "level"
    BUDGET = "budget"  # 年初预算、调整预算
    BASE = "base"  # 由 X 增至, 比 X 增加
    DELTA = "delta"  # 增加 X
    GROWTH = "growth"  # 增长 X%
    SHARE = "share"  # 占 X%
    COMPLETION = "completion"  # 为预算的 X%
    RATE = "rate"  # 审减率 X%
    POINTS = "points"  # 百分点
    TIMES = "times"  # X 倍
    OTHER = "other"


SHARED = patterns.compile("占(?![地用道有据])")
"""占 that tells a share, unlike 占地, 占用, 占道, 占有 and 占据."""
OF_ONE = patterns.compile(r"(?:其|约|仅)?(?:占(?![地用道有据])|[为是]|相当于|完成|达到)")
"""What begins the words between a part and the whole right before its percentage: 216场，完成计划180场的120%."""
_UP = "增长|增幅|增加|上升|提高|提升|增速|涨幅|升幅|增收|增支|净增加?|多[增收支减]|上涨|攀升|扩大"
_DOWN = "下降|降低|减少|降幅|下滑|回落|缩减|减收|减支|减幅|净减少?|下跌|下调|负增长|降(?=了)"
_TAIL = r"(?:幅度?|额|率|数)?(?:了|约|近|超过?|高达|为|达到?|至少|:|\s)*$"
_CHANGE = patterns.compile(rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_TAIL}")
_COMPARED = patterns.compile(
    r"(?:与|同|和|跟)[^,，]{0,14}?相比|[比较](?:20\d\d\s*年?|上一?年|去年|上年同期|同期|年初|期初|上期|预算|年初预算|前年)(?:年?度|同期|年末|年底)?(?:支出|收入)?(?:年初)?(?:决算|预算|执行|完成|实际)?[数额]?[^,，]{0,8}?|的?基础上|同比|环比|年均|各|均|也|共|总体|分别|相应|同步"
)
_BUDGET = patterns.compile(
    r"(?:预算(?:总额|总数|数|安排|任务|指标|收入|支出)?|预算(?:数|支出|收入)?(?:相应|最终)?(?:调整|变动|变更|追加)|调整后(?:的)?(?:支出|收入)?预算(?:数)?|计划数|任务数|预期目标)"
    r"(?:\([^()]*\)|数|额)?(?:分别)?(?:为|是|至|:|安排|达|\s)*$"
)
_NO_BUDGET = patterns.compile(
    r"预算(?:收入|支出)(?:数)?(?:总计|合计|决算)?(?:为|是|:|达|\s)*$|(?:压减|核减|扣减|取消|审减|追加|增加|减少|压缩)[^,，]*预算[^,，]*$|决算(?:数)?(?:为|是|:|\s)*$"
)
_COMPLETION = patterns.compile(
    r"(?!占[^,，]{0,14}(?:公共|基金|经营|保险)预算(?:支出|收入)的)(?:[为占]|完成|相当于|达到?|占到)(?:了)?[^,，]{0,14}?(?:预算|计划|任务|目标|指标)(?:数|任务|安排|总额|目标|指标|计划|支出|收入(?!的))?(?:\([^()]*\))?的?(?:为|达到?|\s)*$"
    r"|(?:执行率|完成率|完成比例|完成进度|支出进度|执行进度|预算完成)(?:均|仅)?(?:为|达到?|是|:|\s)*$"
)
_SHARE = patterns.compile(
    r"占(?!比)(?P<whole>[^,，;；。]{0,40}?)(?:的)?(?:比重|比例|比率|份额)?(?:约|近|超过?|为|达到?|高达|上升到|提高到|:|\s)*$|(?P<bare>占比|比重|比例)(?:分别|约|为|达到?|高达|:|\s)*$"
)
_RATE = patterns.compile(
    r"[^,，;；。:]{0,16}(?:率|度|进度|程度)(?:均|都|仅)?(?:约|近|超过?|为|达到?|高达|达|是|:|\s)*$"
)


def change(tail: str) -> tuple[int, str] | None:
    """+1 or −1 and the words before the verb, when a clause ends in a verb of change."""
    match = _CHANGE.search(tail)
    if match is None or tail[: match.start()].endswith(("新", "提质", "持续")):
        return None
    return (1 if match["up"] else -1), _COMPARED.sub("", tail[: match.start()]).strip(" ,，")


def is_budget(tail: str) -> bool:
    """Whether the words before a figure say that it was budgeted."""
    return bool(_BUDGET.search(tail)) and not _NO_BUDGET.search(tail)


def is_completion(tail: str) -> bool:
    """Whether the words before a figure say that it was carried out."""
    return bool(_COMPLETION.search(tail))


def share_of(tail: str) -> str | None:
    """What a share is of: the words after 占, empty when only 占比; None when the clause states no share."""
    match = _SHARE.search(tail)
    if match is None:
        return None
    return (match["whole"] or "").strip(" 全部总") if match["bare"] is None else ""


def is_rate(tail: str) -> bool:
    """Whether the words before a figure name a rate."""
    return bool(_RATE.search(tail))
