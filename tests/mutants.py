"""`make mutants`: each of a seeded sample of small faults, planted in the rooms everything rests on, must make a test fail.

python tests/mutants.py [how many]: measures which tests reach which line (REPORTGEN_REACHED=1 spares that), then runs for every fault
only those that reach it, each fault in a fork of one process that has collected the suite. What survives needs a reason in
docs/mutants.md, which is written anew.
"""

import gc
import importlib.machinery
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from types import CodeType, FunctionType
from typing import Any

import pytest

import proof
from planting import SOURCE, Mutant, in_a_function, mutants, planted
from reach import ROOT, SUITE, Reach, measure

BUDGET = 20.0
"""Seconds of tests for one fault, the likeliest first: what they do not notice counts as survived."""
MOST_ANEW = 60
"""Tests for a fault in what runs at import, which needs a new process and the import of all the files they stand in."""
LONGEST = 90
"""Seconds of the processor after which a fault is noticed by its never ending."""
LONGEST_WAIT = 900.0
"""Seconds of the clock after which it is noticed by waiting for ever, however busy the machine."""
ENDED = "(ended by the system)"
MOST_MEMORY = 4 * 2**30
FAILED = 1
WHOLE = 400
ENOUGH = 0.85
"""The share that tests must notice."""


def codes(code: CodeType) -> Iterator[CodeType]:
    """A code object and all within it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


class Killing:
    """A pytest plugin that, in place of the tests, tries each fault on the tests that reach it."""

    def __init__(self, chosen: Sequence[Mutant]) -> None:
        self._chosen, self._reach = chosen, Reach()
        self._sound: dict[str, bool] = {}
        self.survivors: list[Mutant] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = {item.nodeid: item for item in session.items}
        self._functions = [thing for thing in gc.get_objects() if isinstance(thing, FunctionType)]
        gc.freeze()
        for number, mutant in enumerate(self._chosen, 1):
            began = time.monotonic()
            killer = self._killer(mutant)
            if killer is None:
                self.survivors.append(mutant)
            told = f"{number} {time.monotonic() - began:.1f}s {killer or 'SURVIVED'} | {mutant.name} @{mutant.lines[0]}"
            print(told, file=sys.__stderr__, flush=True)
        return True

    def _killer(self, mutant: Mutant) -> str | None:
        """The test that notices a fault, None when none does within the budget."""
        tests = self._affordable(self._reach.tests(mutant))
        while tests:
            failed = self._forked(mutant, tests)
            if failed is None or self._passes(failed):
                return failed
            tests = [test for test in tests if test != failed]  # fails in a fork even without a fault
        return None

    def _affordable(self, tests: Iterable[str]) -> list[str]:
        chosen, spent = [], 0.0
        for test in tests:
            spent += self._reach.seconds[test]
            if test in self._items and self._sound.get(test, True):
                chosen.append(test)
            if spent > BUDGET:
                break
        return chosen

    def _passes(self, test: str) -> bool:
        if test not in self._sound:
            self._sound[test] = test == ENDED or self._forked(None, [test]) is None
        return self._sound[test]

    def _forked(self, mutant: Mutant | None, tests: list[str]) -> str | None:
        """The first test that fails, in a process of its own."""
        if mutant is not None and (not in_a_function(mutant) or self._reach.only_imported(mutant)):
            return _imported_anew(mutant, tests)
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            reader, writer = os.pipe()
            child = os.fork()
            if child == 0:
                os.close(reader)
                self._run(mutant, tests, folder, writer)
            os.close(writer)
            return _outcome(child, reader)

    def _run(self, mutant: Mutant | None, tests: list[str], folder: str, writer: int) -> None:
        """In the child: plants the fault and runs the tests until one fails; never returns."""
        try:
            os.setpgid(0, 0)
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
            reporter: Any = self._items[tests[0]].config.pluginmanager.get_plugin("terminalreporter")
            reporter._tw._file = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
            os.environ["TMPDIR"] = tempfile.tempdir = folder
            if mutant:
                _patch(mutant, self._functions)
            items = [self._items[test] for test in tests]
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.pluginmanager.register(told := _Told())
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                item.config.pluginmanager.unregister(told)
                if told.failed:
                    os.write(writer, item.nodeid.encode())
                    os._exit(FAILED)
        except BaseException:
            os.write(writer, tests[0].encode())
            os._exit(FAILED)
        os._exit(0)


class _Told:
    failed = False

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.failed = self.failed or bool(report.failed)


def _outcome(child: int, reader: int) -> str | None:
    """What a child told before it ended; one that is ended by the system, or does not end, has noticed a fault too."""
    until = time.monotonic() + LONGEST_WAIT
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        if time.monotonic() > until:
            os.killpg(child, signal.SIGKILL)
        time.sleep(0.005)
    told = os.read(reader, 10_000).decode()
    os.close(reader)
    return ENDED if os.WIFSIGNALED(ended[1]) else told or None


def _patch(mutant: Mutant, functions: Iterable[FunctionType]) -> None:
    """Gives every function of the module the code that has the fault."""
    new = {(code.co_qualname, code.co_firstlineno): code for code in codes(planted(mutant))}
    path = str(SOURCE / mutant.path)
    for function in functions:
        code = function.__code__
        if code.co_filename == path and (code.co_qualname, code.co_firstlineno) in new:
            function.__code__ = new[code.co_qualname, code.co_firstlineno]


def _imported_anew(mutant: Mutant, tests: list[str]) -> str | None:
    """For a fault in what runs when a module is imported: a new process, which imports it with the fault."""
    command = [sys.executable, __file__, "--one", str(mutant.number), mutant.path, *tests[:MOST_ANEW]]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=LONGEST_WAIT, check=False)
    except subprocess.TimeoutExpired:
        return ENDED
    return tests[0] if done.returncode else None


def _one(number: int, path: str, tests: list[str]) -> int:
    (mutant,) = [mutant for mutant in mutants() if (mutant.number, mutant.path) == (number, path)]
    original = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader: importlib.machinery.SourceFileLoader, name: str) -> CodeType | None:
        return planted(mutant) if loader.path == str(SOURCE / path) else original(loader, name)

    setattr(importlib.machinery.SourceFileLoader, "get_code", get_code)  # noqa: B010
    return int(pytest.main(["-x", *SUITE[:-1], *(f"{ROOT}/{test}" for test in tests)]))


def main(count: int) -> int:
    """Tries the first faults of the sample and, of the whole, writes docs/mutants.md; 1 when too many survive or one lacks its reason."""
    if not os.environ.get("REPORTGEN_REACHED"):
        subprocess.run([sys.executable, __file__, "--reach"], check=True)
    killing = Killing(mutants()[:count])
    if ended := pytest.main(SUITE, plugins=[killing]):
        return int(ended)
    alive = [mutant.name for mutant in killing.survivors]
    unexplained = (
        proof.write(count, alive) if count >= WHOLE else []
    )  # a few would lose the reasons of the rest
    told = [
        f"{count - len(alive)} of {count} killed",
        *(f"no reason in docs/mutants.md: {name}" for name in unexplained),
    ]
    print("\n".join(told), file=sys.__stderr__)
    return int(bool(unexplained) or len(alive) > (1 - ENOUGH) * count)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--reach"]:
            measure()
        case ["--one", number, path, *tests]:
            sys.exit(_one(int(number), path, tests))
        case [count]:
            sys.exit(main(int(count)))
        case _:
            sys.exit(main(WHOLE))
