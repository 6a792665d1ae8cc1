"""Tasks done one after another here, or spread over worker processes."""

from collections.abc import Iterator, Sequence
from typing import Any

from reportgen.schedule.work import Work


def spread(work: Work, shared: object, tasks: Sequence[Any], jobs: int) -> Iterator[Any]:
    """The result of each task, in order, worked on by up to `jobs` processes."""
    jobs = min(jobs, len(tasks))
    if jobs <= 1:
        return (work(shared, task) for task in tasks)
    from reportgen.schedule.pool import spread_over_processes  # slow to import; a few reports need it not

    return spread_over_processes(work, shared, tasks, jobs)
