"""Spreading work: results in the order of tasks, and a worker that dies takes only its own task with it."""

import gc
import os
import time
from pathlib import Path

import pytest

from reportgen.schedule import Lost, spread


def add(shared: int, task: int) -> int:
    return shared + task


def seldom(shared: int, task: int) -> int:
    return gc.get_threshold()[0]


def die_of_three(shared: int, task: int) -> int:
    if task == 3:
        os._exit(9)
    return shared + task


def leave_a_trace(folder: Path, task: int) -> int:
    (folder / str(task)).touch()
    time.sleep(0.05)
    return task


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_order(jobs: int) -> None:
    assert list(spread(add, 100, range(50), jobs)) == list(range(100, 150))
    assert list(spread(add, 100, [], jobs)) == []
    assert list(spread(add, 100, [1], jobs)) == [101]


def test_a_worker_that_dies_loses_nothing_but_its_own_task() -> None:
    assert list(spread(die_of_three, 10, range(6), 2)) == [10, 11, 12, Lost(), 14, 15]


def test_once_nobody_waits_any_more_only_what_is_at_work_is_finished(tmp_path: Path) -> None:
    results = spread(leave_a_trace, tmp_path, range(80), 2)
    assert next(results) == 0
    done = len(list(tmp_path.iterdir()))
    del results  # as Ctrl-C ends it
    assert len(list(tmp_path.iterdir())) < done + 8  # not the ten of each batch given out


def test_workers_seldom_look_for_rings_either() -> None:
    assert min(spread(seldom, 0, range(2), 2)) >= 100_000
