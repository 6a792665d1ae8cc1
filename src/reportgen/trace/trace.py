"""The trace of a report: its printed figures, proven in the finished document, each with its account."""

from collections.abc import Iterable, Iterator
from itertools import count

from reportgen.content import Content, Locality
from reportgen.finding import Span
from reportgen.report import Run
from reportgen.trace.accounts import Accounts
from reportgen.trace.locate import Located
from reportgen.trace.model import Printed, Trace


def trace(content: Content, locality: Locality, located: Iterable[Located]) -> Trace:
    """What is known of every printed figure of a locality's report, `located` in its finished document."""
    accounts = Accounts(content, locality)
    printed = tuple(_printed(accounts, locality, located))
    for cell in locality.cells.values():
        if cell.is_entered_figure:
            accounts.add(cell.key)
    own = (c.key for c in locality.cells.values() if c.is_entered_figure)
    keys = dict.fromkeys([*(one.key for one in printed), *own])
    return Trace(printed, accounts.made, tuple(key for key in keys if accounts.made[key].is_unguarded))


def _printed(accounts: Accounts, locality: Locality, located: Iterable[Located]) -> Iterator[Printed]:
    totals, typed = count(1), count(1)
    for number, one in enumerate(located, 1):
        run = one.run
        if run.total:
            key = f"{locality.id}#合计{next(totals)}.{run.total.name}"
            accounts.total(key, run.total, run.text)
        elif one.typed:
            key = f"{locality.id}#手写{next(typed)}.{run.text}"
            accounts.typed(key, run.text, one.typed, _written(locality, run))
        else:
            key = run.figure
            accounts.add(key)
        yield Printed(number, run.text, key, one.spot)


def _written(locality: Locality, run: Run) -> Span | None:
    """Where a number was typed: where its words were, or else the element of the letter that has it."""
    spans = [source.span for source in run.sources if source.span]
    fields = (locality.letter or {}).values() if not spans else ()
    spans += [field.span for field in fields if any(run.text in value for value in field.values)]
    return next(iter(spans), None)
