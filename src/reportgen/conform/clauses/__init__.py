"""Clauses of GB/T 9704-2012: one requirement a file; the folder is the registry.

A file is named after the clause (c7_3_5_4_date: 7.3.5.4), states ELEMENT, STRENGTH and REQUIRED, explains itself in its docstring, and
measures in `check(sheet)`, which yields what it found in the file and, when the sheet has pages, on the page. Adding a clause is adding
a file.
"""

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from reportgen.conform.sheet import Sheet
from reportgen.conformity import Clause, Measurements, Row, Verdict, absent

Check = Callable[[Sheet], Measurements]


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
    return tuple(sorted(map(_stated, (info.name for info in iter_modules(__path__))), key=_order))


def _stated(name: str) -> tuple[Clause, Check]:
    """The clause of a file."""
    module = import_module(f"{__name__}.{name}")
    number = ".".join(part for part in name.removeprefix("c").split("_") if part.isdecimal())
    return Clause(number, module.ELEMENT, module.STRENGTH, module.REQUIRED, name), module.check


def _order(found: tuple[Clause, Check]) -> tuple[list[int], str]:
    clause, _ = found
    return list(map(int, clause.number.split("."))), clause.key
