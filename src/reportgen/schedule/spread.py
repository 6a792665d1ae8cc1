"""One task after another here, or over as many processes as are worth it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from reportgen.value import Value

Work = Callable[[Any, Any], Any]
"""work(shared, task) gives a result: a function of a module; shared, tasks and results can be pickled."""


class Lost(Value, frozen=True):
    """Stands for the result of a task whose worker process was ended from outside, mostly for want of memory; or, on another
    machine, failed there, and then `why` is what was said.
    """

    why: str = ""


def spread(work: Work, shared: object, tasks: Sequence[Any], jobs: int) -> Iterator[Any]:
    """The result of each task, in order, worked on by up to `jobs` processes."""
    jobs = min(jobs, len(tasks))
    if jobs <= 1:
        return (work(shared, task) for task in tasks)
    from reportgen.schedule.pool import spread_over_processes  # slow to import; a few reports need it not

    return spread_over_processes(work, shared, tasks, jobs)
