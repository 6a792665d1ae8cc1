"""The command line: what it says, where, in which form, and with which exit code."""

import errno
import json
import re
import shutil
from pathlib import Path

import pytest

from ours import TEMPLATES
from projects import WRONG, Project, report
from reportgen.cli import main
from reportgen.cli.app import COMMANDS, command_of
from reportgen.cli.codes import all_codes
from reportgen.files import FileTrouble
from reportgen.finding import display_width
from reportgen.load import Tidied, write

Captured = pytest.CaptureFixture[str]
ENGLISH = re.compile(
    r"\b(usage|error:|invalid|missing|no such|options|arguments|commands|show this|exit\.)", re.I
)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project in the current folder, with one good and one bad locality."""
    made = Project(tmp_path, {"2025/ningxian": report(), "2025/huanxian": report("环县", approved=WRONG)})
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    monkeypatch.chdir(tmp_path)
    return made


def run(capsys: Captured, *words: str) -> tuple[int, str, str]:
    code = main(words)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_build_tells_findings_and_what_was_written(project: Project, capsys: Captured) -> None:
    code, out, err = run(capsys, "build", "--year", "2025")
    assert code == 1
    assert out.splitlines() == [
        "output/2025/ningxian/宁县2025年预算绩效管理工作情况.docx",
        "已生成 1 份，未生成 1 份（环县），错误 1 个，警告 0 个，提示 0 个",
    ]
    head, excerpt, carets, basis, hint = err.splitlines()
    place = "content/2025/huanxian.yaml:6:51: error D101 "
    assert head == place + "审定金额 写为 58791.72万元，按公式应为 58719.72万元，相差 72.00万元"
    assert excerpt.startswith("6 |   事前评估: {送审金额")
    assert carets.index("^") == display_width(excerpt.partition(WRONG)[0])
    assert carets.count("^") == len(carets.strip("| ")) == display_width(WRONG)
    assert basis.startswith(
        "  依据: 送审金额 64727.72万元 (6:16) − 审减金额 6008.00万元 (6:34)，content/indicators.yaml:"
    )
    assert hint == "  提示: 若为 58719.72万元 则等式成立：疑似数字颠倒（91↔19）"


def test_figures_alone_make_no_report(project: Project, capsys: Captured) -> None:
    project.write("2025/fengxian", "locality: 凤县\nyear: 2025\nmetrics:\n  机构: {专家数: 3名}\n")
    code, out, _ = run(capsys, "build", "--year", "2025", "--locality", "凤县")
    assert code == 0
    assert out.startswith("没有要生成的报告：所选地区的文件里没有 report:，只提供数据")


def test_a_figure_of_a_file_with_faults_is_not_just_missing(project: Project, capsys: Captured) -> None:
    project.write("2025/ningxian", report().replace("metrics:", "metrics: ["))
    code, _, err = run(capsys, "explain", "宁县", "2025", "事前评估.送审金额")
    assert code == 2 and err.rstrip().endswith("处错误，先运行 reportgen check --year 2025 改好）")


def test_a_column_below_is_explained_by_a_figure_of_a_child(project: Project, capsys: Captured) -> None:
    project.write("2025/qingyang", "locality: 庆阳市\nyear: 2025\n")
    project.write(
        "2025/qingyang/heshui", "locality: 合水县\nyear: 2025\nmetrics: {事前评估: {项目数: 3个}}\n"
    )
    code, _, err = run(capsys, "explain", "庆阳市", "2025", "下级.事前评估.项目数")
    assert code == 2 and err.rstrip().endswith("例如：合水县.事前评估.项目数")


@pytest.mark.parametrize("formats", ["HTML，ledger", "html、ledger,", "html, Ledger"])
def test_formats_are_read_as_they_are_typed(project: Project, capsys: Captured, formats: str) -> None:
    words = ["build", "--year", "2025", "--locality", "宁县", "--to", formats]
    assert run(capsys, *words)[0] == 0
    suffixes = {path.suffix for path in (project.root / "output/2025/ningxian").iterdir()}
    assert suffixes == {".docx", ".html", ".json", ".xlsx"}


def test_a_build_that_is_refused_counts_no_reports(project: Project, capsys: Captured) -> None:
    (project.root / "output").write_text("一个文件", encoding="utf-8")
    code, out, err = run(capsys, "build", "--year", "2025")
    assert (code, out) == (2, "没有生成报告：错误 1 个，警告 0 个，提示 0 个\n")
    assert " error O203 output 是一个文件，应当是文件夹" in err


def test_a_link_to_itself_is_no_fault_of_the_program(project: Project, capsys: Captured) -> None:
    (project.root / "圈").symlink_to("圈")
    code, _, err = run(capsys, "build", "--year", "2025", "--output", "圈")
    assert code == 2 and " error O203 圈 是一个断了的链接，应当是文件夹" in err


def test_a_year_whose_folder_holds_nothing_is_named(project: Project, capsys: Captured) -> None:
    (project.root / "content/2026").mkdir()
    code, _, err = run(capsys, "check", "--year", "2026")
    assert code == 1 and err.startswith("content: error L206 没有 2026 年的内容文件\n")
    assert run(capsys, "explain", "宁县", "2026", "甲.乙")[2].startswith(
        "没有叫“宁县”的地区，这一年还没有地区文件"
    )


def test_a_check_counts_relations(project: Project, capsys: Captured) -> None:
    code, out, _ = run(capsys, "check", "--year", "2025", "--locality", "宁县")
    assert (code, out) == (0, "已核对 1 个地区，关系 2 条，成立 2 条，错误 0 个，警告 0 个，提示 0 个\n")


def test_a_fix_writes_the_tidy_form_and_keeps_the_old_file(project: Project, capsys: Captured) -> None:
    path = project.root / "content/2025/ningxian.yaml"
    untidy = report().replace("year: 2025", "year：2025")
    path.write_bytes(untidy.encode("gb18030"))
    assert run(capsys, "check", "--year", "2025", "--locality", "ningxian")[0] == 1
    code, _, err = run(capsys, "check", "--year", "2025", "--locality", "ningxian", "--fix")
    assert (code, path.read_text(encoding="utf-8")) == (0, report())
    assert err.splitlines() == [
        "content/2025/ningxian.yaml:2: year：2025 → year: 2025",
        "已整理 1 个文件，原文件留作 .bak",
    ]
    assert path.with_suffix(".yaml.bak").read_bytes() == untidy.encode("gb18030")


def test_what_a_fix_changed_is_told_though_the_next_file_is_refused(
    project: Project, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_all_but_b(tidied: Tidied) -> Path:
        if tidied.path.stem == "b":
            raise FileTrouble("O201", tidied.path, "没有读写 b.yaml 的权限", "检查权限")
        return write(tidied)

    monkeypatch.setattr("reportgen.pipeline.fix.write", write_all_but_b)
    untidy = report().replace("year: 2025", "year：2025")
    project.write("2025/a", untidy)
    project.write("2025/b", untidy)
    code, _, err = run(capsys, "check", "--year", "2025", "--fix")
    assert code == 2 and "content/2025/a.yaml:2: year：2025 → year: 2025\n没有读写 b.yaml" in err


def test_json_is_one_envelope_alone_on_standard_output(project: Project, capsys: Captured) -> None:
    code, out, err = run(capsys, "check", "--year", "2025", "--output-format", "json")
    files = json.loads(out)["files"]
    assert (code, err) == (1, "")
    assert [file["path"] for file in files] == ["content/2025/huanxian.yaml", "content/2025/ningxian.yaml"]
    (finding,) = files[0]["findings"]
    assert list(finding) == ["code", "severity", "line", "column", "message", "quote", "hint"]
    assert (finding["code"], finding["line"], finding["column"], finding["quote"]) == ("D101", 6, 51, WRONG)
    assert {relation["verdict"] for relation in files[0]["relations"]} == {"holds", "fails"}


def test_json_of_a_build_is_what_checks_json_says(project: Project, capsys: Captured) -> None:
    _, out, _ = run(capsys, "build", "--year", "2025", "--locality", "宁县", "--output-format", "json")
    assert json.loads(out) == project.json("2025/ningxian/checks.json")


def test_annotations_for_github(project: Project, capsys: Captured) -> None:
    code, out, _ = run(capsys, "check", "--year", "2025", "--output-format", "github")
    first, *_ = out.splitlines()
    assert code == 1
    assert first.startswith("::error file=content/2025/huanxian.yaml,line=6,col=51,title=D101::审定金额 写为")
    assert "%0A" in first


COMPLAINTS = [
    (["bild"], "没有命令“bild”，是不是 build。用法见 reportgen --help"),
    (["build", "--yaer", "2025"], "没有选项 --yaer，是不是 --year。用法见 reportgen build --help"),
    (["build", "--year", "今年"], "--year 写的是“今年”，应写年份。用法见 reportgen build --help"),
    (["build", "--year"], "选项 --year 后面要写内容。用法见 reportgen build --help"),
    (["build", "--draft=1"], "选项 --draft 后面不写内容。用法见 reportgen build --help"),
    (["check", "--year", "2025", "宁县"], "多写了“宁县”，是不是 --locality 宁县。用法见 reportgen check --help"),
    (["check", "2025"], "多写了“2025”，是不是 --year 2025。用法见 reportgen check --help"),
    (["check", "—year", "2025"], "“—year”前面的横线不是半角减号，写作 --year。用法见 reportgen check --help"),
    (["submit", "宁县", "--year", "2025"], "多写了“宁县”，是不是 --locality 宁县。用法见 reportgen submit --help"),
    (["check", "--output-format", "xml"], "--output-format 写的是“xml”，应写text|json|github。用法见 reportgen check --help"),
    (["build", "--jobs", "0"], "--jobs 写的是“0”，应写不小于 1 的个数。用法见 reportgen build --help"),
    (["explain"], "缺少 地区|编号。用法见 reportgen explain --help"),
    (["build"], "请用 --year 写明年份，例如 --year 2025；现有年份：2025"),
    (["build", "--year", "2052"], "没有 2052 年的内容；现有年份：2025。是不是要 2025？"),
    (["build", "--year", "2025", "--locality", "宁线"], "没有叫“宁线”的地区，是不是“宁县”？"),
    (["build", "--year", "2025", "--to", "docx,odt"], "还不能生成 odt；--to 可写：docx"),
    (["check", "--year", "2025", "--content", "无"], "找不到内容文件夹 无：请在项目文件夹里运行，或用 --content 指明它在哪里"),
    (["build", "--year", "2025", "--templates", "无"], "找不到模板文件夹 无：请在项目文件夹里运行，或用 --templates 指明它在哪里"),
    (["submit", "--year", "2025", "--locality", "宁县", "--templates", "无"], "找不到模板文件夹 无"),
    (["verify", "--templates", "无"], "找不到模板文件夹 无"),
    (["absorb", "退回.docx", "--templates", "无"], "找不到模板文件夹 无"),
    (["build", "--year", "2025", "--output", "content"], "--output 不能写在内容文件夹里"),
    (["build", "--year", "2025", "--output", "content/2024"], "--output 不能写在内容文件夹里"),
    (["submit", "--year", "2025", "--locality", "宁县", "--signoff", "content"], "--signoff 不能写在内容文件夹里"),
    (["explain", ""], "没有编号 "),
    (["explain", "宁县", "今年", "项目数"], "“今年”不是年份。用法见 reportgen explain --help"),
    (["explain", "宁县", "2025", "审定金额"], "宁县没有指标“审定金额”，是不是“事前评估.审定金额”？"),
    (["explain", "环县", "2025", "事前评估.单价"], "环县没有指标“事前评估.单价”"),
    (["explain", "D999"], "没有编号 D999"),
    (["explain", "宁县"], "要查宁县的一个数，还要写明年份和指标"),
    (["explain", "宁县", "2025"], "还要写明指标，例如：reportgen explain 宁县 2025 事前评估.审减率"),
    (["explain", "宁县", "2025", "审减"], "宁县没有指标“审减”"),
    (["explain", "宁县", "2025", "事前评估.项目数"], "宁县没有填“事前评估.项目数”，也推算不出来；它写在指标字典里：content/"),
    (["explain", "宁县", "2025", "项目数"], "宁县没有填“事前评估.项目数”，也推算不出来"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "complaint"), COMPLAINTS)
def test_a_command_that_cannot_be_run_says_why(
    project: Project, capsys: Captured, words: list[str], complaint: str
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert err.startswith(complaint)
    assert not ENGLISH.search(err)


@pytest.mark.parametrize(("words", "complaint"), [c for c in COMPLAINTS if c[0][-1] not in ("--year", "xml")])
@pytest.mark.parametrize("asked", [["--output-format", "json"], ["--output-format=json"]])
def test_a_command_that_cannot_be_run_says_why_to_programs(
    project: Project, capsys: Captured, words: list[str], complaint: str, asked: list[str]
) -> None:
    code, out, err = run(capsys, *words, *asked)
    ((finding,),) = (file["findings"] for file in json.loads(out)["files"])
    assert (code, err, finding["code"], finding["severity"]) == (2, "", "O209", "error")
    assert finding["message"].startswith(complaint)


def test_a_command_that_cannot_be_run_is_an_annotation(project: Project, capsys: Captured) -> None:
    said = run(capsys, "verify", "无.docx", "--output-format", "github")
    assert said == (2, "::error file=无.docx,title=O203::找不到文件 无.docx%0A核对路径 无.docx\n", "")
    code, out, err = run(capsys, "check", "--year", "2052", "--output-format", "github")
    assert (code, err) == (2, "")
    assert out.startswith("::error file=reportgen,title=O209::没有 2052 年的内容；现有年份：2025。")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_their_pages_say(name: str) -> None:
    assert command_of(name).__doc__ == COMMANDS[name]


@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS)])
def test_help_is_chinese_and_complete(capsys: Captured, words: list[str]) -> None:
    code, out, _ = run(capsys, *words, "--help")
    assert code == 0
    assert not ENGLISH.search(out)
    lines = [line for line in out.splitlines() if line.startswith("  ")]
    assert all(re.search("[\u4e00-\u9fff]", line) for line in lines), (
        "every option and command has a Chinese text"
    )


def test_nothing_at_all_shows_the_help(capsys: Captured) -> None:
    code, _, err = run(capsys)
    assert code == 2
    assert "build" in err


def test_a_figure_is_explained_with_places_and_guards(project: Project, capsys: Captured) -> None:
    code, out, _ = run(capsys, "explain", "宁县", "2025", "事前评估.审减率")
    assert code == 0
    assert out.splitlines() == [
        "事前评估.审减率 9.28%  ＝ 审减金额 ÷ 送审金额  content/indicators.yaml:8:3",
        "├─ 事前评估.审减金额 6008.00万元  写明  content/2025/ningxian.yaml:6:34",
        "└─ 事前评估.送审金额 64727.72万元  写明  content/2025/ningxian.yaml:6:16",
        "没有别的数与它核对",
    ]


def test_an_entered_figure_is_explained_by_what_guards_it(project: Project, capsys: Captured) -> None:
    _, out, _ = run(capsys, "explain", "环县", "2025", "事前评估.审定金额")
    first, title, guard, *others = out.splitlines()
    assert first == f"事前评估.审定金额 {WRONG}  写明  content/2025/huanxian.yaml:6:51"
    assert title == "核对："
    assert guard.startswith("└─ 送审金额 = 审减金额 + 审定金额  不成立  content/indicators.yaml:")
    assert [other.split()[1] for other in others] == ["事前评估.送审金额", "事前评估.审减金额"]


def test_an_entered_figure_is_explained_with_its_source(project: Project, capsys: Captured) -> None:
    text = "locality: 合水县\nyear: 2025\nmetrics: {机构: {专家数: {value: 3名, source: 专家库登记表}}}\n"
    project.write("2025/heshui", text)
    _, out, _ = run(capsys, "explain", "合水县", "2025", "机构.专家数")
    assert out.splitlines()[0].endswith("，来源 专家库登记表")
    _, out, _ = run(capsys, "explain", "合水县", "2025", "机构.专家数", "--output-format", "json")
    assert json.loads(out)["source"] == "专家库登记表"


@pytest.mark.parametrize(
    ("figure", "which"), [("问题.分类", "问题.分类.甲.数"), ("问题.分类.数", "问题.分类.甲.数")]
)
def test_a_table_is_explained_by_one_of_its_figures(
    project: Project, capsys: Captured, figure: str, which: str
) -> None:
    text = "locality: 合水县\nyear: 2025\nmetrics: {问题: {分类: [{类: 甲, 数: 3个}]}}\n"
    project.write("2025/heshui", text)
    code, _, err = run(capsys, "explain", "合水县", "2025", figure)
    assert code == 2 and err.rstrip().endswith(f"例如：{which}")


def test_an_explained_figure_as_json(project: Project, capsys: Captured) -> None:
    _, out, _ = run(capsys, "explain", "宁县", "2025", "事前评估.审减率", "--output-format", "json")
    tree = json.loads(out)
    assert (tree["figure"], tree["value"], len(tree["inputs"])) == ("事前评估.审减率", "9.28%", 2)


@pytest.mark.parametrize("code", all_codes())
def test_every_code_is_explained(capsys: Captured, code: str) -> None:
    exit_code, out, _ = run(capsys, "explain", code.lower())
    assert exit_code == 0
    assert out.startswith(f"{code} ")
    assert "\n检查什么\n" in out
    assert "\n为什么\n" in out or code.startswith("G")  # a clause of the standard needs no other reason


def test_a_folder_nobody_may_enter_is_no_fault_of_the_program(
    project: Project, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "content")

    monkeypatch.setattr("reportgen.pipeline.pipeline.survey", refused)
    said = "没有读写 content 的权限。检查 . 的权限后重试\n"
    assert run(capsys, "check", "--year", "2025") == (2, "", said)


def test_a_fault_of_the_program_is_one_line(
    project: Project, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("reportgen.pipeline.pipeline.survey", broken)
    code, out, err = run(capsys, "build", "--year", "2025")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("程序内部出错，不是您写错了")
    assert "pipeline.py:" in err
    assert "Traceback" not in err
    assert "ZeroDivisionError" not in err
