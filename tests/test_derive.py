"""Deriving and judging: what follows from what was written, and nothing else."""

from pathlib import Path
from textwrap import indent

import pytest

from reportgen.cli.derivation import derivation, guards
from reportgen.cli.trees import as_text
from reportgen.coverage import coverage
from reportgen.derive.solve import Rule, solve
from reportgen.finding import Span, Text
from reportgen.formula import Call, Ref
from reportgen.relation import Kind, Relation, Verdict, guarded
from worlds import World, metrics

REVIEW = """
事前评估:
  送审金额: 64727.72万元
  审减金额: 6008.00万元
"""


def world(tmp_path: Path, groups: str, rest: str = "", **more: str) -> World:
    return World(tmp_path, {"2025/ningxian": metrics(groups, rest), **more})


def relation(made: World, start: str) -> Relation:
    return next(r for r in made.locality().relations if r.formula.startswith(start))


@pytest.mark.parametrize("missing", ["送审金额", "审减金额", "审定金额"])
def test_whichever_term_of_a_sum_is_missing_is_derived(tmp_path: Path, missing: str) -> None:
    stated = {"送审金额": "64727.72万元", "审减金额": "6008.00万元", "审定金额": "58719.72万元"}
    groups = "事前评估:\n" + "".join(f"  {k}: {v}\n" for k, v in stated.items() if k != missing)
    assert world(tmp_path, groups).printed(f"事前评估.{missing}") == stated[missing]


def test_a_quotient_gives_its_left_side_only(tmp_path: Path) -> None:
    made = world(tmp_path, "问题整改: {整改率: 95.45%, 问题数: 110个}")
    assert "问题整改.整改数" not in made.locality().cells


def test_a_derived_figure_prints_by_its_pattern_rounded_half_up(tmp_path: Path) -> None:
    assert world(tmp_path, REVIEW).printed("事前评估.审减率") == "9.28%"


@pytest.mark.parametrize(
    ("submitted", "settled", "rate"),
    [
        ("约5000万元", "约4500.00万元", "约10.00%"),
        ("5000余万元", "约4500.00万元", "约10.00%"),
        ("5000万元以上", "4500.00万元以上", ""),
        ("不超过5000万元", "4500.00万元以下", ""),
        ("5000-5100万元", "约4550.00万元", "约9.90%"),
        ("5000-6000万元", "", ""),
    ],
)
def test_a_derived_figure_takes_over_the_qualifier(
    tmp_path: Path, submitted: str, settled: str, rate: str
) -> None:
    made = world(tmp_path, f"事前评估: {{送审金额: {submitted}, 审减金额: 500.00万元}}")
    assert (made.printed("事前评估.审定金额"), made.printed("事前评估.审减率")) == (settled, rate)


def test_what_defined_a_figure_is_no_check_of_it(tmp_path: Path) -> None:
    formulas = [r.formula for r in world(tmp_path, REVIEW).locality().relations]
    assert formulas == ["审减金额 <= 送审金额"]


def test_three_stated_figures_vouch_for_each_other(tmp_path: Path) -> None:
    made = world(tmp_path, REVIEW + "  审定金额: 58719.72万元\n")
    judged = relation(made, "送审金额 =")
    assert judged.verdict is Verdict.HOLDS and judged.kind is Kind.SUM
    assert {k.rpartition(".")[2] for k in guarded(judged, made.content.figures)} == {
        "送审金额",
        "审减金额",
        "审定金额",
    }


def test_a_relation_does_not_guard_what_its_other_terms_were_made_from(tmp_path: Path) -> None:
    groups = "事前评估: {送审金额: 64727.72万元, 审定金额: 58719.72万元, 审减率: 9.28%}"
    made = world(tmp_path, groups)
    names = {k.rpartition(".")[2] for k in guarded(relation(made, "审减率"), made.content.figures)}
    assert names == {"审定金额", "审减率"}


def test_a_dictionary_sum_checks_what_is_stated_and_never_derives(tmp_path: Path) -> None:
    made = world(tmp_path, "评价等级: {合计: 23个, 优: 10个, 良: 13个}")
    assert relation(made, "合计").verdict is Verdict.HOLDS
    (tmp_path / "b").mkdir()
    assert "评价等级.合计" not in world(tmp_path / "b", "评价等级: {优: 1个}").locality().cells


def test_like_takes_over_a_groups_indicators(tmp_path: Path) -> None:
    made = world(tmp_path, "财政评价整改: {like: 问题整改, 问题数: 110个, 整改数: 105个}")
    assert made.printed("财政评价整改.剩余数") == "5个"


def test_an_own_formula_replaces_the_dictionarys(tmp_path: Path) -> None:
    groups = "问题整改: {问题数: 10个 = 整改数 + 剩余数 + 1个, 整改数: 5个, 剩余数: 4个}"
    assert relation(world(tmp_path, groups), "问题数").verdict is Verdict.HOLDS


def test_a_list_that_ends_in_deng_counts_as_at_least_its_items(tmp_path: Path) -> None:
    groups = "制度:\n  办法: [甲办法, 乙办法, 等]\n  办法数: {}项 = count(办法)\n"
    for number, verdict in ((10, "holds"), (2, "holds"), (1, "fails")):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert relation(world(folder, groups.format(number)), "办法数").verdict == verdict


def test_tables_rows_columns_and_shares(tmp_path: Path) -> None:
    groups = """
    反馈:
      问题数: 196个 = sum(分类.问题数)
      类数: = count(分类)
      分类:
        - {类型: 管理, 问题数: 126个, 占比: 64.29% = 问题数 / 反馈.问题数}
        - {类型: 财务, 问题数: 70个, 占比: = 问题数 / 反馈.问题数}
    """
    made = world(tmp_path, groups, "checks: [sum(反馈.分类.占比) = 100%]")
    assert made.printed("反馈.分类.财务.占比") == "35.71%"
    assert made.printed("反馈.类数") == "2个"
    kinds = {r.kind for r in made.locality().relations}
    assert kinds == {Kind.SUM, Kind.SHARE, Kind.SHARE_SUM}
    assert all(r.verdict is Verdict.HOLDS for r in made.locality().relations)


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("count(下级)", "count 只能数一个清单或一张表"),
        ("count(下级.事前评估.项目数)", "count 只能数一个清单或一张表"),
        ("sum(下级)", "“下级”后面没有写指标"),
        ("下级 + 1个", "“下级”是一列（或一张表），不能直接运算"),
    ],
)
def test_a_formula_names_what_of_the_children_it_means(tmp_path: Path, formula: str, told: str) -> None:
    child = "locality: 甲镇\nyear: 2025\nmetrics: {事前评估: {项目数: 3个}}\n"
    made = world(tmp_path, f"汇总: {{数: = {formula}}}", **{"2025/ningxian/jia": child})
    (found,) = made.deriving
    assert (found.code, found.message) == ("F105", told)
    assert "sum(下级)" not in found.hint


def test_last_year_is_the_same_path_a_year_before(tmp_path: Path) -> None:
    before = "locality: 宁县\nyear: 2024\nmetrics:\n  事前评估: {送审金额: 5000.00万元}\n"
    made = world(tmp_path, REVIEW, **{"2024/ningxian": before})
    assert relation(made, "送审金额 <= 10").verdict is Verdict.FAILS


def test_an_own_formula_on_a_year_that_is_missing_is_a_hint(tmp_path: Path) -> None:
    made = world(tmp_path, "监控: {上年数: 36个 = 上年.项目数}")
    assert [(f.code, f.severity) for f in made.deriving] == [("F107", "hint")]


COUNTY = "locality: {}\nyear: 2025\nmetrics:\n  事前评估: {{项目数: {}个}}\n"


def test_children_roll_up_and_absentees_are_named(tmp_path: Path) -> None:
    counties = {"2025/ningxian/jia": COUNTY.format("甲县", 3), "2025/ningxian/yi": COUNTY.format("乙县", 4)}
    made = world(
        tmp_path, "合计: {项目数: = sum(下级.事前评估.项目数), 甲县数: = 甲县.事前评估.项目数}", **counties
    )
    assert (made.printed("合计.项目数"), made.printed("合计.甲县数")) == ("7个", "3个")
    counties["2025/ningxian/bing"] = "locality: 丙县\nyear: 2025\nmetrics:\n  事前评估: {审减率: 1.00%}\n"
    (tmp_path / "b").mkdir()
    made = world(
        tmp_path / "b",
        "合计: {项目数: = sum(下级.事前评估.项目数), 已报: = 部分(下级.事前评估.项目数)}",
        **counties,
    )
    assert made.printed("合计.已报") == "7个"
    assert [f.code for f in made.deriving] == ["F108"] and "丙县" in made.deriving[0].message


@pytest.mark.parametrize(
    ("formula", "code", "told"),
    [
        ("= sum(下级.事前评估.项目书)", "F101", "是不是想写“下级.事前评估.项目数”"),
        ("7个 = 部分(下级.事前评估.项目书)", "F101", "是不是想写“下级.事前评估.项目数”"),
        ("7个 = 部分(下级.事前评估.送审金额)", "F108", "请下级补报"),
        ("= sum(甲县.下级.项目数)", "F101", "找不到指标"),
        ("= sum(各县.事前评估.项目数)", "F101", "是不是想写“下级.事前评估.项目数”"),
        ("= sum(各区县.事前评估.项目书)", "F101", "是不是想写“下级.事前评估.项目数”"),
        ("= sum(所辖县事前评估.项目数)", "F101", "是不是想写“下级.事前评估.项目数”"),
    ],
)
def test_a_column_no_child_has_is_told(tmp_path: Path, formula: str, code: str, told: str) -> None:
    counties = {"2025/ningxian/jia": COUNTY.format("甲县", 3), "2025/ningxian/yi": COUNTY.format("乙县", 4)}
    made = world(tmp_path, f"合计: {{项目数: {formula}}}", **counties)
    (found,) = made.deriving
    assert found.code == code and told in found.message + found.hint


def test_a_bound_without_unit_is_told_at_the_number(tmp_path: Path) -> None:
    made = world(
        tmp_path, "甲组: {钱: 4.10亿元, 数: 3个}", "checks: [甲组.钱 <= 1000, 甲组.钱 >= 0, 甲组.数 <= 5]"
    )
    (found,) = made.findings()
    assert (found.code, found.span.quote, found.hint) == ("F103", "1000", "写上单位，如 1000万元、1000亿元")


@pytest.mark.parametrize(
    ("formula", "hint"),
    [
        ("= 项目数 / 去年.项目数 - 1", "是不是想写“上年.项目数”？"),
        ("= 项目数 / 上年度.事前评估.项目书 - 1", "是不是想写“上年.事前评估.项目数”？"),
        ("= 项目数 / 上年项目数 - 1", "是不是想写“上年.项目数”？"),
        ("= 去年同期.项目数", "是不是想写“上年.项目数”？"),
        ("= 项目数 / 项目书 - 1", "核对名称：别组的写 组.名，去年的写 上年.组.名，下级的写 县名.组.名"),
        ("= 项目增副 * 2", "核对名称：别组的写 组.名，去年的写 上年.组.名，下级的写 县名.组.名"),
        ("= (项目数 - 单位数) / 项目书", "是不是想写“项目数”？"),
    ],
)
def test_a_name_suggested_makes_a_formula_say_something(tmp_path: Path, formula: str, hint: str) -> None:
    cells = f"事前评估: {{项目数: 3个, 单位数: 2家, 项目增幅: {formula}}}"
    before = "locality: 宁县\nyear: 2024\nmetrics:\n  事前评估: {项目数: 2个}\n"
    (found,) = world(tmp_path, cells, **{"2024/ningxian": before}).deriving
    assert (found.code, found.hint) == ("F101", hint)


@pytest.mark.parametrize(
    "text", ["合计: {数: = sum(下级.事前评估.项目数)}", "合计: {数: 3个 = 部分(下级.合计.数)}"]
)
def test_a_sum_over_children_where_there_are_none_is_told(tmp_path: Path, text: str) -> None:
    (found,) = world(tmp_path, text).deriving
    assert (found.code, found.hint) == ("F101", "下级各写一个文件，放在 content/2025/ningxian/ 里")


def test_last_year_in_a_row_is_the_same_row(tmp_path: Path) -> None:
    rows = "组:\n  表:\n    - {单位: 一局, 额: %s}\n    - {单位: 二局, 额: 20.00万元}\n"
    now = (
        rows % "15.00万元, 增长率: = 额 / 上年.额 - 1"
        + "    - {单位: 三局, 额: 2.00万元, 增长率: = 额 / 上年.额 - 1}\n"
    )
    before = f"locality: 宁县\nyear: 2024\nmetrics:\n{indent(rows % '10.00万元', '  ')}"
    made = world(tmp_path, now, **{"2024/ningxian": before})
    assert made.printed("组.表.一局.增长率") == "50.00%"
    assert [(f.code, f.span.line) for f in made.deriving] == [("F107", 8)]  # a row that is new this year


@pytest.mark.parametrize(
    ("name", "code"), [("上年.组.数", "F101"), ("上年.组.又", "F107"), ("上年.事前评估.项目数", "F107")]
)
def test_a_name_last_year_cannot_have_is_mistyped(tmp_path: Path, name: str, code: str) -> None:
    before = "locality: 宁县\nyear: 2024\nmetrics: {组: {甲: 10个}}\n"
    made = world(
        tmp_path, "组: {甲: 3个, 又: 4个}", f"checks: [组.甲 <= {name}]", **{"2024/ningxian": before}
    )
    (found,) = made.deriving
    assert found.code == code
    assert "上年.组.甲" in found.hint or code == "F107"


def test_a_derived_figure_stands_where_its_indicator_does_or_its_own_formula(tmp_path: Path) -> None:
    made = world(
        tmp_path, "事前评估: {送审金额: 64727.72万元, 审减金额: 6008.00万元}\n别组: {又: = 事前评估.审减率}"
    )
    spans = {
        path: made.locality().cells[path].span.quote
        for path in ("事前评估.审定金额", "事前评估.审减率", "别组.又")
    }
    assert spans == {
        "事前评估.审定金额": "送审金额",  # whose line of the dictionary has the relation
        "事前评估.审减率": "审减率",
        "别组.又": "= 事前评估.审减率",
    }


SENT = "locality: {}\nyear: 2025\nmetrics:\n  事前评估: {{送审金额: 100.00万元{}, 审减金额: 10.00万元, 审定金额: 90.00万元}}\n"


@pytest.mark.parametrize(
    ("submitted", "county", "verdicts"),
    [
        ("= sum(下级.送审金额)", "", [Verdict.FAILS]),
        ("200.00万元 = sum(下级.送审金额)", "", [Verdict.FAILS]),
        ("= sum(下级.送审金额) + 1.00万元", "", []),  # more than the children: the identity may not hold
        ("= sum(下级.送审金额)", " = 50.00万元 * 2", []),  # a child replaced it by its own
    ],
)
def test_a_roll_up_keeps_the_dictionarys_relation_as_a_check(
    tmp_path: Path, submitted: str, county: str, verdicts: list[Verdict]
) -> None:
    counties = {f"2025/ningxian/{n}": SENT.format(f"{n}县", county) for n in "ab"}
    figures = f"{{送审金额: {submitted}, 审减金额: = sum(下级.审减金额), 审定金额: 181.00万元}}"
    made = world(tmp_path, f"事前评估: {figures}", **counties)
    kept = [r for r in made.locality().relations if r.formula == "送审金额 = 审减金额 + 审定金额"]
    assert [relation.verdict for relation in kept] == verdicts


def test_pending_spreads_without_noise(tmp_path: Path) -> None:
    made = world(
        tmp_path, "事前评估: {送审金额: 64727.72万元, 审减金额: 待补}", "checks: [事前评估.审减金额 > 0万元]"
    )
    pending = {c.name for c in made.locality().cells.values() if c.pending}
    assert pending == {"审减金额", "审定金额", "审减率"}
    assert made.deriving == []


ROWS = """
甲组:
  总数: 9个 = sum(分类.数)
  合计: = sum(分类.数)
  再加: = 合计 + 1个
  分类:
    - {{类: 甲, 数: 3个}}
    - {}
    - {{类: 丙, 数: 2个}}
"""


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{类: 乙, 数: 待补}", []),
        ("{类: 乙, 数: 4各}", ["L301"]),
        ("{类: 甲, 数: 4个}", ["L309"]),
        ("乙 4个", ["L203"]),
    ],
)
def test_no_column_is_added_up_without_what_is_to_come_or_could_not_be_read(
    tmp_path: Path, row: str, told: list[str]
) -> None:
    made = world(tmp_path, ROWS.format(row), "checks: [sum(甲组.分类.数) = 9个]")
    assert [f.code for f in made.findings() if f.is_error] == told and made.locality().relations == ()
    assert all(made.locality().cells[path].pending for path in ("甲组.合计", "甲组.再加"))


@pytest.mark.parametrize(
    "broken", ["{项目数: 4个、审减金额: 3万元}", "{项目数：4个，审减金额：3万元}", "{“项目数”: 4个}"]
)
def test_nothing_is_added_up_over_a_child_whose_group_could_not_be_read(tmp_path: Path, broken: str) -> None:
    groups = "合计: {项目数: 7个 = sum(下级.事前评估.项目数), 乙县: = 乙县.事前评估.项目数}"
    text = "sections:\n  - text: |\n      乙县{{ 乙县.事前评估.项目数 }}。\n"
    county = COUNTY.format("乙县", 4).replace("{项目数: 4个}", broken)
    counties = {"2025/ningxian/jia": COUNTY.format("甲县", 3), "2025/ningxian/yi": county}
    made = world(tmp_path, groups, text, **counties)
    assert made.deriving == []
    assert not [f for f in made.findings() if f.is_error and "ningxian/" not in f.span.text.path]


def test_what_rests_on_a_formula_that_is_refused_waits_without_further_noise(tmp_path: Path) -> None:
    printing = "sections:\n  - text: |\n      审减{{ 事前评估.审减率 }}。\n"
    made = world(tmp_path, "事前评估: {送审金额: 9万元, 审减金额: = 甲 + 1万元}", printing)
    assert [(f.code, f.span.quote) for f in made.findings() if f.is_error] == [("F101", "甲")]


@pytest.mark.parametrize(
    ("groups", "code", "quote", "words"),
    [
        ("甲组: {甲: 3个 = 乙 + 丙}", "F101", "乙", "找不到指标“乙”"),
        ("甲组: {审减金额: 3个, 乙: = 审减金客}", "F101", "审减金客", "审减金额"),
        (
            "甲组: {甲: = 乙 + 1个, 乙: = 丙, 丙: = 甲 - 1个}",
            "F102",
            "乙 + 1个",
            "甲组.甲 → 甲组.乙 → 甲组.丙 → 甲组.甲",
        ),
        ("甲组: {钱: 3万元, 数: 2个, 和: = 钱 + 数}", "F103", "钱 + 数", "单位不合"),
        (f"甲组: {{甲: {'9' * 20}倍, 乙: = 甲 * 甲, 丙: = 乙 * 乙}}", "F103", "甲 * 甲", "结果超过 34 位"),
        (
            f"甲组: {{甲: {'9' * 20}倍, 丁: 0.{'0' * 20}1倍, 乙: = 甲 / 丁}}",
            "F103",
            "甲 / 丁",
            "结果超过 34 位",
        ),
        ("甲组: {钱: 3万元, 数: 2个 = 钱}", "F103", "钱", "单位不合"),
        ("甲组: {钱: 3万元, 差: = 钱 - 100}", "F103", "100", "写上单位，如 100万元、100亿元"),
    ],
)
def test_formulas_that_make_no_sense_are_findings(
    tmp_path: Path, groups: str, code: str, quote: str, words: str
) -> None:
    findings = world(tmp_path, groups).deriving
    assert (findings[0].code, findings[0].span.quote) == (code, quote)
    assert words in findings[0].message + findings[0].hint


def test_a_dictionary_formula_without_inputs_says_nothing(tmp_path: Path) -> None:
    assert world(tmp_path, "事前评估: {审减率: 9.28%}").deriving == []


def test_a_faulty_dictionary_is_told_once(tmp_path: Path) -> None:
    files = {"2025/ningxian": metrics("甲组: {甲: 1个}"), "2025/other": COUNTY.format("别县", 1)}
    made = World(tmp_path, files, "甲组:\n  甲: 0个 = 己 + 1个\n  乙: 0个\n")
    assert [(f.code, f.span.quote) for f in (*made.loading, *made.deriving)] == [("F101", "己")]


@pytest.mark.parametrize(
    ("relation", "code"), [("丙 / 乙", "F103"), ("乙 乙", "F105"), ("己 / 乙", "F101"), ("乙 - 丙", "F103")]
)
def test_what_rests_on_a_faulty_relation_waits_without_further_noise(
    tmp_path: Path, relation: str, code: str
) -> None:
    dictionary = f"甲组:\n  甲: 0.0% = {relation}\n  乙: 0个\n  丙: 0万元\n"
    printing = "sections:\n  - text: |\n      占{{ 甲组.甲 }}，另{{ 甲组.丁 }}。\n"
    made = World(tmp_path, {"2025/ningxian": metrics("甲组: {乙: 1个, 丁: = 1 - 甲}", printing)}, dictionary)
    assert [f.code for f in made.findings() if f.is_error] == [code]
    assert made.locality().cells["甲组.丁"].pending


def chained(cells: int) -> list[str]:
    """Lines of cells each of which is one more than the one before."""
    return [f"  甲{n}: = 甲{n - 1} + 1个\n" for n in range(1, cells)]


def test_a_sum_over_a_thousand_children_is_computed_and_a_slip_in_it_explained(tmp_path: Path) -> None:
    """A formula as deep as there are children would be too deep for the interpreter."""
    signs = "甲乙丙丁戊己庚辛壬癸"
    names = [f"{a}{b}{c}{d}县" for a in "子" for b in signs for c in signs for d in signs]
    counties = {
        f"2025/ningxian/x{n}": f"locality: {name}\nyear: 2025\nmetrics:\n  组: {{甲: 1个}}\n"
        for n, name in enumerate(names)
    }
    made = world(tmp_path, "组: {甲: 10000个 = sum(下级.组.甲), 乙: = sum(下级.组.甲)}", **counties)
    assert made.printed("组.乙") == "1000个"
    (found,) = (f for f in made.findings() if f.is_error)
    assert found.code == "D106" and "若为 1000个 则等式成立：疑似多打了一个 0" in found.hint


def test_a_thousand_cells_each_resting_on_the_one_before_are_derived_in_any_order(tmp_path: Path) -> None:
    for folder, lines in (("down", chained(1200)), ("up", chained(1200)[::-1])):
        (tmp_path / folder).mkdir()
        groups = f"组:\n  甲0: 1个\n{''.join(lines)}  乙: 1201个 = 甲1199\n"
        made = world(tmp_path / folder, groups)
        assert made.printed("组.甲1199") == "1200个"
        assert [code for code, _ in made.codes()] == ["D101"]
        assert guarded(relation(made, "乙"), made.content.figures) == {
            "2025/ningxian#组.甲0",
            "2025/ningxian#组.乙",
        }


def test_what_a_thousand_cells_wait_for_is_spread_in_any_order(tmp_path: Path) -> None:
    made = world(tmp_path, f"组:\n{''.join(chained(1200)[::-1])}  甲0: 待补\n")
    assert sum(cell.pending for cell in made.locality().cells.values()) == 1200


def test_shared_derivations_are_computed_judged_and_explained_once(tmp_path: Path) -> None:
    """Written out each time, the sixtieth of these would have as many terms as there are seconds in thirty thousand years."""
    lines = "".join(f"  甲{n}: = 甲{n - 1} + 甲{n - 2}\n" for n in range(2, 60))
    groups = f"组:\n  甲0: 1个\n  甲1: 1个\n{lines}  乙: 2504730781960个 = 甲59\n"
    made = world(tmp_path, groups)
    assert made.printed("组.甲59") == "1548008755920个"
    assert [code for code, _ in made.codes()] == ["D101"]
    cell = made.locality().cells["组.甲59"]
    drawn = as_text(derivation(made.content, cell), guards(made.content, cell))
    assert "不成立" in drawn and drawn.count("（不再展开）") > 50
    assert coverage(made.content, made.locality())


def test_of_two_rules_the_one_that_comes_up_first_is_chosen() -> None:
    """As if all rules were read over and over, whatever makes that quick."""
    text = Text("公式", "甲")
    place = Span(text, 0, 1)

    def rule(target: str, *inputs: str) -> Rule:
        terms = tuple(Ref(key, key, place) for key in inputs)
        return Rule(target, Call("+", terms, place), place, f"{target}={''.join(inputs)}")

    rules = [rule("丁", "丙"), rule("丙", "乙"), rule("乙", "甲"), rule("丁", "乙"), rule("戊", "丁", "乙")]
    chosen = solve({"甲"}, rules)
    assert [r.owner for r in chosen.values()] == ["乙=甲", "丁=乙", "戊=丁乙", "丙=乙"]


NOUGHT_YEAR = "locality: 宁县\nyear: 2024\nmetrics:\n  事前评估: {送审金额: 0.00万元, 项目数: 0个}\n"


def test_a_quotient_by_nought_that_nobody_wrote_is_absent_and_stops_nothing(tmp_path: Path) -> None:
    groups = """
    事前评估: {送审金额: 0.00万元, 审减金额: 0.00万元, 审定金额: 0.00万元}
    问题整改: {问题数: 0个, 整改数: 0个, 剩余数: 0个}
    甲组: {分子: 3个, 分母: 0个, 率: = 分子 / 分母, 倍: = 率 * 2}
    """
    made = world(tmp_path, groups, "sections: [{heading: 一, text: 没有}]")
    assert [f for f in made.findings() if f.is_error] == made.deriving == []
    cells = made.locality().cells
    for path in ("事前评估.审减率", "问题整改.整改率", "甲组.率", "甲组.倍"):
        assert cells[path].over_nought and not cells[path].printed


def test_a_quotient_by_nought_is_told_where_a_sentence_prints_it_without_asking(tmp_path: Path) -> None:
    text = "率{{ 率 | 增减 }}{% if 率 %}，率{{ 率 }}{% endif %}。"
    made = world(
        tmp_path,
        "甲组: {分子: 3个, 分母: 0个, 率: = 分子 / 分母}",
        f"sections:\n  - heading: 一\n    with: 甲组\n    text: |\n      {text}\n",
    )
    (found,) = (f for f in made.findings() if f.is_error)
    assert (found.code, found.span.column) == ("P101", 11)
    assert "除数是零" in found.message and "{% if 率 %}…{{ 率 }}…{% endif %}" in found.hint


def test_a_stated_quotient_by_nought_is_a_warning_at_its_own_cell(tmp_path: Path) -> None:
    made = world(tmp_path, "问题整改: {问题数: 0个, 整改数: 0个, 剩余数: 0个, 整改率: 100%}")
    (found,) = made.deriving
    assert (found.code, found.severity, found.span.quote) == ("F104", "warning", "100%")
    assert "整改率 写为 100%" in found.message and found.at == "问题整改.整改率"


def test_a_multiple_of_nought_of_last_year_bounds_nothing(tmp_path: Path) -> None:
    before = {"2024/ningxian": NOUGHT_YEAR}
    growth = "(事前评估.项目数 - 上年.事前评估.项目数) / 上年.事前评估.项目数"
    groups = f"事前评估: {{送审金额: 5.00万元, 项目数: 3个}}\n增长: {{项目增幅: = {growth}}}"
    made = world(tmp_path, groups, **before)
    assert made.findings() == []
    cell = made.locality().cells["增长.项目增幅"]
    assert cell.over_nought and len(derivation(made.content, cell).inputs) == 2
    (tmp_path / "b").mkdir()
    made = world(tmp_path / "b", "甲组: {甲: 3个, 乙: 0个}", "checks: [甲组.甲 <= 10 * 甲组.乙]")
    assert [code for code, _ in made.codes()] == ["D102"]


def test_nothing_is_added_up_over_a_child_whose_file_says_another_year(tmp_path: Path) -> None:
    counties = {"2025/ningxian/jia": COUNTY.format("甲县", 3)}
    counties["2025/ningxian/yi"] = COUNTY.format("乙县", 4).replace("2025", "2024")
    made = world(tmp_path, "合计: {项目数: 9个 = sum(下级.事前评估.项目数)}", **counties)
    assert [f.code for f in made.findings()] == ["L205"] and made.locality().relations == ()


@pytest.mark.parametrize(
    "broken",
    {
        "empty": {"2025/ningxian/yi": ""},
        "comment": {"2025/ningxian/yi": "# 以后再填\n"},
        "copy": {"2025/ningxian/yi": COUNTY.format("乙县", 4), "2025/ningxian/yi2": COUNTY.format("乙县", 4)},
    }.values(),
)
def test_nothing_is_added_up_over_children_of_whom_one_file_is_not_accepted(
    tmp_path: Path, broken: dict[str, str]
) -> None:
    """The rest is no sum to judge a figure by; the file itself is told, and the page waits for it."""
    groups = """
    合计:
      项目数: 9个 = sum(下级.事前评估.项目数)
      已报: 9个 = 部分(下级.事前评估.项目数)
      最多: = max(下级.事前评估.项目数)
      乙县数: = 丁县.事前评估.项目数
    事前评估: {项目数: = sum(下级.项目数)}
    """
    text = "乙县{{ 丁县.事前评估.项目数 }}。"
    rest = f"checks: [sum(下级.事前评估.项目数) = 9个]\nsections:\n  - text: |\n      {text}\n"
    made = world(tmp_path, groups, rest, **{"2025/ningxian/jia": COUNTY.format("甲县", 3)}, **broken)
    assert made.deriving == [] and made.locality().relations == ()
    pending = {path for path, cell in made.locality().cells.items() if cell.pending}
    assert pending == {"合计.最多", "合计.乙县数", "事前评估.项目数"}
    assert not [f for f in made.findings() if f.is_error and "ningxian/" not in f.span.text.path]


@pytest.mark.parametrize(
    "groups",
    [
        "自定: {甲: 30个, 乙: 120个, 占比: = 甲 / 乙 * 100}",
        "自定: {甲: 30个, 乙: 120个, 占比: = 100 * (甲 / 乙) - 5}",
        "自定: {甲: 30个, 乙: 120个, 占比: 25.00% = 甲 / 乙 * 100}",
        "自定: {甲: 3.0亿元, 乙: 1.0亿元, 增幅: = (甲 - 乙) / 乙 * 100, 再: = 增幅 + 1%}",
    ],
)
def test_a_ratio_is_not_multiplied_by_a_hundred_as_in_excel(tmp_path: Path, groups: str) -> None:
    (found,) = (f for f in world(tmp_path, groups).findings() if f.is_error)
    assert (found.code, found.span.quote, found.hint) == ("F105", "100", "去掉 * 100（比率自动按 % 印）")


def test_what_is_counted_may_be_multiplied_by_a_hundred(tmp_path: Path) -> None:
    made = world(tmp_path, "自定: {甲: 3个, 乙: = 甲 * 100, 丙: 25.00% = 3个 / 12个 * 100%, 丁: = 100 / 400}")
    assert made.codes() == []
    assert [made.printed(f"自定.{name}") for name in "乙丁"] == ["300个", "25.00%"]


AVERAGES = """
    均值:
      人均经费: 0.00元 = 经费 / 人数
      经费: 0.00万元
      人均场次: 0.0次 = 场次 / 人数
      场次: 0次
      人数: 0人
"""


def test_an_average_prints_in_the_unit_of_what_is_spread(tmp_path: Path) -> None:
    groups = """
    自定:
      资金: 1000.00万元
      人数: 3人
      总分: 270分
      人均: = 资金 / 人数
      户均: 333.33万元 = 资金 / 人数
      错: 333.44万元 = 资金 / 人数
      均分: = 总分 / 人数
      占比: = 人数 / 12人
      两倍: = 人均 * 2
    """
    made = world(tmp_path, groups, "checks: [自定.人均 <= 400万元]")
    printed = [made.printed(f"自定.{name}") for name in ("人均", "均分", "占比", "两倍")]
    assert printed == ["333.33万元", "90分", "25.00%", "666.67万元"]
    assert made.codes() == [("D101", "333.44万元")]
    (tmp_path / "b").mkdir()
    stated = "均值: {经费: 1000.00万元, 人数: 3人, 场次: 10次, 人均经费: 3333333.33元, 人均场次: 3.4次}"
    made = World(tmp_path / "b", {"2025/ningxian": metrics(stated)}, AVERAGES)
    assert made.codes() == [("D101", "3.4次")]
    (tmp_path / "c").mkdir()
    derived = "均值: {经费: 1000.00万元, 人数: 3人, 场次: 10次}"
    made = World(tmp_path / "c", {"2025/ningxian": metrics(derived)}, AVERAGES)
    assert [made.printed(f"均值.{n}") for n in ("人均经费", "人均场次")] == ["3333333.33元", "3.3次"]


@pytest.mark.parametrize("formula", ["资金 * 资金", "资金 / 面积", "人数 / 资金"])
def test_a_figure_of_no_unit_that_could_be_printed_is_an_error(tmp_path: Path, formula: str) -> None:
    made = world(tmp_path, f"自定: {{资金: 1000.00万元, 人数: 3人, 面积: 3亩, 怪: = {formula}}}")
    (found,) = made.deriving
    assert found.code == "F103" and "不知道怎么印" in found.message and "金额 / 个数" in found.hint


def test_round_is_refused_where_it_would_round_something_else_than_what_is_printed(tmp_path: Path) -> None:
    groups = """
    自定:
      甲: 30个
      乙: 121个
      钱: 10.55万元
      率: = round(甲 / 乙, 1)
      整: = round(钱, 0)
      数: = round(乙 * 30%, 0)
    """
    made = world(tmp_path, groups)
    assert [(f.code, f.span.quote) for f in made.deriving] == [
        ("F103", "round(甲 / 乙, 1)"),
        ("F103", "round(钱, 0)"),
    ]
    assert all("去掉 round" in f.hint for f in made.deriving)
    assert made.printed("自定.数") == "36个"


@pytest.mark.parametrize("formula", ["甲", "甲 + 0个", "乙 + 甲 - 乙"])
def test_a_stated_figure_is_not_checked_by_itself(tmp_path: Path, formula: str) -> None:
    made = world(tmp_path, f"自定: {{甲: 3个 = {formula}, 乙: 4个}}")
    assert [(f.code, f.span.quote) for f in made.deriving] == [("F102", formula)]
    assert made.locality().relations == ()


@pytest.mark.parametrize("sign", ["=", "==", "＝＝", "＝"])
def test_one_equals_sign_says_what_two_do(tmp_path: Path, sign: str) -> None:
    dictionary = f"评估:\n  甲: 0个 {sign} 乙 + 丙\n  乙: 0个\n  丙: 0个\n"
    groups = f"评估: {{甲: 7个, 乙: 3个, 丙: 4个}}\n自定: {{丁: 7个 {sign} 评估.乙 + 评估.丙, 戊: {sign} 丁 + 1个}}"
    made = World(tmp_path, {"2025/ningxian": metrics(groups)}, dictionary)
    assert made.codes() == [] and made.printed("自定.戊") == "8个"
    assert [relation.verdict for relation in made.locality().relations] == [Verdict.HOLDS] * 2


def test_a_figure_prints_with_the_decimals_it_is_rounded_to(tmp_path: Path) -> None:
    made = world(tmp_path, "自定: {总分: 181分, 人均分: = round(总分 / 2, 1), 整: = round(总分 * 30%, 0)}")
    assert made.deriving == []
    assert (made.printed("自定.人均分"), made.printed("自定.整")) == ("90.5分", "54分")


BEFORE = "locality: 宁县\nyear: 2024\nmetrics:\n  事前评估: {审减率: 9.00%}\n"


@pytest.mark.parametrize(
    ("cells", "printed"),
    [
        ("升: = 审减率 - 上年.审减率", "0.46个百分点"),
        ("变化率: = 审减率 - 上年.审减率", "0.46个百分点"),
        ("差距: = 审减率 - 另", "4.46个百分点"),
        ("其余占比: = 审减率 - 另", "4.46%"),
        ("增长: = 审减率 / 上年.审减率 - 100%", "5.11%"),
        ("其余: = 100% - 审减率", "90.54%"),
    ],
)
def test_the_difference_of_two_percentages_is_in_points(tmp_path: Path, cells: str, printed: str) -> None:
    groups = f"事前评估: {{审减率: 9.46%, 另: 5.00%, {cells}}}"
    made = world(tmp_path, groups, **{"2024/ningxian": BEFORE})
    assert made.printed(f"事前评估.{cells.partition(':')[0]}") == printed


def test_points_are_written_where_points_are_meant_and_nowhere_else(tmp_path: Path) -> None:
    groups = (
        "事前评估: {审减率: 9.46%, 升: 0.46% = 审减率 - 上年.审减率, 高: 0.46个百分点 = 审减率 - 上年.审减率}"
    )
    made = world(tmp_path, groups, **{"2024/ningxian": BEFORE})
    (found,) = (f for f in made.findings() if f.is_error)
    assert (found.code, found.span.quote, found.hint) == ("F103", "0.46%", "应写作 0.46个百分点")
    (tmp_path / "b").mkdir()
    made = world(tmp_path / "b", "问题整改: {整改率: 98个百分点}")
    (found,) = (f for f in made.findings() if f.is_error)
    assert (found.code, found.span.quote) == ("F103", "98个百分点") and "应写作 98%" in found.hint


def test_so_they_are_in_a_check_of_its_own(tmp_path: Path) -> None:
    groups = "事前评估: {审减率: 9.46%, 降: 0.46%, 项目数: 120个, 上年数: 100个, 增: 20个百分点}"
    checks = "checks: [事前评估.审减率 - 上年.事前评估.审减率 = 事前评估.降, 事前评估.增 = 事前评估.项目数 / 事前评估.上年数 - 1]"
    made = world(tmp_path, groups, checks, **{"2024/ningxian": BEFORE})
    found = [(f.code, f.span.quote, f.hint) for f in made.findings() if f.is_error]
    assert found == [("F103", "0.46%", "应写作 0.46个百分点"), ("F103", "20个百分点", "应写作 20%")]


def test_a_limit_in_points_is_told_in_points(tmp_path: Path) -> None:
    checks = "checks: [事前评估.审减率 - 上年.事前评估.审减率 <= 0.3个百分点]"
    made = world(tmp_path, "事前评估: {审减率: 9.46%}", checks, **{"2024/ningxian": BEFORE})
    (found,) = (f for f in made.findings() if f.is_error)
    assert "左边为 0.46个百分点，右边为 0.30个百分点" in found.message


def test_a_growth_is_no_difference_of_percentages(tmp_path: Path) -> None:
    groups = """\
事前评估:
    项目数: 110个
    上年数: 100个
    增: 10.00个百分点 = 项目数 / 上年数 - 1
    增幅: 10.0百分点 = (项目数 - 上年数) / 上年数
    增长率: 10% = 项目数 / 上年数 - 1
    每个: 0.05个百分点 = (增长率 - 增长率) / 项目数"""
    made = world(tmp_path, groups)
    found = [(f.code, f.span.quote, f.hint) for f in made.findings() if f.code == "F103"]
    assert found == [
        ("F103", "10.00个百分点", "应写作 10.00%"),
        ("F103", "10.0百分点", "应写作 10.0%"),
    ]


def test_how_far_a_rate_is_off_is_said_in_points(tmp_path: Path) -> None:
    made = world(tmp_path, "问题整改: {问题数: 110个, 整改数: 105个, 整改率: 85.45%}")
    (found,) = (f for f in made.findings() if f.is_error)
    assert "按公式应为 95.45%，相差 10.00个百分点" in found.message


@pytest.mark.parametrize(
    ("groups", "total"),
    [
        ("甲组:\n  总: = sum(一, 二)\n  一: 3个\n  二: 待补", "甲组.总"),
        ("甲组:\n  总: = sum(一, 二)\n  一: 3个\n  二: = 一 + 三\n  三: 待补", "甲组.总"),
        ("甲组:\n  总: = sum(表.数)\n  表: [{类: 甲, 数: 3个}, {类: 乙, 数: 待补}]", "甲组.总"),
        (
            "甲组:\n  表: [{类: 甲, 数: 3个, 占比: = 数 / sum(表.数)}, {类: 乙, 数: 待补}]",
            "甲组.表.甲.占比",
        ),
    ],
)
def test_a_sum_waits_for_what_is_still_to_be_filled_in(tmp_path: Path, groups: str, total: str) -> None:
    """A sum over the rest would be a wrong number that nobody could tell from a right one."""
    made = world(tmp_path, groups)
    cell = made.locality().cells[total]
    assert cell.pending and not cell.printed and not made.deriving


def test_a_sum_with_a_term_to_come_accuses_nobody(tmp_path: Path) -> None:
    made = world(
        tmp_path,
        """
        评价等级: {优: 3个, 良: 待补, 合计: 10个}
        甲组:
          总: 8个 = sum(一, 二)
          一: 3个
          二: 待补
        """,
        "checks: ['甲组.一 >= sum(评价等级.优, 评价等级.良)', '甲组.总 < sum(甲组.一, 甲组.二)']",
    )
    assert made.codes() == [] and made.locality().relations == ()


@pytest.mark.parametrize(
    ("group", "printed"),
    [
        ("一: 1亿元, 二: 5000.00万元, 得: = 一 + 二", "15000.00万元"),  # not 2亿元
        ("一: 1亿元, 二: 9999.99万元, 得: = 一 - 二", "0.01万元"),
        ("一: 1.2万人, 二: 300人, 得: = 一 + 二", "12300人"),
        ("一: 3亿元, 二: 1000人, 得: = 一 / 二", "30.00万元"),  # not 0亿元
        ("一: 3亿元, 二: 0.50%, 得: = 一 * 二", "150.00万元"),
        ("一: 5%, 二: 5%, 得: = 一 * 二", "0.25%"),
        ("一: 1个, 二: 3个, 得: = 一 / 二", "33.33%"),
        ("一: 85.00%, 二: 5.00个百分点, 得: = 一 + 二", "90.00%"),
        ("一: 1.00个百分点, 二: 0.50个百分点, 得: = 一 + 二", "1.50个百分点"),
        ("一: 95.00%, 二: 90%, 得: = 一 * 10分 + 二 * 20分", "27.5分"),
        ("一: 95.00%, 二: = 一 * 10分, 得: = 二 + 二", "19.0分"),
        ("得: = 60分 + 30分", "90分"),
        ("得: = 1000万元 + 500万元", "1500万元"),
        ("得: = 2年 + 3个月", "27个月"),
        ("一: [甲办法, 乙办法, 等], 得: = count(一)", "2个以上"),
        ("一: [甲办法, 乙办法, 等], 二: 10项, 得: = 二 - count(一)", "8项以下"),
        ("一: [甲办法, 乙办法, 等], 二: 9.00万元, 得: = 二 / count(一)", ""),
        ("一: [甲办法, 乙办法], 得: = count(一)", "2个"),
        ("一: 约100个, 二: 约60个, 得: = 一 - 二", "约40个"),
        ("一: 约100个, 二: 约98个, 得: = 一 - 二", ""),  # anything from -8 to 12
        ("一: 3000余万元, 二: 2900.00万元, 得: = 一 - 二", ""),
    ],
)
def test_a_figure_without_pattern_prints_like_what_it_comes_from(
    tmp_path: Path, group: str, printed: str
) -> None:
    """No part of it is rounded away, and it says no more than is known."""
    assert world(tmp_path, f"甲组: {{{group}}}").printed("甲组.得") == printed


@pytest.mark.parametrize(("rate", "codes"), [("94.50%", ["D102"]), ("95.00%", []), ("95%", [])])
@pytest.mark.parametrize("threshold", ["95%", "政策标准.目标率", "政策标准.不低于"])
def test_a_threshold_is_exact_in_a_check_or_as_a_cell(
    tmp_path: Path, rate: str, codes: list[str], threshold: str
) -> None:
    groups = f"政策标准: {{目标率: 95%, 不低于: 95%以上}}\n甲组: {{完成率: {rate}}}\n"
    made = world(tmp_path, groups, f"checks: [甲组.完成率 >= {threshold}]")
    assert [code for code, _ in made.codes()] == codes


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("sum(上年.下级.组.数)", "乙县上年没有“组.数”，合计不全"),
        ("sum(甲县.下级.组.数)", "丁镇没有“组.数”，合计不全"),
        ("sum(下级.组.数) - sum(下级.上年.组.数)", "乙县没有“上年.组.数”，合计不全"),
        ("部分(上年.下级.组.数)", ""),
        ("sum(下级.组.数)", ""),
    ],
)
def test_a_sum_needs_every_child_of_whatever_place(tmp_path: Path, formula: str, said: str) -> None:
    """Added up over some of them it would be another figure, and nobody could tell."""
    places = {
        "2024/city": ("大市", "别: {数: 1个}"),
        "2024/city/jia": ("甲县", "组: {数: 8个}"),
        "2024/city/yi": ("乙县", "别: {数: 1个}"),
        "2025/city/jia": ("甲县", "组: {数: 10个}"),
        "2025/city/yi": ("乙县", "组: {数: 20个}"),
        "2025/city/jia/bing": ("丙镇", "组: {数: 3个}"),
        "2025/city/jia/ding": ("丁镇", "别: {数: 1个}"),
        "2025/city": ("大市", f"合计: {{数: = {formula}}}"),
    }
    head = "locality: {}\nyear: {}\nmetrics: {{{}}}\n"
    files = {identity: head.format(name, identity[:4], group) for identity, (name, group) in places.items()}
    made = World(tmp_path, files)
    assert [f.message for f in made.deriving if f.code == "F108"] == ([said] if said else [])
