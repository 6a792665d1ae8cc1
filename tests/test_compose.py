"""Composing: what a writer's sections, tags, conditions and points print as."""

from pathlib import Path
from textwrap import dedent, indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paper import block_lines, text
from reportgen.compose import compose
from reportgen.compose.lines import paragraphs, pieces, plain
from reportgen.finding import Span, Text
from reportgen.prose import Prose
from reportgen.report import Heading, Mark, Paragraph, Report, block_runs
from worlds import World, metrics

FIGURES = """
    事前评估: {项目数: 260个, 送审金额: 64727.72万元, 审减金额: 6008.00万元}
    机构:
      人员: 2名
      资金: 约6008.00万元
      资料: 2000余本
      区间: 5%-10%
      增幅: -5.60%
      增加: 3.2%
      增减数: -3个
      不变: 0%
      降幅: 约-5%
      不低于: 不低于-5%
      变动: 不超过5%
      未报: 待补
      剩余数: 0个
      上限: 100万元以上
      巨额: 12345678901亿元
      巨数: 12345678901234567个
      细数: 0.12345678901234567分
    制度: {办法: [《甲办法》（宁财发〔2025〕5号）, 《乙办法》, 等], 环节: [目标, 监控]}
"""


def composed(tmp_path: Path, sections: str, figures: str = FIGURES, head: str = "") -> Report:
    structure = f"report: work-summary\ntitle: 情况说明\n{dedent(head)}sections:\n{indent(dedent(sections).strip(), '  ')}\n"
    world = World(tmp_path, {"2025/ningxian": metrics(figures, structure)})
    assert not [f for f in world.loading if f.is_error]
    return compose(world.content, world.locality())[0]


def lines(report: Report) -> list[str]:
    return list(block_lines(report.blocks))


def said(tmp_path: Path, words: str, head: str = "") -> str:
    """What one text prints."""
    report = composed(tmp_path, "- text: |\n" + indent(dedent(words).strip("\n"), "    "), head=head)
    return "\n".join(lines(report))


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("事前评估.项目数", "260个"),
        ("事前评估.审定金额", "58719.72万元"),
        ("事前评估.审减率", "9.28%"),
        ("事前评估.审减金额 | 亿元(2)", "0.60亿元"),
        ("事前评估.送审金额 | 亿元", "6.47亿元"),
        ("机构.资金 | 亿元(3)", "约0.601亿元"),
        ("机构.上限 | 亿元(2)", "0.01亿元以上"),
        ("机构.人员 | 汉字", "两名"),
        ("机构.人员 | 大写", "贰名"),
        ("机构.资料 | 汉字", "二千余本"),
        ("事前评估.审减金额 | 大写", "陆仟零捌万元整"),
        ("机构.增幅 | 增减", "下降5.60%"),
        ("机构.增加 | 增减", "增长3.2%"),
        ("机构.增减数 | 增减", "减少3个"),
        ("机构.不变 | 增减", "持平"),
        ("机构.区间", "5%-10%"),
        ("机构.区间 | 增减", "增长5%-10%"),
        ("机构.上限 | 增减", "增加100万元以上"),
        ("机构.降幅 | 增减", "下降约5%"),
        ("机构.不低于 | 增减", "不低于-5%"),  # not 下降不低于5%, which is more
        ("机构.变动 | 增减", "不超过5%"),  # it may be a fall
        ("机构.区间 | 汉字", "5%-10%"),
        ("机构.巨额 | 大写", "12345678901亿元"),
        ("机构.巨数 | 大写", "12345678901234567个"),
        ("机构.巨数 | 汉字", "12345678901234567个"),
        ("机构.细数 | 大写", "0.12345678901234567分"),
        ("制度.办法", "《甲办法》（宁财发〔2025〕5号）《乙办法》等"),
        ("制度.环节", "目标、监控"),
        ("今年", "2025年"),
        ("去年", "2024年"),
        ("明年", "2026年"),
        ("本地", "宁县"),
    ],
)
def test_a_tag_prints(tmp_path: Path, tag: str, printed: str) -> None:
    assert said(tmp_path, f"共{{{{ {tag} }}}}。") == f"共{printed}。"


@pytest.mark.parametrize(
    ("name", "shown"), [("机构.未报", "未报"), ("机构.没有", "机构.没有"), ("制度", "制度")]
)
def test_what_is_missing_is_marked(tmp_path: Path, name: str, shown: str) -> None:
    report = composed(tmp_path, f"- text: |\n    共{{{{ {name} }}}}。")
    marked = [run for run in block_runs(report.blocks[0]) if run.mark is Mark.PENDING]
    assert [run.text for run in marked] == [f"【待补：{shown}】"]


def test_a_run_knows_its_cell(tmp_path: Path) -> None:
    report = composed(tmp_path, "- with: 机构\n  text: |\n    配备{{ 人员 | 汉字 }}专职人员。")
    runs = list(block_runs(report.blocks[0]))
    assert [(run.text, run.figure) for run in runs] == [
        ("配备", ""),
        ("两名", "2025/ningxian#机构.人员"),
        ("专职人员。", ""),
    ]


@pytest.mark.parametrize(
    ("condition", "chosen"),
    [
        ("事前评估.项目数 > 0", True),
        ("机构.剩余数 > 0", False),
        ("机构.剩余数", False),
        ("事前评估.项目数", True),
        ("制度.办法", True),
        ("机构.未报 < 5 and 机构.剩余数 > 0", False),
        ("机构.未报 < 5 or 事前评估.项目数 > 0", True),
        ("机构.没有 > 0", False),
        ("not 机构.剩余数", True),
        ("事前评估.审减金额 > 6007", True),  # in its own unit, 万元
        ("事前评估.审减金额 > 6008", False),
        ("事前评估.审减金额 < 事前评估.送审金额", True),
        ("事前评估.审减率 >= 9", True),
        ("机构.剩余数 > 0 or 事前评估.项目数 == 260", True),
        ("机构.剩余数 > 0 and 事前评估.项目数 != 1", False),
    ],
)
def test_a_condition_chooses(tmp_path: Path, condition: str, chosen: bool) -> None:
    assert (
        said(tmp_path, f"甲{{% if {condition} %}}乙{{% else %}}丙{{% endif %}}丁")
        == f"甲{'乙' if chosen else '丙'}丁"
    )


@pytest.mark.parametrize(
    "condition", ["机构.未报", "not 机构.未报", "机构.未报 < 5", "机构.剩余数 < 机构.未报", "机构.未报 < 5 and 机构.剩余数 == 0"]
)  # fmt: skip
def test_a_condition_that_waits_is_marked(tmp_path: Path, condition: str) -> None:
    said_so = said(tmp_path, f"甲{{% if {condition} %}}乙{{% else %}}丙{{% endif %}}丁")
    assert said_so == "甲【待补：未报】丁"


def test_condition_blocks_on_their_own_lines_leave_no_trace(tmp_path: Path) -> None:
    words = """
        甲
        {% if 机构.剩余数 > 0 %}
        乙，
        {% endif %}
        丙。

        {% if 事前评估.项目数 > 0 %}
        丁。
        {% endif %}

        戊。
    """
    assert said(tmp_path, words) == "甲丙。\n丁。\n戊。"


def prose(written: str) -> Prose:
    return Prose.whole(Span(Text("甲.yaml", written), 0, len(written)))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("预算\n绩效", ["预算绩效"]),
        ("PPP\n项目", ["PPP项目"]),
        ("world bank\nproject", ["world bank project"]),
        ("2024\n2025", ["2024 2025"]),
        ("甲。\n\n乙。", ["甲。", "乙。"]),
        ("甲。\n \n\n  乙\n  丙。\n", ["甲。", "乙丙。"]),
        ("　　段首有空格。", ["段首有空格。"]),
        ("\n\n", []),
    ],
)
def test_lines_join(written: str, printed: list[str]) -> None:
    assert [plain(runs) for runs in paragraphs(pieces(prose(written)))] == printed


@given(st.text("甲乙ab1。 \n", max_size=60))
def test_joining_lines_loses_no_character(written: str) -> None:
    joined = "".join(plain(runs) for runs in paragraphs(pieces(prose(written))))
    assert "".join(joined.split()) == "".join(written.split())


def test_every_character_knows_where_it_was_written(tmp_path: Path) -> None:
    sections = """
        - heading: 总体，
          items:
            - heading: 县级
              text: |
                甲，
                乙{{ 事前评估.项目数 }}。

                {{ 今年 }}底
              points: [{heading: 一, text: "丙。"}]
    """
    blocks = composed(tmp_path, sections).blocks
    said = []
    for run in (run for block in blocks for run in block_runs(block)):
        assert sum(source.length for source in run.sources) == len(run.text)
        position = 0
        for source in run.sources:
            if source.span is not None:
                printed = run.text[position : position + source.length]
                tags = {"260个": "{{ 事前评估.项目数 }}", "2025年": "{{ 今年 }}"}
                assert source.span.quote == tags.get(printed, printed)
                said.append(source.span.quote)
            position += source.length
    assert said == [
        "总体",
        "县级",
        "甲，",
        "乙",
        "{{ 事前评估.项目数 }}",
        "。",
        "{{ 今年 }}",
        "底",
        "一",
        "丙。",
    ]


def test_numbers_follow_the_structure(tmp_path: Path) -> None:
    sections = """
        - text: |
            导语。
        - heading: 总体，
          sections:
            - heading: 机制。
              sections:
                - heading: 领导
                  sections:
                    - heading: 小组
                      text: |
                        甲。
                - heading: 经费
                  items:
                    - heading: 县级
                      text: |
                        乙。
            - heading: 队伍
              text: |
                丙。
              items:
                - heading: 培训
                  text: |
                    丁。

                    戊。
                  items:
                    - heading: 集中！
                      text: |
                        己。
                    - text: |
                        庚。
                - text: |
                    辛。
        - heading: 下步
          text: |
            壬。
    """
    assert lines(composed(tmp_path, sections)) == [
        "导语。",
        "一、总体",
        "（一）机制",
        "1.领导",
        "（1）小组",
        "甲。",
        "2.经费",
        "（1）县级。乙。",
        "（二）队伍",
        "丙。",
        "1.培训。丁。",
        "戊。",
        "（1）集中！己。",
        "（2）庚。",
        "2.辛。",
        "二、下步",
        "壬。",
    ]


def test_levels_and_run_in_headings_are_told(tmp_path: Path) -> None:
    sections = """
        - heading: 总体
          items:
            - heading: 共{{ 机构.人员 }}
              text: |
                甲。
    """
    heading, item = composed(tmp_path, sections).blocks
    assert isinstance(heading, Heading) and heading.level == 1
    assert isinstance(item, Paragraph) and item.level == 3
    assert [(run.text, run.mark) for run in item.runs] == [
        ("1.共", Mark.LEAD),
        ("2名", Mark.LEAD),
        ("。", Mark.LEAD),
        ("甲。", Mark.PLAIN),
    ]
    assert item.runs[1].figure == "2025/ningxian#机构.人员"


def test_points_continue_the_paragraph(tmp_path: Path) -> None:
    sections = """
        - heading: 举措
          text: |
            前段。

            着重抓好两项。
          points:
            - heading: 抓评估
              with: 机构
              text: |
                配备{{ 人员 }}。

                不分段。
            - text: |
                抓监控。
          sections:
            - heading: 保障
              points:
                - text: |
                    甲。
        - items:
            - heading: 原则
              points:
                - heading: 公开
                  text: |
                    乙。
    """
    assert lines(composed(tmp_path, sections)) == [
        "一、举措",
        "前段。",
        "着重抓好两项。一是抓评估。配备2名。不分段。二是抓监控。",
        "（一）保障",
        "一是甲。",
        "1.原则。一是公开。乙。",
    ]


def test_with_is_inherited_and_replaced(tmp_path: Path) -> None:
    sections = """
        - with: 机构
          sections:
            - text: |
                {{ 人员 }}
            - with: 事前评估
              text: |
                {{ 项目数 }}{{ 机构.人员 }}{{ 人员 }}
    """
    assert lines(composed(tmp_path, sections)) == ["2名", "260个2名【待补：人员】"]


def test_title_and_headings_may_hold_tags(tmp_path: Path) -> None:
    report = composed(tmp_path, '- heading: "{{ 明年 }}工作，{{ 机构.人员 }}"\n  text: |\n    甲。')
    assert lines(report)[0] == "一、2026年工作，2名"


def test_a_draft_says_so(tmp_path: Path) -> None:
    world = World(
        tmp_path, {"2025/ningxian": metrics("机构: {人员: 2名}", "report: work-summary\ntitle: 宁县说明\n")}
    )
    report, findings = compose(world.content, world.locality(), draft=True)
    assert report.draft and not findings
    assert (report.name, report.template, report.author) == ("宁县说明", "work-summary", "")
    assert text(()) == ""


@pytest.mark.parametrize(
    ("sections", "codes"),
    [
        ("- {heading: 甲, items: [{heading: 乙, items: [{heading: 丙, items: [{heading: 丁}]}]}]}", ["P301"]),
        ("- {heading: 甲, items: [{heading: 乙, items: [{heading: 丙}]}]}", []),
        (
            "- {heading: 甲, sections: [{heading: 乙, sections: [{heading: 丙, sections: [{heading: 丁, "
            "sections: [{heading: 戊, sections: [{heading: 己}]}]}]}]}]}",
            ["P301"],
        ),
        (
            "- {heading: 甲, sections: [{heading: 乙, sections: [{heading: 丙, sections: [{heading: 丁}]}]}]}",
            [],
        ),
        ("- {points: [{heading: 甲, points: [{heading: 乙}], table: 制度.环节}]}", ["P302", "P302"]),
        ("- {points: [{heading: 甲, items: [{heading: 乙}], sections: [{heading: 丙}]}]}", ["P302", "P302"]),
    ],
)
def test_what_official_structure_does_not_have(tmp_path: Path, sections: str, codes: list[str]) -> None:
    rest = f"report: work-summary\ntitle: 说明\nsections:\n  {sections}\n"
    world = World(tmp_path, {"2025/ningxian": metrics(FIGURES, rest)})
    _, findings = compose(world.content, world.locality())
    assert [finding.code for finding in findings] == codes
