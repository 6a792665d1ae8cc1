"""Continuous integration: workflows that are safe and sound, and their steps run here on a small repository."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from offices import REPORT, Office
from ours import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_have_least_permissions_and_pinned_actions(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\npermissions: {}\n" in text and "pull_request_target" not in text and "secrets." not in text
    assert [line for line in text.splitlines() if "run:" in line and "${{" in line] == []
    assert not re.search(r"\$\{\{[^}]*(?:head_ref|ref_name|head\.ref|title|body)", text)
    used = re.findall(r"uses: (\S+)", text)
    assert used and [action for action in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action)] == []


def test_gitlab_runs_the_same_scripts() -> None:
    text = (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8")
    assert ".ci/run" in text and ".ci/reports" in text
    assert not re.search(
        r"\$CI_(?:COMMIT_REF|COMMIT_TITLE|MERGE_REQUEST_TITLE|MERGE_REQUEST_SOURCE_BRANCH)", text
    )


@pytest.mark.system
@pytest.mark.skipif(not (shutil.which("actionlint") or shutil.which("npm")), reason="needs actionlint or npm")
def test_actionlint_finds_nothing_here_and_something_elsewhere(tmp_path: Path) -> None:
    def lint(root: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([root / ".ci" / "lint-workflows"], capture_output=True, text=True, check=False)

    assert (lint(ROOT).returncode, lint(ROOT).stdout) == (0, "")
    for name in (".ci", ".github"):
        shutil.copytree(ROOT / name, tmp_path / name)
    path = tmp_path / ".github/workflows/reports.yml"
    path.write_text(path.read_text("utf-8").replace("run: .ci/reports", "runs: .ci/reports"), "utf-8")
    assert lint(tmp_path).returncode == 1


def test_the_reports_are_built_for_all_that_touches_them() -> None:
    everything = re.search(
        r"^EVERYTHING = \((.*)\)$", (ROOT / ".ci/touched.py").read_text("utf-8"), re.MULTILINE
    )
    text = (ROOT / ".github/workflows/reports.yml").read_text("utf-8")
    (listed,) = re.findall(r"paths: \[(.*)\]", text)
    assert everything and text.index(listed) < text.index("pull_request:"), "a required check has to run"
    touching = {name.partition("/")[0] for name in re.findall('"(.+?)"', everything[1])}
    paths = {name.partition("/")[0] for name in re.findall('"(.+?)"', listed)}
    assert paths == touching | {"content", "signoff"}


def test_every_system_promised_is_tested() -> None:
    promised = re.search(r"or newer on (\w+), (\w+) or (\w+)", (ROOT / "README.md").read_text("utf-8"))
    matrix = re.search(r"os: \[(.*)\]", (ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    assert promised and matrix
    oldest = '"3.11"'
    for path in (".github/workflows/ci.yml", ".gitlab-ci.yml"):
        assert oldest in (ROOT / path).read_text("utf-8")
    systems = {"Linux": "ubuntu-latest", "macOS": "macos-latest", "Windows": "windows-latest"}
    assert set(matrix[1].split(", ")) == {systems[name] for name in promised.groups()}


class Repository(Office):
    """An office under git, with the scripts of continuous integration."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        shutil.copytree(ROOT / ".ci", root / ".ci")
        self.git("init", "-q", "-b", "main")
        self.commit("开始")

    def git(self, *words: str) -> str:
        return subprocess.run(
            ["git", *words], cwd=self.root, check=True, capture_output=True, text=True
        ).stdout.strip()

    def commit(self, message: str) -> str:
        self.git("add", "-A")
        self.git("-c", "user.name=a", "-c", "user.email=a@b.cn", "commit", "-qm", message)
        return self.git("rev-parse", "HEAD")

    def run(self, base: str, form: str = "github") -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "BASE": base, "FORMAT": form, "PYTHON": sys.executable}
        environment.pop("GITHUB_STEP_SUMMARY", None)
        return subprocess.run(
            [self.root / ".ci" / "reports"], env=environment, capture_output=True, text=True, check=False
        )

    def table(self) -> str:
        return (self.root / "drafts" / "changed-figures.md").read_text("utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def test_a_change_gives_drafts_annotations_table_and_package(repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD")
    repository.change(("审减金额: 6008.00万元", "审减金额: 6009.00万元"))
    repository.submit()
    repository.commit("改数")
    done = repository.run(base)
    assert done.returncode == 0, done.stderr
    assert "::warning file=content/2025/ningxian.yaml,line=9,col=11,title=D110::" in done.stdout
    assert len(list((repository.root / "drafts/2025/ningxian").glob("*.docx"))) == 1
    assert list((repository.root / "drafts/packages/signoff/2025/ningxian/1").glob("*.zip"))
    table = repository.table()
    assert (
        "| 宁县 2025 | 事前评估.审减金额 | 6008.00万元 | 6009.00万元 | 填写的数改动 | 2025/ningxian.yaml:10 |"
        in table
    )
    assert (
        "| 宁县 2025 | 事前评估.审定金额 | 58719.72万元 | 58718.72万元 | 随 事前评估.审减金额 变动 |" in table
    )
    assert "项目数" not in table
    issues = json.loads((repository.root / "drafts/code-quality.json").read_text("utf-8"))
    assert {issue["check_name"] for issue in issues} == {"D110"}
    assert issues[0]["location"]["path"] == "content/2025/ningxian.yaml"


def test_an_error_fails_the_run_and_still_leaves_the_draft(repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD")
    repository.change(("审减金额: 6008.00万元", "审减金额: 6008.00万元\n    审定金额: 58791.72万元"))
    repository.commit("写错")
    done = repository.run(base)
    assert (
        done.returncode == 1
        and "::error file=content/2025/ningxian.yaml,line=11,col=11,title=D101::" in done.stdout
    )
    assert list((repository.root / "drafts/2025/ningxian").glob("*.docx"))


def test_only_what_a_change_touches_is_built(repository: Repository) -> None:
    other = repository.root / "content/2020/ningxian.yaml"
    other.parent.mkdir()
    other.write_text(REPORT.replace("2025", "2020"), "utf-8")
    base = repository.commit("二〇二〇年")
    repository.change(("形成了合力", "形成了工作合力"))
    repository.commit("改字")
    assert repository.run(base).returncode == 0
    assert [path.name for path in (repository.root / "drafts").iterdir() if path.is_dir()] == ["2025"]
    assert "没有改变任何数" in repository.table()


@pytest.mark.parametrize("broken", ["touched", "changed_figures", "code_quality"])
def test_a_step_that_fails_fails_the_run(repository: Repository, broken: str) -> None:
    base = repository.git("rev-parse", "HEAD")
    repository.change(("形成了合力", "形成了工作合力"))
    (repository.root / f".ci/{broken}.py").write_text("raise SystemExit(3)", "utf-8")
    repository.commit("改字")
    assert repository.run(base).returncode == 3


@pytest.mark.parametrize("base", ["", "0" * 40, "--upload-pack=touch x", "$(touch x)"])
def test_without_a_base_everything_is_built(repository: Repository, base: str) -> None:
    assert repository.run(base, "text").returncode == 0
    assert (repository.root / "drafts/2025").is_dir() and not (repository.root / "x").exists()


def test_names_cannot_write_markdown(repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD")
    repository.change(("项目数: 260个", "项目数: 261个\n    单位: '@张三 <img src=x> [点](http://a) |'"))
    repository.commit("改")
    repository.run(base)
    row = next(line for line in repository.table().splitlines() if "事前评估.单位" in line)
    assert not re.search(r"[<>@\[\]]", row) and row.count("|") == 7


def test_files_that_cannot_be_drafted_are_told_too(repository: Repository) -> None:
    wrong = repository.root / "content/2025/zhengning.yaml"
    wrong.write_text("locality: 正宁县\nyear: 2025\nmetrics:\n  事前评估：\n    项目数: 3个\n", "utf-8")
    base = repository.commit("别县")
    (repository.root / "content/2025/huachi.yaml").write_text(
        REPORT.replace("宁县", "华池县") + "title: [", "utf-8"
    )
    repository.commit("写错")
    assert repository.run(base, "text").returncode == 1
    issues = json.loads((repository.root / "drafts/code-quality.json").read_text("utf-8"))
    told = {issue["location"]["path"] for issue in issues}
    assert told >= {"content/2025/zhengning.yaml", "content/2025/huachi.yaml"}


def test_what_is_gone_or_moved_is_told(repository: Repository) -> None:
    for slug in ("2020/ningxian", "2021/huachi"):
        path = repository.root / f"content/{slug}.yaml"
        path.parent.mkdir()
        path.write_text(REPORT.replace("2025", slug[:4]), "utf-8")
    base = repository.commit("往年")
    repository.git("mv", "content/2021/huachi.yaml", "content/2022.yaml")
    (repository.root / "content/2020/ningxian.yaml").write_text("locality: [", "utf-8")
    repository.git("rm", "-q", "content/2025/ningxian.yaml")
    repository.run(base)
    table = repository.table()
    assert "没有改变任何数" not in table
    assert "- 2020/ningxian.yaml 读不出来" in table
    assert (
        "- 2021/huachi.yaml（宁县）已删去或改名" in table
        and "- 2025/ningxian.yaml（宁县）已删去或改名" in table
    )


def test_of_a_file_that_moved_both_years_are_built_committed_or_not(repository: Repository) -> None:
    for year in ("2020", "2021"):
        path = repository.root / f"content/{year}/huachi.yaml"
        path.parent.mkdir()
        path.write_text(REPORT.replace("2025", year).replace("宁县", "华池县"), "utf-8")
    repository.root.joinpath("content/2021/heshui.yaml").write_text(REPORT.replace("2025", "2021"), "utf-8")
    base = repository.commit("往年")
    repository.git("mv", "content/2021/heshui.yaml", "content/2020/heshui.yaml")
    asked = [sys.executable, ".ci/touched.py", base]
    touched = subprocess.run(asked, cwd=repository.root, check=True, capture_output=True, text=True).stdout
    assert touched.split() == ["2020", "2021"]


def test_a_comment_is_never_too_long_to_post(repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD")
    many = "".join(f"    名称{n}: {'很长的名字' * 300}\n" for n in range(300))
    repository.change(("    送审金额: 64727.72万元\n", f"    送审金额: 64727.72万元\n{many}"))
    repository.commit("改")
    repository.run(base)
    assert 10_000 < len(repository.table()) < 65_536
