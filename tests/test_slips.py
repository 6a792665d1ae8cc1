"""The slip finder: typed slips are found at their cell and named, and a hint never breaks what holds."""

from pathlib import Path

import pytest

from reportgen.finding import Finding
from worlds import World, metrics


def findings(tmp_path: Path, groups: str, rest: str = "", **more: str) -> list[Finding]:
    made = World(tmp_path, {"2025/ningxian": metrics(groups, rest), **more})
    return [f for f in made.findings() if f.is_error]


def review(**changed: str) -> str:
    stated = {
        "送审金额": "64727.72万元",
        "审减金额": "6008.00万元",
        "审定金额": "58719.72万元",
        "审减率": "9.28%",
    }
    return "事前评估:\n" + "".join(f"  {k}: {v}\n" for k, v in (stated | changed).items())


@pytest.mark.parametrize(
    ("changed", "quote", "words"),
    [
        ({"审定金额": "58791.72万元"}, "58791.72万元", "数字颠倒（91↔19）"),
        ({"送审金额": "647277200万元"}, "647277200万元", "单位写错（多写了一万倍）"),
        (
            {"审减金额": "6008.00亿元"},
            "6008.00亿元",
            "若为 6008.00万元 则等式成立：疑似单位写错（多写了一万倍）",
        ),
        ({"审减金额": "6008.00元"}, "6008.00元", "若为 6008.00万元 则等式成立：疑似单位写错（少写了一万倍）"),
        ({"送审金额": "6.472772万元"}, "6.472772万元", "少写了一万倍"),
        ({"审减金额": "58719.72万元"}, "58719.72万元", "“审定金额”的数写在了“审减金额”名下"),
        (
            {"审减金额": "58719.72万元", "审定金额": "6008.00万元"},
            "58719.72万元",
            "“审减金额”与“审定金额”对调",
        ),
        ({"审定金额": "5871.72万元"}, "5871.72万元", "漏打了一个 9"),
        ({"审减金额": "60008.00万元"}, "60008.00万元", "多打了一个 0"),
        ({"审减率": "8.28%"}, "8.28%", "把 9 打成了 8"),
        ({"审减率": "10%以上"}, "10%以上", "请对照原始台账核对这几个数"),
        ({"送审金额": "70000万元以上"}, "70000万元以上", "另有 1 条关系因同一个数不成立"),
    ],
)
def test_one_slip_is_one_finding_at_its_cell(
    tmp_path: Path, changed: dict[str, str], quote: str, words: str
) -> None:
    (finding,) = findings(tmp_path, review(**changed))
    assert (finding.code, finding.span.quote) == ("D101", quote)
    assert words in finding.hint


def test_the_slip_of_the_signed_letter(tmp_path: Path) -> None:
    """审定金额 printed under the label 审减金额, with the rate right: the complement of the total was written."""
    groups = "事前评估: {送审金额: 24053.22万元, 审减金额: 14892.89万元, 审减率: 38.08%}"
    (finding,) = findings(tmp_path, groups)
    assert finding.at == "事前评估.审减金额"
    assert "标签互换" in finding.hint and "审定金额" in finding.hint and "9160.33万元" in finding.hint


def test_a_message_says_what_was_written_what_is_due_and_on_what_that_rests(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, review(审定金额="58791.72万元"))
    assert finding.message == "审定金额 写为 58791.72万元，按公式应为 58719.72万元，相差 72.00万元"
    assert finding.basis.startswith("送审金额 64727.72万元 (5:11) − 审减金额 6008.00万元 (6:11)，")
    assert "indicators.yaml:5:" in finding.basis


def test_last_years_figure_left_standing(tmp_path: Path) -> None:
    before = "locality: 宁县\nyear: 2024\nmetrics:\n  事前评估: {审定金额: 40000.00万元}\n"
    made = findings(tmp_path, review(审定金额="40000.00万元"), **{"2024/ningxian": before})
    assert len(made) == 1 and "沿用上年数" in made[0].hint


def test_two_slips_apart_are_two_findings(tmp_path: Path) -> None:
    groups = review(审定金额="58791.72万元") + "问题整改: {问题数: 110个, 整改数: 105个, 剩余数: 6个}\n"
    made = findings(tmp_path, groups)
    assert [f.code for f in made] == ["D101", "D105"]


def test_a_broken_ceiling_is_told_at_the_figure_under_it(tmp_path: Path) -> None:
    groups = "事前评估: {审减金额: 6008.00万元}\n"
    (finding,) = findings(tmp_path, groups, "checks: [事前评估.审减金额 <= 1000万元]")
    assert (finding.code, finding.span.quote) == ("D102", "6008.00万元")


def test_a_lists_count(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "制度:\n  类别: [甲, 乙, 丙]\n  类别数: 4类 = count(类别)\n")
    assert (finding.code, finding.span.quote) == ("D103", "4类")
    assert "应为 3类，" in finding.message


def test_the_count_of_an_open_list_is_told_as_a_bound(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "制度:\n  类别: [甲, 乙, 丙, 等]\n  类别数: 2类 = count(类别)\n")
    assert "应为 3类以上，相差 1类" in finding.message


GROWTH = """
    收支: {收入: 0.00万元, 增长率: 0.00% = 收入 / 上年.收入 - 1, 县收入: 0.00万元 = sum(下级.收入)}
"""


def test_figures_used_up_are_told_with_their_place_and_a_roll_up_uses_up_none(tmp_path: Path) -> None:
    places = [("2025/city", "大市", 120), ("2024/city", "大市", 100), ("2025/city/a", "甲县", 60)]
    head = "locality: {}\nyear: {}\nmetrics:\n  收支: {{收入: {}.00万元}}\n"
    files = {identity: head.format(name, identity[:4], figure) for identity, name, figure in places}
    (finding,) = [f for f in World(tmp_path, files, GROWTH).findings("2025/city") if f.code == "D110"]
    assert finding.message == "收入、上年.收入都用来推算“增长率”，没有别的数核对它们"
    assert str(finding.span).endswith("2025/city.yaml:4:12")


def test_figures_used_up_in_deriving_are_a_warning_that_says_what_else_to_state(tmp_path: Path) -> None:
    made = World(tmp_path, {"2025/ningxian": metrics("事前评估: {送审金额: 9.00万元, 审减金额: 1.00万元}")})
    (finding,) = [f for f in made.findings() if f.code == "D110"]
    assert finding.severity == "warning" and "“审定金额”或“审减率”" in finding.hint


def test_a_minus_too_many_is_named(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, review(审减金额="-6008.00万元"))
    assert (finding.code, finding.span.quote) == ("D101", "-6008.00万元")
    assert finding.hint.startswith("若为 6008.00万元 则等式成立：疑似多写了负号")


def test_the_rest_of_a_share_is_named(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "整改: {总数: 110个, 改数: 105个, 比率: 4.55% = 改数 / 总数}")
    assert finding.span.quote == "4.55%"
    assert "若为 95.45% 则等式成立：疑似写成了余下部分的比率" in finding.hint


def test_no_swap_that_breaks_what_only_the_other_label_stands_in(tmp_path: Path) -> None:
    groups = "制度: {办法: [甲, 乙], 类别: [丙], 办法数: 1项 = count(办法), 类别数: 2项}"
    (finding,) = findings(tmp_path, groups, "checks: [制度.类别数 <= 5项, 制度.类别数 >= 2项]")
    assert "对调" not in finding.hint


def test_among_slips_of_one_figure_the_exact_one_is_named(tmp_path: Path) -> None:
    groups = "预算: {上年: 11亿元, 本年: 10亿元, 降幅: 19.1% = (上年 - 本年) / 上年}"
    (finding,) = findings(tmp_path, groups)
    assert finding.hint


def test_per_cent_for_points_is_told_in_points(tmp_path: Path) -> None:
    groups = "执行: {原率: 90.00%, 提高: 5.00%, 现率: 94.50%}"
    (finding,) = findings(tmp_path, groups, "checks: [执行.现率 = 执行.原率 + 执行.提高]")
    assert "若为 4.5个百分点（“原率”90.00% 的 5.00%）则等式成立：疑似把百分比与百分点混用" in finding.hint
