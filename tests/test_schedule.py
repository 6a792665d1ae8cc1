"""Spreading work: results in the order of tasks, and a dead worker is told, not waited for."""

import os

import pytest

from reportgen.schedule import WorkerDied, scheduled


def add(shared: int, task: int) -> int:
    return shared + task


def die(shared: int, task: int) -> int:
    os._exit(9)


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_order(jobs: int) -> None:
    with scheduled(jobs, 100) as run:
        assert list(run(add, range(50))) == list(range(100, 150))
        assert list(run(add, [])) == []
        assert list(run(add, [1])) == [101]


def test_a_worker_that_dies_is_told() -> None:
    with pytest.raises(WorkerDied), scheduled(2, 0) as run:
        list(run(die, [1, 2]))
