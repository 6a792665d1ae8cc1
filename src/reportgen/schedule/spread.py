"""Tasks done one after another here, or spread over worker processes."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from reportgen.schedule.work import Work


def spread(
    work: Work, shared: object, tasks: Sequence[Any], jobs: int, meanwhile: Callable[[], None] | None = None
) -> Iterator[Any]:
    """The result of each task, in order, worked on by up to `jobs` processes; `meanwhile` is done here while they are at work."""
    jobs = min(jobs, len(tasks))
    if jobs <= 1 and not meanwhile:
        return (work(shared, task) for task in tasks)
    from reportgen.schedule.pool import (
        spread_over_processes,  # slow to import, and a few reports do not need it
    )

    return spread_over_processes(work, shared, tasks, jobs, meanwhile)
