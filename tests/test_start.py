"""A run imports what it needs and no more: what is slow to import is named here, with the commands that may not have it."""

import subprocess
import sys
from pathlib import Path

import pytest

from ours import TEMPLATES
from projects import Project, report

SLOW = (
    "cn2an",
    "docx",
    "docxtpl",
    "email",
    "multiprocessing",
    "openpyxl",
    "pdfplumber",
    "pypandoc",
    "pypdfium2",
    "rich",
    "subprocess",
    "xlsxwriter",
)
SLOWER_THAN_CHECK = (*SLOW, "lxml", "zipfile")
SLOWER_THAN_HELP = (*SLOWER_THAN_CHECK, "asyncio", "difflib", "jinja2", "ruamel")
RINGS = (
    "import atexit, gc; atexit.register(lambda: print(gc.get_threshold()[0], gc.get_freeze_count() > 0));"
    "from reportgen.cli import process; process(['--help'])"
)
LISTS = "import sys; from reportgen.cli import main; main(sys.argv[1:]); print(*sys.modules, sep='\\n', file=sys.stderr)"


def imported(cwd: Path, *words: str) -> set[str]:
    """The modules a command has imported when it ends; the top names alone."""
    done = subprocess.run(
        [sys.executable, "-c", LISTS, *words], cwd=cwd, capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in done.stderr.splitlines()}


def test_help_imports_nothing_slow(tmp_path: Path) -> None:
    assert imported(tmp_path, "--help") & {*SLOWER_THAN_HELP} == set()


def test_a_check_imports_nothing_slow_nor_what_it_takes_to_write(tmp_path: Path) -> None:
    Project(tmp_path, {"2025/ningxian": report()})
    assert imported(tmp_path, "check", "--year", "2025") & {*SLOWER_THAN_CHECK} == set()


def test_a_build_imports_nothing_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Project(tmp_path, {"2025/ningxian": report()})
    build = "build", "--templates", str(TEMPLATES), "--year", "2025"
    imported(tmp_path, *build)  # the first build of all prepares the template
    assert imported(tmp_path, *build) & {*SLOW} == set()


def test_a_process_seldom_looks_for_rings_and_not_at_its_end() -> None:
    done = subprocess.run([sys.executable, "-c", RINGS], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "100000 True"
