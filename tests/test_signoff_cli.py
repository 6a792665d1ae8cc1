"""The commands of sign-off as typed: what they print, and with which exit code they end."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from offices import Office, edited, parts_of
from reportgen.cli import main
from reportgen.files import locked
from reportgen.package import write_package
from wordfiles import NAMESPACES, OFFICE


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(tmp_path)
    monkeypatch.chdir(tmp_path)
    return office


def comments(words: str) -> bytes:
    """The part of a document with one comment."""
    said = f'<w:comment w:id="0"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
    return f"<w:comments {NAMESPACES}>{said}</w:comments>".encode()


def submit(date: str = "2025-12-01", *words: str) -> int:
    return main(["submit", "--locality", "宁县", "--year", "2025", "--date", date, *words])


def sign(role: str, by: str) -> int:
    return main(["sign", "宁县", "--year", "2025", "--as", role, "--by", by, "--date", "2025-12-06"])


def test_a_round(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert submit() == 0
    assert "宁县：第1稿已生成，在 signoff/2025/ningxian/1" in capsys.readouterr().out
    assert [sign(role, by) for role, by in (("填报", "张三"), ("复核", "李四"), ("签发", "王五"))] == [
        0,
        0,
        0,
    ]
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.count("签第1稿，有效") == 3
    office.change(("审减金额: 6008.00万元", "审减金额: 6009.00万元"))
    assert main(["verify"]) == 1
    said = capsys.readouterr()
    assert said.out.count("部分失效：数 3 个，句子 0 处") == 3 and said.err.count("error O302") == 3
    assert submit("2025-12-05") == 0
    assert (
        "  数：事前评估.审定金额 58719.72万元 → 58718.72万元（随 事前评估.审减金额 变动）"
        in capsys.readouterr().out
    )
    assert main(["verify"]) == 1
    said = capsys.readouterr()
    assert said.err.count("请重新签批") == 3 and "重新送审" not in said.err
    assert main(["build", "--year", "2025", "--final"]) == 1
    assert [sign(role, by) for role, by in (("填报", "张三"), ("复核", "李四"), ("签发", "王五"))] == [
        0,
        0,
        0,
    ]
    assert main(["build", "--year", "2025", "--final"]) == 0


def test_what_changed_is_told_by_place(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    submit()
    sign("填报", "张三")
    office.change(("问题数: 110个", "问题数: 112个"), ("形成了合力。", "形成了工作合力。"))
    capsys.readouterr()
    assert main(["verify"]) == 1
    places = re.findall(r"^(.+):(\d+):\d+: error", capsys.readouterr().err, re.MULTILINE)
    assert len(places) == 3 and places == sorted(places, key=lambda place: (place[0], int(place[1])))


def test_nothing_is_dated_before_the_draft_it_is_about(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    submit("2025-12-05")
    words = ["sign", "宁县", "--year", "2025", "--as", "复核", "--by", "张三", "--date", "2025-11-01"]
    assert main(words) == 2
    assert "签批日期 2025-11-01 早于第1稿的送审日期 2025-12-05" in capsys.readouterr().err
    office.change(("形成了合力。", "形成了工作合力。"))
    assert submit("2025-12-04") == 2
    assert "送审日期 2025-12-04 早于第1稿的送审日期 2025-12-05" in capsys.readouterr().err
    assert not list((office.root / "signoff").rglob("2"))


def test_a_day_to_come_is_told(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert submit("2025-12-05") == 0
    assert "还没有到" not in capsys.readouterr().err
    words = ["sign", "宁县", "--year", "2025", "--as", "复核", "--by", "张三", "--date", "9025-12-06"]
    assert main(words) == 0
    assert "--date 9025-12-06 还没有到" in capsys.readouterr().err


def test_a_final_is_told_from_a_draft_that_lost_its_mark(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    submit()
    for role in ("填报", "复核", "签发"):
        sign(role, "张三")
    assert main(["build", "--year", "2025", "--final"]) == 0
    (final,) = office.root.glob("output/2025/ningxian/*.docx")
    capsys.readouterr()
    assert main(["verify", str(final)]) == 0
    said = capsys.readouterr()
    assert "仅格式或属性改动" in said.out and "定稿就没有" in said.out and not said.err
    final.write_bytes(edited(final.read_bytes(), lambda xml: xml.replace("形成了合力", "形成了工作合力")))
    assert main(["verify", str(final)]) == 1
    said = capsys.readouterr()
    assert "改动 1 处" in said.out and "定稿就没有" in said.out


@pytest.mark.parametrize("command", ["verify", "absorb", "conform"])
def test_what_is_no_word_document_is_told_what_to_do(
    office: Office, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    Path("甲.txt").write_text("甲", "utf-8")
    Path("乙.docx").write_bytes(b"%PDF-1.7")
    Path("丙").mkdir()
    assert main([command, "甲.txt"]) == 1
    said = capsys.readouterr().err
    assert "这里只看 Word 文档" in said and "扩展名" not in said
    assert main([command, "乙.docx"]) == 1
    said = capsys.readouterr().err
    assert "其实是PDF 文件" in said and "改为 .pdf" not in said
    assert main([command, "丙"]) == 1
    assert "这是文件夹，不是 Word 文档" in capsys.readouterr().err
    assert main([command, "~$丁.docx"]) == 1
    assert "L510" in capsys.readouterr().err
    assert main([command, "/dev/null"]) == 1
    assert "不是普通文件" in capsys.readouterr().err


def test_verify_a_file(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    submit()
    path = office.returned(lambda xml: xml)
    path.write_bytes(office.document(1))
    capsys.readouterr()
    assert main(["verify", str(path)]) == 0
    assert capsys.readouterr().out.startswith("一致：")
    path.write_bytes(edited(office.document(1), lambda xml: xml.replace("64727.72", "64827.72")))
    assert main(["verify", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("内容已改：") and "送审金额 由 64727.72万元 改成了" in said.err
    assert main(["verify", str(path), "--output-format", "json"]) == 1
    (entry,) = json.loads(capsys.readouterr().out)["files"]
    assert entry["verdict"] == "内容已改" and entry["submission"] == "2025/ningxian/1"
    assert [finding["code"] for finding in entry["findings"]] == ["O306"]
    path.write_bytes(edited(office.document(1), lambda xml: xml.replace('<w:jc w:val="center"/>', "", 1)))
    assert main(["verify", str(path)]) == 0
    assert capsys.readouterr().out.startswith("仅格式或属性改动：")


def test_a_sheet_of_the_package_is_no_text_to_absorb(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    submit()
    sheets = sorted((office.root / "signoff/2025/ningxian/1").glob("*.docx"))
    assert len(sheets) == 6
    for sheet in sheets:
        capsys.readouterr()
        drafted = "送审稿" in sheet.name
        assert main(["absorb", str(sheet), "--yes"]) == (0 if drafted else 2)
        assert ("已收下 0 处" if drafted else "没有找到") in "".join(capsys.readouterr())


def test_comments_are_told_and_nothing_else_is(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    submit()
    parts = parts_of(office.document(1)) | {"word/comments.xml": comments("这里改成 270个")}
    related = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="c" Type="{OFFICE}/comments" Target="comments.xml"/></Relationships>'
    parts[related] = parts[related].replace(b"</Relationships>", link.encode())
    path = office.root / "批注.docx"
    path.write_bytes(write_package(parts))
    capsys.readouterr()
    assert main(["absorb", str(path)]) == 0
    said = capsys.readouterr()
    assert "warning L521 有 1 条批注" in said.err
    assert said.out == "没有可以收下的修改；改数申请 0 处，须手工处理 0 处\n"


def test_absorb_prints_a_patch_and_writes_only_with_yes(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    submit()
    path = office.returned(
        lambda xml: xml.replace("形成了合力", "形成了工作合力").replace("64727.72", "64827.72")
    )
    before = office.file.read_bytes()
    capsys.readouterr()
    assert main(["absorb", str(path)]) == 0
    said = capsys.readouterr()
    assert "+      工作机制不断完善。各部门各司其职，形成了工作合力。" in said.out
    assert "可以收下 1 处（加 --yes 写入）；改数申请 1 处" in said.out
    assert "改数申请：事前评估.送审金额 由 64727.72万元 改为 64827.72万元" in said.err
    assert office.file.read_bytes() == before
    assert main(["absorb", str(path), "--yes"]) == 0
    assert "形成了工作合力" in office.file.read_text("utf-8") and "64727.72万元" in office.file.read_text(
        "utf-8"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["submit", "--locality", "宁线", "--year", "2025"], "是不是“宁县”"),
        (["submit", "--locality", "宁县", "--year", "2024"], "没有 2024 年的内容"),
        (["submit", "--locality", "宁县", "--year", "2025", "--date", "12月1日"], "不是日期"),
        (["sign", "宁县", "--year", "2025", "--as", "复核", "--by", " "], "姓名"),
        (["sign", "宁县", "--year", "2025", "--as", "复核", "--by", "张三\n李四"], "看不见的字符"),
        (["sign", "宁县", "--year", "2025", "--as", "审核", "--by", "张三"], "填报|复核|签发"),
        (["sign", "宁县", "--year", "2025", "--as", "复核", "--by", "张三"], "还没有送审稿"),
        (["verify", "没有.docx"], "找不到文件"),
        (["absorb", "没有.docx"], "找不到文件"),
        (["build", "--year", "2025", "--final", "--draft"], "只能写一个"),
    ],
)
def test_what_cannot_be_done_says_why(
    office: Office, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(words) == 2
    told = capsys.readouterr()
    assert said in told.err and told.out == ""


def test_verify_without_any_record(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify"]) == 0
    assert "还没有送审记录" in capsys.readouterr().out


def test_every_command_speaks_json(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*words: str) -> dict[str, Any]:
        capsys.readouterr()
        assert main([*words, "--output-format", "json"]) == 0
        loaded: dict[str, Any] = json.loads(capsys.readouterr().out)
        return loaded

    made = said("submit", "--locality", "宁县", "--year", "2025", "--date", "2025-12-01")
    assert made["submission"] == {"number": 1, "folder": "signoff/2025/ningxian/1", "again": False}
    signed = said("sign", "宁县", "--year", "2025", "--as", "复核", "--by", "张三", "--date", "2025-12-02")
    assert (signed["role"], signed["by"], signed["number"]) == ("复核", "张三", 1)
    main(["build", "--year", "2025"])
    with locked(office.root / "output/2025"):
        late = said("sign", "宁县", "--year", "2025", "--as", "签发", "--by", "王五", "--date", "2025-12-02")
    assert late["role"] == "签发" and "年度看板没有更新" in json.dumps(late["files"], ensure_ascii=False)
    path = office.returned(lambda xml: xml.replace("形成了合力", "形成了工作合力"))
    assert "+      工作机制不断完善。各部门各司其职，形成了工作合力。" in str(
        said("absorb", str(path))["patch"]
    )
    (state,) = said("verify")["files"]
    assert (state["path"], state["submission"]) == ("signoff/2025/ningxian/record.yaml", "2025/ningxian/1")
    assert [(one["role"], one.get("by"), one["verdict"]) for one in state["signoffs"]] == [
        ("填报", None, "未签"), ("复核", "张三", "有效"), ("签发", "王五", "有效"),
    ]  # fmt: skip
