"""The names that a text may use where it stands."""

from reportgen.checks.placed import Placed
from reportgen.checks.subject import Subject
from reportgen.content import Cell, Locality, path_in


def has_group(locality: Locality, group: str) -> bool:
    """Whether a `with:` names a group, a table or a table's row of the file."""
    return group in locality.groups or any(path.startswith(f"{group}.") for path in locality.cells)


def is_indicator(subject: Subject, name: str, group: str) -> bool:
    """Whether the dictionary knows the name in that group, or by its full path, stated here or not."""
    first, _, last = path_in(name, group).rpartition(".")
    written, dictionary = subject.locality.groups.get(first), subject.content.dictionary
    known = dictionary.of(written) if written else dictionary.groups.get(first)
    return known is not None and last in known.indicators


def as_written(placed: Placed, cell: Cell) -> str:
    """The shortest name a text may use for a cell of its own file."""
    return cell.path.removeprefix(f"{placed.group}.") if placed.group else cell.path
