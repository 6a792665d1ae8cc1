"""Guard coverage: which slips of an entered figure some relation catches."""

from decimal import Decimal
from pathlib import Path

from reportgen.coverage import Grade, Guarded, coverage, slips
from reportgen.quantity import Magnitude
from reportgen.relation import Figures, Kind, Verdict, judge
from worlds import World, metrics

GROUPS = """
事前评估: {送审金额: 64727.72万元, 审减金额: 6008.00万元, 审定金额: 58719.72万元, 项目数: 260个}
制度: {类别: [甲, 乙, 丙], 类别数: 3类 = count(类别)}
"""


def guards(tmp_path: Path, groups: str = GROUPS, rest: str = "") -> dict[str, Guarded]:
    made = World(tmp_path, {"2025/ningxian": metrics(groups, rest)})
    return {g.figure.label: g for g in coverage(made.content, made.locality())}


def test_every_entered_figure_has_its_grade(tmp_path: Path) -> None:
    graded = {
        name: guard.grade
        for name, guard in guards(tmp_path, rest="checks: [事前评估.项目数 <= 1000个]").items()
    }
    assert graded == {
        "送审金额": Grade.EQUALITY,
        "审减金额": Grade.EQUALITY,
        "审定金额": Grade.EQUALITY,
        "项目数": Grade.BOUND,
        "类别数": Grade.COUNT,
    }


def test_slips_of_a_figure_in_an_equation_are_caught_but_for_one_within_rounding(tmp_path: Path) -> None:
    found = guards(tmp_path)
    assert found["送审金额"].tried > 15 and found["送审金额"].caught == found["送审金额"].tried - 1
    assert (found["项目数"].caught, found["项目数"].grade, found["项目数"].by) == (0, Grade.NONE, ())
    assert "送审金额 = 审减金额 + 审定金额" in {r.formula for r in found["审定金额"].by}


def test_a_coarse_ratio_catches_only_what_leaves_its_interval(tmp_path: Path) -> None:
    guard = guards(tmp_path, "事前评估: {送审金额: 64727.72万元, 审减金额: 6008.00万元, 审减率: 9%}")[
        "审减金额"
    ]
    assert 0 < guard.caught < guard.tried


CITY = """
locality: 庆阳市
year: 2025
metrics:
  收支:
    收入: 120.00亿元
    支出: 90.00亿元
    结余: 30.00亿元 = 收入 - 支出
    上年收入: 100.00亿元
    增长率: 20.00% = (收入 - 上年.收入) / 上年.收入
    倍数: 1.20倍 = 收入 / 上年.收入
  项目: {项目数: 70个 = sum(下级.项目数), 完成数: 50个, 剩余数: 20个 = 项目数 - 完成数}
  结构: {甲占比: 40%, 乙占比: 60%, 甲数: 28个, 占比: 40.00% = 甲数 / 项目.项目数}
checks:
  - sum(结构.甲占比, 结构.乙占比) = 100%
  - 收支.上年收入 = 上年.收支.收入
"""
BEFORE = "locality: 庆阳市\nyear: 2024\nmetrics:\n  收支: {收入: 100.00亿元}\n"
COUNTY = "locality: {}\nyear: 2025\nmetrics:\n  项目: {{项目数: {}个}}\n"

Ends = tuple[Decimal, Decimal]


def plus(one: Ends, other: Ends) -> Ends:
    return one[0] + other[0], one[1] + other[1]


def minus(one: Ends, other: Ends) -> Ends:
    return one[0] - other[1], one[1] - other[0]


def over(one: Ends, other: Ends) -> Ends | None:
    """None when the divisor may be nothing."""
    corners = [a / b for a in one for b in other] if other[0] > 0 else []
    return (min(corners), max(corners)) if corners else None


def meet(one: Ends, other: Ends | None) -> bool:
    return other is None or (one[0] <= other[1] and other[0] <= one[1])


def test_slips_that_push_a_relation_of_any_kind_out_of_its_interval_are_caught(tmp_path: Path) -> None:
    files = {"2025/qingyang": CITY, "2024/qingyang": BEFORE}
    files |= {f"2025/qingyang/{slug}": COUNTY.format(slug, n) for slug, n in (("甲县", 40), ("乙县", 30))}
    made = World(tmp_path, files)
    home = made.locality("2025/qingyang")
    kinds = {relation.kind for relation in home.relations}
    wanted = {
        Kind.IDENTITY, Kind.GROWTH, Kind.MULTIPLE, Kind.CROSS_PART, Kind.REMAINDER, Kind.SHARE, Kind.SHARE_SUM, Kind.REPEAT
    }  # fmt: skip
    assert kinds >= wanted
    figures = made.content.figures
    tried = 0
    for key, figure in figures.entered.items():
        for slip in slips(figure, list(figures.entered.values())):
            if broken(figures, {key: slip}):
                tried += 1
                verdicts = {
                    judge(r.comparison, figures, {key: slip}) for r in home.relations if key in r.roots
                }
                assert Verdict.FAILS in verdicts, (key, slip.point)
    assert tried > 100


def broken(figures: Figures, changed: dict[str, Magnitude]) -> bool:
    """Whether a relation of the city does not hold, by plain arithmetic on the ends of the intervals written."""

    def ends(path: str, home: str = "2025/qingyang") -> Ends:
        interval = figures.under(changed)(f"{home}#{path}").interval
        return interval.low, interval.high

    income, then = ends("收支.收入"), ends("收支.收入", "2024/qingyang")
    projects = ends("项目.项目数")
    counties = [ends("项目.项目数", f"2025/qingyang/{slug}") for slug in ("甲县", "乙县")]
    one = (Decimal(1), Decimal(1))
    return not all(
        (
            meet(ends("收支.结余"), minus(income, ends("收支.支出"))),
            meet(ends("收支.上年收入"), then),
            meet(ends("收支.增长率"), over(minus(income, then), then)),
            meet(ends("收支.倍数"), over(income, then)),
            meet(projects, plus(*counties)),
            meet(ends("项目.剩余数"), minus(projects, ends("项目.完成数"))),
            meet(ends("结构.占比"), over(ends("结构.甲数"), projects)),
            meet(plus(ends("结构.甲占比"), ends("结构.乙占比")), one),
        )
    )
