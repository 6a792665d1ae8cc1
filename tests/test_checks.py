"""The checks as a whole: one fault is said once, and what is said is said of the right file."""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.checks.placed import Placed, Places, Role
from reportgen.checks.prose import naked_figure
from reportgen.checks.reading import Reading
from reportgen.content import Cell, quantity_of
from reportgen.finding import each_cause_once
from reportgen.quantity import Quantity, Units
from worlds import World

HEAD = "locality: 宁县\nyear: 2025\n"


def codes(world: World, identity: str = "2025/ningxian") -> list[tuple[str, int]]:
    return sorted((f.code, f.span.line) for f in world.findings(identity) if f.is_error)


def test_a_formula_that_is_wrong_is_not_reported_again_where_its_figure_is_used(tmp_path: Path) -> None:
    text = """\
metrics:
  事前评估:
    送审金额: 64727.72万元
    审减比: = 审减额 / 送审金额
    甲: = 乙 + 1个
    乙: = 甲 - 1个
    坏数: 12.3.4万元
sections:
  - with: 事前评估
    text: |
      比例{{ 审减比 }}，{{ 甲 }}、{{ 乙 }}，{{ 坏数 }}，送审{{ 送审金额 }}。
"""
    assert codes(World(tmp_path, {"2025/ningxian": HEAD + text})) == [("F101", 6), ("F102", 7), ("L301", 9)]


def test_each_cell_is_read_once_however_many_figures_are_typed_by_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Cell] = []

    def counting(cell: Cell, units: Units) -> Quantity | None:
        read.append(cell)
        return quantity_of(cell, units)

    monkeypatch.setattr(naked_figure, "quantity_of", counting)
    cells = "".join(f"    数{'甲' * n}: {n + 100}个\n" for n in range(1, 20))
    text = f"metrics:\n  组:\n{cells}sections:\n  - text: |\n      {'共105个，' * 30}完。\n"
    found = World(tmp_path, {"2025/ningxian": HEAD + text}).findings()
    assert sum(f.code == "P201" and "组.数甲甲甲甲甲 }}" in f.hint for f in found) == 30
    assert len(read) == 19


def test_an_unknown_group_is_reported_once_not_with_each_of_its_names(tmp_path: Path) -> None:
    text = """\
sections:
  - with: 事前评审
    text: |
      评估{{ 项目数 }}，送审{{ 送审金额 }}，整改{{ 问题整改.整改数 }}。
"""
    assert codes(World(tmp_path, {"2025/ningxian": HEAD + text})) == [("P101", 6), ("P102", 4)]


def test_a_misspelt_indicator_is_a_warning_and_any_other_figure_left_out_a_hint(tmp_path: Path) -> None:
    text = """\
report: work-summary
title: 宁县2025年情况
metrics:
  事前评估: {送审金额: 9.00万元, 审减资金: 3.00万元, 审定金额: 6.00万元, 专家数: 3名}
sections:
  - with: 事前评估
    text: |
      送审{{ 送审金额 }}，审减{{ 审减金额 }}，审定{{ 审定金额 }}。
"""
    unused = [f for f in World(tmp_path, {"2025/ningxian": HEAD + text}).findings() if f.code == "D124"]
    assert [(f.severity, f.at) for f in unused] == [
        ("warning", "事前评估.审减资金"),
        ("hint", "事前评估.专家数"),
    ]
    assert unused[0].hint == "是不是想写“审减金额”？"


def test_nothing_is_read_across_a_tag_that_cannot_be_read(tmp_path: Path) -> None:
    text = "甲{{ 今年 }}，{{ 甲．子 }}，乙的{{ 甲．子 }}的成效。"
    world = World(tmp_path, {"2025/ningxian": f"{HEAD}sections:\n  - text: |\n      {text}\n"})
    assert [finding.code for finding in world.findings()] == ["P110", "P110"]


def test_each_side_of_a_bound_is_told_in_its_own_unit(tmp_path: Path) -> None:
    dictionary = """
        事前评估:
          送审金额: 0.00万元
          审减金额: 0.00万元
          审减率: 0.00% = 审减金额 / 送审金额
          checks: [审减率 <= 50%]
    """
    text = HEAD + "metrics:\n  事前评估: {送审金额: 1000.00万元, 审减金额: 900.00万元}\n"
    (bound,) = (
        f for f in World(tmp_path, {"2025/ningxian": text}, dictionary).findings() if f.code == "D102"
    )
    assert bound.message.endswith("左边为 90.00%，右边为 50.00%")


@pytest.mark.parametrize(
    ("figures", "sides"),
    [
        ("一: 200个, 二: 约100个", "左边为 200个，右边为 约100个"),
        ("一: 100个以上, 二: 不超过99个", "左边为 100个以上，右边为 不超过99个"),
        ("一: 2个, 二: = count(三), 三: [甲, 乙, 丙, 等]", "左边为 2个，右边为 3个以上"),
    ],
)
def test_a_bound_is_told_with_the_qualifiers_of_its_sides(tmp_path: Path, figures: str, sides: str) -> None:
    check = "<=" if "三" not in figures else ">="
    text = f"{HEAD}metrics:\n  甲组: {{{figures}}}\nchecks: [甲组.一 {check} 甲组.二]\n"
    (bound,) = (f for f in World(tmp_path, {"2025/ningxian": text}).findings() if f.code == "D102")
    assert bound.message.endswith(sides)


def test_a_list_that_ends_in_deng_proves_no_slip_of_the_unit(tmp_path: Path) -> None:
    text = HEAD + "metrics:\n  制度: {办法: [甲, 乙, 等], 办法数: 1项 = count(办法)}\n"
    (short,) = (f for f in World(tmp_path, {"2025/ningxian": text}).findings() if f.code == "D103")
    assert short.hint == "请对照原始台账核对这几个数"  # 10000项 would do, and so would any other number


def test_words_that_are_counted_are_offered_as_a_list(tmp_path: Path) -> None:
    text = HEAD + "metrics:\n  制度: {办法: 甲办法, 办法数: 1项 = count(办法)}\n"
    (counted,) = (f for f in World(tmp_path, {"2025/ningxian": text}).findings() if f.is_error)
    assert (counted.code, counted.hint) == ("F101", "是清单就写成 办法: [甲办法]")


def test_a_figure_typed_twice_on_a_line_is_found_twice_at_its_columns(tmp_path: Path) -> None:
    text = "sections:\n  - text: |\n      甲项5个，\n      乙项5个，丙项５个。\n"
    world = World(tmp_path, {"2025/ningxian": HEAD + text})
    found = [(f.span.line, f.span.column, f.span.quote) for f in world.findings() if f.code == "P201"]
    assert found == [(5, 9, "5"), (6, 9, "5"), (6, 14, "５")]


def test_a_small_number_is_said_to_be_a_cell_s_only_where_the_text_is_of_its_group(tmp_path: Path) -> None:
    text = """\
metrics:
  培训: {次数: 3次, 人数: 456人}
sections:
  - text: |
      赴外学习3次，456人。
  - with: 培训
    text: |
      培训3次。
"""
    hints = [f.hint for f in World(tmp_path, {"2025/ningxian": HEAD + text}).findings() if f.code == "P201"]
    assert hints == [
        "说的就是它，写成 {{ 培训.次数 }}；是另一个数，先在 metrics 里写成单元格，再引用",
        "它与单元格的数相同，写成 {{ 培训.人数 }}",
        "它与单元格的数相同，写成 {{ 次数 }}",
    ]


def test_a_figure_of_a_child_is_suggested_by_the_name_the_parent_may_use(tmp_path: Path) -> None:
    parent = "locality: 宝鸡市\nyear: 2025\nsections:\n  - text: |\n      太白县开展评价11个项目。\n"
    child = "locality: 太白县\nyear: 2025\nmetrics:\n  债券评价: {项目数: 11个}\n"
    world = World(tmp_path, {"2025/baoji": parent, "2025/baoji/taibai": child})
    (hint,) = [f.hint for f in world.findings("2025/baoji") if f.code == "P201"]
    assert "{{ 太白县.债券评价.项目数 }}" in hint


def test_a_name_used_outside_its_group_is_offered_with_it(tmp_path: Path) -> None:
    own = "sections:\n  - text: |\n      {{ 增幅 }}{{ 上年.送审金额 }}{{ 下级.项目 }}{{ 上年.人数 }}\n"
    files = {
        "2025/baoji": f"locality: 宝鸡市\nyear: 2025\nmetrics: {{事前评估: {{增幅: 3.00%}}}}\n{own}",
        "2024/baoji": "locality: 宝鸡市\nyear: 2024\nmetrics: {事前评估: {送审金额: 4.00万元}}\n",
        "2025/baoji/taibai": "locality: 太白县\nyear: 2025\nmetrics: {债券评价: {项目: 11个}}\n",
    }
    found = [f for f in World(tmp_path, files).findings("2025/baoji") if f.code == "P101"]
    assert [f.message for f in found] == [
        "找不到指标“增幅”",
        "没有上年的“送审金额”",
        "下级都没有“项目”",
        "没有上年的“人数”",
    ]
    assert [f.hint for f in found] == [
        "是不是想写“事前评估.增幅”？",
        "是不是想写“上年.事前评估.送审金额”？",
        "是不是想写“下级.债券评价.项目”？",
        "补上去年的文件，只写这一个数也可以",
    ]


def test_hints_lead_to_what_is_meant(tmp_path: Path) -> None:
    text = """metrics: {预算挂钩: {压减资金: -30.00万元, 增幅: -5.60%}}
sections:
  - with: 预算挂钩
    text: |
      压减{{ 压减资金 }}，比上年下降{{ 增幅 }}，{ 增幅 }，{此处填单位}。
"""
    found = [f for f in World(tmp_path, {"2025/ningxian": HEAD + text}).findings() if f.is_error]
    assert [(f.code, f.hint) for f in found] == [
        ("P207", "“压减”后面应是正数，核对单元格的正负号"),
        ("P207", "删去“下降”，改写成 {{ 增幅 | 增减 }}，方向由数的正负决定"),
        ("P206", "是标签的写成 {{ 增幅 }}；不是的，填上实际内容，或删去"),
        ("P206", "是标签的写成 {{ 此处填单位 }}；不是的，填上实际内容，或删去"),
    ]


PIECES = """
约 余 多 以上 达到 个 % 万元 年 月 日 至 、 。 ， ； ： （ ） ( ) “ ” 《 》 〔 〕 [ ] { } , . : - 一是 二是 一、 1. ① 第 号 附件 下表
今年 2025 2025年 5月 31日 12 9.28 1,000 ５ XX 某某 / 处室/科室 and & 全部整改 覆盖 增长 先后 的的 和 平阳县 开局之年 截止目前
{{事前评估.项目数}} {{事前评估.审减率}} {{事前评估.不知道}} {{今年}} {{制度.办法}}
"""
METRICS = """\
metrics:
  事前评估: {项目数: 260个, 审减率: 9.28%}
  制度: {办法: [《甲办法》, 等]}
sections:
  - heading: 工作
    text: |
"""
PHRASES = st.lists(st.sampled_from(PIECES.split()), min_size=1, max_size=20).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(PHRASES, min_size=1, max_size=4))
def test_whatever_is_written_every_finding_stands_where_it_speaks_of(lines: list[str]) -> None:
    body = "".join(f"      某段{line}\n" for line in lines)
    with TemporaryDirectory() as folder:
        found = World(Path(folder), {"2025/ningxian": HEAD + METRICS + body}).findings()
    for finding in found:
        assert finding.span.start < finding.span.end <= len(finding.span.text.content), finding
        if finding.code == "P201":
            assert any(character.isdigit() for character in finding.span.quote), finding
        if finding.code in ("P206", "P212", "P215"):
            assert finding.at[0] == finding.span.quote[0], finding


@given(st.lists(st.text("甲乙丙丁\n", max_size=4), max_size=6), st.text("甲乙戊", max_size=3))
def test_the_texts_that_hold_a_character_are_found_among_all(texts: list[str], characters: str) -> None:
    places = Places(Placed(Role.TEXT, Reading(text, ())) for text in texts)
    assert places.holding(characters) == [p for p in places if set(characters) & set(p.reading.text)]


DATED = st.lists(
    st.sampled_from(
        [*"0123９年月日至—-号第〔〕[]（）()令表图:：.、，。 \n", "2025", "公告", "附件", "季度", "世纪"]
    )
)


@settings(max_examples=500)
@given(DATED.map("".join))
def test_dates_and_labels_are_tried_wherever_one_can_begin(text: str) -> None:
    assert list(naked_figure._allowed(text)) == [m.span() for m in naked_figure._ALLOWED.finditer(text)]


def test_long_and_hostile_text_takes_no_longer_than_its_length(tmp_path: Path) -> None:
    nasty = [
        "1、" * 20000,
        "（" * 20000 + "》" * 20000,
        "2025年至" * 8000,
        "“" * 30000,
        "接收社会" + "、" * 30000,
        "5-" * 20000,
    ]
    body = "".join(f"  - text: |\n      {line}\n" for line in nasty)
    world = World(tmp_path, {"2025/ningxian": f"{HEAD}sections:\n{body}"})
    begun = perf_counter()
    world.findings()
    assert perf_counter() - begun < 20


def left_over(tmp_path: Path, this_year: str, last_year: str) -> list[tuple[str, str]]:
    files = {
        "2025/ningxian": f"{HEAD}metrics:\n  事前评估: {{{this_year}}}\n",
        "2024/ningxian": f"locality: 宁县\nyear: 2024\nmetrics:\n  事前评估: {{{last_year}}}\n",
    }
    told = each_cause_once(World(tmp_path, files).findings())
    return [(f.code, f.message) for f in told if f.code in ("D101", "D113")]


def test_a_figure_left_over_that_breaks_a_relation_is_told_once(tmp_path: Path) -> None:
    now = "送审金额: 74727.72万元, 审减金额: 6008.01万元, 审定金额: 58719.72万元"
    before = "送审金额: 64727.73万元, 审减金额: 6008.01万元, 审定金额: 58719.72万元"
    assert [code for code, _ in left_over(tmp_path, now, before)] == ["D101"]


def test_a_file_not_yet_gone_through_is_told_once(tmp_path: Path) -> None:
    figures = ", ".join(f"第{'甲乙丙丁戊'[i]}项金额: {12345 + i}.67万元" for i in range(5))
    ((code, message),) = left_over(tmp_path, figures, figures)
    assert (code, message.partition("（")[2]) == ("D113", "共 5 处：第 4 行）")
