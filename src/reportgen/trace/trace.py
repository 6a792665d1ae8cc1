"""The trace of a report: its printed figures, proven in the finished document, each with its account."""

from collections.abc import Iterable

from reportgen.content import Content, Locality
from reportgen.trace.accounts import Accounts
from reportgen.trace.locate import Located
from reportgen.trace.model import Printed, Trace


def trace(content: Content, locality: Locality, located: Iterable[Located]) -> Trace:
    """What is known of every printed figure of a locality's report, `located` in its finished document."""
    accounts = Accounts(content, locality)
    printed = tuple(_printed(accounts, locality, n, one) for n, one in enumerate(located, 1))
    for cell in locality.cells.values():
        if cell.is_entered_figure:
            accounts.add(cell.key)
    own = (c.key for c in locality.cells.values() if c.is_entered_figure)
    keys = dict.fromkeys([*(one.key for one in printed), *own])
    return Trace(printed, accounts.made, tuple(key for key in keys if accounts.made[key].is_unguarded))


def _printed(accounts: Accounts, locality: Locality, number: int, one: Located) -> Printed:
    run = one.run
    key = run.figure
    if run.total:
        key = f"{locality.id}#合计{number}.{run.total.name}"
        accounts.total(key, run.total, run.text)
    else:
        accounts.add(key)
    return Printed(number, run.text, key, one.spot)
