"""The figure a cell prints: one function, so that checks and page agree on it."""

from reportgen.content.model import Cell, Items
from reportgen.quantity import Quantity, Units, read_quantity


def quantity_of(cell: Cell, units: Units) -> Quantity | None:
    """The figure a cell prints, as stated or as derived; None for lists, words and what is still to be filled in."""
    if cell.pending:
        return None
    if isinstance(cell.stated, Quantity):
        return cell.stated
    if isinstance(cell.stated, Items):
        return None
    read = read_quantity(cell.printed, units)
    return read if isinstance(read, Quantity) else None
