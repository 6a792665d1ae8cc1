"""rollover: what a new year's file takes over, what waits in it, what is told, and that no file is ever written over."""

import json
import shutil
from pathlib import Path

import pytest

from ours import CONTENT
from projects import Project, report
from reportgen.cli import main
from reportgen.content import Locality
from reportgen.load import load
from reportgen.pipeline import Request, UsageError, check
from reportgen.pipeline.rollover import Rollover, rollover

COUNTY = """
locality: 宁县   # 县
year: 2025
report: work-summary
title: 宁县2025年预算绩效管理工作情况
metrics:
  事前评估:
    项目数: 260个
    送审金额: 64727.72万元   # 含追加
    审减金额: {value: 6008.00万元, note: 两批}
    审定金额: "58719.72万元"
    审减率: 9.28% = 审减金额 / 送审金额   # 四舍五入
  财政评估: {like: 事前评估, 项目数: 54个, 送审金额: 3500.00万元}
  制度建设:
    办法: [《甲办法》（宁财发〔2025〕5号）, 《乙办法》]
    办法数: = count(办法)
    施行日期: 2025年3月1日
  政策标准: {报送期限: 次年1月底, 起评金额: 100万元}
checks:
  - 事前评估.项目数 <= 1000个
waive:
  - {code: D101, at: 事前评估.审定金额, reason: 尾数, by: 张三}

# 正文
sections:
  - heading: 工作完成情况
    with: 事前评估
    text: |
      2025年送审{{ 送审金额 }}，按《三年规划（2023—2025年）》、宁财发〔2025〕5号文，2025年底前办结。
""".lstrip()
ROLLED = """
locality: 宁县   # 县
year: 2026
report: work-summary
title: 宁县2026年预算绩效管理工作情况
metrics:
  事前评估:
    项目数: 待补  # 上年 260个
    送审金额: 待补  # 上年 64727.72万元   # 含追加
    审减金额: {value: 待补, note: 两批}  # 上年 6008.00万元
    审定金额: "待补"  # 上年 58719.72万元
    审减率: 待补 = 审减金额 / 送审金额  # 上年 9.28%   # 四舍五入
  财政评估: {like: 事前评估, 项目数: 待补, 送审金额: 待补}  # 上年 54个、3500.00万元
  制度建设:
    办法: [《甲办法》（宁财发〔2025〕5号）, 《乙办法》]
    办法数: = count(办法)
    施行日期: 2025年3月1日
  政策标准: {报送期限: 次年1月底, 起评金额: 100万元}
checks:
  - 事前评估.项目数 <= 1000个

# 正文
sections:
  - heading: 工作完成情况
    with: 事前评估
    text: |
      2025年送审{{ 送审金额 }}，按《三年规划（2023—2025年）》、宁财发〔2025〕5号文，2025年底前办结。
""".lstrip()
LETTER = """
locality: 大市
year: 2025
report: official-letter
title: 大市财政局关于{{ 今年 }}预算绩效管理工作的报告
letter:
  发文机关: 大市财政局
  发文字号: 大财〔2026〕2号
  签发人: 张三
  主送机关: 省财政厅
  成文日期: 2026年1月12日   # 待定
sections:
  - text: |
      特此报告。
""".lstrip()


def rolled(project: Project, year: int = 2026, *localities: str) -> Rollover:
    return rollover(Request(year, localities, project.root / "content"))


def text_of(project: Project, identity: str) -> str:
    return (project.root / "content" / f"{identity}.yaml").read_text(encoding="utf-8")


def entered(locality: Locality) -> list[str]:
    return [cell.path for cell in locality.cells.values() if cell.quantity]


def test_figures_wait_and_all_else_is_taken_over(tmp_path: Path) -> None:
    project = Project(tmp_path, {"2025/ningxian": COUNTY})
    (written,) = rolled(project).written
    assert written.path == tmp_path / "content/2026/ningxian.yaml"
    assert written.waiting == 7
    assert text_of(project, "2026/ningxian") == ROLLED
    assert text_of(project, "2025/ningxian") == COUNTY


def test_years_left_in_prose_and_lists_are_told_where_they_stand(tmp_path: Path) -> None:
    project = Project(tmp_path, {"2025/ningxian": COUNTY})
    told = [(f.code, f.span.line, f.span.quote, f.message) for f in rolled(project).findings]
    assert told == [
        ("O104", 14, "2025", "还写着 2025 年"),
        ("O104", 16, "2025", "还写着 2025 年"),
        ("O104", 26, "2025", "还写着 2025 年（这里有 2 处）"),
    ]


def test_a_deadline_of_the_year_before_is_told(tmp_path: Path) -> None:
    project = Project(tmp_path, {"2025/ningxian": COUNTY.replace("次年1月底", "2026年1月20日")})
    (told,) = [f for f in rolled(project).findings if "报送期限" in f.hint]
    assert (told.code, told.span.line, told.span.quote) == ("O104", 17, "2026")


def test_a_letter_waits_for_what_it_is_given_at_its_issue(tmp_path: Path) -> None:
    project = Project(tmp_path, {"2025/city": LETTER})
    assert rolled(project).findings == ()
    changed = LETTER.replace("year: 2025", "year: 2026").replace("大财〔2026〕2号", "待补")
    assert text_of(project, "2026/city") == changed.replace("2026年1月12日", "待补")


def test_a_year_later_only_the_last_figure_is_noted(tmp_path: Path) -> None:
    project = Project(tmp_path, {"2025/ningxian": COUNTY})
    rolled(project)
    filled = text_of(project, "2026/ningxian").replace("项目数: 待补 ", "项目数: 271个 ")
    project.write("2026/ningxian", filled)
    rolled(project, 2027)
    lines = text_of(project, "2027/ningxian").splitlines()
    assert lines[6:8] == ["    项目数: 待补  # 上年 271个", "    送审金额: 待补   # 含追加"]


def test_a_file_that_is_there_is_never_touched(tmp_path: Path) -> None:
    mine = report(year=2026).replace("64727.72", "70000.00")
    project = Project(
        tmp_path, {"2025/ningxian": COUNTY, "2025/anxian": report("安县"), "2026/ningxian": mine}
    )
    found = rolled(project)
    assert [one.path.name for one in found.written] == ["anxian.yaml"]
    assert found.existing == (tmp_path / "content/2026/ningxian.yaml",)
    assert text_of(project, "2026/ningxian") == mine


def test_a_file_with_faults_waits_until_they_are_mended(tmp_path: Path) -> None:
    faulty = report().replace("送审金额: 64727.72万元", "送审金额: 64727.72万圆")
    project = Project(tmp_path, {"2025/ningxian": faulty, "2025/anxian": report("安县")})
    found = rolled(project)
    assert [one.path.name for one in found.written] == ["anxian.yaml"]
    assert [(f.code, f.is_error, Path(f.span.text.path).name) for f in found.findings] == [
        ("L301", True, "ningxian.yaml")
    ]
    assert not (tmp_path / "content/2026/ningxian.yaml").exists()


def test_line_ends_and_the_bom_of_windows_stay(tmp_path: Path) -> None:
    project = Project(tmp_path, {})
    (tmp_path / "content/2025").mkdir()
    (tmp_path / "content/2025/ningxian.yaml").write_bytes(
        b"\xef\xbb\xbf" + COUNTY.replace("\n", "\r\n").encode()
    )
    rolled(project)
    data = (tmp_path / "content/2026/ningxian.yaml").read_bytes()
    assert data == b"\xef\xbb\xbf" + ROLLED.replace("\n", "\r\n").encode()


def test_attached_markdown_comes_along(tmp_path: Path) -> None:
    attached = LETTER + "attachments:\n  - {title: 甲办法, file: 附件/甲.md}\n"
    project = Project(tmp_path, {"2025/city": attached})
    (tmp_path / "content/2025/附件").mkdir()
    (tmp_path / "content/2025/附件/甲.md").write_text("第一条 为了规范。\n", encoding="utf-8")
    assert rolled(project).findings == ()
    assert (tmp_path / "content/2026/附件/甲.md").read_text(encoding="utf-8") == "第一条 为了规范。\n"


def test_a_link_out_of_the_content_is_not_followed(tmp_path: Path) -> None:
    project = Project(
        tmp_path, {"2025/city": LETTER + "attachments:\n  - {title: 甲办法, file: 附件/甲.md}\n"}
    )
    (tmp_path / "elsewhere.md").write_text("别处的文件。\n", encoding="utf-8")
    (tmp_path / "content/2025/附件").mkdir()
    (tmp_path / "content/2025/附件/甲.md").symlink_to(tmp_path / "elsewhere.md")
    rolled(project)
    assert (tmp_path / "content/2026/city.yaml").is_file()
    assert not (tmp_path / "content/2026/附件").exists()


def test_the_year_before_and_the_locality_must_be_there(tmp_path: Path) -> None:
    project = Project(tmp_path, {"2025/ningxian": COUNTY})
    with pytest.raises(UsageError, match="没有 2029 年的内容，开不出 2030 年的文件；现有年份：2025"):
        rolled(project, 2030)
    with pytest.raises(UsageError, match="是不是“宁县”"):
        rolled(project, 2026, "凝县")


@pytest.mark.parametrize(
    "written",
    [
        "waive: [{code: D101, at: 甲.乙, reason: 试, by: 张三}]\n",
        "waive: [\n  {code: D101, at: 甲.乙, reason: 试, by: 张三}\n]\n",
        "waive:\n- code: D101\n  at: 甲.乙\n\n  reason: 试\n  by: 张三\n",
        "waive:\n  - code: D101\n    at: 甲.乙\n    reason: 试\n    by: 张三",
    ],
)
def test_waivers_go_however_they_are_written(tmp_path: Path, written: str) -> None:
    project = Project(tmp_path, {"2025/ningxian": LETTER + written})
    rolled(project)
    assert text_of(project, "2026/ningxian").endswith("特此报告。\n")


@pytest.mark.parametrize("year", [2020, 2022, 2023, 2024, 2025, 2026])
def test_our_reports_roll_over_whole(tmp_path: Path, year: int) -> None:
    """Nothing that was entered is left but thresholds, nothing is lost, and the new year is ready to be filled in."""
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    shutil.rmtree(content / str(year), ignore_errors=True)
    found = rollover(Request(year, content=content))
    before, after = (load(content, (y,))[0].localities for y in (year - 1, year))
    assert len(found.written) == len(before) == len(after)
    for identity, old in before.items():
        new = after[f"{year}{identity[4:]}"]
        assert all(path.startswith("政策标准.") for path in entered(new))
        assert list(new.cells) == list(old.cells)
        assert {p for p, c in new.cells.items() if c.pending} >= {
            p for p in entered(old) if p not in entered(new)
        }
        assert [f.prose.text for f in new.fragments()][1:] == [f.prose.text for f in old.fragments()][1:]
    assert [f for f in check(Request(year, content=content)).findings if f.is_error] == []


def test_the_command_tells_what_it_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Project(tmp_path, {"2025/ningxian": COUNTY})
    monkeypatch.chdir(tmp_path)
    assert main(["rollover", "--year", "2026"]) == 0
    said = capsys.readouterr()
    assert said.out == "content/2026/ningxian.yaml（待补 7 处）\n已写出 1 份\n"
    assert said.err.count("warning O104") == 3
    assert main(["rollover", "--year", "2026"]) == 0
    assert capsys.readouterr().out == "已写出 0 份，已有 1 份没有动\n"
    assert main(["rollover", "--year", "2027", "--output-format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["written"] == ["content/2027/ningxian.yaml"]
