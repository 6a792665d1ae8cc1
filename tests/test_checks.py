"""The checks as a whole: one fault is said once, and what is said is said of the right file."""

from pathlib import Path

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


def test_an_unknown_group_is_reported_once_not_with_each_of_its_names(tmp_path: Path) -> None:
    text = """\
sections:
  - with: 事前评审
    text: |
      评估{{ 项目数 }}，送审{{ 送审金额 }}，整改{{ 问题整改.整改数 }}。
"""
    assert codes(World(tmp_path, {"2025/ningxian": HEAD + text})) == [("P101", 6), ("P102", 4)]


def test_a_figure_typed_twice_on_a_line_is_found_twice_at_its_columns(tmp_path: Path) -> None:
    text = "sections:\n  - text: |\n      甲项5个，\n      乙项5个，丙项５个。\n"
    world = World(tmp_path, {"2025/ningxian": HEAD + text})
    found = [(f.span.line, f.span.column, f.span.quote) for f in world.findings() if f.code == "P201"]
    assert found == [(5, 9, "5"), (6, 9, "5"), (6, 14, "５")]


def test_a_figure_of_a_child_is_suggested_by_the_name_the_parent_may_use(tmp_path: Path) -> None:
    parent = "locality: 宝鸡市\nyear: 2025\nsections:\n  - text: |\n      太白县开展评价11个项目。\n"
    child = "locality: 太白县\nyear: 2025\nmetrics:\n  债券评价: {项目数: 11个}\n"
    world = World(tmp_path, {"2025/baoji": parent, "2025/baoji/taibai": child})
    (hint,) = [f.hint for f in world.findings("2025/baoji") if f.code == "P201"]
    assert "{{ 太白县.债券评价.项目数 }}" in hint
