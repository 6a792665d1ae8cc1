"""Guard coverage on the project's own reports: what an answer key says must hold cannot be broken unnoticed."""

import json
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from pytest import CaptureFixture

from reportgen.cli import main
from reportgen.content import Cell, Content, Items, Locality
from reportgen.coverage import Grade, coverage, slips
from reportgen.pipeline import Request, check, read
from reportgen.quantity import Magnitude
from reportgen.relation import Kind, Verdict, folded, judge
from shelf import FIVE, SLUGS

KINDS = ("项目管理", "政策制度", "预算财务", "绩效管理")
EVALUATED = ("整体评价数", "政策评价数", "政府采购数", "购买服务数", "专项债券数", "其他项目数")
SUMS: list[tuple[str, str, tuple[str, ...]]] = [
    ("2023/baoji", "事前评估.送审金额", ("事前评估.审定金额", "事前评估.审减金额")),
    ("2023/baoji/fengxiang", "事前评估.送审金额", ("事前评估.审定金额", "事前评估.审减金额")),
    ("2023/baoji", "重点评价等级.合计", ("重点评价等级.优", "重点评价等级.良", "重点评价等级.中")),
    ("2023/baoji", "重点评价.评价数", ("重点评价.政策数", "重点评价.项目评价数")),
    ("2023/baoji/linyou", "重点评价.评价数", ("重点评价.项目评价数", "重点评价.整体评价数")),
    ("2024/jiashi", "重点评价.评价数", tuple(f"重点评价.{name}" for name in EVALUATED)),
    ("2023/baoji/longxian", "反馈问题.问题数", tuple(f"反馈问题.分类.{n}.问题数" for n in KINDS)),
    ("2023/baoji/longxian", "评价等级.合计", tuple(f"评价等级.{grade}" for grade in "优良中差")),
    ("2023/baoji/longxian", "报告整改.报告数", ("报告整改.通过数", "报告整改.长期整改数")),
    ("2021/wuzhong", "重点评价等级.合计", ("重点评价等级.优", "重点评价等级.良")),
    ("2025/ningxian", "事前评估.送审金额", ("事前评估.审减金额", "事前评估.审定金额")),
    ("2025/ningxian", "绩效监控.任务数", ("绩效监控.整体监控数", "绩效监控.项目监控数", "绩效监控.未监控数")),
    ("2025/ningxian", "部门评价.评价数", ("部门评价.项目评价数", "部门评价.整体评价数")),
    ("2025/ningxian", "财政评价.评价数", ("财政评价.项目评价数", "财政评价.整体评价数")),
    ("2025/ningxian", "财政评价整改.问题数", ("财政评价整改.整改数", "财政评价整改.剩余数")),
    ("2025/ningxian", "信息公开.条数", ("信息公开.财政部门条数", "信息公开.预算单位条数")),
]
RATIOS = [
    ("2023/baoji", "事前评估.审减率", "事前评估.审减金额", "事前评估.送审金额"),
    ("2023/baoji/fengxiang", "事前评估.审减率", "事前评估.审减金额", "事前评估.送审金额"),
    ("2023/baoji/linyou", "事前评估.审减率", "事前评估.审减金额", "事前评估.送审金额"),
    *(
        ("2023/baoji/longxian", f"反馈问题.分类.{n}.占比", f"反馈问题.分类.{n}.问题数", "反馈问题.问题数")
        for n in KINDS
    ),
    ("2025/ningxian", "事前评估.审减率", "事前评估.审减金额", "事前评估.送审金额"),
    ("2025/ningxian", "自评整改.整改率", "自评整改.整改数", "自评整改.问题数"),
    ("2025/ningxian", "部门评价整改.整改率", "部门评价整改.整改数", "部门评价整改.问题数"),
    ("2025/ningxian", "财政评价整改.整改率", "财政评价整改.整改数", "财政评价整改.问题数"),
]
REPEATS = [
    ("2024/jiashi", "重点评价.报告数", "重点评价.评价数"),
    ("2024/jiashi", "绩效监控.整体监控单位数", "绩效目标.预算单位数"),
    ("2023/baoji", "重点评价.评价数", "重点评价等级.合计"),
    ("2023/baoji/longxian", "重点评价.报告数", "评价等级.合计"),
    ("2023/baoji/longxian", "重点评价.报告数", "报告整改.报告数"),
    ("2021/wuzhong", "重点评价.项目评价数", "重点评价等级.合计"),
]
WHOLES = [
    ("2023/baoji/longxian", *(f"反馈问题.分类.{n}.占比" for n in KINDS)),
    ("2023/baoji", "绩效目标.编审率"),
]
"""The hard sums, ratios, repetitions and wholes of 100% of the answer key to the five reports, as cells of ours."""
_COUNTED_OTHERWISE = (Kind.BOUND, Kind.COUNT_OF_LIST)


@pytest.fixture(scope="module")
def contents() -> dict[int, Content]:
    return {year: read(Request(year))[0] for year in SLUGS}


def relations(contents: dict[int, Content]) -> Iterator[tuple[Content, Locality, list[str], bool]]:
    """Every relation of the key with its cells: a sum's total first, a ratio's share first; and whether they make up 100%."""
    key = [(identity, [total, *parts]) for identity, total, parts in SUMS]
    key += [(identity, cells) for identity, *cells in (*RATIOS, *REPEATS, *WHOLES)]
    for identity, cells in key:
        content = contents[int(identity[:4])]
        yield content, content.localities[identity], cells, (identity, *cells) in WHOLES


def out_of_interval(cells: Sequence[Cell], at: int, slip: Magnitude, whole: bool) -> bool:
    """Whether a slip in one cell breaks the relation, by plain arithmetic on the ends of the intervals written."""
    ends = [(m.interval.low, m.interval.high) for cell in cells if (m := cell.magnitude)]
    ends[at] = (slip.interval.low, slip.interval.high)
    if whole:
        return not sum(low for low, _ in ends) <= 1 <= sum(high for _, high in ends)
    (low, high), *rest = ends
    if cells[0].name.endswith(("率", "占比")):
        (top_low, top_high), (under_low, under_high) = rest
        if under_low <= 0:
            return False
        low_there, high_there = top_low / under_high, top_high / under_low
    else:
        low_there, high_there = (sum((end[i] for end in rest), Decimal(0)) for i in (0, 1))
    return high < low_there or low > high_there


def is_caught(content: Content, key: str, slip: Magnitude) -> bool:
    naming = (r for place in content.localities.values() for r in place.relations if key in r.roots)
    return any(judge(r.comparison, content.figures, {key: slip}) is Verdict.FAILS for r in naming)


def test_every_slip_that_breaks_the_answer_key_is_caught(contents: dict[int, Content]) -> None:
    tried, missed = 0, []
    for content, locality, paths, whole in relations(contents):
        cells = [locality.cells[path] for path in paths]
        assert all(cell.quantity for cell in cells), paths
        siblings = [
            f for c in locality.cells.values() if (f := content.figures.entered.get(c.key)) and f.quantity
        ]
        for at, cell in enumerate(cells):
            for slip in slips(content.figures.entered[cell.key], siblings):
                if out_of_interval(cells, at, slip, whole):
                    tried += 1
                    if not is_caught(content, cell.key, slip):
                        missed.append((cell.key, slip.point))
    assert missed == []
    print(f"{tried} slips that break the key, all caught")
    assert tried > 400


def test_the_key_has_every_hard_relation_of_the_five_reports(contents: dict[int, Content]) -> None:
    key = {frozenset(locality.key(path) for path in paths) for _, locality, paths, _ in relations(contents)}
    kinds = set()
    for year, content in contents.items():
        for place in (one for one in content.localities.values() if one.year == year):
            for relation in place.relations:
                across_years = any(not root.startswith(f"{year}/") for root in relation.roots)
                if relation.kind not in _COUNTED_OTHERWISE and not across_years:
                    assert frozenset(relation.roots) in key, relation.formula
                    kinds.add(relation.kind)
    assert kinds == {Kind.SUM, Kind.REMAINDER, Kind.RATIO, Kind.SHARE, Kind.SHARE_SUM, Kind.REPEAT}


@pytest.mark.parametrize(("year", "slug"), FIVE)
def test_every_slip_in_the_number_of_a_closed_list_is_caught(
    contents: dict[int, Content], year: int, slug: str
) -> None:
    content = contents[year]
    guards = {guard.figure.key: guard for guard in coverage(content, content.localities[f"{year}/{slug}"])}
    counted = 0
    for relation in content.localities[f"{year}/{slug}"].relations:
        named = (
            content.localities[f"{year}/{slug}"].cells.get(key.partition("#")[2]) for key in relation.roots
        )
        lists = [cell for cell in named if cell and isinstance(cell.stated, Items)]
        if relation.kind == "count_of_list" and relation.subject in guards and len(lists) == 1:
            (listed,) = lists
            if isinstance(listed.stated, Items) and not listed.stated.open_ended:
                guard = guards[relation.subject]
                assert guard.caught == guard.tried, relation.formula
                counted += 1
    assert counted or slug == "baoji"


def run(capsys: CaptureFixture[str], *arguments: str) -> str:
    assert main(["check", *arguments]) == 0
    return capsys.readouterr().out


def test_the_table_tells_figure_grade_and_share(capsys: CaptureFixture[str]) -> None:
    said = run(capsys, "--year", "2025", "--coverage")
    (row,) = [line for line in said.splitlines() if line.split()[:1] == ["事前评估.审定金额"]]
    assert row.split()[1:3] == ["58719.72万元", "等式"] and "送审金额 = 审减金额 + 审定金额" in row
    heads = next(line for line in said.splitlines() if line.split()[:1] == ["指标"]).split()
    assert heads[3:6] == ["试错", "漏掉", "漏掉占比"]
    (bare,) = [line.split() for line in said.splitlines() if line.split()[:1] == ["培训宣传.赴省次数"]]
    assert bare[3] == bare[4] and bare[5] == "100%"
    for figure in (line.split() for line in said.splitlines() if "等式" in line.split()[2:3]):
        assert figure[5] == f"{int(figure[4]) * 100 // int(figure[3])}%"
    assert "需人工核对：培训宣传.赴省次数 1次、培训宣传.赴市次数 3次" in said
    assert "合计：试错 " in said


def test_json_has_the_same_beside_the_envelope(capsys: CaptureFixture[str]) -> None:
    (entry,) = json.loads(run(capsys, "--year", "2025", "--coverage", "--output-format", "json"))["files"]
    figures = {one["figure"]: one for one in entry["coverage"]["figures"]}
    assert figures["培训宣传.赴省次数"]["grade"] == Grade.NONE.value
    assert figures["事前评估.审定金额"]["by"]
    assert entry["coverage"]["tried"] == sum(one["tried"] for one in figures.values())
    assert entry["findings"] == []


def test_its_cost_is_at_most_five_times_that_of_check() -> None:
    request = Request(2023)
    check(request)
    began = time.process_time()
    outcome = check(request)
    checked = time.process_time() - began
    whole = [made.checked for made in outcome.made if made.checked]
    assert whole
    began = time.process_time()
    for one in whole:
        coverage(one.content, one.locality)
    assert checked + time.process_time() - began <= 5 * checked


def test_a_shortened_relation_judges_every_slip_as_the_whole_does(contents: dict[int, Content]) -> None:
    judged = 0
    for content in contents.values():
        figures = content.figures
        entered = [figure for figure in figures.entered.values() if figure.quantity]
        for relation in (r for place in content.localities.values() for r in place.relations):
            for figure in (figures.entered[key] for key in sorted(relation.roots)):
                short = folded(relation.comparison, {figure.key}, figures)
                for slip in slips(figure, entered):
                    changed = {figure.key: slip}
                    assert judge(*short, changed) is judge(relation.comparison, figures, changed)
                    judged += 1
    assert judged > 3000
