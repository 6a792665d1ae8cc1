"""Attached Markdown: what becomes of it, where its words are, what is refused, and how it is found."""

from pathlib import Path

import pytest

from paper import block_lines
from reportgen.compose import compose
from reportgen.content import Section
from reportgen.finding import Finding, Text
from reportgen.narrative import tags
from reportgen.pipeline.sources.attach import attach
from reportgen.read.markdown import read_markdown
from reportgen.report import Table
from worlds import World

RULES = """\
# 总则

第一条 为规范{{ 事前评估.项目数 | 汉字 }}项目管理，\\*制定
本办法，共**{{ 事前评估.送审金额 | 亿元(2) }}**。

1. 甲项
2. 乙项

   续乙项。

   - 乙子项

## 细则

| 名称 | 金额 |
|------|------|
| 甲   | {{ 事前评估.审减金额 | 亿元(2) }} |
| 乙   | 3.00亿元 |

> 引文。

***

# 第二章 附则

自印发之日起施行。
"""

CITY = """
    locality: 宁县
    year: 2025
    report: work-summary
    title: 宁县说明
    metrics:
      事前评估: {项目数: 2个, 送审金额: 64727.72万元, 审减金额: 6008.00万元}
    sections:
      - text: |
          甲。
    attachments:
      - {title: 评估办法, file: 附件/办法.md}
"""


def read(source: str) -> tuple[tuple[Section, ...], list[Finding]]:
    return read_markdown(Text("办法.md", source))


def codes(source: str) -> list[tuple[str, str]]:
    return [(finding.code, finding.span.quote) for finding in read(source)[1]]


def attached(tmp_path: Path, data: bytes | None) -> tuple[list[str], list[Finding]]:
    """The lines of the attachment of a report whose attached file holds these bytes, and what was found."""
    world = World(tmp_path, {"2025/ningxian": CITY})
    assert not [f for f in world.loading if f.is_error]
    if data is not None:
        (world.root / "2025/附件").mkdir()
        (world.root / "2025/附件/办法.md").write_bytes(data)
    content, findings = attach(world.content, world.root)
    report, _ = compose(content, content.localities["2025/ningxian"])
    return list(block_lines(report.attachments[0].blocks)), findings["2025/ningxian"]


def test_a_file_becomes_blocks(tmp_path: Path) -> None:
    lines, findings = attached(tmp_path, RULES.encode())
    assert not findings
    assert lines == [
        "一、总则",
        "第一条 为规范两个项目管理，*制定本办法，共6.47亿元。",
        "1.甲项",
        "2.乙项",
        "续乙项。",
        "（1）乙子项",
        "（一）细则",
        "名称 | 金额",
        "甲 | 0.60亿元",
        "乙 | 3.00亿元",
        "引文。",
        "第二章 附则",
        "自印发之日起施行。",
    ]


def test_tables_keep_figures_apart_from_words(tmp_path: Path) -> None:
    world = World(tmp_path, {"2025/ningxian": CITY})
    (world.root / "2025/附件").mkdir()
    (world.root / "2025/附件/办法.md").write_text(RULES, encoding="utf-8")
    content, _ = attach(world.content, world.root)
    report, _ = compose(content, content.localities["2025/ningxian"])
    (table,) = [block for block in report.attachments[0].blocks if isinstance(block, Table)]
    assert [column.numeric for column in table.columns] == [False, True]
    assert table.rows[0].cells[1].runs[0].figure == "2025/ningxian#事前评估.审减金额"


def test_a_table_may_stand_right_behind_its_words() -> None:
    source = "见下表：\n| 名称 | 金额 |\n|---|---|\n| 甲 | {{ 甲 | 亿元(2) }} |\n\n以上{{ 乙 }}。\n"
    sections, findings = read(source)
    assert not findings
    text, table, after = sections
    assert text.text is not None and text.text.prose.text == "见下表："
    assert table.grid is not None and [cell.prose.text for cell in table.grid.head] == ["名称", "金额"]
    (tag,) = tags(table.grid.rows[0][1].segments)
    assert tag.span.quote == "{{ 甲 | 亿元(2) }}"
    assert after.text is not None and [tag.span.quote for tag in tags(after.text.segments)] == ["{{ 乙 }}"]


def test_every_tag_knows_its_place() -> None:
    sections, _ = read(RULES)
    fragments = [fragment for section in sections for fragment in section.fragments()]
    found = [tag for fragment in fragments for tag in tags(fragment.segments)]
    assert [tag.span.quote for tag in found] == [
        "{{ 事前评估.项目数 | 汉字 }}",
        "{{ 事前评估.送审金额 | 亿元(2) }}",
        "{{ 事前评估.审减金额 | 亿元(2) }}",
    ]
    words = next(f.prose for f in fragments if "制定" in f.prose.text)
    place = words.text.index("制定")
    assert words.span(place, place + 2).quote == "制定"


def test_the_file_may_begin_with_its_own_title(tmp_path: Path) -> None:
    lines, _ = attached(tmp_path, "# 评估办法\r\n\r\n## 总则\r\n\r\n甲。\r\n".encode("utf-8-sig"))
    assert lines == ["一、总则", "甲。"]


@pytest.mark.parametrize(
    ("source", "refused"),
    [
        ("甲<b>乙</b>", [("L402", "<b>"), ("L402", "</b>")]),
        ("<div>甲</div>", [("L402", "<div>甲</div>")]),
        ("<!-- 甲 -->", [("L402", "<!-- 甲 -->")]),
        ("![图](a.png)", [("L402", "![图](a.png)")]),
        ("[全文](http://example.org)", [("L402", "[全文](http://example.org)")]),
        ("<http://example.org>", [("L402", "<http://example.org>")]),
        ("用`码`", [("L402", "`码`")]),
        ("```\n码\n```", [("L402", "```")]),
        ("    码", [("L402", "码")]),
        ("**“重点”**内容", [("L402", "**"), ("L402", "**")]),
        ("- # 标题", [("L402", "# 标题")]),
        ("- 甲\n  - 乙\n    - 丙", [("L403", "- 丙")]),
        ("{{ 甲 + 1 }}", [("P110", "{{ 甲 + 1 }}")]),
        ("｛｛ 甲 ｝｝", [("P110", "｛｛ 甲 ｝｝")]),
        ("[" * 14 + "甲" + "]" * 14, [("L403", "[")]),
        (">" * 11 + "甲", [("L403", ">" * 11)]),
    ],
)
def test_what_has_no_place_in_official_text(source: str, refused: list[tuple[str, str]]) -> None:
    assert codes(source) == refused


@pytest.mark.parametrize(
    "source", ["*a **b " * 3000, "<" * 20_000, "`" * 5000, "|a|b|\n|---|---|\n" * 2000, "甲" * 500_001]
)
def test_hostile_files_end(source: str) -> None:
    sections, findings = read(source)
    assert sections or findings


def test_a_slow_reading_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.read.markdown.SECONDS", 0.001)
    assert codes("甲") == [("L403", "")]


def test_a_missing_pandoc_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> str:
        raise OSError

    monkeypatch.setattr("pypandoc.get_pandoc_path", missing)
    assert codes("甲") == [("O203", "")]


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (None, "L401", "content/2025/ningxian.yaml"),
        ("甲。".encode("gbk"), "L101", "content/2025/附件/办法.md:1:1"),
        ("甲。\n乙\u202e。".encode(), "L102", "content/2025/附件/办法.md:2:2"),
        ("甲![图](a.png)".encode(), "L402", "content/2025/附件/办法.md:1:2"),
    ],
)
def test_trouble_with_a_file_is_said_in_place(
    tmp_path: Path, data: bytes | None, code: str, place: str
) -> None:
    _, findings = attached(tmp_path, data)
    assert [finding.code for finding in findings] == [code]
    assert place in str(findings[0].span)


def test_a_file_that_cannot_be_read_leaves_a_mark(tmp_path: Path) -> None:
    assert attached(tmp_path, None)[0] == ["【待补：附件/办法.md】"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("#总则\n\n甲。\n", "1:1 “#”后面缺空格，不会被当作标题：写成 # 总则"),
        ("＃ 总则\n\n甲。\n", "1:1 “＃”是全角的，不会被当作标题：写成 # 总则"),
        ("\n\n", "1:1 附件文件是空的：写上内容，或从 attachments 里删去它"),
    ],
)
def test_what_is_meant_as_a_heading_and_is_none_is_told(written: str, said: str) -> None:
    (finding,) = read_markdown(Text("办法.md", written))[1]
    assert f"{finding.span.place} {finding.message}：{finding.hint}" == said
