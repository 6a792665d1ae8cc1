"""Kept patterns: those `re` makes, and nothing new to keep the second time."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from projects import Project, report
from reportgen import checks, patterns
from reportgen.audit.finders import modules as finders
from reportgen.checks.reading import HAN

known = pytest.mark.skipif(not patterns._KNOWN, reason="a Python that compiles as ever")


@known
def test_a_kept_pattern_is_the_one_re_makes() -> None:
    checks.modules(), finders()
    kept: dict[Any, Any] = {**patterns._codes()}
    assert len(kept) > 200
    for source, flags in kept:
        assert patterns.compile(source, flags) == re.compile(source, flags)


@pytest.mark.parametrize("source", [rf"(?P<first>[{HAN}])(\d)?|(?P<last>\ud800)", b"(?P<n>[\xe3-\xe9])"])
@pytest.mark.parametrize("flags", [0, re.DOTALL | re.IGNORECASE])
def test_a_pattern_made_anew_is_the_one_re_makes(source: Any, flags: re.RegexFlag) -> None:
    made, theirs = patterns.compile(source, flags), re.compile(source, flags)
    assert made == theirs and made.groupindex == theirs.groupindex
    assert patterns.compile(source, flags) == theirs


def test_a_python_not_known_compiles_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_KNOWN", False)
    monkeypatch.setattr(patterns, "_compiler", None)
    assert patterns.compile("一(二)?") == re.compile("一(二)?")


def test_alternatives_do_not_hang_on_the_order_of_a_set() -> None:
    assert patterns.any_of({"年", "元", "万元", "a.b"}) == r"a\.b|万元|元|年"


@known
def test_what_is_kept_is_used_and_made_good(tmp_path: Path) -> None:
    """Whatever the seed of Python's hashes, which decides the order of a set."""
    Project(tmp_path, {"2025/ningxian": report()})

    def kept(seed: str) -> bytes:
        places = {"XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
        command = [sys.executable, "-m", "reportgen", "check", "--year", "2025"]
        env = {**os.environ, **places, "PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True)
        return next((tmp_path / "reportgen").glob("patterns-*")).read_bytes()

    first = kept("1")
    assert kept("2") == first
    next((tmp_path / "reportgen").glob("patterns-*")).write_bytes(first[:-1])
    assert kept("1") == first
