"""Whatever fails while a report is written, the last good one stays: every I/O call, kills, a full disk, two builds at once."""

import errno
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ours import TEMPLATES, TESTS
from reportgen.cli import main
from reportgen.files import TEMPORARY
from scale import FULL, times

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)
WATCHED = (
    (io, "open"), (os, "open"), (os, "write"), (os, "fsync"), (os, "replace"), (os, "unlink"), (os, "mkdir"), (os, "ftruncate"),
)  # fmt: skip
FIGURES = ("6008.00万元", "7009.00万元")


class Torn(io.BufferedIOBase):
    """A file whose writes are calls that may fail, after half of what was to be written."""

    def __init__(self, file: Any, call: Any) -> None:
        self._file, self._call = file, call

    def write(self, data: Any) -> int:
        try:
            self._call()
        except OSError:
            self._file.write(bytes(data)[: len(data) // 2])
            raise
        return int(self._file.write(data))

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return int(self._file.fileno())

    def close(self) -> None:
        self._file.close()


class Faults:
    """Fails the n-th watched call that concerns a folder, once."""

    def __init__(self, folder: Path, turn: int, number: int) -> None:
        self._folder, self._turn, self._number = str(folder), turn, number
        self.calls = 0

    def step(self) -> None:
        self.calls += 1
        if self.calls == self._turn:
            raise OSError(self._number, os.strerror(self._number), self._folder)

    def _concerns(self, arguments: tuple[Any, ...]) -> bool:
        first = arguments[0] if arguments else None
        if isinstance(first, int):  # a handle: only files of the build are written through one
            return first > 2
        return isinstance(first, str | os.PathLike) and os.path.abspath(first).startswith(self._folder)

    def wrapped(self, original: Any) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            if not self._concerns(arguments):
                return original(*arguments, **named)
            self.step()
            given = original(*arguments, **named)
            mode = named.get("mode", arguments[1] if len(arguments) > 1 else "r")
            return Torn(given, self.step) if original is _OPEN and mode == "wb" else given

        return call


_OPEN = io.open


@contextmanager
def faults(folder: Path, turn: int = 0, number: int = 0) -> Iterator[Faults]:
    planted = Faults(folder, turn, number)
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in WATCHED:
            patch.setattr(owner, name, planted.wrapped(getattr(owner, name)))
        yield planted


def run(root: Path, figure: str) -> int:
    words = ["build", "--year", "2025", "--content", str(root / figure), "--output", str(root / "output")]
    return main([*words, "--templates", str(TEMPLATES)])


def report(root: Path) -> dict[str, bytes]:
    folder = root / "output/2025/ningxian"
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.skipif(sys.platform == "win32", reason="calls differ there")
def test_every_call_may_fail_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from stress import content

    for figure in FIGURES:
        content(tmp_path, figure)
    assert run(tmp_path, FIGURES[1]) == 0
    new = report(tmp_path)
    assert run(tmp_path, FIGURES[0]) == 0
    old = report(tmp_path)
    with faults(tmp_path) as counted:
        assert run(tmp_path, FIGURES[1]) == 0
    assert counted.calls > 20
    for turn in range(1, counted.calls + 1):
        for number in ERRORS if FULL else (ERRORS[turn % 3],):
            assert run(tmp_path, FIGURES[0]) == 0
            capsys.readouterr()
            with faults(tmp_path, turn, number):
                code = run(tmp_path, FIGURES[1])
            said = "".join(capsys.readouterr())
            assert code in (0, 1, 2) and "程序内部出错" not in said and "Traceback" not in said, (turn, said)
            after = report(tmp_path)
            assert code or after == new, (turn, said)
            assert after.keys() == old.keys(), (turn, after.keys())
            assert all(data in (old[name], new[name]) for name, data in after.items())
    assert run(tmp_path, FIGURES[0]) == 0
    assert report(tmp_path) == old and not list(tmp_path.rglob(TEMPORARY))


@pytest.mark.skipif(sys.platform == "win32", reason="forks and limits of POSIX")
@pytest.mark.parametrize(("kind", "count"), [("kill", 200), ("disk", 20), ("race", 50)])
def test_the_old_report_or_the_new_one(kind: str, count: int, tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(TESTS / "stress.py"),
        kind,
        str(times(count)),
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3_000:]
    assert int(done.stdout) > 0, "nothing was disturbed"
