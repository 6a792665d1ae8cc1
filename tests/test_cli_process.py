"""The command line as a process: consoles of every kind, Ctrl-C, and a project not yet installed."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from functools import partial
from pathlib import Path

import pytest

from ours import ROOT, TEMPLATES
from projects import WRONG, Project, report
from reportgen.cache import NAME

NAMES = [f"{first}{second}县" for first in "东西南北上下大小长平" for second in "山水河川林原"]
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and shells of POSIX")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    files = {"2025/ningxian": report(), "2025/huanxian": report("环县", approved=WRONG)}
    return Project(tmp_path, files)


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "reportgen", *words, "--templates", str(TEMPLATES)]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "cp437", "ascii"])
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_any_console_can_show_it(project: Project, encoding: str, form: str) -> None:
    done = subprocess.run(
        command("build", "--year", "2025", "--output-format", form),
        cwd=project.root,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    shown = done.stdout if form != "text" else done.stderr
    assert "审定金额".encode("utf-8" if form == "json" else encoding, "backslashreplace") in shown


def test_what_is_sent_to_a_file_on_a_chinese_windows_reads_without_codes(project: Project) -> None:
    done = subprocess.run(
        command("check", "--year", "2025"),
        cwd=project.root,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=False,
    )
    told = done.stderr.decode("gbk")
    assert " - 审减金额" in told  # the relation, with a minus sign, and 91↔19
    assert "<->" in told
    assert "\\u" not in told


@posix
@pytest.mark.parametrize("closing", [">&-", "2>&-", ">&- 2>&-", "| true", "2>&1 | head -c 1"])
def test_a_reader_who_has_left_is_no_fault(project: Project, closing: str) -> None:
    line = f"{' '.join(command('build', '--year', '2025'))} {closing}; true"
    done = subprocess.run(["sh", "-c", line], cwd=project.root, capture_output=True, check=True)
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert (project.output / "2025/ningxian/manifest.json").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_disk_too_full_for_what_was_asked_for_is_told(project: Project, form: str, unbuffered: str) -> None:
    words = command("build", "--year", "2025", "--locality", "宁县", "--output-format", form)
    with Path("/dev/full").open("wb") as full:
        environment = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
        done = subprocess.run(
            words, cwd=project.root, env=environment, stdout=full, stderr=subprocess.PIPE, check=False
        )
        lost = subprocess.run(words, cwd=project.root, stdout=full, stderr=full, check=False)
    said = "磁盘已满，标准输出 没有写成，原有文件未动。腾出空间后重试\n"
    assert (done.returncode, done.stderr.decode()) == (2, said)
    assert lost.returncode == 2
    assert (project.output / "2025/ningxian/manifest.json").exists()


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("wait", [0.0, 0.2, 0.5])
def test_ctrl_c_leaves_nothing_half_done(tmp_path: Path, jobs: str, wait: float) -> None:
    project = Project(tmp_path, {f"2025/x{n}": report(name) for n, name in enumerate(NAMES)})
    process = subprocess.Popen(
        command("build", "--year", "2025", "--jobs", jobs),
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # ours may run where it is ignored
    )
    lock = project.output / "2025" / ".reportgen.lock"
    while not lock.exists() and process.poll() is None:
        time.sleep(0.01)
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGINT)  # what a terminal does: everyone gets it, workers too
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    if process.returncode or not wait:  # later it may have ended before
        assert (process.returncode, out, err.strip()) == (130, "", "已取消")
    left = [path.name for path in project.output.rglob("*") if path.name.startswith(".")]
    assert set(left) <= {NAME}
    for manifest in project.output.rglob("manifest.json"):
        assert (manifest.parent / "checks.json").exists()


@posix
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("wait", [0.0, 0.3])
def test_a_killed_build_is_made_good_by_the_next(tmp_path: Path, jobs: str, wait: float) -> None:
    project = Project(tmp_path, {f"2025/x{n}": report(name) for n, name in enumerate(NAMES)})
    words = command("build", "--year", "2025", "--jobs", jobs)
    process = subprocess.Popen(words, cwd=project.root, stdout=subprocess.PIPE, start_new_session=True)
    while not any((project.output / "2025").glob("x*/*.docx")) and process.poll() is None:
        time.sleep(0.01)
    time.sleep(wait)
    process.kill()
    process.communicate(timeout=60)  # ends when the last worker, which holds the pipe too, is gone
    documents = list(project.output.rglob("*.docx"))
    assert documents
    for document in documents:
        with zipfile.ZipFile(document) as package:
            assert package.testzip() is None
    done = subprocess.run(words, cwd=project.root, capture_output=True, check=False)
    assert done.returncode == 0
    assert {path.name for path in project.output.rglob(".*")} == {NAME}
    assert len(list(project.output.rglob("manifest.json"))) == len(NAMES)


def test_before_installation_one_line_says_what_to_run() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "build.py"), "--year", "2025"],
        capture_output=True,
        check=False,
    )
    lines = done.stderr.decode(errors="replace").splitlines()
    assert (done.returncode, done.stdout, len(lines)) == (2, b"", 1)
    assert "pip install ." in lines[0]


def test_build_py_is_reportgen_build(project: Project) -> None:
    words = ["--year", "2025", "--locality", "宁县", "--templates", str(TEMPLATES)]
    done = subprocess.run([sys.executable, str(ROOT / "build.py"), *words], cwd=project.root, check=False)
    assert done.returncode == 0
    assert (project.output / "2025/ningxian/manifest.json").exists()
