"""What a table request asks for: rows with their cells, from the children, a table cell or a list."""

from reportgen.compose.scope import Scope
from reportgen.content import BELOW, Cell, Items, TableCells, TableRequest, look_up
from reportgen.value import Value

CHILDREN = "县区"
"""The head of the first column when every row is a child."""


class Record(Value, frozen=True):
    """A row before it is laid out: the name it goes by, its cells by column (None where nothing is stated), and where it stands:
    its locality and, in a table, its own path. `key` is that of the cell the name is written in."""

    label: str
    cells: tuple[Cell | None, ...]
    scope: Scope
    path: str = ""
    key: str = ""

    def meaning(self, name: str, group: str) -> Cell | None:
        """The cell a formula's name means in this row; a table's rows stand in its group."""
        own = self.path.partition(".")[0] or group
        found = look_up(self.scope.content, self.scope.locality, name, own, self.path)
        return found if isinstance(found, Cell) else None

    def owns(self, cell: Cell) -> bool:
        """Whether a cell that a formula's name means here is of this row, not one that other rows mean by it too."""
        return not self.path or cell.path.startswith(f"{self.path}.")


class Records(Value, frozen=True):
    """The rows of a table under the head of the label column and the paths or names of the others."""

    head: str
    columns: tuple[str, ...]
    rows: tuple[Record, ...]


def records(request: TableRequest, scope: Scope) -> Records | None:
    """The rows a request names; None when its `rows` is neither 下级 nor a table nor a list."""
    if request.rows == BELOW:
        return _of_children(request, scope)
    match scope.found(request.rows):
        case TableCells() as table:
            return _of_table(table, request, scope)
        case Cell(stated=Items() as listed) as cell:
            rows = tuple(Record(item, (), scope, key=cell.key) for item in listed.items)
            return Records(request.columns[0] if request.columns else cell.name, (), rows)
        case _:
            return None


def _of_children(request: TableRequest, scope: Scope) -> Records:
    places = [Scope(scope.content, child) for child in scope.content.children(scope.locality)]
    rows = (Record(p.locality.name, tuple(p.cell(path) for path in request.columns), p) for p in places)
    return Records(CHILDREN, request.columns, tuple(rows))


def _of_table(table: TableCells, request: TableRequest, scope: Scope) -> Records:
    head, *others = table.columns
    columns = tuple(c for c in request.columns if c != head) or tuple(others)
    rows = []
    for row in table.rows:
        path = f"{table.path}.{row}"
        cells = tuple([scope.locality.cells.get(f"{path}.{column}") for column in columns])
        rows.append(Record(row, cells, scope, path, scope.locality.key(f"{path}.{head}")))
    return Records(head, columns, tuple(rows))
