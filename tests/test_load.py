"""Loading a folder of content: what comes of it, and what is said of files that are not what they should be."""

import errno
import os
from pathlib import Path
from random import Random

import pytest

from ours import CONTENT
from reportgen.content import Content, Items, Locality, Wording
from reportgen.finding import Finding, Severity, Text
from reportgen.formula import Comparison, Operation
from reportgen.load import load
from reportgen.load.yaml.lines import lay_out
from reportgen.load.yaml.notes import Notes
from reportgen.load.yaml.raw import RULES
from reportgen.load.yaml.sheet import Sheet
from reportgen.narrative import tags
from reportgen.pipeline.survey import owner
from reportgen.places import years
from reportgen.quantity import Quantity

YEARS = range(2018, 2026)
DICTIONARY = """\
units: [本（册）]
names: [1+8]
事前评估:
  项目数: 0个                                 # 全年评估的项目
  送审金额: 0.00万元 = 审减金额 + 审定金额
  审减金额: 0.00万元
  审定金额: 0.00万元
  checks: [审减金额 <= 送审金额]
"""
HEAD = "locality: 宁县\nyear: 2025\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "2025").mkdir(parents=True)
    (tmp_path / "content" / "indicators.yaml").write_text(DICTIONARY, encoding="utf-8")
    return Path("content")


def put(root: Path, text: str | bytes, name: str = "2025/ningxian.yaml") -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def loaded(root: Path, text: str) -> Locality:
    put(root, text)
    content, findings = load(root, [2025])
    assert findings == []
    return content.localities["2025/ningxian"]


def said(root: Path, *years: int) -> list[str]:
    return [f"{f.span} {f.code}" for f in load(root, years or [2025])[1]]


def errors(content: tuple[Content, list[Finding]]) -> list[Finding]:
    return [f for f in content[1] if f.severity is Severity.ERROR]


def test_the_examples_load() -> None:
    content, findings = load(CONTENT, YEARS)
    assert [str(f.span) for f in findings] == []
    assert len(content.localities) >= 14


def test_every_character_of_narrative_knows_its_place() -> None:
    content, _ = load(CONTENT, YEARS)
    checked = 0
    for locality in content.localities.values():
        for fragment in locality.fragments():
            prose = fragment.prose
            for index, character in enumerate(prose.text):
                assert prose.source.content[prose.offset(index)] == character
            for tag in tags(fragment.segments):
                assert tag.span.quote.startswith("{{") and tag.span.quote.endswith("}}")
                assert tag.name_span.quote == tag.name
            checked += len(prose.text)
    assert checked > 10_000


def test_every_stated_figure_stands_where_it_says() -> None:
    content, _ = load(CONTENT, YEARS)
    cells = [cell for locality in content.localities.values() for cell in locality.cells.values()]
    assert len(cells) > 250
    for cell in cells:
        if isinstance(cell.stated, Quantity | Wording):
            assert cell.span.quote == cell.stated.text
        if isinstance(cell.stated, Items):
            assert tuple(span.quote for span in cell.stated.spans) == cell.stated.items
        if cell.formula:
            assert cell.formula.span.quote == cell.formula.text


def test_the_dictionary(root: Path) -> None:
    dictionary = load(root, [])[0].dictionary
    group = dictionary.groups["事前评估"]
    count, total = group.indicators["项目数"], group.indicators["送审金额"]
    assert (count.meaning, str(count.pattern), count.formula) == ("全年评估的项目", "0个", None)
    assert total.formula and isinstance(total.formula.expr, Operation)
    assert (total.formula.text, total.formula.span.quote) == ("审减金额 + 审定金额", "送审金额")
    assert [c.text for c in group.checks] == ["审减金额 <= 送审金额"]
    assert dictionary.names == ("1+8",) and dictionary.units.find("本（册）")


def test_kinds_of_cells(root: Path) -> None:
    locality = loaded(root, HEAD + """\
metrics:
  事前评估:
    项目数: {value: 260个, source: 台账/评审.xlsx!汇总!C5, note: 含续建}
    送审金额: 64727.72万元 = 审减金额 + 审定金额
    审减金额: = 审定金额 / 10
    审定金额: 待补
  评估累计: {like: 事前评估, 审减金额: "8,196.82万元"}
  制度:
    办法: [《甲》, "乙", 等]
    期限: 2025年3月底前
    规模: 2000余本（册）
    工程: 1+8
    目录:
      - {报告: 甲报告, 资金: 3.10万元}
      - {报告: 80周岁老人补助, 资金: = 甲 * 2}
    甲: 1.50万元
""")  # fmt: skip
    cells = locality.cells
    count = cells["事前评估.项目数"]
    assert (count.source, count.note, count.span.place) == ("台账/评审.xlsx!汇总!C5", "含续建", "5:18")
    assert count.source_span and count.source_span.quote == "台账/评审.xlsx!汇总!C5"
    assert count.key == "2025/ningxian#事前评估.项目数" and count.indicator
    total = cells["事前评估.送审金额"]
    assert (
        str(total.stated) == "64727.72万元" and total.formula and total.formula.text == "审减金额 + 审定金额"
    )
    assert cells["事前评估.审减金额"].stated is None and cells["事前评估.审减金额"].formula
    assert cells["事前评估.审定金额"].pending
    assert locality.groups["评估累计"].like == "事前评估"
    assert cells["评估累计.审减金额"].indicator and str(cells["评估累计.审减金额"].stated) == "8,196.82万元"
    methods = cells["制度.办法"].stated
    assert isinstance(methods, Items) and methods.items == ("《甲》", "乙") and methods.open_ended
    assert cells["制度.期限"].stated == Wording("2025年3月底前") and cells["制度.工程"].stated == Wording(
        "1+8"
    )
    size = cells["制度.规模"].quantity
    assert size and (size.unit.name, size.qualifier) == ("本（册）", "余")
    table = locality.tables["制度.目录"]
    assert (table.columns, table.rows) == (("报告", "资金"), ("甲报告", "80周岁老人补助"))
    assert str(cells["制度.目录.甲报告.资金"].stated) == "3.10万元"
    assert cells["制度.目录.80周岁老人补助.报告"].stated == Wording("80周岁老人补助")
    assert cells["制度.目录.80周岁老人补助.资金"].formula
    assert "制度.目录" not in cells


def test_text_is_never_interpreted(root: Path) -> None:
    cells = loaded(root, HEAD + """\
metrics:
  甲:
    代码: no
    名称: 是
    比: 6.10%
    长: 12345678901234567.89元
    负: -0.50万元
""").cells  # fmt: skip
    assert [c.stated.text for c in cells.values() if isinstance(c.stated, Quantity | Wording)] == [
        "no", "是", "6.10%", "12345678901234567.89元", "-0.50万元",
    ]  # fmt: skip


def test_narrative_and_letter(root: Path) -> None:
    put(root, "locality: 合水县\nyear: 2025\n", "2025/ningxian/heshui.yaml")
    locality = loaded(root, HEAD + """\
report: official-letter
title: 关于{{ 今年 }}工作的报告
author: 宁县财政局
letter: {发文机关: [宁县财政局, 宁县审计局], 发文字号: 宁财发〔2025〕5号, 成文日期: 2025年1月5日}
metrics:
  甲: {乙: 1个, 表: [{名: 一, 数: 1个}]}
checks: [甲.乙 <= 2个]
waive:
  - {code: D101, at: 甲.乙, reason: 口径不同, by: 张三}
sections:
  - heading: 总体
    with: 甲
    text: |
      第一段
      接着。

      第二段{% if 乙 > 0 %}有{{ 乙 }}{% endif %}。
    points: [{heading: 一点, text: 话。}]
    items: [{text: 项。}]
    sections: [{heading: 小节, text: 话。}]
    table: {rows: 表, columns: [数], total: 合计, number: 序号, title: 一览表}
attachments:
  - {title: 附表, table: 甲.表, landscape: true}
  - {from: 合水县}
  - {title: 办法, file: 附件/办法.md}
""")  # fmt: skip
    assert (locality.report, locality.author, locality.title and locality.title.prose.text) == (
        "official-letter", "宁县财政局", "关于{{ 今年 }}工作的报告",
    )  # fmt: skip
    assert locality.letter["发文机关"].values == ("宁县财政局", "宁县审计局")
    (section,) = locality.sections
    assert section.text and section.text.prose.text.count("\n") == 3
    assert (len(section.points), len(section.items), len(section.sections)) == (1, 1, 1)
    assert section.table and (section.table.columns, section.table.total) == (("数",), "合计")
    assert isinstance(locality.checks[0].comparison, Comparison)
    assert locality.waivers[0].by == "张三"
    table, child, file = locality.enclosures
    assert (table.landscape, table.table and table.table.rows) == (True, "甲.表")
    assert (child.origin, file.file) == ("合水县", "附件/办法.md")


def test_a_fault_in_a_cell_leaves_the_cell_pending(root: Path) -> None:
    put(root, HEAD + "metrics:\n  甲:\n    乙: １个\n    丙: @x\n    丁: = 1个 +\n    戊: 2个\n")
    content, findings = load(root, [2025])
    cells = content.localities["2025/ningxian"].cells
    assert [c.pending for c in cells.values()] == [True, True, True, False]
    assert [f.at for f in findings if f.code in ("L301", "F105")] == ["甲.乙", "甲.丁"]


def test_a_file_that_cannot_be_told_is_left_out(root: Path) -> None:
    put(root, "year: 2025\n")
    put(root, "locality: 正宁县\nyear: 2025\n", "2025/zhengning.yaml")
    content, findings = load(root, [2025])
    assert list(content.localities) == ["2025/zhengning"]
    assert [f.code for f in findings] == ["L202"]


def test_a_file_of_another_year_is_read_as_of_its_folder(root: Path) -> None:
    put(root, "locality: 合水县\nyear: 2024\nmetrics: {甲: {乙: 1个 = 丙}}\n", "2025/heshui.yaml")
    content, findings = load(root, [2025])
    assert content.localities["2025/heshui"].year == 2025
    assert [f.code for f in findings] == ["L205"] and "甲.乙" in content.localities["2025/heshui"].cells


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_bom_change_nothing(root: Path, ends: str, mark: bytes) -> None:
    text = HEAD + "title: 甲\nsections:\n  - text: |\n      一。\n\n      二。\nmetrics: {甲: {乙: 12个}}\n"
    put(root, mark + text.replace("\n", ends).encode())
    content, findings = load(root, [2025])
    locality = content.localities["2025/ningxian"]
    assert findings == []
    assert locality.sections[0].text and locality.sections[0].text.prose.text == "一。\n\n二。"
    assert locality.cells["甲.乙"].span.place == "9:18"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ((HEAD + "author: 财政局\n").encode("gbk"), "1:1"),
        ((HEAD + "author: 𠮷䶮\n").encode("gb18030"), "1:1"),
        ((HEAD + "author: 财政局\n").encode("utf-16"), "1:1"),
        ((HEAD + "author: 财政局\n").encode("utf-16-le"), "1:1"),
        (HEAD.encode() + "author: 财政局\n".encode("gbk"), "3:9"),
        ((HEAD + "author: 财政局").encode()[:-1], "3:11"),
        (HEAD.encode() + b"author: \xff\xff\xff\n", "3:9"),
    ],
)
def test_other_encodings_are_named(root: Path, data: bytes, place: str) -> None:
    put(root, data)
    content, findings = load(root, [2025])
    assert [(f.code, f.span.place) for f in findings] == [("L101", place)]
    assert content.localities["2025/ningxian"].name == "宁县"


@pytest.mark.parametrize(
    ("start", "said"),
    [(b"PK\x03\x04", "Word 或 Excel"), (b"\xd0\xcf\x11\xe0", "旧版"), (b"{\\rtf1", "RTF"), (b"%PDF-", "PDF")],
)
def test_a_document_under_another_name_is_told_as_what_it_is(root: Path, start: bytes, said: str) -> None:
    put(root, start + bytes(range(256)) * 8)
    (finding,) = load(root, [2025])[1]
    assert finding.code == "L101" and said in finding.message


def test_characters_are_said_where_they_stand(root: Path) -> None:
    put(
        root,
        HEAD
        + "author: 宁\u200b县\x0b财政局\nmetrics:\n  甲:\n    项\u200b目: \u202e1个\n    乙: 1个   # 🎉\u00a0\n",
    )
    assert said(root) == [
        f"content/2025/ningxian.yaml:{place} L102" for place in ("3:10", "3:12", "6:6", "6:10")
    ]
    assert "甲.项目" in load(root, [2025])[0].localities["2025/ningxian"].cells


def test_escapes_are_judged_as_decoded(root: Path) -> None:
    put(root, HEAD + 'author: "宁县\\u202e"\nmetrics: {甲: {乙: "1\\u200b个"}}\n')
    assert said(root) == ["content/2025/ningxian.yaml:3:9 L102", "content/2025/ningxian.yaml:4:18 L102"]


@pytest.mark.parametrize(
    ("name", "text", "said_of"),
    [
        ("2025/aux.yaml", HEAD, "2025/aux.yaml"),
        ("2025/宁县.yml", HEAD, "2025/宁县.yml"),
        ("2025/宁县.yaml.txt", HEAD, "2025/宁县.yaml.txt"),
        ("2025/.宁县.yaml", HEAD, "2025/.宁县.yaml"),
        ("ningxian.yaml", HEAD, "ningxian.yaml"),
        ("2025年/ningxian.yaml", HEAD, "2025年"),
        ("2025/甲\u202e/ningxian.yaml", HEAD, "2025/甲\u202e"),
    ],
)
def test_names_and_places(root: Path, name: str, text: str, said_of: str) -> None:
    put(root, "locality: 正宁县\nyear: 2025\n", "2025/zhengning.yaml")
    put(root, text, name)
    assert said(root) == [f"content/{said_of}:1:1 L206"]


def test_case_twins(root: Path) -> None:
    put(root, HEAD, "2025/ningxian.yaml")
    put(root, "locality: 正宁县\nyear: 2025\n", "2025/Ningxian.yaml")
    if len(list((root / "2025").iterdir())) == 2:
        assert said(root) == ["content/2025/ningxian.yaml:1:1 L206"]


def test_a_folder_that_cannot_be_looked_into_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, "locality: 合水县\nyear: 2025\n", "2025/ningxian/heshui.yaml")
    put(root, "locality: 宁县\nyear: 2025\n")
    look = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "ningxian":
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return look(path)

    monkeypatch.setattr("os.scandir", scandir)
    assert said(root) == ["content/2025/ningxian:1:1 L206"]


def test_links_are_not_followed(root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elsewhere"
    put(outside, HEAD, "a.yaml")
    (root / "2025" / "a.yaml").symlink_to(outside / "a.yaml")
    (root / "2025" / "b").symlink_to(outside)
    assert said(root) == [
        "content:1:1 L206", "content/2025/a.yaml:1:1 L206", "content/2025/b:1:1 L206",
    ]  # fmt: skip


def test_nothing_is_added_up_over_counties_of_which_one_cannot_be_read(root: Path) -> None:
    put(root, "locality: 庆阳市\nyear: 2025\n", "2025/qingyang.yaml")
    put(root, HEAD, "2025/qingyang/ningxian.yaml")
    put(root, "正宁县\n", "2025/qingyang/zhengning.yaml")
    assert load(root, [2025])[0].incomplete == {"2025/qingyang"}
    put(root, HEAD.replace("宁县", "正宁县"), "2025/qingyang/zhengning.yaml")
    assert load(root, [2025])[0].incomplete == frozenset()


def test_nothing_to_read(root: Path, tmp_path: Path) -> None:
    assert said(root) == ["content:1:1 L206"]
    assert said(tmp_path / "nowhere")[0].endswith("nowhere:1:1 L206")
    assert len(said(tmp_path / "nowhere")) == 2


def test_twins_and_namesakes(root: Path) -> None:
    put(root, HEAD)
    put(root, HEAD, "2025/ning.yaml")
    put(root, "locality: 合水县\nyear: 2024\n", "2024/ningxian.yaml")
    assert said(root, 2024, 2025) == [
        "content/2025/ningxian.yaml:1:11 L205", "content/2025/ningxian.yaml:1:11 L205",
    ]  # fmt: skip


def test_a_copy_is_told_once(root: Path) -> None:
    put(root, HEAD)
    put(root, HEAD, "2025/ningxian2.yaml")
    put(root, HEAD.replace("2025", "2024"), "2024/ningxian.yaml")
    assert said(root, 2024, 2025) == ["content/2025/ningxian2.yaml:1:11 L205"]


def test_a_child_that_could_not_be_read_is_not_said_to_be_missing(root: Path) -> None:
    put(root, HEAD + "attachments: [{from: 合水县}]\n")
    put(root, "year: 2025\n", "2025/ningxian/heshui.yaml")
    assert said(root) == ["content/2025/ningxian/heshui.yaml:1:1 L202"]


def test_a_child_named_by_its_file_is_told_by_its_name(root: Path) -> None:
    put(root, HEAD + "attachments: [{from: heshui}]\n")
    put(root, "locality: 合水县\nyear: 2025\n", "2025/ningxian/heshui.yaml")
    (finding,) = load(root, [2025])[1]
    assert (finding.code, finding.hint) == ("L211", "是不是想写 合水县？")


def test_what_other_programs_lay_beside_a_file_is_no_content(root: Path) -> None:
    put(root, HEAD)
    for name in ("~$ningxian.yaml", "._ningxian.yaml"):
        put(root, "\x05user", f"2025/{name}")
    assert said(root) == []


def test_paths_of_attachments_stay_below(root: Path) -> None:
    files = [
        "../x.md",
        "/etc/passwd.md",
        "C:\\x.md",
        "附件\\x.md",
        "http://x/a.md",
        "x.docx",
        "aux.md",
        "~$x.md",
        "a/../b.md",
    ]
    entries = "".join(f"  - {{title: 甲, file: '{file}'}}\n" for file in files)
    put(root, HEAD + "attachments:\n" + entries)
    assert said(root) == [f"content/2025/ningxian.yaml:{n}:23 L206" for n in range(4, 4 + len(files))]


def test_long_paragraphs(root: Path) -> None:
    put(root, HEAD + f"sections:\n  - text: |\n      {'长' * 5001}\n\n      {'长' * 20_001}\n")
    findings = load(root, [2025])[1]
    assert [(f.code, f.severity, f.span.place) for f in findings] == [
        ("L114", Severity.WARNING, "5:7"), ("L114", Severity.ERROR, "7:7"),
    ]  # fmt: skip


def test_a_row_without_a_column_is_told(root: Path) -> None:
    put(root, HEAD + "metrics:\n  组:\n    表:\n      - {名称: 甲, 数: 3个}\n      - {}\n    空: [{}]\n")
    assert said(root) == ["content/2025/ningxian.yaml:7:9 L204", "content/2025/ningxian.yaml:8:9 L204"]


@pytest.mark.parametrize("quoted", ["“6008.00万元”", "'“6008.00万元”'", "‘6008.00万元’", "「6008.00万元」"])
def test_quotes_around_a_figure_are_told_with_what_to_write(root: Path, quoted: str) -> None:
    put(root, f"{HEAD}metrics:\n  事前评估: {{送审金额: {quoted}}}\n  其他: {{数: {quoted}}}\n")
    told = load(root, [2025])[1]
    assert [(f.code, f.hint) for f in told] == [("L203", "应写作 6008.00万元")] * 2


def test_a_date_is_no_figure_and_must_be_in_the_calendar(root: Path) -> None:
    put(
        root,
        f"{HEAD}metrics:\n  事前评估: {{项目数: 2025-12-31}}\n  其他: {{甲: 2025-12-31, 乙: 2025-02-30}}\n",
    )
    figure, tidy, never = load(root, [2025])[1]
    assert (figure.code, figure.message) == ("L203", "“2025-12-31”是日期，这个指标要填数")
    assert (tidy.code, tidy.hint) == ("L305", "应写作 2025年12月31日")
    assert (never.code, never.message) == ("L305", "没有“2025-02-30”这一天")


def test_a_date_miswritten_is_not_missing(root: Path) -> None:
    put(root, HEAD + "letter: {成文日期: 二○二六年一月九日, 印发日期: 2026-1}\n")
    content, (meant, unclear) = load(root, [2025])
    assert (meant.code, meant.hint) == ("L305", "应写作 2026年1月9日")
    assert (unclear.code, unclear.hint) == ("L305", "年月日写全，如 2026年1月12日")
    assert set(content.localities["2025/ningxian"].letter) == {"成文日期", "印发日期"}


SIGNS = "：:，,#\"'[]{}|>- \t=＝&*!%@`、“”《》.0a文"


def test_an_ordinary_line_is_one_no_rule_has_a_word_for() -> None:
    random = Random(1)
    lines = sorted({line for path in CONTENT.rglob("*.yaml") for line in path.read_text("utf-8").split("\n")})
    seen = 0
    for line in lines * 6:
        at = random.randint(0, len(line))
        edited = line[:at] + random.choice(SIGNS) + line[at + random.randint(0, 1) :]
        notes = Notes(Text("a.yaml", f"a:\n{edited}\n  b: c"))
        layout = lay_out(notes.text, notes.text.content)
        ordinary = [x for x in layout.lines if x.scan.ordinary and not x.scan.header]
        seen += len(ordinary)
        sheet = Sheet(layout, notes, set())
        assert not any(rule(sheet, x) for x in ordinary for rule in RULES), edited
        assert not notes.findings, edited
    assert seen > len(lines)


@pytest.mark.parametrize("name", ["1234", "２０２５", "2025年"])
def test_what_is_no_year_is_no_year_to_anyone(root: Path, name: str) -> None:
    put(root, HEAD)
    put(root, HEAD, f"{name}/ningxian.yaml")
    (finding,) = load(root, [2025])[1]
    assert finding.code == "L206" and "不是年度文件夹" in finding.message
    assert years(root) == (2025,)
    assert owner(finding, root) == ""


def test_a_place_below_is_told_under_the_content_folder(root: Path) -> None:
    elsewhere = root.rename("材料")
    put(
        elsewhere, HEAD + "attachments: [{from: 某镇}]\nsections: [{table: {rows: 下级, columns: [甲.乙]}}]\n"
    )
    hints = [finding.hint for finding in load(elsewhere, [2025])[1]]
    assert hints == ["下级的文件放在 材料/2025/ningxian/ 下"] * 2


def test_a_column_is_offered_as_most_children_have_it(root: Path) -> None:
    put(root, HEAD + "sections: [{table: {rows: 下级, columns: [项目数]}}]\n")
    for name, groups in (
        ("甲县", "少见: {项目数: 1个}, 事前评估: {项目数: 2个}"),
        ("乙县", "事前评估: {项目数: 3个}"),
    ):
        put(root, f"locality: {name}\nyear: 2025\nmetrics: {{{groups}}}\n", f"2025/ningxian/{name}.yaml")
    assert [finding.hint for finding in load(root, [2025])[1]] == ["是不是想写 事前评估.项目数？"]
