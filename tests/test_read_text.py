"""Reading text files and Markdown: encodings, lines that a page cut, tables, parts; every character at its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document import CellPlace, Document, Passage, Role
from reportgen.finding import Text
from reportgen.read import read
from reportgen.read.markdown_document import read_passages
from reportgen.read.structure import structured
from reportgen.read.text import decoded, passages


def read_text(content: str) -> list[Passage]:
    return list(structured(passages(Text("报告.txt", content))))


def said(content: str) -> list[str]:
    return [passage.text for passage in read_text(content)]


# ── encodings ────────────────────────────────────────────────────────────────────────────────────────────────────────

WORDS = "全县完成260个项目。\n审减率9.28%。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_encodings_are_recognised(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(WORDS.encode(encoding))
    document, findings = read(path)
    assert isinstance(document, Document) and findings == []
    assert [passage.text for passage in document.passages] == WORDS.splitlines()
    assert document.passages[1].prose.span(0, 1).place == "2:1"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(end: str) -> None:
    content = decoded(WORDS.replace("\n", end).encode())
    assert content is not None
    (one, two) = read_text(content)
    assert (one.text, two.text) == tuple(WORDS.splitlines())
    assert two.prose.span(0, 3).place == "2:1"


# ── paragraphs ───────────────────────────────────────────────────────────────────────────────────────────────────────

LONG = "全县完成事前绩效评估项目260个，涉及预算部门53家，其中重点项目11个，送审金额64727.72万元"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG + "，审减金额60", "08.00万元。"),  # amid a number
        (LONG + "，审减率33.", "75%。"),
        (LONG + "，提高资", "金使用绩效。"),
        ("出台《预算绩效管理办", "法》等制度。"),  # amid a title
        ("共安排资金5.6亿元，", "增长9.28%。"),
        ("涉及部门（单位", "、乡镇）53个。"),
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_paragraph_that_a_page_cut_is_one(first: str, second: str, between: str) -> None:
    (passage,) = read_text(first + between + second)
    assert passage.text == first + second
    seam = len(first)
    assert passage.prose.span(seam, seam + 1).place == f"{1 + len(between)}:1"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (LONG + "。", "审减金额6008.00万元。"),
        ("一、主要工作成效", "全县完成260个项目。"),
        ("（一）关口前移，评审工作扎实推进", "全县完成260个项目。"),
        ("平阴县2019年预算绩效管理工作情况", "2019年，平阴县认真落实部署。"),
        (LONG, "（二）审减金额6008.00万元。"),
        (LONG, "2.审减金额6008.00万元。"),
        (LONG, "2024年1月12日"),
        (LONG + "（具体项目见附件5）", "重点绩效评价报告"),
        ("省财政厅：", "现将工作情况报告如下。"),
        ("表1 项目情况", "单位：万元"),
    ],
)
def test_what_stands_alone_is_not_joined(first: str, second: str) -> None:
    assert said(f"{first}\n\n{second}") == [first, second]


def test_lines_of_a_narrow_screen_are_joined() -> None:
    text = ("全县完成事前绩效评估项目二百六十个涉及预算部门五十三家其中重点项目十一个" * 4)[:130]
    lines = ["　　" + text[:18], *(text[i : i + 20] for i in range(18, 130, 20))]
    content = "\n".join([*lines, *lines])
    assert said(content) == [text, text]


def test_marks_of_markdown_in_a_text_are_left_out() -> None:
    one, two, three = read_text("## 一、工作成效\n\n**1.健全机制。**完成**260个**项目。\n\n- 其他\n")
    assert (one.text, one.role) == ("一、工作成效", Role.HEADING)
    assert two.text == "1.健全机制。完成260个项目。"
    assert two.prose.span(two.text.index("260"), two.text.index("个") + 1).place == "3:16"
    assert three.text == "其他"


LINES = st.lists(st.text(st.sampled_from("一、（甲乙12.5 。，\t#*|表附件：:"), max_size=12), max_size=12)


@given(LINES.map("\n".join))
def test_every_character_is_said_once_at_its_place(content: str) -> None:
    found = read_text(content)
    places = [p.prose.offset(i) for p in found for i in range(len(p.text))]
    assert places == sorted(set(places))
    assert all(content[p.prose.offset(i)] == c for p in found for i, c in enumerate(p.text))
    left = {c for i, c in enumerate(content) if i not in set(places)}
    assert not left & set("甲乙125一（")


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rows_by_tabs_and_by_wide_gaps() -> None:
    content = "县区\t金额\n甲县\t1,234.5\n\n合计情况如下。\n  项目  金额\n  收入  5\n"
    found = {(p.place.table, p.place.row, p.place.column): p.text for p in read_text(content) if p.place}
    assert found == {
        (0, 0, 0): "县区", (0, 0, 1): "金额", (0, 1, 0): "甲县", (0, 1, 1): "1,234.5",
        (1, 0, 1): "项目", (1, 0, 2): "金额", (1, 1, 1): "收入", (1, 1, 2): "5",
    }  # fmt: skip


def test_one_line_with_a_gap_is_no_table() -> None:
    assert [p.place for p in read_text("宝市财办绩〔2024〕2号    签发人：某某\n\n省财政厅：")] == [None, None]


def test_what_belongs_to_a_table_is_its_caption() -> None:
    found = read_text("收入决算表\n  单位：万元\n项目  金额\n收入  5\n")
    assert [(p.text, p.role) for p in found[:2]] == [
        ("收入决算表", Role.CAPTION),
        ("单位：万元", Role.CAPTION),
    ]


# ── structure ────────────────────────────────────────────────────────────────────────────────────────────────────────

LETTER = """宝鸡市财政局文件
宝市财办绩〔2024〕2号
关于2023年度预算绩效管理工作的报告
省财政厅：
现将工作情况报告如下。
附件：1.推进管理关口前移加强评估（市财政局）
2.关于做实做细绩效评价工作（太白县）
3.统计表

宝鸡市财政局
2024年1月12日
附件1
推进管理关口前移加强评估
事前评估是起点。
关于做实做细绩效评价工作
（太白县财政局）
太白县认真落实。
附件3：统计表
县区\t金额
甲县\t5
"""


def test_attachments_are_parts() -> None:
    found = read_text(LETTER)
    parts = {p.text: p.part for p in found}
    assert [parts[text] for text in ("2.关于做实做细绩效评价工作（太白县）", "2024年1月12日")] == [0, 0]
    assert [parts[text] for text in ("附件1", "事前评估是起点。")] == [1, 1]
    assert [parts[text] for text in ("关于做实做细绩效评价工作", "太白县认真落实。")] == [2, 2]
    assert [parts[text] for text in ("附件3：统计表", "甲县")] == [3, 3]
    assert [p.text for p in found if p.role is Role.TITLE] == [
        "关于2023年度预算绩效管理工作的报告", "推进管理关口前移加强评估", "关于做实做细绩效评价工作",
    ]  # fmt: skip


def test_a_list_of_attachments_is_no_attachment() -> None:
    found = read_text("报告\n附件1：甲表\n附件2：乙表\n某某局\n2024年1月1日")
    assert {p.part for p in found} == {0}


# ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────────────────

MARKDOWN = """# 工作情况

2024年完成**260个**项目，见[附件](http://a.cn)，`审减`
6008.00万元。

    缩进四格的一段，12个。

1. 第一条
1. 第二条

> 引文3个

| 县 | 数 |
|---|---|
| 甲 | 1,234.5 |

<!-- 看不见 --> ![图](a.png)
"""


def test_markdown_is_read_as_it_shows() -> None:
    text = Text("报告.md", MARKDOWN)
    found, findings = read_passages(text)
    assert findings == []
    assert [p.text for p in found] == [
        "工作情况", "2024年完成260个项目，见附件，审减6008.00万元。", "缩进四格的一段，12个。", "1. 第一条", "1. 第二条",
        "引文3个", "县", "数", "甲", "1,234.5",
    ]  # fmt: skip
    assert found[0].role is Role.HEADING
    assert [p.place for p in found[-2:]] == [CellPlace(0, 1, 0), CellPlace(0, 1, 1)]
    for passage in found:
        for index, character in enumerate(passage.text):
            assert MARKDOWN[passage.prose.offset(index)] == character
    start = found[1].text.index("6008")
    assert found[1].prose.span(start, start + 4).place == "4:1"
