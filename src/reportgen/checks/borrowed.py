"""Cells of tables that take over one other cell as it is."""

from collections.abc import Iterator

from reportgen.checks.subject import Subject
from reportgen.content import Cell, Locality
from reportgen.formula import Ref
from reportgen.value import Value


class Borrowed(Value, frozen=True):
    """A cell of a table, the name of its row, and the cell it takes over, with the locality that one is of."""

    cell: Cell
    row: str
    place: Locality
    source: Cell


def borrowed(subject: Subject) -> Iterator[Borrowed]:
    """The cells of a locality's tables that are nothing but another cell."""
    content, locality = subject.content, subject.locality
    taking = {path: cell for path, cell in locality.cells.items() if isinstance(cell.definition, Ref)}
    for table in locality.tables.values() if taking else ():
        for row in table.rows:
            for column in table.columns[1:]:
                cell = taking.get(f"{table.path}.{row}.{column}")
                if cell and isinstance(cell.definition, Ref):
                    key = cell.definition.key
                    yield Borrowed(cell, row, content.owner(key), content.cell(key))
