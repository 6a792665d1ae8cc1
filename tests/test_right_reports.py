"""Reports whose sentences are right, over figures drawn at random: neither the checks nor the audit of the finished page accuses one."""

import random
from decimal import Decimal
from pathlib import Path

import pytest

from projects import Project
from reportgen.finding import Severity

DICTIONARY = """
绩效评估:
  项目数: 0个 = 本级数 + 乡镇数 + 部门数
  本级数: 0个
  乡镇数: 0个
  部门数: 0个
  本级占比: 0.00% = 本级数 / 项目数
  乡镇占比: 0.00% = 乡镇数 / 项目数
  部门占比: 0.00% = 部门数 / 项目数
  送审金额: 0.00万元 = 审减金额 + 审定金额
  审减金额: 0.00万元
  审定金额: 0.00万元
  审减率: 0.00% = 审减金额 / 送审金额
  项目增量: 0个 = 项目数 - 上年.项目数
  项目增幅: 0.00% = 项目数 / 上年.项目数 - 1
  资金增量: 0.00万元 = 送审金额 - 上年.送审金额
  资金增幅: 0.00% = 送审金额 / 上年.送审金额 - 1
问题整改:
  问题数: 0个 = 整改数 + 剩余数
  整改数: 0个
  剩余数: 0个
  整改率: 0.00% = 整改数 / 问题数
评价结果:
  优秀数: 0个
  良好数: 0个
  合格数: 0个
  不合格数: 0个
  总数: 0个 = 优秀数 + 良好数 + 合格数 + 不合格数
  优秀率: 0.0% = 优秀数 / 总数
预算执行:
  年初预算: 0.00万元
  追加预算: 0.00万元
  调整预算: 0.00万元 = 年初预算 + 追加预算
  支出数: 0.00万元 = 基本支出 + 项目支出
  基本支出: 0.00万元
  项目支出: 0.00万元
  基本占比: 0.00% = 基本支出 / 支出数
  项目占比: 0.00% = 项目支出 / 支出数
  结转数: 0.00万元 = 调整预算 - 支出数
  执行率: 0.00% = 支出数 / 调整预算
  完成率: 0.00% = 支出数 / 年初预算
功能支出:
  教育: 0.00万元
  卫生: 0.00万元
  农林水: 0.00万元
  合计: 0.00万元 = 教育 + 卫生 + 农林水
三公经费:
  本年数: 0.00万元 = 接待费 + 公车费
  接待费: 0.00万元
  公车费: 0.00万元
  上年数: 0.00万元
  减少额: 0.00万元 = 上年数 - 本年数
  降幅: 0.00% = 减少额 / 上年数
"""
SENTENCES = """
全年评估项目{{ 绩效评估.项目数 }}，送审金额{{ 绩效评估.送审金额 }}，审减{{ 绩效评估.审减金额 }}，审定{{ 绩效评估.审定金额 }}，
  审减率{{ 绩效评估.审减率 }}。
申报项目{{ 绩效评估.项目数 }}，其中：县本级{{ 绩效评估.本级数 }}，占{{ 绩效评估.本级占比 }}；乡镇{{ 绩效评估.乡镇数 }}，
  占{{ 绩效评估.乡镇占比 }}；部门{{ 绩效评估.部门数 }}，占{{ 绩效评估.部门占比 }}。
县本级项目占全部项目的{{ 绩效评估.本级占比 }}，乡镇和部门项目分别占{{ 绩效评估.乡镇占比 }}、{{ 绩效评估.部门占比 }}。
评估项目{% if 绩效评估.项目增量 > 0 %}比上年增加{{ 绩效评估.项目增量 }}，
  增长{{ 绩效评估.项目增幅 }}{% else %}与上年相比没有增加{% endif %}。
送审金额{% if 绩效评估.资金增幅 < 0 %}低于上年的{{ 上年.绩效评估.送审金额 }}{% else %}比上年增加{{ 绩效评估.资金增量 }}{% endif %}。
安排预算{{ 绩效评估.审定金额 }}，比部门申报数减少{{ 绩效评估.审减金额 }}，减幅{{ 绩效评估.审减率 }}。
累计查出问题{{ 问题整改.问题数 }}，已整改{{ 问题整改.整改数 }}，整改率{{ 问题整改.整改率 }}{% if 问题整改.剩余数 > 0 %}，
  其余{{ 问题整改.剩余数 }}正在整改{% endif %}。
{{ 问题整改.问题数 }}问题中{{ 问题整改.整改数 }}完成整改，剩余{{ 问题整改.剩余数 }}纳入台账。
评价结果为优秀{{ 评价结果.优秀数 }}、良好{{ 评价结果.良好数 }}、合格{{ 评价结果.合格数 }}、不合格{{ 评价结果.不合格数 }}，
  优秀率{{ 评价结果.优秀率 }}。
被评价的{{ 评价结果.总数 }}项目中，
  优秀{{ 评价结果.优秀数 }}、良好{{ 评价结果.良好数 }}、合格{{ 评价结果.合格数 }}、不合格{{ 评价结果.不合格数 }}。
对{{ 评价结果.不合格数 }}不合格项目约谈主管部门，对{{ 评价结果.合格数 }}合格项目下达整改通知。
年初预算{{ 预算执行.年初预算 }}，年中追加{{ 预算执行.追加预算 }}，调整后预算{{ 预算执行.调整预算 }}，实际支出{{ 预算执行.支出数 }}，
  预算执行率{{ 预算执行.执行率 }}。
支出总额{{ 预算执行.支出数 }}，其中：基本支出{{ 预算执行.基本支出 }}，占{{ 预算执行.基本占比 }}；项目支出{{ 预算执行.项目支出 }}，
  占{{ 预算执行.项目占比 }}。
支出构成中，基本支出和项目支出分别为{{ 预算执行.基本支出 }}、{{ 预算执行.项目支出 }}，
  占比分别为{{ 预算执行.基本占比 }}、{{ 预算执行.项目占比 }}。
实际支出{{ 预算执行.支出数 }}（其中基本支出{{ 预算执行.基本支出 }}），结转结余{{ 预算执行.结转数 }}。
完成年初预算的{{ 预算执行.完成率 }}，{% if 预算执行.完成率 > 100 %}主要是年中追加{{ 预算执行.追加预算 }}{% else %}没有超出{% endif %}。
从支出功能看，教育{{ 功能支出.教育 }}、卫生{{ 功能支出.卫生 }}、农林水{{ 功能支出.农林水 }}，三项合计{{ 功能支出.合计 }}。
教育支出为{{ 功能支出.教育 }}，卫生和农林水分别为{{ 功能支出.卫生 }}和{{ 功能支出.农林水 }}。
“三公”经费支出{{ 三公经费.本年数 }}，比上年减少{{ 三公经费.减少额 }}，下降{{ 三公经费.降幅 }}，
  其中公务接待费{{ 三公经费.接待费 }}、公务用车费{{ 三公经费.公车费 }}。
“三公”经费由{{ 三公经费.上年数 }}压减到{{ 三公经费.本年数 }}，压减比例{{ 三公经费.降幅 }}。
"""


def _sentences() -> list[str]:
    return SENTENCES.replace("\n  ", "").split("\n")[1:-1]


def _yuan(chance: random.Random, most: int) -> Decimal:
    return Decimal(chance.randint(1, most)).scaleb(-2)


def _assessed(chance: random.Random) -> str:
    own, towns, offices = (chance.randint(1, chance.choice([9, 90, 900])) for _ in range(3))
    cut, kept = _yuan(chance, 10**6), _yuan(chance, chance.choice([10**5, 10**9]))
    return f"""
  绩效评估:
    项目数: {own + towns + offices}个
    本级数: {own}个
    乡镇数: {towns}个
    部门数: {offices}个
    送审金额: {cut + kept}万元
    审减金额: {cut}万元
    审定金额: {kept}万元"""


def _figures(chance: random.Random) -> str:
    found = chance.randint(1, 400)
    mended = chance.randint(1, found)
    grades = [chance.randint(1, 60) for _ in range(4)]
    usual, projects = _yuan(chance, 10**7), _yuan(chance, 10**8)
    budget, more = usual + projects + _yuan(chance, 10**7), _yuan(chance, 10**6)
    school, health, water = (_yuan(chance, 10**7) for _ in range(3))
    guests, cars = _yuan(chance, 10**5), _yuan(chance, 10**5)
    return f"""{_assessed(chance)}
  问题整改: {{问题数: {found}个, 整改数: {mended}个, 剩余数: {found - mended}个}}
  评价结果: {{优秀数: {grades[0]}个, 良好数: {grades[1]}个, 合格数: {grades[2]}个, 不合格数: {grades[3]}个, 总数: {sum(grades)}个}}
  预算执行:
    年初预算: {budget}万元
    追加预算: {more}万元
    调整预算: {budget + more}万元
    支出数: {usual + projects}万元
    基本支出: {usual}万元
    项目支出: {projects}万元
    结转数: {budget + more - usual - projects}万元
  功能支出: {{教育: {school}万元, 卫生: {health}万元, 农林水: {water}万元, 合计: {school + health + water}万元}}
  三公经费:
    本年数: {guests + cars}万元
    接待费: {guests}万元
    公车费: {cars}万元
    上年数: {guests + cars + _yuan(chance, 10**5)}万元"""


def _report(chance: random.Random) -> str:
    """A report of some of the sentences, in paragraphs of one or two and in points."""
    said = chance.sample(_sentences(), 9)
    paragraphs = "\n\n".join(f"      {''.join(pair)}" for pair in (said[:2], said[2:4], said[4:5]))
    points = "".join(f"      - text: |\n          {sentence}\n" for sentence in said[5:7])
    items = "".join(
        f"      - heading: 其{n}\n        text: |\n          {s}\n"
        for n, s in zip("一二", said[7:], strict=True)
    )
    return f"""locality: 宁县
year: 2025
report: work-summary
title: 2025年预算绩效管理工作情况
metrics:{_figures(chance)}
sections:
  - heading: 工作完成情况
    text: |
{paragraphs}
    points:
{points}    items:
{items}"""


@pytest.mark.parametrize("seed", range(24))
def test_a_right_report_is_accused_of_nothing(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    before = f"locality: 宁县\nyear: 2024\nmetrics:{_assessed(chance)}\n"
    outcome = Project(
        tmp_path, {"2024/ningxian": before, "2025/ningxian": _report(chance)}, DICTIONARY
    ).build()
    accused = [str(f.message) for f in outcome.findings if f.severity is not Severity.HINT]
    assert (accused, len(outcome.built)) == ([], 1)
