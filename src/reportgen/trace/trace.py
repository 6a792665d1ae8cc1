"""The trace of a report: its printed figures, proven in the finished document, each with its account."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from reportgen.content import Content, Locality
from reportgen.coverage import Grades
from reportgen.finding import Span
from reportgen.report import Run
from reportgen.trace.accounts import Accounts, is_unguarded
from reportgen.trace.literals import Typed
from reportgen.trace.locate import Located
from reportgen.trace.model import Account, Printed, Trace


def trace(content: Content, locality: Locality, located: Sequence[Located]) -> Trace:
    """Everything known about each printed figure of a locality's report, `located` in its finished document."""
    places = tuple(zip(_printed(locality, located), located, strict=True))
    own = [cell.key for cell in locality.cells.values() if cell.quantity]
    keys = dict.fromkeys([*(printed.key for printed, _ in places), *own])
    grades = Grades(content)
    bare = {printed.key for printed, one in places if one.typed is Typed.BARE}
    return Trace(
        tuple(printed for printed, _ in places),
        tuple(key for key in keys if key in bare or is_unguarded(content, grades, key)),
        lambda: _accounts(content, locality, places, own),
    )


def _printed(locality: Locality, located: Iterable[Located]) -> Iterator[Printed]:
    totals, typed = count(1), count(1)
    for number, one in enumerate(located, 1):
        run, key = one.run, one.run.figure
        if run.total:
            key = f"{locality.id}#合计{next(totals)}.{run.total.name}"
        elif one.typed:
            key = f"{locality.id}#手写{next(typed)}.{run.text}"
        yield Printed(number, run.text, key, one.spot, bool(one.typed))


def _accounts(
    content: Content, locality: Locality, places: Iterable[tuple[Printed, Located]], own: Iterable[str]
) -> Mapping[str, Account]:
    """The accounts of what is printed and of a locality's `own` entered figures, by key."""
    accounts = Accounts(content, locality)
    for printed, one in places:
        if one.run.total:
            accounts.total(printed.key, one.run.total, one.run.text)
        elif one.typed:
            accounts.typed(printed.key, one.run.text, one.typed, _written(locality, one.run))
        else:
            accounts.add(printed.key)
    for key in own:
        accounts.add(key)
    return accounts.made


def _written(locality: Locality, run: Run) -> Span | None:
    """Where a number was typed: where its words were, or else the element of the letter that has it."""
    spans = [source.span for source in run.sources if source.span]
    fields = () if spans else locality.letter.values()
    spans += [field.span for field in fields if any(run.text in value for value in field.values)]
    return next(iter(spans), None)
