"""reportgen audit: what it says of a finished document, where, in which form, and with which exit code."""

import json
import sys
from pathlib import Path

import pytest

from reportgen.cli import main
from reportgen.finding import display_width
from wordfiles import docx, paragraph, table

Captured = pytest.CaptureFixture[str]
TITLE = "宁县2025年预算绩效管理工作情况"
GOOD = "2025年，全县评估项目260个，送审金额64727.72万元，审减金额6008.00万元，审定金额58719.72万元，审减率9.28%。"
BAD = GOOD.replace("58719.72", "58791.72")
SAID = "审定金额 写为 58791.72万元，按“送审金额 = 审定金额 + 审减金额”应为 58719.72万元，相差 72.00万元"
ENDINGS = ("txt", "md", "docx")


def write(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    if name.endswith(".docx"):
        path.write_bytes(docx(paragraph(TITLE) + paragraph(words)))
    else:
        path.write_text(f"{TITLE}\n\n{words}\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: Captured, *words: str) -> tuple[int, str, str]:
    code = main(("audit", *words))
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_sound_document_has_nothing_against_it(folder: Path, capsys: Captured, ending: str) -> None:
    path = write(folder, f"报告.{ending}", GOOD)
    code, out, err = run(capsys, path.name)
    assert (code, err) == (0, "")
    (summary,) = out.splitlines()
    assert summary.startswith(
        f"{path.name}：数 5 个，关系 3 条（成立 3 条，不成立 0 条）；1 个数（20.0%）文中无从核对"
    )
    assert summary.endswith("错误 0 个，警告 0 个，提示 0 个")


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_does_not_hold_is_told_at_its_place(folder: Path, capsys: Captured, ending: str) -> None:
    path = write(folder, f"报告.{ending}", BAD)
    code, out, err = run(capsys, path.name)
    line = 2 if ending == "docx" else 3
    head, excerpt, carets, basis, hint = err.splitlines()
    assert code == 1
    assert head.startswith(f"{path.name}:{line}:{BAD.index('58791') + 1}: error D164 {SAID}")
    assert carets.index("^") == display_width(excerpt.partition("58791.72万元")[0])
    assert carets.count("^") == display_width("58791.72万元")
    assert basis.startswith("  依据: 送审金额 64727.72万元")
    assert hint == "  提示: 若为 58719.72万元 则等式成立：疑似数字颠倒（91↔19）"
    assert "不成立 1 条" in out


def test_json_is_the_shared_envelope(folder: Path, capsys: Captured) -> None:
    write(folder, "好.txt", GOOD)
    write(folder, "坏.docx", BAD)
    (folder / "空.pdf").touch()
    code, out, err = run(capsys, "坏.docx", "好.txt", "空.pdf", "--output-format", "json")
    assert (code, err) == (1, "")
    bad, good, empty = json.loads(out)["files"]
    assert [bad["path"], good["path"]] == ["坏.docx", "好.txt"]
    assert (bad["figures"], bad["unchecked"]) == (5, 1)
    failing = [relation for relation in bad["relations"] if relation["verdict"] == "fails"]
    assert failing == [
        {
            "kind": "identity",
            "formula": "送审金额 = 审定金额 + 审减金额",
            "quote": "64727.72万元，审减金额6008.00万元，审定金额58791.72万元",
            "line": 2,
            "column": BAD.index("64727") + 1,
            "values": ["64727.72万元", "58791.72万元", "6008.00万元"],
            "verdict": "fails",
        }
    ]
    said = [relation for relation in bad["relations"] if relation["line"] == 2]
    assert len(said) > 2
    assert all(BAD[relation["column"] - 1 :].startswith(relation["quote"]) for relation in said)
    (finding,) = bad["findings"]
    assert finding["message"] == SAID
    assert (finding["line"], finding["column"], finding["quote"]) == (
        2,
        BAD.index("58791") + 1,
        "58791.72万元",
    )
    assert {relation["verdict"] for relation in good["relations"]} == {"holds"} and good["findings"] == []
    assert empty.keys() == {"path", "findings"} and empty["findings"][0]["code"] == "L505"


def test_annotations_for_github(folder: Path, capsys: Captured) -> None:
    write(folder, "坏.txt", BAD)
    code, out, _ = run(capsys, "坏.txt", "--output-format", "github")
    assert code == 1
    assert out.startswith(f"::error file=坏.txt,line=3,col={BAD.index('58791') + 1},title=D164::{SAID}%0A")


def test_what_the_file_itself_holds_is_told(folder: Path, capsys: Captured) -> None:
    changed = '<w:ins w:id="1" w:author="a"><w:r><w:t>12个</w:t></w:r></w:ins>'
    (folder / "改.docx").write_bytes(docx(paragraph("完成", changed)))
    code, _, err = run(capsys, "改.docx")
    assert code == 1
    assert err.startswith("改.docx:1:3: error L520 有修订还没有接受：插入 1 处，删除 0 处；已按全部接受核对")


def test_tables_are_audited(folder: Path, capsys: Captured) -> None:
    rows = (("县区", "金额（万元）"), ("甲县", "100.50"), ("乙县", "200.25"), ("合计", "300.75"))
    (folder / "表.docx").write_bytes(docx(paragraph("各县金额如下。") + table(*rows)))
    code, out, _ = run(capsys, "表.docx", "--output-format", "json")
    assert code == 0
    assert json.loads(out)["files"][0]["figures"] >= 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["没有.docx"], "找不到文件 没有.docx"),
        ([], "缺少 文件…"),
        (["好.txt", "--report", "报告.pdf"], ".html 或 .docx"),
        (["好.txt", "坏.txt", "--report", "报告.html"], "一次只能用于一个文件"),
        (["好.docx", "--report", "好.docx"], "不能写到被核对的文件上"),
        (["好.txt", "--report", "坏.txt/报告.html"], ""),
    ],
)
def test_a_command_that_cannot_be_done_ends_with_two(
    folder: Path, capsys: Captured, words: list[str], said: str
) -> None:
    for name in ("好.txt", "坏.txt", "好.docx"):
        write(folder, name, GOOD)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    code, _, err = run(capsys, *words)
    assert code == 2
    assert said in err and "Traceback" not in err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("form", ["html", "docx"])
def test_reports_are_written_whatever_the_verdict(
    folder: Path, capsys: Captured, ending: str, form: str
) -> None:
    path = write(folder, f"报告.{ending}", BAD)
    code, out, _ = run(capsys, path.name, "--report", f"出/核对.{form}")
    assert code == 1
    assert out.splitlines()[-1] == f"核对报告：出/核对.{form}"
    assert (folder / "出" / f"核对.{form}").stat().st_size > 1_000
    again = (folder / "出" / f"核对.{form}").read_bytes()
    run(capsys, path.name, "--report", f"出/核对.{form}")
    assert (folder / "出" / f"核对.{form}").read_bytes() == again, "the same bytes every time"


def test_no_report_of_what_could_not_be_read(folder: Path, capsys: Captured) -> None:
    (folder / "空.docx").touch()
    code, out, err = run(capsys, "空.docx", "--report", "核对.html")
    assert code == 1
    assert "L505" in err and out == "空.docx：没有读出来\n"
    assert not (folder / "核对.html").exists()


@pytest.mark.parametrize("command", ["audit", "conform"])
def test_a_report_that_cannot_be_written_is_told_in_the_form_asked_for(
    folder: Path, capsys: Captured, command: str
) -> None:
    write(folder, "好.docx", GOOD)
    (folder / "占").touch()
    words = (command, "好.docx", "--report", "占/报告.html", "--output-format")
    assert main((*words, "json")) == 2
    out, err = capsys.readouterr()
    first, last = json.loads(out)["files"]
    assert first["path"] == "好.docx" and last["findings"][0]["code"].startswith("O20")
    assert err == ""
    assert main((*words, "github")) == 2
    assert "::error file=占" in capsys.readouterr().out
    assert main((*words, "text")) == 2
    assert f"error {last['findings'][0]['code']}" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["audit", "conform"])
def test_a_name_that_is_no_text_is_spelt_in_json(folder: Path, capsys: Captured, command: str) -> None:
    assert main((command, "\udcff.docx", "--output-format", "json")) == 2
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert (file["path"], file["findings"][0]["code"]) == (r"\udcff.docx", "O203")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
@pytest.mark.parametrize(
    ("command", "report"), [("audit", "a.html"), ("conform", "c.html"), ("conform", "c.md")]
)
def test_a_name_that_is_no_text_is_spelt_in_reports(folder: Path, command: str, report: str) -> None:
    write(folder, "\udcff.docx", GOOD)
    assert main((command, "\udcff.docx", "--report", report)) < 2
    assert r"\udcff.docx" in (folder / report).read_text(encoding="utf-8").replace(r"\\", "\\")
