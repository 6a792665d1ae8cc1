"""How far a long build is, on a terminal only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from reportgen.pipeline import request


@contextmanager
def shown(verb: str) -> Iterator[request.Progress]:
    """A bar on standard error while it is a terminal; silence otherwise."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield request.unwatched
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn(verb), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(verb, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
