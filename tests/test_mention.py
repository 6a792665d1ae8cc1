"""Figures in prose: numbers, units, roles, labels; dates and document numbers told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.finding import Span, Text
from reportgen.mention import Mention, Role, mentions
from reportgen.prose import Prose


def figures(text: str) -> tuple[Mention, ...]:
    return mentions(Prose.whole(Span(Text("文.txt", text), 0, len(text))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("送审金额24,053.22万元", ["24,053.22万元"]),
        ("收入２９４６．２５万元", ["２９４６．２５万元"]),
        ("上级补助收入-268332万元", ["-268332万元"]),
        ("1-6月份组织监控2次", ["2次"]),
        ("2021-2023年中期财政规划", []),
        ("2018年-2022年新增11个项目", ["11个"]),
        ("《办法》（宁财发〔2025〕11号）等10项", ["10项"]),
        ("扶贫领导小组4号文件要求", []),
        ("第21期，附件3，详见附表22、23", []),
        ("3.0系统、“1+8”机制、A2牛奶、5G基站", []),
        ("资料2000余本（册）", ["2000 余本".replace(" ", "")]),
        ("惠及3万余人，投入1.2亿多元", ["3万余人", "1.2亿多元"]),
        ("核减5%-10%", ["5%-10%"]),
        ("提高0.18个百分点", ["0.18个百分点"]),
        ("三个方面、两项机制，一是、一般", ["三个方面", "两项"]),
        ("人均202000元/人", ["202000元/人"]),
        ("收入" + "9" * 34 + "万元", ["9" * 34 + "万元"]),
        ("码" + "9" * 35 + "万元", []),
        ("合计1" + ",234" * 11 + "万元，另有1" + ",234" * 12 + "元", ["1" + ",234" * 11 + "万元"]),
        ("率0." + "3" * 35 + "%", []),
    ],
)
def test_what_is_a_figure(text: str, said: list[str]) -> None:
    assert [text[m.start : m.end] for m in figures(text)] == said


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("涉及资金约3十万，", "300000"),
        ("发放补贴3十万元", "300000"),
        ("惠及5千人", "5000"),
        ("收入2千万元", "20000000"),
        ("装机6千瓦，投资3万元", "6"),
        ("全长7千米，投资3万元", "7000"),
    ],
)
def test_a_scale_before_a_unit_or_alone_counts(text: str, point: str) -> None:
    assert str(figures(text)[0].magnitude.point) == point


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "增值税517804万元，为预算的95.1%，增加48320万元，增长10.3%。",
            [Role.LEVEL, Role.COMPLETION, Role.DELTA, Role.GROWTH],
        ),
        (
            "年初预算为10.00万元，支出决算为9.00万元，完成年初预算的90.00%",
            [Role.BUDGET, Role.LEVEL, Role.COMPLETION],
        ),
        ("税收收入60亿元，占一般公共预算收入的比重为72.9%", [Role.LEVEL, Role.SHARE]),
        ("由43户增长到92户，增加49户", [Role.BASE, Role.LEVEL, Role.DELTA]),
        ("是上年的9倍", [Role.TIMES]),
        ("审减率9.28%", [Role.RATE]),
        ("覆盖率32%，较上年增加8个百分点", [Role.RATE, Role.POINTS]),
    ],
)
def test_roles(text: str, roles: list[Role]) -> None:
    assert [m.role for m in figures(text)] == roles


def test_a_decrease_is_negative_and_a_share_knows_its_whole() -> None:
    level, delta, growth = figures("支出50万元，比上年减少10万元，下降16.7%")
    assert (delta.sign, growth.sign) == (-1, -1)
    assert figures("税收60亿元，占一般公共预算收入的72%")[1].whole == "一般公共预算收入"
    assert level.label == "支出"


def test_labels_and_brackets() -> None:
    text = "，其中：部门整体支出监控538条，项目支出监控4384条（财政代列1个项目未监控）"
    first, second, aside = figures(text)
    assert (first.label, second.label) == ("部门整体支出监控", "项目支出监控")
    assert (first.bracket, text[aside.bracket]) == (-1, "（")


@given(st.text(alphabet="一二三123,.%万元亿(（)）年月日〔〕《》、，。；增长占为预算的 -个项", max_size=80))
def test_any_text_is_read_and_every_place_is_right(text: str) -> None:
    for mention in figures(text):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.span.quote == text[mention.start : mention.end]
