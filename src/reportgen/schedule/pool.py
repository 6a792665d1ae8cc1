"""Work in batches over the worker processes of this machine."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event
from threading import Thread
from typing import Any

from reportgen.files import ctrl_c_held_back
from reportgen.memory import look_seldom
from reportgen.schedule.work import Lost, Work

BATCHES_PER_WORKER = 4


def spread_over_processes(
    work: Work, shared: object, tasks: Sequence[Any], jobs: int, meanwhile: Callable[[], None] | None = None
) -> Iterator[Any]:
    """The result of each task, in order; Lost for one whose worker died. `meanwhile` is done here once the tasks are given out."""
    size = max(1, len(tasks) // (jobs * BATCHES_PER_WORKER))
    batches = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    with _pool(jobs, shared) as pool:
        with ctrl_c_held_back():
            promised = [pool.submit(_do, work, batch) for batch in batches]
        if meanwhile:
            meanwhile()
        for batch, promise in zip(batches, promised, strict=True):
            try:
                yield from promise.result()
            except BrokenProcessPool:
                yield from (_alone(work, shared, task) for task in batch)


def _alone(work: Work, shared: object, task: Any) -> Any:
    """A task again in a process of its own: when one worker dies, the work of all is lost."""
    with _pool(1, shared) as pool:
        try:
            with ctrl_c_held_back():
                promise = pool.submit(_do, work, [task])
            return promise.result()[0]
        except BrokenProcessPool:
            return Lost()


@contextmanager
def _pool(jobs: int, shared: object) -> Iterator[ProcessPoolExecutor]:
    spawn = get_context("spawn")
    over = spawn.Event()
    pool = ProcessPoolExecutor(jobs, spawn, _receive, (shared, over))
    try:
        yield pool
    finally:
        over.set()
        pool.shutdown(cancel_futures=True)


_shared: Any = None
_over: Event
"""Set once nobody waits for results any more: what is at work is finished, and the rest of its batch left."""


def _receive(shared: object, over: Event) -> None:
    global _shared, _over
    _over = over
    look_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process decides what Ctrl-C ends
    Thread(target=_leave_with_the_main_process, daemon=True).start()
    _shared = shared


def _leave_with_the_main_process() -> None:
    """A worker whose main process was killed would go on writing, while its lock is free for another build."""
    if main := parent_process():
        main.join()
        os._exit(1)


def _do(work: Work, batch: Sequence[Any]) -> list[Any]:
    return [work(_shared, task) for task in batch if not _over.is_set()]
