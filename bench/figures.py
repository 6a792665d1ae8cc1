"""The figures of one synthetic locality: every relation of the dictionary holds in them."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

Figure = Decimal | int


def figures(random: Random, growth: Decimal) -> dict[str, Figure]:
    """What the lines of words/metrics.txt ask for by name; `growth` moves counts from one year to the next."""
    return {**_assessed(random, growth), **_managed(random, growth), **_evaluated(random, growth)}


def money(random: Random, low: int, high: int) -> Decimal:
    """An amount with two decimals between two whole ones."""
    return Decimal(random.randint(low * 100, high * 100)) / 100


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _percent(part: Figure, whole: Figure) -> Decimal:
    return rounded(Decimal(part) / Decimal(whole) * 100)


def _count(random: Random, low: int, high: int, growth: Decimal) -> int:
    return int(random.randint(low, high) * growth)


def _assessed(random: Random, growth: Decimal) -> dict[str, Figure]:
    cut, approved = (
        rounded(money(random, 800, 9_000) * growth),
        rounded(money(random, 20_000, 90_000) * growth),
    )
    return {
        "评估单位": _count(random, 40, 70, growth),
        "评估数": _count(random, 200, 400, growth),
        "送审": cut + approved,
        "审减": cut,
        "审定": approved,
        "审减率": _percent(cut, cut + approved),
        "不予": random.randint(1, 9),
        "调整": random.randint(1, 20),
        "退回": random.randint(1, 5),
    }


def _managed(random: Random, growth: Decimal) -> dict[str, Figure]:
    targets, shown = _count(random, 900, 1_500, growth), _count(random, 100, 700, growth)
    whole, projects = _count(random, 200, 600, growth), _count(random, 2_000, 5_000, growth)
    bureau, units = _count(random, 60, 110, growth), _count(random, 300, 900, growth)
    return {
        "预算单位": _count(random, 150, 300, growth),
        "目标数": targets,
        "整体目标": _count(random, 60, 120, growth),
        "总额": money(random, 20, 90),
        "完善": _count(random, 200, 700, growth),
        "公开目标": shown,
        "公开占比": _percent(shown, targets),
        "任务": whole + projects,
        "整体监控": whole,
        "项目监控": projects,
        "重点监控": _count(random, 100, 200, growth),
        "监控资金": money(random, 10_000, 90_000),
        "未完成": random.randint(1, 30),
        "偏离": random.randint(1, 30),
        "措施": _count(random, 20, 60, growth),
        "公开": bureau + units,
        "财政公开": bureau,
        "单位公开": units,
        "场次": random.randint(2, 6),
        "人数": _count(random, 200, 700, growth),
    }


def _evaluated(random: Random, growth: Decimal) -> dict[str, Figure]:
    best, good, fair, poor = (_count(random, *ends, growth) for ends in ((3, 9), (12, 30), (2, 9), (0, 2)))
    found, settled = _count(random, 60, 140, growth), _count(random, 30, 50, growth)
    reports = best + good + fair + poor
    return {
        "自评单位": _count(random, 100, 180, growth),
        "自评项目": _count(random, 800, 1_500, growth),
        "自评资金": money(random, 5, 50),
        "执行率": money(random, 85, 99),
        "抽查": _count(random, 50, 90, growth),
        "评价": reports,
        "项目评价": reports - best,
        "整体评价": best,
        "评价资金": money(random, 3, 20),
        "建议": _count(random, 50, 90, growth),
        "优": best,
        "良": good,
        "中": fair,
        "差": poor,
        "优良率": _percent(best + good, reports),
        "问题": found,
        "整改": settled,
        "剩余": found - settled,
        "整改率": _percent(settled, found),
        "压减单位": random.randint(2, 9),
        "压减项目": random.randint(9, 30),
        "压减": money(random, 100, 900),
    }
