"""The same inputs give the same bytes whoever builds them, where and when; and no build needs a network."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hostile import CORPUS
from ours import TEMPLATES
from reportgen.files import digest

PLACES = {
    "here": {"TZ": "UTC", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "USER": "root", "HOME": "/root"},
    "另一 个/文件夹": {"TZ": "Asia/Shanghai", "LANG": "zh_CN.GB18030", "PYTHONHASHSEED": "1", "USER": "张三"},
    "deep/er/still": {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4294967295"},
    "x": {"TZ": "America/St_Johns", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "77"},
    "late": {
        "SOURCE_DATE_EPOCH": "4102444800",
        "COLUMNS": "20",
        "PYTHONHASHSEED": "5",
        "LOGNAME": "x",
        "HOME": "/",
    },
}
NOBODY = 65534
COMMAND = ["build", "--year", "2025", "--to", "docx,html,ledger", "--templates", str(TEMPLATES)]
WATCHED = """
import sys
from reportgen.cli import main
import reportgen.cli.app
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto", "urllib.Request"):
        print("NETWORK", event, arguments)
        raise SystemExit(3)
sys.addaudithook(watch)
sys.exit(main(sys.argv[1:]))
"""


def laid(folder: Path) -> Path:
    folder.mkdir(parents=True)
    shutil.copytree(CORPUS / "base", folder / "content")
    with (folder / "content/2025/ningxian.yaml").open("a", encoding="utf-8", newline="\n") as file:
        file.write("attachments:\n  - title: 评估办法\n    file: 办法.md\n")
    (folder / "content/2025/办法.md").write_text("# 总则\n\n第一条 甲。\n", encoding="utf-8", newline="\n")
    return folder


def built(folder: Path, command: list[str], environment: dict[str, str], user: int = 0) -> dict[str, str]:
    """The SHA-256 of everything a build writes, by path; a user other than 0 owns the folder."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    laid(folder)
    for path in (folder, *folder.rglob("*")) if user else ():
        os.chown(path, user, user)
    done = subprocess.run(command, cwd=folder, env=kept | environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    output = folder / "output"
    written = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): digest(path.read_bytes()) for path in written}


def test_whoever_builds_wherever_the_bytes_are_the_same(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reportgen", *COMMAND]
    made = {place: built(tmp_path / place, command, env) for place, env in PLACES.items()}
    first = made["here"]
    assert {Path(name).suffix for name in first} >= {".docx", ".html", ".xlsx", ".json"}
    assert {place: {n for n in first if files.get(n) != first[n]} for place, files in made.items()} == {
        place: set() for place in PLACES
    }


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("setpriv"),
    reason="only root may become another user",
)
def test_another_user_makes_the_same_bytes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reportgen", *COMMAND]
    environment = PLACES["here"] | {"HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    with TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        theirs = Path(folder) / "他的"
        as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *command]
        assert built(theirs, as_nobody, environment, NOBODY) == built(tmp_path / "x", command, PLACES["here"])
        assert {path.stat().st_uid for path in (theirs / "output").rglob("*")} == {NOBODY}


def test_a_build_asks_nothing_of_the_network(tmp_path: Path) -> None:
    assert built(tmp_path / "here", [sys.executable, "-c", WATCHED, *COMMAND], dict(os.environ))


@pytest.mark.skipif(
    not shutil.which("unshare") or subprocess.run(["unshare", "-rn", "true"], check=False).returncode != 0,
    reason="needs namespaces of Linux",
)
def test_a_build_passes_with_the_network_cut_off(tmp_path: Path) -> None:
    command = ["unshare", "-rn", sys.executable, "-m", "reportgen", *COMMAND]
    assert built(tmp_path / "here", command, dict(os.environ))


@pytest.mark.skipif(sys.platform == "win32", reason="file names are Unicode there")
def test_a_system_that_cannot_name_files_in_chinese_says_so(tmp_path: Path) -> None:
    narrow = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "reportgen", *COMMAND]
    done = subprocess.run(command, cwd=laid(tmp_path / "x"), env=narrow, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "PYTHONUTF8=1" in done.stderr.decode()
