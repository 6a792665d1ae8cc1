"""Which cells a locality's report prints, and where: by tags and by tables."""

from collections.abc import Iterator

from reportgen.checks.placed import Placed
from reportgen.checks.reading import SEAM
from reportgen.content import BELOW, Cell, Content, Locality, Section, TableCells, TableRequest, look_up
from reportgen.finding import Span
from reportgen.formula import names
from reportgen.narrative import tests
from reportgen.value import Value


class Showing(Value, frozen=True):
    """A cell, and the tag or table request that prints it."""

    cell: Cell
    span: Span


def named(placed: Placed) -> Iterator[tuple[str, Span]]:
    """The names a text prints and those its conditions ask for, each with its tag or condition."""
    yield from ((tag.name, tag.span) for _, tag in placed.reading.tags)
    if placed.fragment and SEAM in placed.reading.text:
        for test in tests(placed.fragment.segments):
            yield from ((name, test.span) for name in (test.left, test.right))


def in_tables(content: Content, locality: Locality) -> Iterator[Showing]:
    """Every cell the locality's own tables print, in the order written."""
    for request, group in requests(locality):
        for cell in _of_table(content, locality, request, group):
            yield Showing(cell, request.span)


def shown_above(content: Content, locality: Locality) -> Iterator[str]:
    """The paths (and names of tables' columns) of a locality's cells that its parent prints, or that its formulas still wait for."""
    if (parent := content.parent(locality)) is None:
        return
    for name in parent.tag_names:
        first, _, rest = name.partition(".")
        if rest and first in (locality.name, BELOW):
            yield rest
    for request, _ in requests(parent):
        if request.rows == BELOW:
            yield from request.columns
    waiting = (cell.formula for cell in parent.cells.values() if cell.formula and not cell.definition)
    for formula in waiting:
        wanted = (name for name in names(formula.expr) if name.parts[0] in (locality.name, BELOW))
        yield from (name.rest for name in wanted)


def requests(locality: Locality) -> Iterator[tuple[TableRequest, str]]:
    """Every table a locality asks for, with the `with:` that holds there, in the order written."""
    yield from _of_sections(locality.sections, "")
    for enclosure in locality.enclosures:
        if enclosure.table:
            yield enclosure.table, ""
        yield from _of_sections(enclosure.sections, "")


def _of_sections(sections: tuple[Section, ...], above: str) -> Iterator[tuple[TableRequest, str]]:
    for section in sections:
        group = section.group or above
        if section.table:
            yield section.table, group
        yield from _of_sections(section.below, group)


def _of_table(content: Content, locality: Locality, request: TableRequest, group: str) -> list[Cell]:
    if request.rows == BELOW:
        children = content.children(locality)
        found = (look_up(content, child, column) for child in children for column in request.columns)
        return [cell for cell in found if isinstance(cell, Cell)]
    match look_up(content, locality, request.rows, group):
        case TableCells(path=path, rows=rows, columns=columns):
            paths = [f"{path}.{row}.{column}" for row in rows for column in request.columns or columns]
            return [cell for path in paths if (cell := locality.cells.get(path))]
        case Cell() as cell:
            return [cell]
    return []
