"""Judging documents from elsewhere, hostile ones included, and what the command prints and writes."""

import json
import re
import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import pypandoc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deviations import DOCUMENT, Parts, directly, faced, good, swap
from letters import HEAD, LETTER, SHORT, SUMMARY, words
from ours import TEMPLATES
from reportgen.cli import main
from reportgen.cli.codes import all_codes
from reportgen.conform import clauses, examine
from reportgen.conform.clauses.c5_2_3_characters import usual
from reportgen.conformity import Conformity, Strength, Verdict
from reportgen.finding import Finding, Severity, Span, Text
from reportgen.package import parse_xml, to_xml, write_package
from reportgen.publish.pdf import find_office, to_pdf
from reportgen.render import render
from reportgen.value import replace

Captured = pytest.CaptureFixture[str]
SENTENCE = "全市各级财政部门坚持把绩效理念贯穿预算编制、执行、监督全过程，审减率38.08%，健全“事前评估”机制。"


def python_docx() -> bytes:
    """What python-docx makes with its own template: Letter paper, theme fonts, headings in blue."""
    document = docx.Document()
    document.add_heading("关于2023年度预算绩效管理工作情况的报告", 0)
    document.add_paragraph("省财政厅：")
    document.add_heading("一、工作开展情况", 1)
    for _ in range(12):
        document.add_paragraph(SENTENCE * 3)
    document.add_table(3, 3).cell(0, 0).text = "县区"
    for line in ("附件：推进情况表", "云溪市财政局", "2024年1月12日"):
        document.add_paragraph(line)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def pandoc(folder: Path) -> bytes:
    """What pandoc makes of Markdown: no page size, automatic numbers, a title block."""
    head = "---\ntitle: 关于2023年度预算绩效管理工作情况的报告\nauthor: 云溪市财政局\ndate: 2024年1月12日\n---\n\n省财政厅：\n\n"
    text = head + "# 一、工作开展情况\n\n" + f"{SENTENCE * 4}\n\n" * 6
    text += "## （一）健全制度\n\n1. 第一项\n2. 第二项\n\n| 县区 | 金额 |\n|---|---|\n| 东山区 | 12.5 |\n\n云溪市财政局\n\n2024年1月12日\n"
    pypandoc.convert_text(text, "docx", format="markdown", outputfile=str(folder / "pandoc.docx"))
    return (folder / "pandoc.docx").read_bytes()


_TABLE_FIRST = [
    replace(entry, label=f"附件{number}")
    for number, entry in enumerate((LETTER.attachments[-1], *LETTER.attachments[:-1]), 1)
]
UPRIGHT_LAST = replace(
    LETTER,
    attachments=tuple(_TABLE_FIRST),
    enclosures=tuple(f"{number}.{entry.title}" for number, entry in enumerate(_TABLE_FIRST, 1)),
)
"""A letter LibreOffice can save: it forgets the footers of a section that begins on an even page, as 版记 after a landscape page does."""


def saved_by_libreoffice(folder: Path) -> bytes:
    """Our letter, opened and saved by LibreOffice."""
    source, out = folder / "letter.docx", folder / "out"
    source.write_bytes(render(UPRIGHT_LAST, TEMPLATES)[0] or b"")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        find_office(),
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(out),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (out / "letter.docx").read_bytes()


def table(document: bytes, pdf: bytes | None = None) -> Conformity:
    found = examine("报告.docx", document, pdf)
    assert isinstance(found, Conformity)
    return found


def verdicts(found: Conformity) -> dict[str, set[Verdict]]:
    said: dict[str, set[Verdict]] = {}
    for row in found.rows:
        said.setdefault(row.clause.key, set()).add(row.found.verdict)
    return said


def measured(found: Conformity, key: str) -> list[str]:
    return [row.found.measured for row in found.rows if row.clause.key == key]


def test_a_clause_is_a_file_that_explains_itself() -> None:
    assert len({clause.key for clause in clauses()}) == len(clauses()) >= 60
    for clause in clauses():
        assert re.fullmatch(r"\d+(?:\.\d+)*", clause.number)
        assert clause.code in all_codes()
        module = __import__(f"reportgen.conform.clauses.{clause.key}", fromlist=["check"])
        assert "核对：" in (module.__doc__ or "") and clause.required and clause.element
    numbers = [tuple(map(int, clause.number.split("."))) for clause in clauses()]
    assert numbers == sorted(numbers)
    assert {clause.strength for clause in clauses()} == set(Strength)


def test_of_lines_as_many_the_fuller_are_usual() -> None:
    assert usual({26: 3, 28: 3, 27: 1}) == 28 and usual({27: 4, 28: 3}) == 27


def test_python_docx_gets_a_full_table() -> None:
    said = verdicts(table(python_docx()))
    assert said.keys() == {clause.key for clause in clauses()}
    for key in (
        "c5_1_paper",
        "c5_2_1_area",
        "c5_2_2_type",
        "c5_2_3_lines",
        "c5_2_4_black",
        "c7_3_1_type",
        "c7_5_form",
    ):
        assert Verdict.UNMET in said[key], key
    for key in ("c7_3_2_form", "c7_3_4_form", "c7_3_5_4_date"):
        assert said[key] == {Verdict.MET}, key
    assert said["c7_2_7_width"] == said["c7_4_1_width"] == {Verdict.ABSENT}


def test_a_theme_font_is_told_by_its_name() -> None:
    said = measured(table(python_docx()), "c5_2_2_type")
    assert any("宋体（主题字体）" in words and "Cambria（主题字体）" in words for words in said)


def test_pandoc_gets_a_full_table(tmp_path: Path) -> None:
    found = table(pandoc(tmp_path))
    said = verdicts(found)
    assert said.keys() == {clause.key for clause in clauses()}
    assert Verdict.UNMET in said["c5_1_paper"] and Verdict.UNMET in said["c7_5_form"]
    assert measured(found, "c7_3_3_numbering") == ["4处，用了3层"], "automatic numbers count as numbers"


@pytest.mark.system
def test_what_libreoffice_saved_is_judged_as_what_we_wrote(tmp_path: Path) -> None:
    documents = {
        "ours": render(UPRIGHT_LAST, TEMPLATES)[0] or b"",
        "saved": saved_by_libreoffice(tmp_path),
        "python-docx": python_docx(),
        "pandoc": pandoc(tmp_path),
    }
    pdfs, _ = to_pdf(documents)
    found = {name: table(data, pdfs[name]) for name, data in documents.items()}
    assert not found["ours"].breaches and not found["saved"].breaches
    assert verdicts(found["saved"]) == verdicts(found["ours"])
    for name in ("python-docx", "pandoc"):
        assert found[name].pages and found[name].breaches
        assert verdicts(found[name]).keys() == {clause.key for clause in clauses()}


def changed(*edits: Callable[[Parts], None]) -> Conformity:
    parts = good()
    for edit in edits:
        edit(parts)
    return table(write_package(parts))


def test_tracked_changes_count_as_accepted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    number = '<w:t xml:space="preserve">云财绩〔2024〕2号</w:t>'
    assert number in good()[DOCUMENT].decode()
    tracked = f"<w:del w:id='1' w:author='a'>{run.format('旧')}</w:del><w:ins w:id='2' w:author='a'>{run.format('新')}</w:ins>"
    found = changed(
        swap(
            '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">省财政厅：',
            f"{tracked}<w:r><w:t>省财政厅：",
        )
    )
    assert "新省财政厅：" in found.text.content and "旧" not in found.text.content


def test_hidden_text_is_not_judged() -> None:
    assert "c5_2_2_type" not in {
        row.clause.key
        for row in changed(faced("全市", 'w:eastAsia="Arial"'), directly("全市", "<w:vanish/>", "rPr")).rows
        if row.found.verdict is Verdict.UNMET
    }


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>方框</w:t></w:r></w:p></w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    found = changed(
        swap(
            '<w:t xml:space="preserve">省财政厅：</w:t></w:r>',
            f'<w:t xml:space="preserve">省财政厅：</w:t></w:r>{both}',
        )
    )
    assert found.text.content.count("方框") == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "L505"),
        (b"PK\x03\x04", "L504"),
        (b"%PDF-1.7", "L501"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "L502"),
    ],
)
def test_what_is_no_word_file_is_refused_by_name(data: bytes, code: str) -> None:
    found = examine("x.docx", data)
    assert isinstance(found, Finding) and found.code == code and found.hint


@cache
def good_parts() -> Parts:
    return good()


NASTY = ("", "-1", "0", "1e9", "999999999999", "12.5", "不是数", "auto", "nil")


@settings(max_examples=60)
@given(st.data())
def test_no_document_is_a_crash(data: st.DataObject) -> None:
    """Attributes spoiled and elements lost anywhere: a table or a refusal, never an exception."""
    parts = good_parts()
    name = data.draw(
        st.sampled_from(["word/document.xml", "word/styles.xml", "word/settings.xml", "word/footer1.xml"])
    )
    root = parse_xml(parts[name])
    elements = list(root.iter("*"))
    for _ in range(data.draw(st.integers(1, 6))):
        element = data.draw(st.sampled_from(elements))
        if element.attrib and data.draw(st.booleans()):
            element.set(
                data.draw(st.sampled_from(sorted(map(str, element.attrib)))),
                data.draw(st.sampled_from(NASTY)),
            )
        elif (parent := element.getparent()) is not None and element is not root:
            parent.remove(element)
    found = examine("x.docx", write_package({**parts, name: to_xml(root)}))
    if isinstance(found, Conformity):
        assert {row.clause.key for row in found.rows} == {clause.key for clause in clauses()}
        assert len(found.findings) == len(found.of(Verdict.UNMET))


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A good letter and one with a short red rule and a bold heading."""
    parts = good()
    (tmp_path / "好.docx").write_bytes(write_package(parts))
    for edit in (directly("云财绩", '<w:ind w:right="340"/>'), directly("一、主要", "<w:b/>", "rPr")):
        edit(parts)
    (tmp_path / "差.docx").write_bytes(write_package(parts))
    return tmp_path / "好.docx", tmp_path / "差.docx"


def test_the_command_prints_every_clause_and_fails_for_a_binding_one(
    files: tuple[Path, Path], capsys: Captured
) -> None:
    assert main(["conform", str(files[0])]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "只看文件，未量版面" in lines[0] and "不符合" not in lines[0]
    assert any(re.match(r"  符合 +7\.2\.7 +规定  红色分隔线的长度：长156\.0mm", line) for line in lines)
    assert main(["conform", *map(str, files)]) == 1
    out = capsys.readouterr().out
    assert "不符合   7.2.7    规定  红色分隔线的长度：长150.0mm（应为居中，与版心等宽（156mm±1mm））" in out
    assert "不符合   7.3.3    习惯  标题加粗" in out
    told = [line.split()[0] for line in out.split("差.docx：")[1].splitlines()[1:] if line]
    rest = told[told.count("不符合") + told.count("无法判定") :]
    assert told[: told.count("不符合")] == ["不符合"] * 2 and not {"不符合", "无法判定"} & set(rest)


def test_a_habit_alone_is_exit_code_0(tmp_path: Path, capsys: Captured) -> None:
    parts = good()
    directly("一、主要", "<w:b/>", "rPr")(parts)
    (tmp_path / "a.docx").write_bytes(write_package(parts))
    assert main(["conform", str(tmp_path / "a.docx")]) == 0
    assert "不符合" in capsys.readouterr().out


def test_json_has_the_shape_of_the_contract(files: tuple[Path, Path], capsys: Captured) -> None:
    assert main(["conform", "--output-format", "json", *map(str, files)]) == 1
    entries = json.loads(capsys.readouterr().out)["files"]
    assert [entry["path"] for entry in entries] == [path.as_posix() for path in files]
    for clause in entries[1]["clauses"]:
        assert {"clause", "element", "strength", "required", "measured", "verdict"} <= clause.keys()
        assert clause.keys() <= {"clause", "element", "strength", "required", "measured", "verdict", "line"}
        assert clause["verdict"] in ("符合", "不符合", "不适用", "无法判定")
    (error,) = [f for f in entries[1]["findings"] if f["severity"] == "error"]
    assert (error["code"], error["line"]) == ("G727", 5) and "云财绩〔2024〕2号" in error["quote"]


def test_annotations_for_github(files: tuple[Path, Path], capsys: Captured) -> None:
    assert main(["conform", "--output-format", "github", str(files[1])]) == 1
    out = capsys.readouterr().out
    assert "::error file=" in out and "title=G727" in out and "::notice file=" in out


def test_what_concerns_the_machine_is_an_annotation_too(
    files: tuple[Path, Path], capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Finding("O311", "没有仿宋", Span(Text("PDF", "")), Severity.HINT)
    monkeypatch.setattr("reportgen.pipeline.conform.to_pdf", lambda documents: ({}, [missing]))
    assert main(["conform", "--rendered", "--output-format", "github", str(files[0])]) == 0
    said = capsys.readouterr()
    assert "::notice file=PDF,title=O311::没有仿宋" in said.out and not said.err
    assert all(line.startswith("::") for line in said.out.splitlines())


def test_a_page_for_the_office(files: tuple[Path, Path], tmp_path: Path, capsys: Captured) -> None:
    report = tmp_path / "核对表.html"
    assert main(["conform", "--report", str(report), *map(str, files)]) == 1
    page = report.read_text(encoding="utf-8")
    assert page.count("<section>") == 2 and "需要修改" in page and "长150.0mm" in page
    assert "<script" not in page and "http" not in page.replace("http-equiv", "")
    assert set(re.findall(r'class="(\w+)"', page)) >= {"met", "unmet", "absent", "unknown", "custom"}
    order = {"不符合": 0, "无法判定": 1}
    for section in page.split("<section>")[1:]:
        said = re.findall(r'class="verdict">(\w+)<', section)
        assert said and said == sorted(said, key=lambda word: order.get(word, 2)), (
            "what is to be done comes first"
        )
        assert section.count('data-th="结论"') == len(said), "a card on a phone names what it says"


def test_markup_in_a_document_is_only_text(tmp_path: Path, capsys: Captured) -> None:
    parts = good()
    swap("云财绩〔2024〕2号", "云财绩〔2024〕2号&lt;script&gt;")(parts)
    swap("省财政厅：", "|&lt;b&gt;省*财政厅:")(parts)
    (tmp_path / "a.docx").write_bytes(write_package(parts))
    for name in ("a.html", "a.md"):
        main(["conform", "--report", str(tmp_path / name), str(tmp_path / "a.docx")])
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "<script" not in text and "<b>省" not in text
    rows = [line for line in text.splitlines() if line.startswith("| 7")]
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 8 for line in rows)


def test_wrong_uses_are_told(files: tuple[Path, Path], tmp_path: Path, capsys: Captured) -> None:
    assert main(["conform", "--report", str(tmp_path / "x.txt"), str(files[0])]) == 2
    assert ".html 或 .md" in capsys.readouterr().err
    assert main(["conform", str(tmp_path / "没有.docx")]) == 2
    assert "O203" in capsys.readouterr().err
    (tmp_path / "空.docx").write_bytes(b"")
    assert main(["conform", str(tmp_path / "空.docx"), str(files[0])]) == 1
    said = capsys.readouterr()
    assert "L505" in said.err and "符合" in said.out, "one bad file does not hide the others"


JOINT = """<w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>
<w:tblGrid><w:gridCol w:w="6644"/><w:gridCol w:w="2200"/></w:tblGrid>
<w:tr><w:tc><w:tcPr><w:tcW w:w="6644" w:type="dxa"/></w:tcPr>{names}</w:tc>
<w:tc><w:tcPr><w:tcW w:w="2200" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>{word}</w:tc></w:tr></w:tbl>"""


def joint_issue() -> bytes:
    """The good letter with a mark of two organs, and 文件 beside them, in a table without borders."""
    parts = good()
    text = parts[DOCUMENT].decode()
    start = text.index('<w:p><w:pPr><w:pStyle w:val="IssuerMark"/>')
    old = text[start : text.index("</w:p>", start) + len("</w:p>")]

    def line(words: str, before: int) -> str:
        properties = f'<w:pStyle w:val="IssuerMark"/><w:spacing w:before="{before}" w:after="0"/>'
        size = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="72"/></w:rPr>'
        return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{size}<w:t>{words}</w:t></w:r></w:p>"

    names = line("云溪市财政局", 1984) + line("云溪市审计局", 0)
    parts[DOCUMENT] = text.replace(old, JOINT.format(names=names, word=line("文件", 1984))).encode()
    return write_package(parts)


def test_the_mark_of_a_joint_issue_is_recognised() -> None:
    found = table(joint_issue())
    assert measured(found, "c7_2_4_red") == ["FF0000"]
    assert verdicts(found)["c7_2_4_centre"] == {Verdict.UNKNOWN}, "a table is centred only on the page"
    assert measured(found, "c7_2_5_form") == ["云财绩〔2024〕2号"]


@pytest.mark.system
def test_the_mark_of_a_joint_issue_is_measured_as_one() -> None:
    document = joint_issue()
    found = table(document, to_pdf({"a": document})[0]["a"])
    (said,) = measured(found, "c7_2_4_centre")
    assert re.fullmatch(r"中线偏\d+\.\dmm，宽\d+\.\dmm", said)


@pytest.mark.system
def test_paragraphs_of_one_line_do_not_tell_where_the_text_begins() -> None:
    document, _ = render(replace(SUMMARY, blocks=(words("本年没有项目。"),)), TEMPLATES)
    assert document is not None
    found = table(document, to_pdf({"a": document})[0]["a"])
    assert verdicts(found)["c5_2_1_left"] == {Verdict.MET}, "by the margins of the file alone"


def test_a_list_of_recipients_over_half_a_page_is_no_text() -> None:
    recipient = "、".join(["市级各预算部门和单位", "各县（区）财政局"] * 20) + "："
    document, _ = render(replace(SHORT, letterhead=replace(HEAD, recipient=recipient)), TEMPLATES)
    assert not table(document or b"").breaches


def test_what_is_said_of_the_mark_of_a_joint_issue_is_said_once() -> None:
    rows = [row for row in table(joint_issue()).rows if row.clause.key in ("c7_2_4_size", "c7_2_4_centre")]
    assert sorted(row.clause.key for row in rows) == ["c7_2_4_centre", "c7_2_4_size"]


def test_what_a_letter_waits_for_is_known_for_what_it_is() -> None:
    waiting = {name: f"【待补：{name}】" for name in ("发文字号", "签发人", "成文日期", "印发日期")}
    number, signer, date, print_date = waiting.values()
    head = replace(HEAD, number=number, signers=(signer,), date=date, print_date=print_date)
    document, _ = render(replace(SHORT, letterhead=head), TEMPLATES)
    found = table(document or b"")
    assert not found.breaches
    for key in ("c7_2_5_form", "c7_3_5_4_date", "c7_4_3_form"):
        assert verdicts(found)[key] == {Verdict.UNKNOWN}
    assert verdicts(found)["c7_3_5_place"] == verdicts(found)["c7_2_6_form"] == {Verdict.MET}
