"""Tables audited: a right one is left alone, a wrong figure is found; in Markdown and in Word alike."""

from pathlib import Path

import pytest

from reportgen.audit import Audit, audit
from reportgen.finding import Severity
from reportgen.read import read
from wordfiles import docx, paragraph, table

TITLE = "2024年甲市统计表"


def rows(text: str) -> list[tuple[str, ...]]:
    """A table written with a row a line and cells between blanks; `_` is an empty cell."""
    return [tuple(cell.strip("_") for cell in line.split()) for line in text.strip().split("\n")]


def audited(folder: Path, form: str, text: str) -> Audit:
    path = folder / f"表.{form}"
    if form == "docx":
        path.write_bytes(docx(paragraph(TITLE) + table(*rows(text))))
    else:
        head, *others = (f"| {' | '.join(row)} |" for row in rows(text))
        rule = "|" + "---|" * len(rows(text)[0])
        path.write_text("\n".join([f"# {TITLE}", "", head, rule, *others, ""]), encoding="utf-8")
    document, _ = read(path)
    assert document is not None
    return audit(document)


def loud(result: Audit) -> list[str]:
    return [
        f"{f.span.quote} {f.code} {f.message}" for f in result.findings if f.severity is not Severity.HINT
    ]


NONE = "县区 项目数 审减金额\n丙县 5 1000.00\n丁县 {} 5.00\n乙县 10 10.00\n合计 15 1015.00"
LEVELS = "项目 金额\n一、本年收入 500\n（一）税收 {}\n（二）非税 100\n二、上年结余 50\n收入总计 {}"
GRADES = "部门 项目数 优 良 中 差 优良率\n甲局 64 41 17 5 1 90.6%\n乙局 38 20 12 4 2 {}\n丙局 25 18 6 1 0 96.0%\n合计 127 79 35 10 3 89.8%"
RIGHT = {
    **{f"{mark} 处没有数": NONE.format(mark) for mark in ("—", "－", "/", "--", "无", "_")},
    "一、之下有（一）": LEVELS.format(400, 550),
    "合计在前，其下分两级": "单位 项目数 送审金额\n合计 30 300.0\n一、县直 20 200.0\n教育局 12 120.0\n卫健局 8 80.0\n二、乡镇 10 100.0",
    "小计之前没有编号": "单位 项目数\n县直 20\n教育局 12\n卫健局 8\n乡镇 10\n合计 30",
    "平均和最高": "单位 自评得分 复核得分 偏差\n教育局 95 90 5\n卫健局 92 93 -1\n平均 93.5 91.5 2\n最高 95 93 5",
    "左右两边，左边短": "收入 金额 支出 金额\n一、税收 80 一、教育 60\n二、非税 20 二、社保 30\n_ _ 三、卫生 10\n合计 100 合计 100",
    "合计的审减率只按两样都有的行算": "单位 送审金额 审减金额 审减率\n甲局 100 10 10%\n乙局 _ 50 _\n丙局 300 30 10%\n合计 400 90 10%",
    "执行率另有口径": "项目 预算数 执行数 执行率\n甲 100.0 50.0 90%\n乙 200.0 80.0 85%\n丙 300.0 90.0 95%",
    "执行数与预算数都没有": "项目 预算数 执行数 执行率\n甲 0.00 0.00 —\n乙 200.00 180.00 90%\n丙 0.00 0.00 0%",
    "两个预算数": "项目 年初预算数 调整预算数 执行数 执行率\n甲 100.0 200.0 180.0 90%\n乙 200.0 100.0 90.0 90%",
    "增减额有正有负": "科目 2023年决算数 2024年决算数 增减额 增减率（%）\n甲 500 550 50 10\n乙 800 760 -40 -5\n合计 1300 1310 10 0.77",
    "有的数带着单位": "单位 送审（万元） 审减\n甲局 100.05万元 1.0\n乙局 0.50亿元 5.0\n丙局 约300万元 9.0\n合计 约5400.05万元 15.0",
    "有核增": "单位 送审金额 审定金额 审减金额 核增金额\n甲局 100.00 92.00 10.00 2.00\n丙局 50.00 45.00 5.00 0.00",
    "单位在几类里都有": "类别 项目数 单位数\n工程 30 20\n货物 20 15\n服务 10 8\n合计 60 30",
    "两个预算数，完成率按调整预算": "项目 年初预算数 调整预算数 执行数 执行率\n甲 100.00 110.00 108.90 99%\n乙 50.00 45.00 40.50 90%",
    "优良率": GRADES.format("84.2%"),
    "各行各有口径": "项目 一季度 二季度 三季度 达标率\n甲 10.5 20.1 31.0 52.4%\n乙 11.2 19.8 30.5 60.1%\n丙 9.7 21.4 33.2 48.9%",
    "占全县比重": "单位 金额 占全县比重\n甲镇 20 10%\n乙镇 30 15%\n合计 50 25%",
    "合计在前，只有一列，其下分两级": "科目 决算数\n合计 500.5\n农林水支出 500.5\n林业 300.2\n水利 200.3",
}
WRONG = {
    "优良率": (GRADES.format("82.4%"), "82.4%"),
    "没有名目的进度": (
        "项目 债券资金 已用 余额 进度\n甲 1.20 1.08 0.12 90.0%\n乙 0.85 0.62 0.23 72.9%\n丙 2.40 1.95 0.45 83.1%\n计 4.45 3.65 0.80 82.0%",
        "83.1%"),
    "有一行没有数": (NONE.format("—").replace("1015", "1016"), "1016.00"),
    "审减": (
        "单位 送审金额 审定金额 审减金额 审减率\n甲局 120.00 105.00 16.00 12.50%\n乙局 200.00 180.00 20.00 10.00%", "16.00"),
    "审减率": ("单位 项目数（个） 送审金额（万元） 审减金额（万元） 审减率（%）\n甲局 3 100 15 15\n乙局 4 200 20 11", "11"),
    "执行率": ("项目 预算数 执行数 执行率\n甲项目 100.00 95.50 95.50%\n乙项目 200.00 181.00 95.50%\n合计 300.00 276.50 92.17%", "95.50%"),
    "剩余": ("部门 问题数（个） 已整改（个） 未整改（个） 整改率\n教育局 10 9 1 90%\n卫健局 20 20 0 100%\n乡镇 30 28 3 93.3%", "3"),
    "整改率": ("部门 问题数 整改数 整改率\n教育局 10 9 90%\n卫健局 20 18 93%\n合计 30 27 90%", "93%"),
    "增减额": ("科目 2023年 2024年 增减额\n甲 500 550 60\n乙 800 760 -40\n合计 1300 1310 10", "60"),
    "增减率": ("科目 上年决算数 本年决算数 增减率\n甲 500 550 20%\n乙 800 760 -5%", "20%"),
    "占比": ("类别 数量（个） 占比（%）\n优 3 25\n良 11 55\n中 5 25\n差 1 5\n合计 20 100", "25"),
    "有的数带着单位": (
        "单位 送审（万元） 审减（万元）\n甲局 100.00 1.00\n乙局 0.50亿元 5.00\n丙局 300.00 10.00\n合计 5500.00 16.00", "5500.00"),
    "没有单位的个数": ("单位 项目数 金额\n甲局 3 10.5\n乙局 4 20.5\n丙局 5 30.0\n合计 13 61.0", "13"),
    "首列是序号": ("序号 单位 项目数 金额\n1 甲局 3 10.5\n2 乙局 4 20.5\n_ 合计 8 31.0", "8"),
    "两个预算数": ("项目 年初预算 调整预算 执行数 执行率\n甲 100.00 110.00 108.90 99%\n乙 50.00 45.00 40.50 80%", "80%"),
    "为预算的百分比": ("项目 预算数 执行数 为预算%\n税收 100 105 105.0\n增值税 60 62 133.3\n非税 50 45 90.0", "133.3"),
    "得分率": ("指标 分值 得分 得分率\n决策 20 18 80%\n过程 20 17.5 87.5%\n产出 30 27 90%", "80%"),
    "分值像编码，合计跨两级指标": (
        "一级指标 分值 二级指标 分值 得分\n决策 40 立项 25 22.5\n_ _ 目标 15 13\n产出 60 数量 35 31\n_ _ 质量 25 24\n合计 100 _ 100 97.5",
        "97.5"),
    "合计在前": ("单位 人员 公用\n合计 300.35 62.81\n甲局 180.15 41.30\n乙局 120.20 51.51", "62.81"),
    "一列缺了两处": ("县区 送审 审减\n丙县 — 1000.00\n丁县 50.13 —\n乙县 100.00 10.00\n合计 150.13 1110.00", "1110.00"),
}  # fmt: skip


@pytest.mark.parametrize("form", ["md", "docx"])
@pytest.mark.parametrize("name", RIGHT)
def test_nothing_is_said_against_a_table_that_is_right(name: str, form: str, tmp_path: Path) -> None:
    assert loud(audited(tmp_path, form, RIGHT[name])) == []


@pytest.mark.parametrize("form", ["md", "docx"])
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_figure_is_found(name: str, form: str, tmp_path: Path) -> None:
    text, figure = WRONG[name]
    assert any(said.startswith(f"{figure} D16") for said in loud(audited(tmp_path, form, text)))


def test_rows_that_a_row_above_them_sums_are_not_added_again(tmp_path: Path) -> None:
    formulas = {r.formula for r in audited(tmp_path, "md", LEVELS.format(400, 550)).relations}
    assert "收入总计金额 = 本年收入金额 + 上年结余金额" in formulas


def test_a_figure_is_called_by_its_row_and_its_column_and_has_the_unit_of_its_head(tmp_path: Path) -> None:
    text = "单位 项目（个） 资金（亿元） 执行率（%）\n甲局 3 1.50 95\n乙局 4 2.25 90\n合计 7 3.57 93"
    result = audited(tmp_path, "md", text)
    (finding,) = result.findings
    assert finding.message.startswith("合计资金 写为 3.57，按“合计资金 = 甲局资金 + 乙局资金”应为 3.75亿元")
    assert [m.unit for m in result.figures] == ["个", "亿元", "%"] * 3
    assert {r.formula for r in result.relations} == {
        "合计项目 = 甲局项目 + 乙局项目",
        "合计资金 = 甲局资金 + 乙局资金",
    }


TOTALS = "主管部门 项目个数 评价资金（万元）\n教育局 6 8320\n卫健局 4 5980\n交通局 3 4760\n合计 13 19060"


@pytest.mark.parametrize(
    ("before", "wrong"),
    [
        ("涉及4个科室，共13个项目19060万元，如下表：", ""),
        ("涉及4个科室，共15个项目19060万元，如下表：", "15个"),
        ("涉及4个科室，共13个项目19600万元，如下表：", "19600万元"),
        ("全县共评价20个项目，其中重点项目如下表：", ""),
        ("全县共安排资金5.20亿元。主要项目情况如下：", ""),
    ],
)
def test_the_words_before_a_table_tell_its_totals(before: str, wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(docx(paragraph(before) + table(*rows(TOTALS))))
    document, _ = read(path)
    assert document is not None
    assert [said.split()[0] for said in loud(audit(document))] == ([wrong] if wrong else [])


SUBSIDIES = "村 户数 面积（亩） 补贴（元）\n甲村 1419 1520.5 104154.25\n乙村 1018 1210.0 82885.00\n合计 2437 2730.5 187039.25"


@pytest.mark.parametrize(("households", "wrong"), [("2437户", ""), ("2347户", "2347户"), ("396户", "")])
def test_what_repeats_two_figures_of_a_row_repeats_the_third(
    households: str, wrong: str, tmp_path: Path
) -> None:
    said = f"全镇补贴面积2730.5亩，惠及农户{households}，发放补贴187039.25元。"
    path = tmp_path / "表.docx"
    path.write_bytes(docx(paragraph(said) + paragraph("补贴发放汇总表") + table(*rows(SUBSIDIES))))
    document, _ = read(path)
    assert document is not None
    assert [said.split()[0] for said in loud(audit(document))] == ([wrong] if wrong else [])
