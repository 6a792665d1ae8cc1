"""Which tests reach which line of the rooms of `planting`, how long each takes, and which branches none reaches.

One run of the suite (without what needs LibreOffice, and without the long runs) under branch coverage.
"""

import json
import os
import re
import sys
import time
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import coverage
import pytest

from planting import SOURCE, Mutant, modules

ROOT = SOURCE.parent.parent
KEPT = ROOT / "build" / "reach"
LEFT_OUT = (
    "test_faults.py",
    "test_properties.py",
    "test_fuzz.py",
    "test_messages.py",
    "test_contributing.py",
)
"""Long runs, and those that work in a copy of the project."""
SUITE = ["-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-W", "ignore", "-m", "not system"]
SUITE += [f"--ignore={ROOT / 'tests' / name}" for name in LEFT_OUT] + [str(ROOT / "tests")]


def _spent() -> float:
    """Seconds of the processor so far, those of processes that ended included: others may be at work, and no time of ours."""
    ended = os.times()
    return time.process_time() + ended.children_user + ended.children_system


class _Watch:
    """A pytest plugin: tells coverage which test runs, and takes its time."""

    def __init__(self, measured: coverage.Coverage) -> None:
        self._measured = measured
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        if sys.gettrace() is None:  # Python drops a tracer at whose call the stack ran over
            self._measured.stop()
            self._measured.start()
        self._measured.switch_context(item.nodeid)
        began = _spent()
        done = yield
        self.seconds[item.nodeid] = round(_spent() - began, 4)
        return done

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[Any]:
        """What a shared fixture reaches, every test of its file reaches."""
        shared = fixturedef.scope != "function"
        if shared:
            self._measured.switch_context(f"{request.node.nodeid.partition('::')[0]}::")
        done = yield
        if shared:
            self._measured.switch_context(request._pyfuncitem.nodeid)
        return done


def measure() -> None:
    """Runs the suite and keeps what it reached; a test that fails is told and left out."""
    KEPT.mkdir(parents=True, exist_ok=True)
    files = [str(SOURCE / path) for path in modules()]
    measured = coverage.Coverage(str(KEPT / "data"), branch=True, include=files, config_file=False)
    watch = _Watch(measured)
    measured.erase()
    measured.start()
    pytest.main(SUITE, plugins=[watch])
    measured.stop()
    measured.save()
    sound = {test: seconds for test, seconds in watch.seconds.items() if test not in watch.failed}
    (KEPT / "seconds.json").write_text(json.dumps(sound), encoding="utf-8")
    print("\n".join(f"left out, for it fails by itself: {test}" for test in watch.failed))


def span(lines: tuple[int, int]) -> range:
    return range(lines[0], lines[1] + 1)


class Reach:
    """What the last run found."""

    @cached_property
    def seconds(self) -> dict[str, float]:
        kept: dict[str, float] = json.loads((KEPT / "seconds.json").read_text(encoding="utf-8"))
        return kept

    @cached_property
    def _data(self) -> coverage.CoverageData:
        data = coverage.CoverageData(str(KEPT / "data"))
        data.read()
        return data

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests that reach a fault, those of its own room first, then the fastest.

        Of what runs at import, those that reach a line that names what is defined there; of a line by itself, all that reach the file.
        """
        path, by_line = mutant.path, self._by_line(mutant.path)
        reached = {test for line in span(mutant.lines) for test in by_line.get(line, ()) if test}
        if not reached and self.only_imported(mutant):
            text = (SOURCE / path).read_text(encoding="utf-8").split("\n")
            used = [n for n, line in enumerate(text, 1) if any(name in line for name in mutant.names)]
            reached = {test for line in used or by_line for test in by_line.get(line, ()) if test}
            reached |= {f"{file}::" for name in mutant.names for file in self._naming(name)}
        whole = {name[:-2] for name in reached if name.endswith("::")}
        reached |= {test for test in self.seconds if test.partition("::")[0] in whole}
        room = path.partition("/")[0].removesuffix(".py")
        return sorted(
            (test for test in reached if test in self.seconds),
            key=lambda test: (
                f"/test_{room}" not in f"/{test}",
                test.partition("::")[0] not in whole,
                self.seconds[test],
            ),
        )

    def _naming(self, name: str) -> list[str]:
        """The files of tests that speak of a name."""
        files = {test.partition("::")[0] for test in self.seconds}
        return [
            file for file in files if re.search(rf"\b{name}\b", (ROOT / file).read_text(encoding="utf-8"))
        ]

    def only_imported(self, mutant: Mutant) -> bool:
        """Whether a fault lies in what runs only while modules are imported."""
        by_line = self._by_line(mutant.path)
        return {test for line in span(mutant.lines) for test in by_line.get(line, ())} == {""}

    def _by_line(self, path: str) -> dict[int, list[str]]:
        if path not in self._lines:
            self._lines[path] = self._data.contexts_by_lineno(str(SOURCE / path))
        return self._lines[path]

    @cached_property
    def _lines(self) -> dict[str, dict[int, list[str]]]:
        return {}
