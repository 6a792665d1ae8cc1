"""What the names in a text mean where it stands, as printing looks them up."""

from reportgen.checks.placed import Placed
from reportgen.checks.subject import Subject
from reportgen.content import Cell, Locality


def has_group(locality: Locality, group: str) -> bool:
    """Whether a `with:` names a group, a table or a table's row of the file."""
    return group in locality.groups or any(path.startswith(f"{group}.") for path in locality.cells)


def is_indicator(subject: Subject, name: str, group: str) -> bool:
    """Whether the dictionary knows the name in that group, or by its full path, stated here or not."""
    path = name if "." in name else f"{group}.{name}"
    first, _, last = path.rpartition(".")
    written = subject.locality.groups.get(first)
    return subject.content.dictionary.has((written.like if written else "") or first, last)


def as_written(placed: Placed, cell: Cell) -> str:
    """The shortest name a text may use for a cell of its own file."""
    return cell.path.removeprefix(f"{placed.group}.") if placed.group else cell.path
