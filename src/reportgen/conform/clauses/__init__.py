"""Clauses of GB/T 9704-2012: one requirement a file; the folder is the registry.

A file states CODE (of its findings), CLAUSE (the clause's number), ELEMENT, STRENGTH and REQUIRED, explains itself in its docstring,
and measures in `check(sheet)`, which yields what it found in the file and, when the sheet has pages, on the page. Adding a clause is
adding a file.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from reportgen.conform.sheet import Sheet
from reportgen.conform.verdict import Clause, Measured, Row, Verdict, absent

Check = Callable[[Sheet], Iterator[Measured]]


def table(sheet: Sheet) -> tuple[Row, ...]:
    """Every clause's rows, in the order of the standard."""
    return tuple(row for clause, check in _clauses() for row in _rows(clause, check, sheet))


def clauses() -> tuple[Clause, ...]:
    """The clauses there are, in the order of the standard."""
    return tuple(clause for clause, _ in _clauses())


def _rows(clause: Clause, check: Check, sheet: Sheet) -> Iterator[Row]:
    """A clause's rows; where the page decides, the file's silence is not told."""
    found = list(check(sheet)) or [absent()]
    decided = [measured for measured in found if measured.verdict is not Verdict.UNKNOWN]
    yield from (Row(clause, measured) for measured in decided or found)


@cache
def _clauses() -> tuple[tuple[Clause, Check], ...]:
    modules = [import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)]
    found = [
        (Clause(m.CODE, m.CLAUSE, m.ELEMENT, m.STRENGTH, m.REQUIRED, m.__name__.rpartition(".")[2]), m.check)
        for m in modules
    ]
    return tuple(sorted(found, key=lambda pair: _order(pair[0])))


def _order(clause: Clause) -> tuple[list[int], str]:
    return [int(part) for part in re.findall(r"\d+", clause.number)], clause.key
