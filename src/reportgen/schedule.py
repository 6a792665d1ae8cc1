"""Doing the same work for many reports: one after another, or in batches over worker processes.

Results come in the order of the tasks either way, so that nothing a user sees depends on `--jobs`.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

Run = Callable[[Callable[[Any, Any], Any], Sequence[Any]], Iterator[Any]]
"""run(work, tasks) gives work(shared, task) of each task, in order."""

BATCHES_PER_WORKER = 4


class WorkerDied(Exception):
    """A worker process was ended from outside, mostly for want of memory."""


@contextmanager
def scheduled(jobs: int, shared: object) -> Iterator[Run]:
    """A way to run tasks on up to `jobs` processes, each given `shared` once. Raises WorkerDied.

    `work` must be a function of a module, and tasks and results picklable.
    """
    if jobs <= 1:
        yield lambda work, tasks: (work(shared, task) for task in tasks)
        return
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _receive, (shared,))
    try:
        yield lambda work, tasks: _batches(pool, jobs, work, tasks)
    except BrokenProcessPool as error:
        raise WorkerDied from error
    finally:
        pool.shutdown(cancel_futures=True)


def _batches(
    pool: ProcessPoolExecutor, jobs: int, work: Callable[[Any, Any], Any], tasks: Sequence[Any]
) -> Iterator[Any]:
    size = max(1, len(tasks) // (jobs * BATCHES_PER_WORKER))
    batches = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    with _ctrl_c_held_back():
        promised = [pool.submit(_do, work, batch) for batch in batches]
    for promise in promised:
        yield from promise.result()


_shared: Any = None


def _receive(shared: object) -> None:
    global _shared
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process decides what Ctrl-C ends
    Thread(target=_leave_with_the_main_process, daemon=True).start()
    _shared = shared


def _leave_with_the_main_process() -> None:
    """A worker whose main process was killed would go on writing, while its lock is free for another build."""
    if main := parent_process():
        main.join()
        os._exit(1)


def _do(work: Callable[[Any, Any], Any], batch: Sequence[Any]) -> list[Any]:
    return [work(_shared, task) for task in batch]


@contextmanager
def _ctrl_c_held_back() -> Iterator[None]:
    """Workers started in here never see Ctrl-C, not even while they import; the main process sees it a moment later."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
