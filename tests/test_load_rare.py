"""Faults of content that are rare: each is told once, where it stands, with what to write instead."""

from pathlib import Path

import pytest

from reportgen.load import decode, load, tidy, write
from reportgen.load.yaml.notes import MOST_FINDINGS
from reportgen.quantity import MONEY
from test_load import DICTIONARY, HEAD, put, root

__all__ = ["root"]

GROUP = f"{HEAD}metrics:\n  组:\n    "
ROW = f"{GROUP}表:\n      - "
SECTION = f"{HEAD}report: x\ntitle: 宁县说明\nsections:\n  - "
LONG = "各部门各司其职，形成了工作合力，成效明显。"
FAULTS = {
    "a mapping for a value": (
        f"{GROUP}甲: {{value: {{a: 1}}, note: x}}\n",
        "5:16 L203 写成 value: 6008.00万元",
    ),
    "a table for a value": (
        f"{GROUP}甲: {{value: [{{a: 1}}], note: x}}\n",
        "5:16 L203 写成 value: 6008.00万元",
    ),
    "a full-width colon in a row": (
        f"{ROW}名称: 甲\n        金额：3.00万元\n",
        "7:11 L107 应写作 金额: 3.00万元",
    ),
    "a first key twice in a row": (
        f"{SECTION}heading: 一\n    heading: 二\n    text: 甲。\n",
        "7:5 L113 两处留一处；不是一回事的",
    ),
    "sentences right below sections": (
        f"{HEAD}report: x\ntitle: 宁县说明\nsections:\n  甲很好，乙也好。\n  丙很好，丁也好。\n  - heading: 二\n    text: 戊。\n",
        "6:3 L207 上面补一行 - text: |",
    ),
    "a line of text that stands there already": (
        f"{SECTION}text: |\n      {LONG}\n      机制完善。\n      {LONG}\n",
        "9:7 L113 重复粘贴的",
    ),
    "a column that is no name": (f"{ROW}{{名称: 甲, 金 额: 3.00万元}}\n", "6:17 L208 名称以汉字或字母开头"),
    "a list in a row": (f"{ROW}{{名称: 甲, 金额: [1个, 2个]}}\n", "6:21 L203 "),
    "a folded check": (f"{HEAD}checks:\n  - >\n    甲 = 乙\n", "4:5 L207 删去引号和换行"),
    "a waiver that is but a code": (f"{HEAD}waive: [D101]\n", "3:9 L203 写成 {code: D101, at: 组.指标"),
    "a table of tables": (f"{HEAD}sections:\n  - table: [组.表]\n", "4:12 L203 写成 table: 组.表"),
    "a table without rows": (
        f"{HEAD}sections:\n  - table: {{columns: [甲]}}\n",
        "4:12 L202 补上一行，如 rows: 下级",
    ),
    "an attachment that is but a name": (
        f"{HEAD}attachments: [办法.md]\n",
        "3:15 L203 写成 title: 和 sections: 等几行",
    ),
    "an attachment of two kinds": (
        f"{HEAD}attachments:\n  - {{title: 甲, file: a.md, sections: [{{text: 乙}}]}}\n",
        "4:16 L203 sections、table、from、file 四样只写一样",
    ),
    "a yes that is none": (
        f"{HEAD}attachments:\n  - {{title: 甲, file: a.md, landscape: yes}}\n",
        "4:39 L203 要横排写 true",
    ),
    "an escape that spells nothing": (f'{HEAD}title: "甲\\q乙"\n', "3:10 L110 把双引号换成单引号"),
    "a bracket closed twice": (f"{HEAD}metrics:\n  组: {{甲: 3个]}}\n", "4:12 L108 各项用半角逗号加空格隔开"),
    "many brackets left open": (f"{HEAD}title: {'[' * 40}\n", "3:39 L114 核对括号和缩进"),
    "a colon behind a closed list": (
        f"{HEAD}metrics:\n  组: {{单: [甲], 乙：3个}}\n",
        "4:16 L107 改成半角冒号加空格",
    ),
    "a first line of text indented by hand": (
        f"{SECTION}text: |\n          甲。\n      乙。\n      丙。\n",
        "7:1 L106 与正文各行对齐，前面空 6 格；首行缩进由版式决定",
    ),
    "a name marked with a star": (f"{GROUP}*甲: 3个\n    乙: 3个\n", "5:6 L112 删去“*”"),
    "a name marked with an and": (f"{GROUP}&甲: 3个\n    乙: 3个\n", "5:6 L112 删去“&”"),
    "text of a block that stands out": (
        f"{SECTION}text: |\n      甲。\n     乙。\n     丙。\n",
        "8:1 L106 与正文各行对齐，前面空 6 格",
    ),
    "text of a block behind wide spaces": (
        f"{SECTION}text: |\n      甲。\n\u3000\u3000乙。\n\u3000\u3000丙。\n",
        "8:1 L106 改用普通空格，与正文各行对齐",
    ),
    "text of a block not indented": (f"{SECTION}text: |\n  甲。\n  乙。\n", "7:3 L106 正文每行缩进 6 格"),
    "a reserved name for what is wrong besides": (f"{GROUP}sum: 2e3个\n", "5:5 L208 换一个名称"),
    "a name that is none for what is wrong besides": (
        f"{GROUP}甲-乙: 2e3个\n",
        "5:5 L208 名称以汉字或字母开头",
    ),
    "a text without words": (f"{SECTION}text: |\n\n  - heading: 甲\n    text: 乙\n", "6:11 L204 填上内容"),
    "a key with a sign that is refused": (f"{GROUP}\0甲: 3个\n", "5:5 L102 删掉它"),
    "a dash behind a key": (f"{HEAD}title: - 甲\n", "3:8 L108 清单另起一行"),
    "a quoted key that swallowed its value": (
        f'{HEAD}metrics:\n  组: {{"甲：3个"}}\n',
        "4:8 L107 应写作 甲: 3个",
    ),
    "a long key that swallowed its value": (
        f"{HEAD}metrics:\n  组: {{{'很' * 33}：3个}}\n",
        f"4:7 L107 应写作 {'很' * 33}: 3个",
    ),
    "an equals sign and nothing": (f"{GROUP}甲: 3个 =\n", "5:11 F105 补上公式，或删去 ="),
    "another dimension": (f"{HEAD}metrics:\n  事前评估: {{项目数: 3.00万元}}\n", "4:15 F103 改成数量的单位"),
    "two bodies of an attachment": (
        f"{HEAD}attachments:\n  - title: 甲\n    sections: [{{text: 乙}}]\n    file: a.md\n",
        "6:5 L203 sections、table、from、file 四样只写一样",
    ),
    "an attachment without a body": (
        f"{HEAD}attachments:\n  - {{title: 甲}}\n",
        "4:5 L202 写 sections、table",
    ),
    "a day that never was": (f"{GROUP}甲: 会议于2月30日召开\n", "5:11 L305 核对日期"),
    "34 digits are read, 35 are not": (f"{GROUP}甲: {'1' * 35}个\n    乙: {'1' * 34}个\n", "5:8 L301 "),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_rare_fault_is_told_once_where_it_stands(root: Path, name: str) -> None:
    text, expected = FAULTS[name]
    put(root, text)
    (finding,) = load(root, [2025])[1]
    place, code, hint = expected.split(" ", 2)
    assert (str(finding.span), finding.code) == (f"content/2025/ningxian.yaml:{place}", code)
    assert finding.hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲组:\n  项目数：0个\n", "2:6 L107 应写作 项目数: 0个"),
        ("甲组:\n  项 目: 0个\n", "2:3 L208 名称以汉字或字母开头"),
    ],
)
def test_the_dictionary_is_judged_alike(root: Path, text: str, expected: str) -> None:
    put(root, HEAD)
    put(root, text, "indicators.yaml")
    (finding,) = load(root, [2025])[1]
    place, code, hint = expected.split(" ", 2)
    assert (str(finding.span), finding.code) == (f"content/indicators.yaml:{place}", code)
    assert finding.hint.startswith(hint)


def test_a_dictionary_that_cannot_be_read_is_told(root: Path) -> None:
    put(root, HEAD)
    (root / "indicators.yaml").write_bytes(b"\xff" * 3 * 10**6)
    assert [f.code for f in load(root, [2025])[1]] == ["L114"]


def test_a_column_that_no_child_has_is_told(root: Path) -> None:
    table = "sections:\n  - table: {rows: 下级, columns: [事前评估.项目数, 事前评估.项目树]}\n"
    put(root, f"{HEAD}{table}")
    put(
        root,
        "locality: 太白县\nyear: 2025\nmetrics:\n  事前评估: {项目数: 3个}\n",
        "2025/ningxian/taibai.yaml",
    )
    (finding,) = load(root, [2025])[1]
    assert (finding.code, finding.span.quote, finding.hint) == (
        "L211",
        "事前评估.项目树",
        "是不是想写 事前评估.项目数？",
    )


def test_a_comment_behind_wide_spaces_is_no_fault(root: Path) -> None:
    put(root, f"{GROUP}甲: 3个\n\u3000\u3000# 说明\n    乙: 3个\n")
    assert load(root, [2025])[1] == []


@pytest.mark.parametrize("blanks", ["\u3000\u3000", " \t ", "\u00a0", "      \u3000\u3000", "          "])
def test_a_line_of_any_blanks_is_an_empty_line(root: Path, blanks: str) -> None:
    text = (
        f"{HEAD}metrics:\n{blanks}\n  组:\n    甲: 3个\n{blanks}\n    乙: 4个\nreport: x\ntitle: 宁县说明\n"
    )
    put(root, f"{text}sections:\n  - text: |\n{blanks}\n      丙。\n{blanks}\n      丁。\n{blanks}\n")
    content, findings = load(root, [2025])
    made = content.localities["2025/ningxian"]
    (section,) = made.sections
    assert findings == [] and [*made.cells] == ["组.甲", "组.乙"]
    assert section.text and section.text.prose.text.split() == ["丙。", "丁。"]


def test_units_of_the_dictionary_count_exactly(root: Path) -> None:
    put(root, f"{HEAD}metrics:\n  组: {{甲: 12本（册）, 乙: 3.00万元}}\n")
    content, findings = load(root, [2025])
    cells = content.localities["2025/ningxian"].cells
    assert findings == [] and DICTIONARY
    figure, money = cells["组.甲"].quantity, cells["组.乙"].quantity
    assert figure and figure.unit.counts_exactly and money and money.unit.dimension == MONEY


QUOTED = {
    "a text without words": "|",
    "an escape that spells nothing": "\\",
    "a dash behind a key": "- 甲",
    "an equals sign and nothing": "=",
    "a day that never was": "2月30日",
    "text of a block that stands out": "     ",
}


@pytest.mark.parametrize("name", QUOTED)
def test_the_caret_marks_what_is_wrong(root: Path, name: str) -> None:
    put(root, FAULTS[name][0])
    (finding,) = load(root, [2025])[1]
    assert finding.span.quote == QUOTED[name]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("title: 甲 #1 工程", "L111 error #1 工程"), ("title: 甲 # 说明", "L111 warning # 说明"), ("title: 甲  #1", ""),
        ("title: 甲  # 说明", ""), ("title: 甲 ## 说明", ""), ("title: 甲 #! 说明", ""), ("author: 甲 # 说明", ""),
        ("metrics: {组: {甲: 3个}} #说明", ""), ("metrics: #说明\n  组: {甲: 3个}", ""),
        ("title: '甲' #说明", ""), ("title: 甲#1 工程", ""),
        ("report: x #说明", "L111 error #说明"),
    ],
)  # fmt: skip
def test_a_sentence_is_not_cut_by_a_number_sign_in_silence(root: Path, line: str, told: str) -> None:
    put(root, f"{HEAD}{line}\n")
    found = [f"{f.code} {f.severity} {f.span.quote}" for f in load(root, [2025])[1] if f.code == "L111"]
    assert found == [told] * bool(told)


def test_a_cell_of_another_dimension_is_as_good_as_pending(root: Path) -> None:
    put(root, f"{HEAD}metrics:\n  事前评估: {{项目数: 3.00万元}}\n")
    content, _ = load(root, [2025])
    cell = content.localities["2025/ningxian"].cells["事前评估.项目数"]
    assert cell.pending and cell.stated is None


def test_days_without_a_year_are_judged_by_the_longest_year(root: Path) -> None:
    put(root, f"{GROUP}甲: 会议于2月29日召开\n    乙: 会议于2月召开\n    丙: 会议于2023年2月29日召开\n")
    (finding,) = load(root, [2025])[1]
    assert (finding.span.quote, finding.span.line) == ("2023年2月29日", 7)


def test_children_may_have_a_column_by_the_group_they_are_like(root: Path) -> None:
    table = "sections:\n  - table: {rows: 下级, columns: [评估.项目数, 事前评估.项目数]}\n"
    put(root, f"{HEAD}{table}")
    child = "locality: 太白县\nyear: 2025\nmetrics:\n  评估: {like: 事前评估, 送审金额: 3.00万元}\n"
    put(root, child, "2025/ningxian/taibai.yaml")
    told = load(root, [2025])[1]
    assert [f.span.quote for f in told if f.code == "L211"] == ["事前评估.项目数"]


def test_every_old_form_is_kept_beside_the_tidier_one(root: Path) -> None:
    path = root / "2025" / "ningxian.yaml"
    for number, ending in enumerate((".bak", ".bak2", ".bak3"), 3):
        put(root, f"{HEAD}metrics:\n  组: {{甲: {chr(0xFF10 + number)}个}}\n")
        before = path.read_bytes()
        (change,) = tidy(root, [2025])
        assert write(change) == path.with_name(f"ningxian.yaml{ending}")
        assert path.with_name(f"ningxian.yaml{ending}").read_bytes() == before
        assert path.read_bytes() == before.decode().replace(chr(0xFF10 + number), str(number)).encode()


@pytest.mark.parametrize(
    ("line", "place", "said"),
    [
        (b"author: \xb2\xc6\xd5\xfe\xbe\xd6", "3:9", "看起来是 GBK，应为“财政局”"),
        (b"author: \xff\xff", "3:9", "认不出来"),
    ],
)
def test_a_line_in_another_encoding_is_told_with_what_it_may_say(
    root: Path, line: bytes, place: str, said: str
) -> None:
    put(root, HEAD.encode() + line + b"\nreport: x\ntitle: \xe7\x94\xb2\nsections: [{text: \xe7\x94\xb2}]\n")
    (finding,) = load(root, [2025])[1]
    assert (finding.code, finding.span.place) == ("L101", place) and said in finding.message


@pytest.mark.parametrize("text", ["# 只有注释\n", "\n\n", "---\n", "~\n"])
def test_a_file_that_says_nothing_is_told_once(root: Path, text: str) -> None:
    put(root, text)
    assert [f.code for f in load(root, [2025])[1]] == ["L115"]


def test_too_many_faults_are_not_followed_by_one_more(root: Path) -> None:
    put(root, "甲：\u200b\n" * 3_000)
    told = load(root, [2025])[1]
    assert "L115" not in {f.code for f in told} and len(told) == MOST_FINDINGS + 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('"/etc/甲.md"', "“/etc/甲.md”"),
        ('"附件\\n办法.md"', '“"附件\\n办法.md"”'),
        ("../甲.md", "“../甲.md”"),
    ],
)
def test_a_path_is_shown_as_it_can_be_read(root: Path, written: str, shown: str) -> None:
    put(root, f"{HEAD}attachments:\n  - {{title: 甲, file: {written}}}\n")
    (finding,) = load(root, [2025])[1]
    assert finding.code == "L206" and finding.message.startswith(f"附件文件{shown}不能用")


def test_a_path_of_windows_is_shown_with_slashes(root: Path) -> None:
    put(root, f"{HEAD}attachments:\n  - {{title: 甲, file: '附件\\办法.md'}}\n")
    (finding,) = load(root, [2025])[1]
    assert (finding.code, finding.hint) == ("L206", "改成 /：附件/办法.md")


def test_only_a_content_file_is_said_to_be_rewritten() -> None:
    hints = [decode("甲：乙".encode("gbk"), path).findings[0].hint for path in ("a.yaml", "附件/a.md")]
    assert ["--fix" in hint for hint in hints] == [True, False]


def test_an_indent_made_of_plain_spaces_is_told_as_that(root: Path) -> None:
    put(root, f"{HEAD}metrics:\n\u3000组: {{甲: 3个}}\n")
    (change,) = tidy(root, [2025])
    assert [line.partition(": ")[2] for line in change.changes] == ["改用空格缩进"]
    assert change.after.decode() == f"{HEAD}metrics:\n  组: {{甲: 3个}}\n"
