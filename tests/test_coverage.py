"""Guard coverage: which slips of an entered figure some relation catches."""

from pathlib import Path

from reportgen.coverage import Grade, Guard, coverage
from worlds import World, metrics

GROUPS = """
事前评估: {送审金额: 64727.72万元, 审减金额: 6008.00万元, 审定金额: 58719.72万元, 项目数: 260个}
制度: {类别: [甲, 乙, 丙], 类别数: 3类 = count(类别)}
"""


def guards(tmp_path: Path, groups: str = GROUPS, rest: str = "") -> dict[str, Guard]:
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
