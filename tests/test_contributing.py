"""CONTRIBUTING.md, done: its indicator, locality and check are written into a copy of the project, and it says what was promised."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from ours import ROOT

_STEP = re.compile(r"^```\w+ file=(\S+)(?: after=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMISE = re.compile(r"^```\n(content/.*?)^```$", re.MULTILINE | re.DOTALL)


def test_an_indicator_is_a_line_a_locality_and_a_check_are_a_file(tmp_path: Path) -> None:
    for folder in ("content", "src", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    steps = _STEP.findall(guide)
    assert len(steps) == 3
    for name, after, text in steps:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        head, found, tail = old.partition(f"{after}\n") if after else (old, "", "")
        path.write_text(head + found + text + tail, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "check", "--year", "2026"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    (promised,) = _PROMISE.findall(guide)
    assert promised in done.stderr
    assert done.returncode == 1
