"""Work in a process of its own, ended when it takes too long or too much memory."""

import multiprocessing
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

_PAGE = 4_096  # bytes, as /proc counts
_BASE = 512 * 2**20  # bytes of address space an interpreter may take where the system does not tell


class LimitReached(Exception):
    """The work took too long or too much memory."""


def confined(work: Callable[[Given], Made], given: Given, seconds: float, megabytes: int) -> Made:
    """work(given), done in another process. Raises LimitReached, and whatever `work` raises.

    `work` must be a function of a module, and what it takes, gives and raises picklable. `megabytes` are those the work
    may take beside the interpreter's own, where the system can limit them.
    """
    context = multiprocessing.get_context("spawn")
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(sending, work, given, megabytes), daemon=True)
    process.start()
    sending.close()
    try:
        if not receiving.poll(seconds):
            raise LimitReached
        made, error = receiving.recv()
    except EOFError:
        raise LimitReached from None
    finally:
        process.kill()
        process.join()
        receiving.close()
    if error is not None:
        raise error
    return made  # type: ignore[no-any-return]


def _run(sending: Connection, work: Callable[[Given], Made], given: Given, megabytes: int) -> None:
    _limit_memory(megabytes)
    try:
        sending.send((work(given), None))
    except MemoryError:
        pass
    except Exception as error:
        with suppress(Exception):
            sending.send((None, error))


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "win32":
        import resource

        most = _taken() + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _taken() -> int:
    """The address space this process has already; what it maps is mostly never filled."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _PAGE
    except OSError:
        return _BASE
