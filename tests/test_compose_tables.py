"""Tables: roll-ups of the children, table cells, lists; units, totals, widths."""

from collections.abc import Sequence
from math import ceil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper import block_lines
from reportgen.compose import compose
from reportgen.compose.columns import widths
from reportgen.content import title_of
from reportgen.finding import display_width
from reportgen.report import Mark, Paragraph, Table, block_runs
from worlds import World

CITY = """
    locality: 某市
    year: 2023
    report: work-summary
    title: 某市情况
    metrics: {{整体: {{项目数: 1个}}}}
    sections:
      - table: {{rows: 下级, columns: [{columns}], total: 合计{more}}}
"""


def county(name: str, figures: str) -> str:
    return f"locality: {name}\nyear: 2023\nmetrics:\n  {figures}\n"


def rolled_up(tmp_path: Path, columns: str, *figures: str, more: str = "") -> World:
    counties = {f"2023/city/{n}": county(f"{'甲乙丙'[n]}县", line) for n, line in enumerate(figures)}
    return World(tmp_path, {"2023/city": CITY.format(columns=columns, more=more), **counties})


def page(world: World, identity: str = "2023/city") -> list[str]:
    report, _ = compose(world.content, world.locality(identity))
    return list(block_lines(report.blocks))


def test_children_roll_up_with_units_in_the_head(tmp_path: Path) -> None:
    world = rolled_up(
        tmp_path,
        "事前评估.项目数, 事前评估.送审金额, 事前评估.审减金额, 事前评估.审减率",
        "事前评估: {项目数: 10个, 送审金额: 100.50万元, 审减金额: 10.05万元}",
        "事前评估: {项目数: 20个, 送审金额: 300.00万元, 审减金额: 90万元}",
    )
    assert page(world) == [
        "单位：万元",
        "县区 | 事前评估项目数（个） | 事前评估送审金额 | 事前评估审减金额 | 事前评估审减率（%）",
        "甲县 | 10 | 100.50 | 10.05 | 10.00",
        "乙县 | 20 | 300.00 | 90 | 30.00",
        "合计 | 30 | 400.50 | 100.05 | 24.98",
    ]


def test_a_total_says_what_it_does_not_cover(tmp_path: Path) -> None:
    world = rolled_up(
        tmp_path,
        "事前评估.送审金额, 事前评估.审减金额, 事前评估.审减率",
        "事前评估: {送审金额: 100万元, 审减金额: 10万元}",
        "事前评估: {审减金额: 90万元, 审减率: 30%}",
        "事前评估: {项目数: 3个}",
    )
    assert page(world)[2:] == [
        "甲县 | 100 | 10 | 10.00",
        "乙县 | — | 90 | 30",
        "丙县 | — | — | —",
        "合计 | 100 | 100 | 10.00",
        "注：“—”表示未填报，合计按已填报数计算；事前评估审减率的合计按审减金额、送审金额均已填报的甲县计算。",
    ]


def test_a_money_column_of_differing_units_is_printed_in_the_dictionarys(tmp_path: Path) -> None:
    world = rolled_up(
        tmp_path,
        "事前评估.送审金额, 事前评估.审减金额",
        "事前评估: {送审金额: 1.5亿元, 审减金额: 10万元}",
        "事前评估: {送审金额: 300万元, 审减金额: 约90万元}",
    )
    assert page(world) == [
        "单位：万元",
        "县区 | 事前评估送审金额 | 事前评估审减金额",
        "甲县 | 15000.00 | 10",
        "乙县 | 300 | 约90",
        "合计 | 15300.00 | 约100",
    ]


@pytest.mark.parametrize(
    ("first", "second", "rows"),
    [
        ("1.2亿元以上", "300.00万元", ["甲县 | 12000.00以上", "乙县 | 300.00", "合计 | 12300.00以上"]),
        ("不超过1.2亿元", "300.00万元", ["甲县 | 不超过12000.00", "乙县 | 300.00", "合计 | 12300.00以下"]),
        ("1亿元-2亿元", "300.00万元", ["甲县 | 10000.00-20000.00", "乙县 | 300.00", "合计 | —"]),
        ("20元", "300.00万元", ["甲县 | 20元", "乙县 | 300.00万元", "合计 | 3000020元"]),  # not 0.00万元
    ],
)
def test_a_converted_figure_says_what_it_said(
    tmp_path: Path, first: str, second: str, rows: list[str]
) -> None:
    figures = (f"事前评估: {{送审金额: {figure}}}" for figure in (first, second))
    assert page(rolled_up(tmp_path, "事前评估.送审金额", *figures))[-3:] == rows


def test_a_rate_of_nothing_is_not_called_missing(tmp_path: Path) -> None:
    none, some = "自定: {总: 0个, 改: 0个, 率: = 改 / 总}", "自定: {总: 4个, 改: 3个, 率: = 改 / 总}"
    assert page(rolled_up(tmp_path, "自定.总, 自定.率", none, some))[-3:] == [
        "甲县 | 0 | —",
        "乙县 | 4 | 75.00",
        "合计 | 4 | 75.00",
    ]


@pytest.mark.parametrize(
    ("column", "first", "second", "total"),
    [
        ("自定.率", "自定: {率: 10%}", "自定: {率: 20%}", "—"),  # no formula to compute it again by
        (
            "自定.增",
            "自定: {今: 3个, 去: 2个, 增: = 今 / 去 - 1}",
            "自定: {今: 3个, 去: 1个, 增: = 今 / 去 - 1}",
            "100.00",
        ),
        ("自定.年", "自定: {年: 2年}", "自定: {年: 3年}", "—"),  # years do not add up
        ("自定.名", "自定: {名: 某局}", "自定: {名: 某委}", "—"),
        ("自定.数", "自定: {数: 2000个}", '自定: {数: "1,500个"}', "3,500"),
        ("自定.数", "自定: {数: 2个}", "自定: {数: 待补}", "【待补：自定数】"),
        ("自定.额", "自定: {额: 1亿元}", "自定: {额: 5000.00万元}", "15000.00万元"),  # not 2亿元
        (
            "自定.人均",
            "自定: {额: 20.00万元, 人: 10人, 人均: = 额 / 人}",
            "自定: {额: 100.00万元, 人: 20人, 人均: = 额 / 人}",
            "4.00",
        ),
        ("自定.均", "自定: {额: 20.00万元, 人: 10人, 均: = 额 / 人}", "自定: {均: 5.00万元}", "—"),
        (
            "自定.平均金额",
            "自定: {平均金额: 2.00万元}",
            "自定: {平均金额: 5.00万元}",
            "—",
        ),  # averages do not add up either
        (
            "事前评估.审减率",
            "事前评估: {送审金额: 9.00万元, 审减金额: 1.00万元, 审减率: = 1 - 审减金额 / 送审金额}",
            "事前评估: {送审金额: 9.00万元, 审减金额: 1.00万元}",
            "—",
        ),  # one has its own formula
    ],
)
def test_what_a_total_can_be(tmp_path: Path, column: str, first: str, second: str, total: str) -> None:
    assert page(rolled_up(tmp_path, column, first, second))[-1] == f"合计 | {total}"


@pytest.mark.parametrize(
    ("first", "second", "total"),
    [
        ("100个以上", "360个", "460以上"),
        ("100个以下", "360个", "460以下"),
        ("100个以上", "360个以下", "—"),
        ("约100个", "360个", "约460"),
        ("约100个", "360个以上", "—"),
        ("100-120个", "360个", "约470"),
        ("100-190个", "360个", "—"),  # 约 would promise more than is known
    ],
)
def test_a_total_says_no_more_than_its_rows(tmp_path: Path, first: str, second: str, total: str) -> None:
    world = rolled_up(tmp_path, "自定.数", f"自定: {{数: {first}}}", f"自定: {{数: {second}}}")
    assert page(world)[-1] == f"合计 | {total}"


@pytest.mark.parametrize(
    ("share", "total"),
    [
        ("问题数 / 反馈问题.问题数", "100.00"),  # one cell outside the table, not once a row
        ("问题数 / 发生数", "—"),  # some rows have their own, others go by the group's
    ],
)
def test_a_quotient_of_rows_sums_only_what_is_theirs(tmp_path: Path, share: str, total: str) -> None:
    text = f"""
        locality: 宁县
        year: 2025
        report: work-summary
        metrics:
          反馈问题:
            问题数: 4个
            发生数: 8个
            分类:
              - {{类型: 甲, 问题数: 1个, 发生数: 2个, 占比: = {share}}}
              - {{类型: 乙, 问题数: 3个, 占比: = {share}}}
        sections:
          - table: {{rows: 反馈问题.分类, columns: [占比], total: 合计}}
    """
    world = World(tmp_path, {"2025/ningxian": text})
    assert page(world, "2025/ningxian")[-1] == f"合计 | {total}"


def test_figures_know_their_cells_and_totals_have_none(tmp_path: Path) -> None:
    world = rolled_up(tmp_path, "自定.数", "自定: {数: 1个}", "自定: {数: 2个}", more=", number: 序号")
    report, _ = compose(world.content, world.locality("2023/city"))
    (table,) = report.blocks
    assert isinstance(table, Table)
    assert [run.figure for run in block_runs(table) if run.figure] == [
        "2023/city/0#自定.数",
        "2023/city/1#自定.数",
    ]
    assert [[cell.runs[0].text for cell in row.cells] for row in table.rows] == [
        ["1", "甲县", "1"],
        ["2", "乙县", "2"],
        ["", "合计", "3"],
    ]
    assert [row.total for row in table.rows] == [False, False, True]
    assert [column.numeric for column in table.columns] == [False, False, True]
    assert [column.ordinal for column in table.columns] == [True, False, False]


def test_a_note_says_what_the_writer_has_to_say_of_a_table(tmp_path: Path) -> None:
    more = ', note: "丙县未报，甲县的{{ 甲县.事前评估.项目数 }}为上年项目，不作合计。"'
    figures = ("事前评估: {项目数: 10个}", "事前评估: {送审金额: 3万元}")
    world = rolled_up(tmp_path, "事前评估.项目数", *figures, more=more)
    report, _ = compose(world.content, world.locality("2023/city"))
    _, note = report.blocks
    assert isinstance(note, Paragraph) and note.note
    assert "2023/city/0#事前评估.项目数" in [run.figure for run in note.runs]
    assert list(block_lines((note,))) == [
        "注：“—”表示未填报，合计按已填报数计算；丙县未报，甲县的10个为上年项目，不作合计。"
    ]
    assert [finding.code for finding in world.findings("2023/city")] == ["D124"]  # 整体.项目数 alone


def test_a_dash_is_explained_without_a_total_too(tmp_path: Path) -> None:
    plain = CITY.replace(", total: 合计{more}", "")
    counties = {
        "2023/city/0": county("甲县", "自定: {数: 1个}"),
        "2023/city/1": county("乙县", "自定: {数: 2个, 率: 3%}"),
    }
    world = World(tmp_path, {"2023/city": plain.format(columns="自定.数, 自定.率"), **counties})
    assert page(world)[-1] == "注：“—”表示未填报。"


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("事前评估.项目数", "事前评估项目数"),
        ("重点评价.评价资金", "重点评价资金"),
        ("重点评价.项目评价数", "重点项目评价数"),
        ("问题整改.问题数", "整改问题数"),
        ("财政评价整改.整改率", "财政评价整改率"),
        ("制度.制度数", "制度数"),
        ("反馈问题.分类.问题数", "反馈分类问题数"),
        ("预算2023.执行2023率", "预算2023执行2023率"),
    ],
)
def test_a_head_says_no_word_twice(path: str, title: str) -> None:
    assert title_of(path) == title


TABLE = """
    locality: 宁县
    year: 2025
    report: work-summary
    title: 宁县情况
    metrics:
      问题:
        分类:
          - {类别: 项目管理, 问题数: 70个, 占比: 35.71%}
          - {类别: 政策制度, 问题数: 29个, 占比: 14.8%}
        清单: [甲报告, 乙报告]
    sections:
      - with: 问题
        table: {rows: 分类, title: "{{ 今年 }}问题分类", total: 合计}
      - table: {rows: 问题.分类, columns: [占比]}
      - table: {rows: 问题.清单, columns: [报告名称], number: 序号}
      - table: 问题.没有
"""


def test_table_cells_and_lists(tmp_path: Path) -> None:
    world = World(tmp_path, {"2025/ningxian": TABLE})
    assert page(world, "2025/ningxian") == [
        "2025年问题分类",
        "类别 | 问题数（个） | 占比（%）",
        "项目管理 | 70 | 35.71",
        "政策制度 | 29 | 14.8",
        "合计 | 99 | —",
        "类别 | 占比（%）",
        "项目管理 | 35.71",
        "政策制度 | 14.8",
        "序号 | 报告名称",
        "1 | 甲报告",
        "2 | 乙报告",
        "【待补：问题.没有】",
    ]
    report, _ = compose(world.content, world.locality())
    assert [run.mark for run in block_runs(report.blocks[-1])] == [Mark.PENDING]


TEXTS = [
    ["名称", "甲子项目"],
    ["送审金额", "24053.22"],
    ["责任单位", "某县住房和城乡建设局"],
    ["说明", "先问效果再排预算" * 6],
]


def lines(
    columns: Sequence[Sequence[str]], numeric: Sequence[bool], room: int, type_: float = 1
) -> list[int]:
    """In how many lines each column's longest text stands in a line of so many display cells, in type so many times as large."""
    cells = [share * room / type_ / 1000 - 2 / type_ for share in widths(columns, numeric, room).shares]
    longest = [max(map(display_width, texts)) for _, *texts in columns]
    return [
        ceil(text / (cell if is_figure else cell // 2 * 2))
        for text, cell, is_figure in zip(longest, cells, numeric, strict=True)
    ]


@pytest.mark.parametrize(("room", "expected"), [(73, [1, 1, 1, 4]), (106, [1, 1, 1, 2])])
def test_long_texts_give_way_before_names_and_figures(room: int, expected: list[int]) -> None:
    assert lines(TEXTS, [False, True, False, False], room) == expected


def test_a_long_text_leaves_room_to_no_figure_and_takes_it_from_no_short_name() -> None:
    figures = [["预算数", "101249.93"], ["调整数", "109273.37"], ["支出数", "89405.49"]]
    columns = [
        ["序号", "1"],
        *figures,
        ["县区", "青石县"],
        ["部门", "县住房和城乡建设局"],
        ["说明", "先问效果" * 20],
    ]
    found = lines(columns, [True, True, True, True, False, False, False], 73, 0.65)
    assert found == [1, 1, 1, 1, 1, 3, 4]


def test_figures_are_not_broken_for_the_names_beside_them() -> None:
    figures = [["金额", f"{n}00125.93"] for n in range(1, 8)]
    texts = [["单位", "县住房和城乡建设局"], ["项目", "义务教育薄弱环节改善项目"]]
    numeric = [*[True] * len(figures), *[False] * len(texts)]
    assert lines([*figures, *texts], numeric, 73, 0.63)[:7] == [1] * 7


@given(st.lists(st.lists(st.text("甲a1", max_size=80), min_size=1, max_size=5), min_size=1, max_size=9))
def test_widths_fill_the_table(columns: list[list[str]]) -> None:
    shares = widths(columns, [False] * len(columns)).shares
    assert sum(shares) == 1000 and min(shares) > 0


def test_a_name_of_three_characters_has_room_for_its_margins_beside_long_heads() -> None:
    heads = ["事前评估送审金额（万元）"] * 6
    shares = widths([["县区", "凤翔区"], *([head] for head in heads)], [False] * 7).shares
    assert shares[0] * 12756 // 1000 >= 3 * 240 + 2 * 85


def test_where_heads_are_many_they_take_three_lines_before_names_are_broken() -> None:
    figures = [f"事前评估{name}金额（万元）" for name in ("送审", "审减", "审定")]
    few = widths([("县区", "甲镇"), *((head, "1000.00") for head in figures)], [False, *[True] * 3]).shares
    many = widths(
        [("县区", "甲镇"), *((head, "1000.00") for head in figures * 2)], [False, *[True] * 6]
    ).shares
    assert few[1] * 6 == pytest.approx(few[0] * 14, abs=20)
    assert many[2] * 6 == pytest.approx(many[0] * 10, abs=20)
