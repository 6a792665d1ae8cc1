"""The work that is spread, and what stands for a result that never came."""

from collections.abc import Callable
from typing import Any

from reportgen.value import Value

Work = Callable[[Any, Any], Any]
"""work(shared, task) gives a result: a function of a module; shared, tasks and results can be pickled."""


class Lost(Value, frozen=True):
    """Stands for the result of a task whose worker process was ended from outside, mostly for want of memory; or, on another
    machine, failed there, and then `why` is what was said.
    """

    why: str = ""
