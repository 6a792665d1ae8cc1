"""Units of official reports: money, ratios, counts with their classifiers, time, scores, areas."""

from collections.abc import Iterable
from decimal import Decimal

from reportgen.value import Value, cached_property

Dimension = tuple[tuple[str, int], ...]
"""Base dimensions with their exponents, sorted; () is a pure ratio. 元/个 is (("count", -1), ("money", 1))."""

RATIO: Dimension = ()
COUNT: Dimension = (("count", 1),)
MONEY: Dimension = (("money", 1),)

DIMENSION_NAMES = {
    "money": "金额", "count": "数量", "month": "月数或年数", "day": "天数", "minute": "时长", "score": "分数",
    "area": "面积", "length": "长度", "mass": "重量",
}  # fmt: skip


class Unit(Value, frozen=True, dict=True):
    """A unit as written, its dimension, and how many base units it is (元 for money, 1 for ratios and counts)."""

    name: str
    dimension: Dimension
    factor: Decimal

    @cached_property
    def counts_exactly(self) -> bool:
        """Whether a whole number of this unit is exact: what is counted is not rounded, what is measured is."""
        return self.factor == 1 and self.dimension in EXACT

    @property
    def is_spelled(self) -> bool:
        """Whether a whole number of this unit may be written in Chinese numerals (九十分)."""
        return self.counts_exactly or self.dimension == SCORE


def _units(dimension: Dimension, names: str) -> dict[str, Unit]:
    pairs = (entry.partition("=") for entry in names.split())
    return {name: Unit(name, dimension, Decimal(factor or 1)) for name, _, factor in pairs}


MONTH: Dimension = (("month", 1),)
DAY: Dimension = (("day", 1),)
MINUTE: Dimension = (("minute", 1),)
SCORE: Dimension = (("score", 1),)
EXACT = (COUNT, MONTH, DAY, MINUTE)

USUAL_UNITS: dict[Dimension, tuple[str, ...]] = {
    MONEY: ("万元", "亿元"),
    MONTH: ("个月", "年"),
    MINUTE: ("分钟", "小时"),
    (("area", 1),): ("平方米", "亩"),
    (("length", 1),): ("米", "公里"),
    (("mass", 1),): ("公斤", "吨"),
}
"""The units that a figure written without one may be meant in, of dimensions that leave a choice."""

BARE = Unit("", RATIO, Decimal(1))

_BUILT_IN: dict[str, Unit] = {
    **_units(MONEY, "元 千元=1000 万元=10000 百万元=1000000 亿元=100000000 万亿元=1000000000000"),
    **_units(RATIO, "%=0.01 ％=0.01 ‰=0.001 百分点=0.01 个百分点=0.01 倍 成=0.1"),
    **_units(
        COUNT,
        "个 项 条 家 份 篇 次 人 名 位 户 件 场 本 册 部 款 批 处 所 镇 村 乡 县 市 区 只 台 套 种 章 页 类 级 轮 期 组 道 "
        "股 科 宗 笔 座 辆 间 幅 张 期次 人次 人天 户次 班次 家次 学时 课时 门 支 队 员 岗 档 步 方面 环节 领域 部门 单位 "
        "项目 指标 街镇 乡镇 社区 条次 例 起 头 株 棵 幢 栋 眼 盏 口 片 段 面 封 卷 期刊 版 集 节 届 代 对 双 副 头次 点",
    ),
    **_units(MONTH, "个月 年=12 季度=3 个季度=3"),
    **_units(DAY, "天 日 个工作日 周=7"),
    **_units(MINUTE, "分钟 小时=60"),
    **_units(SCORE, "分"),
    **_units((("area", 1),), "平方米 ㎡ 亩=666.6667 公顷=10000 平方公里=1000000"),
    **_units((("length", 1),), "米 公里=1000 千米=1000 里=500"),
    **_units((("mass", 1),), "千克 公斤 吨=1000 斤=0.5"),
}
MULTIPLIERS = {"万亿": 12, "千万": 7, "百万": 6, "亿": 8, "万": 4}
"""Powers of ten."""


class Units(Value, frozen=True):
    """The units a report may use: the built-in ones and the classifiers its dictionary declares."""

    declared: frozenset[str] = frozenset()

    def find(self, name: str) -> Unit | None:
        """The unit of that name; 万 and 亿 may stand before any unit but money (万人次, 亿条)."""
        if name in self.declared:
            return Unit(name, COUNT, Decimal(1))
        if name in _BUILT_IN:
            return _BUILT_IN[name]
        return self._multiplied(name)

    def _multiplied(self, name: str) -> Unit | None:
        for prefix, power in MULTIPLIERS.items():
            if name.startswith(prefix) and (base := self.find(name.removeprefix(prefix))):
                return Unit(name, base.dimension, base.factor * 10**power)
        return None

    def names(self) -> Iterable[str]:
        return [*self.declared, *_BUILT_IN]


def dimension_name(dimension: Dimension) -> str:
    """The Chinese name of a dimension, for messages."""
    if dimension == RATIO:
        return "比率"
    above = [DIMENSION_NAMES[base] for base, power in dimension for _ in range(power)]
    below = ["÷" + DIMENSION_NAMES[base] for base, power in dimension for _ in range(-power)]
    return "×".join(above or ["1"]) + "".join(below)


def combine(left: Dimension, right: Dimension, sign: int) -> Dimension:
    """The dimension of a product (sign +1) or a quotient (sign −1)."""
    powers: dict[str, int] = dict(left)
    for base, power in right:
        powers[base] = powers.get(base, 0) + sign * power
    return tuple(sorted((base, power) for base, power in powers.items() if power))
