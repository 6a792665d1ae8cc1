"""Work in a process of its own, ended when it takes too long or too much memory.

A plain subprocess, not one of `multiprocessing`, which refuses to start any inside a worker of a Dask nanny.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from pathlib import Path
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

_AT_ONCE = 32
"""Things read by one process: starting it takes longer than reading one, and it may only take so much memory."""
_PAGE = 4_096  # bytes, as /proc counts
_BASE = 512 * 2**20  # bytes of address space an interpreter may take where the system does not tell
_COMMAND = [sys.executable, "-P", "-c", "from reportgen.read.confined import answer; answer()"]
"""-P: no module is taken from the folder the program happens to run in."""


class LimitReached(Exception):
    """The work took too long or too much memory."""


def confined(work: Callable[[Given], Made], given: Given, seconds: float, megabytes: int) -> Made:
    """The result of work(given), run in another process. Raises LimitReached, and whatever `work` raises.

    `work` must be a function of a module, and what it takes, gives and raises picklable. `megabytes` are those the work
    may take beside the interpreter's own, where the system can limit them.
    """
    asked = pickle.dumps((seconds, megabytes, work, given))
    modules = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            _COMMAND,
            input=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=modules,
            start_new_session=True,  # Ctrl-C ends this process, which ends that one
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise LimitReached from None
    made, error = pickle.loads(done.stdout)
    if error is not None:
        raise error
    return made  # type: ignore[no-any-return]


def in_batches(
    work: Callable[[Given], Made], given: Sequence[Given], seconds: float, megabytes: int
) -> list[Made | None]:
    """The results of `work` on many things, with `seconds` for each; None for those whose process reached a limit."""
    made: list[Made | None] = []
    for start in range(0, len(given), _AT_ONCE):
        some = given[start : start + _AT_ONCE]
        try:
            made += confined(partial(_each, work), some, seconds * len(some), megabytes)
        except LimitReached:
            made += [None] * len(some)
    return made


def _each(work: Callable[[Given], Made], given: Sequence[Given]) -> list[Made]:
    return [work(one) for one in given]


def answer() -> None:
    """What the other process does: reads what is asked and writes what came of it; it fails where memory runs out."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    seconds, megabytes, work, given = pickle.load(sys.stdin.buffer)
    _limit(seconds, megabytes)
    try:
        came = pickle.dumps((work(given), None))
    except MemoryError:
        raise
    except Exception as error:
        came = pickle.dumps((None, error))
    answers.write(came)
    answers.close()


def _limit(seconds: float, megabytes: int) -> None:
    """Limits that hold even when nobody is left to end this process."""
    if sys.platform != "win32":
        import resource

        wanted = {resource.RLIMIT_AS: _taken() + megabytes * 2**20, resource.RLIMIT_CPU: ceil(seconds)}
        for kind, most in wanted.items():
            _, hard = resource.getrlimit(kind)
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (most, most))


def _taken() -> int:
    """The address space this process has already; what it maps is mostly never filled."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _PAGE
    except OSError:
        return _BASE
