"""The pipeline: the gate, what stays when something is wrong, and the same bytes for the same inputs."""

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ours import TEMPLATES
from projects import CITY as ADDING_UP
from projects import WRONG, Project, codes, report
from reportgen.files import locked
from reportgen.pipeline import UsageError

DOCX = "2025/ningxian/宁县2025年预算绩效管理工作情况.docx"
CITY = """
locality: 宝鸡市
year: 2025
report: work-summary
title: 宝鸡市2025年预算绩效管理工作情况
metrics:
  机构: {专家数: 3名}
sections:
  - heading: 工作完成情况
    with: 机构
    text: |
      专家{{ 专家数 }}。
"""
ATTACHING = "attachments:\n  - {from: 太白县}\n"
ADDING = """
attachments:
  - title: 情况统计表
    table:
      rows: 下级
      columns:
        - 事前评估.审减金额
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, {"2025/ningxian": report(), "2025/huanxian": report("环县")})


def document_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").decode()


def test_a_report_its_checks_and_its_manifest(project: Project) -> None:
    outcome = project.build()
    files = project.files()
    assert (outcome.exit_code, len(outcome.built), len(files)) == (0, 2, 7)
    assert "审定58719.72万元" in re.sub("<[^>]+>", "", document_text(files[DOCX]))
    manifest = project.json("2025/ningxian/manifest.json")
    for name, said in manifest["outputs"].items():
        assert said == hashlib.sha256(files[f"2025/ningxian/{name}"]).hexdigest()
    inputs = {
        "content/2025/ningxian.yaml": project.root / "content/2025/ningxian.yaml",
        "content/indicators.yaml": project.root / "content/indicators.yaml",
        "templates/work-summary.docx": TEMPLATES / "work-summary.docx",
    }
    expected = {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in inputs.items()}
    assert manifest["inputs"] == expected


def test_checks_json_says_every_figure_and_relation(project: Project) -> None:
    project.build()
    (entry,) = project.json("2025/ningxian/checks.json")["files"]
    assert (entry["path"], entry["figures"]) == ("content/2025/ningxian.yaml", 4)
    relation = next(r for r in entry["relations"] if r["kind"] == "sum")
    assert relation["quote"] in relation["values"]
    assert sorted(relation["values"]) == ["58719.72万元", "6008.00万元", "64727.72万元"]
    assert (relation["line"], relation["verdict"]) == (6, "holds")


def test_an_error_keeps_the_last_good_report_and_stops_no_other(project: Project) -> None:
    project.build()
    before = project.files()
    project.write("2025/ningxian", report(approved=WRONG))
    outcome = project.build()
    after = project.files()
    assert (codes(outcome), outcome.exit_code) == (["D101"], 1)
    assert [made.id for made in outcome.kept] == ["2025/huanxian"]
    assert [made.id for made in outcome.missing] == ["2025/ningxian"]
    ours = [path for path in before if path.startswith("2025/ningxian/")]
    assert all(after[path] == before[path] for path in ours)


def test_a_draft_is_built_all_the_same_and_says_what_is_wrong(project: Project) -> None:
    project.write("2025/ningxian", report(approved=WRONG))
    outcome = project.build(2025, "宁县", draft=True)
    assert (codes(outcome), len(outcome.built), outcome.exit_code) == (["D101"], 1, 1)
    with zipfile.ZipFile(io.BytesIO(project.files()[DOCX])) as package:
        whole = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    assert "草稿" in whole
    assert "D101" in whole
    assert "content/2025/ningxian.yaml:6:" in whole
    assert project.json("2025/ningxian/manifest.json")["draft"]


def test_a_renamed_report_replaces_the_old_one_and_nothing_else(project: Project) -> None:
    project.build()
    (project.output / "2025/ningxian/领导批示.docx").write_bytes(b"not ours")
    project.write("2025/ningxian", report().replace("工作情况", "工作总结"))
    project.build()
    folder = project.output / "2025/ningxian"
    assert sorted(path.name for path in folder.glob("*.docx")) == [
        "宁县2025年预算绩效管理工作总结.docx",
        "领导批示.docx",
    ]


def test_a_title_that_makes_no_file_name(project: Project) -> None:
    project.write("2025/ningxian", report().replace("2025年预算", "2025年1/2季度预算"))
    outcome = project.build()
    assert "O102" in codes(outcome)


@pytest.mark.parametrize("mention", [ATTACHING, ADDING])
@pytest.mark.parametrize("child", [report("太白县", approved=WRONG), "locality: [太白县\n"])
def test_a_parent_that_rests_on_a_failing_child_is_not_built(
    tmp_path: Path, mention: str, child: str
) -> None:
    project = Project(tmp_path, {"2025/baoji": CITY + mention, "2025/baoji/taibai": child})
    outcome = project.build()
    assert not outcome.built
    (blamed,) = [finding for finding in outcome.findings if finding.code == "O101"]
    assert blamed.message.startswith(("太白县", "2025 年的 baoji/taibai.yaml 读不出来"))
    assert blamed.span.text.path.endswith("2025/baoji.yaml")
    assert blamed.span.line >= 13


def test_a_parent_that_names_no_child_is_built(tmp_path: Path) -> None:
    child = report("太白县", approved=WRONG)
    project = Project(tmp_path, {"2025/baoji": CITY, "2025/baoji/taibai": child})
    assert [made.id for made in project.build().built] == ["2025/baoji"]


def test_a_chosen_parent_has_its_children_checked_but_not_built(tmp_path: Path) -> None:
    project = Project(tmp_path, {"2025/baoji": CITY + ATTACHING, "2025/baoji/taibai": report("太白县")})
    outcome = project.build(2025, "宝鸡市")
    assert [made.id for made in outcome.built] == ["2025/baoji"]
    assert not (project.output / "2025/baoji/taibai").exists()
    inputs = project.json("2025/baoji/manifest.json")["inputs"]
    assert "content/2025/baoji/taibai.yaml" in inputs


def test_an_unchosen_locality_is_neither_built_nor_told_of(project: Project) -> None:
    project.write("2025/huanxian", report("环县", approved=WRONG))
    outcome = project.build(2025, "宁县")
    assert (codes(outcome), [made.id for made in outcome.built]) == ([], ["2025/ningxian"])


def test_an_unreadable_file_is_a_report_missing(project: Project) -> None:
    project.write("2025/huanxian", "locality: [环县\n")
    outcome = project.build()
    assert [made.id for made in outcome.missing] == ["2025/huanxian"]
    assert [made.id for made in outcome.built] == ["2025/ningxian"]
    assert project.build(2025, "环县").exit_code == 1


def test_a_file_with_a_wrong_name_stops_no_other(tmp_path: Path) -> None:
    project = Project(tmp_path / "2024" / "x", {"2025/ningxian": report()})
    (project.root / "content/2025/环县.yaml.txt").write_text(report("环县"), encoding="utf-8")
    outcome = project.build()
    assert [made.id for made in outcome.built] == ["2025/ningxian"]
    assert [made.id for made in outcome.missing] == ["2025/环县"]
    assert outcome.exit_code == 1


def test_an_error_in_the_dictionary_stops_every_report(project: Project) -> None:
    text = (project.root / "content/indicators.yaml").read_text(encoding="utf-8")
    project.write("indicators", text.replace("审减金额 / 送审金额", "审减金额 / "))
    outcome = project.build()
    assert outcome.exit_code == 1
    assert not outcome.built
    assert len(outcome.missing) == 2
    drafted = project.build(draft=True)
    assert len(drafted.built) == 2
    paths = [file["path"] for file in project.json("2025/ningxian/checks.json")["files"]]
    assert paths == ["content/2025/ningxian.yaml", "content/indicators.yaml"]


WAIVED = "waive: [{code: D101, at: 事前评估.审定金额, reason: 以批复为准, by: 张三}]"


def test_a_waiver_lets_a_report_through_and_is_listed(project: Project) -> None:
    project.write("2025/ningxian", report(approved=WRONG, more=WAIVED))
    outcome = project.build(2025, "宁县")
    assert (codes(outcome), len(outcome.built)) == ([], 1)
    (entry,) = project.json("2025/ningxian/checks.json")["files"]
    (waiver,) = entry["waivers"]
    assert (waiver["code"], waiver["by"], waiver["reason"]) == ("D101", "张三", "以批复为准")
    assert "58791.72万元" in waiver["message"]


def test_a_waiver_nobody_needs_is_a_warning(project: Project) -> None:
    project.write("2025/ningxian", report(more=WAIVED))
    outcome = project.build(2025, "宁县")
    unused = [finding for finding in outcome.findings if finding.code == "D190"]
    assert (len(unused), outcome.exit_code) == (1, 0)
    assert unused[0].span.line == 7


def test_last_years_errors_count_only_where_its_figures_are_used(tmp_path: Path) -> None:
    last = "locality: 宁县\nyear: 2024\nmetrics:\n  事前评估: {送审金额: 60000.00万元, 审减金额: 5.0.0万元}\n"
    project = Project(tmp_path, {"2025/ningxian": report(), "2024/ningxian": last})
    assert codes(project.check(2025)), "送审金额 <= 10 * 上年.送审金额 rests on last year"
    assert "O101" in codes(project.build(2025))
    other = Project(tmp_path / "other", {"2025/huanxian": report("环县"), "2024/ningxian": last})
    assert codes(other.build(2025)) == []


@pytest.mark.parametrize(
    "last",
    [
        "year: 2024\nmetrics:\n  事前评估: {项目数: 200个}\n",
        "locality: 宁县\nyear: 2024\nmetrics: [\n",
        "locality: 宁县\nyear: 2024\nmetrics:\n  事前评估: {项目数: 200匹}\n",
    ],
)
@pytest.mark.parametrize(
    "now",
    [
        "checks: [事前评估.送审金额 <= 10 * 上年.事前评估.送审金额]",
        "waive: []\nattachments:\n  - title: 附\n    sections: [{text: '{{ 上年.事前评估.项目数 }}'}]",
        "",  # as the dictionary's check does
    ],
)
def test_what_last_years_file_hides_stops_what_speaks_of_it(tmp_path: Path, last: str, now: str) -> None:
    """Its figures would be guarded by nothing, and nobody would know."""
    project = Project(tmp_path, {"2025/ningxian": report(more=now), "2024/ningxian": last})
    outcome = project.build(2025)
    assert "O101" in codes(outcome) and any("2024/ningxian" in str(f.span) for f in outcome.findings)


def test_check_writes_nothing(project: Project) -> None:
    outcome = project.check()
    assert (outcome.exit_code, len(outcome.made), project.output.exists()) == (0, 2, False)


def test_an_attached_file_is_read_and_digested(project: Project) -> None:
    folder = project.root / "content/2025/附件"
    folder.mkdir()
    (folder / "办法.md").write_text("# 总则\n\n本办法由财政局解释。\n", encoding="utf-8")
    more = "attachments:\n  - {title: 管理办法, file: 附件/办法.md}\n"
    project.write("2025/ningxian", report() + more)
    outcome = project.build(2025, "宁县")
    assert codes(outcome) == []
    assert "本办法由财政局解释" in document_text(project.files()[DOCX])
    assert "content/2025/附件/办法.md" in project.json("2025/ningxian/manifest.json")["inputs"]


def test_a_missing_attached_file_stops_its_report(project: Project) -> None:
    more = "attachments:\n  - {title: 管理办法, file: 附件/没有.md}\n"
    project.write("2025/ningxian", report() + more)
    outcome = project.build()
    assert (codes(outcome), [made.id for made in outcome.built]) == (["L401"], ["2025/huanxian"])


def test_unknown_years_and_localities_are_answered_with_a_suggestion(project: Project) -> None:
    with pytest.raises(UsageError, match="是不是要 2025"):
        project.build(2052)
    with pytest.raises(UsageError, match="是不是“宁县”"):
        project.build(2025, "宁线")
    assert not project.output.joinpath("2052").exists()


def test_a_held_lock_is_the_machines_fault(project: Project) -> None:
    with locked(project.output / "2025"):
        outcome = project.build()
    assert (codes(outcome), outcome.exit_code) == (["O204"], 2)
    assert str(os.getpid()) in outcome.findings[0].message


def test_a_full_disk_leaves_the_last_good_reports(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.build()
    before = project.files()
    project.write("2025/ningxian", report().replace("工作完成情况", "工作情况"))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = project.build()
    assert (set(codes(outcome)), outcome.exit_code) == ({"O202"}, 2)
    assert project.files() == before


def test_worker_processes_give_the_same_bytes(tmp_path: Path) -> None:
    files = {
        f"2025/x{n}": report(name) for n, name in enumerate(["甲县", "乙县", "丙县", "丁县", "戊县"])
    } | {"2025/baoji": CITY + ATTACHING}
    files |= {"2025/baoji/taibai": report("太白县"), "2025/wrong": report("错县", approved=WRONG)}
    one, many = Project(tmp_path / "one", files), Project(tmp_path / "many", files)
    first, second = one.build(), many.build(jobs=3)
    assert one.files() == many.files()
    assert [f.message for f in first.findings] == [f.message for f in second.findings]
    assert first.exit_code == second.exit_code == 1


SURROUNDINGS = [
    {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1", "LC_ALL": "C", "USER": "a"},
    {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "USER": "b"},
]


def test_the_same_inputs_give_the_same_bytes_anywhere(tmp_path: Path) -> None:
    built = []
    for number, surroundings in enumerate(SURROUNDINGS):
        root = tmp_path / f"folder{number}"
        wrong = report("错县", approved=WRONG)
        project = Project(root, {"2025/ningxian": report(), "2025/wrong": wrong})
        content = "content" if number else str(root / "content")
        command = [sys.executable, "-m", "reportgen", "build", "--year", "2025", "--draft"]
        command += ["--content", content, "--templates", str(TEMPLATES)]
        subprocess.run(
            command, cwd=root, env={**os.environ, **surroundings}, capture_output=True, check=False
        )
        built.append(project.files())
    assert len(built[0]) == 9
    assert built[0] == built[1]


def test_a_draft_is_made_though_its_title_is_no_file_name(tmp_path: Path) -> None:
    untitled = report().replace("2025年预算绩效管理工作情况", "推进“上/下”联动情况")
    made = Project(tmp_path, {"2025/ningxian": untitled})
    assert [f.code for f in made.build().findings] == ["O102"]
    assert not list((made.output / "2025/ningxian").glob("*.docx"))
    outcome = made.build(draft=True)
    assert [f.code for f in outcome.findings] == ["O102"]
    assert [one.written for one in outcome.built] == [made.output / "2025/ningxian/ningxian.docx"]


def test_a_draft_is_made_though_an_attached_file_is_missing(tmp_path: Path) -> None:
    attached = (
        report() + "  - text: |\n      详见附件。\nattachments:\n  - {title: 办法, file: 附件/办法.md}\n"
    )
    made = Project(tmp_path, {"2025/ningxian": attached})
    outcome = made.build(draft=True)
    assert [f.code for f in outcome.findings] == ["L401"] and len(outcome.built) == 1
    folder = tmp_path / "content/2025/附件"
    folder.mkdir()
    (folder / "办法.md").write_text("第一条要求。\n", encoding="utf-8")
    outcome = made.build(draft=True)
    assert (outcome.findings, len(outcome.built)) == ((), 1)


def test_the_draft_of_a_letter_is_made_though_all_elements_are_missing(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report().replace("work-summary", "official-letter")})
    assert codes(made.build()) == ["D125"]
    outcome = made.build(draft=True)
    assert codes(outcome) == ["D125"] and len(outcome.built) == 1


def test_what_a_county_got_wrong_is_told_in_its_own_terms_beside_its_city(tmp_path: Path) -> None:
    city = ADDING_UP.replace(
        "事前评估: {送审金额: = sum(下级.事前评估.送审金额)}",
        "事前评估: {送审金额: = sum(下级.送审金额), 审减金额: = sum(下级.审减金额), 审定金额: = sum(下级.审定金额)}",
    )
    other = "locality: 乙县\nyear: 2025\nmetrics: {事前评估: {送审金额: 500万元, 审减金额: 80万元, 审定金额: 420万元}}\n"
    made = Project(tmp_path, {"2025/da": city, "2025/da/ning": report(approved=WRONG), "2025/da/yi": other})
    (finding,) = (f for f in made.build().findings if f.code == "D101")
    assert "乙县" not in finding.basis and finding.basis.startswith("送审金额 64727.72万元")


def test_what_a_province_rests_on_is_told_in_its_own_file(tmp_path: Path) -> None:
    sums = "送审金额: = sum(下级.送审金额), 审减金额: = sum(下级.审减金额), 审定金额: = sum(下级.审定金额)"
    city = ADDING_UP.replace("送审金额: = sum(下级.事前评估.送审金额)", sums)
    province = city.replace("大市", "大江省")
    files = {"2025/s": province, "2025/s/da": city, "2025/s/da/ning": report(approved=WRONG)}
    places = [f.span.text.path for f in Project(tmp_path, files).build().findings if f.code == "O101"]
    assert {Path(place).name for place in places} == {"s.yaml", "da.yaml"}
