"""Where a fragment stands: what its names mean there, and on what page."""

from reportgen.content import Cell, Content, Found, Locality, look_up
from reportgen.quantity import Units
from reportgen.value import Value, replace

ABSENT = "—"
"""What a table prints where nothing was stated."""


class Scope(Value, frozen=True):
    """A locality of a content, the group whose short names hold (`with:`), and whether the page lies on its side."""

    content: Content
    locality: Locality
    group: str = ""
    landscape: bool = False

    def within(self, group: str) -> "Scope":
        """The scope below a `with:`, which is inherited and replaced, not stacked."""
        return replace(self, group=group) if group else self

    def found(self, name: str) -> Found | None:
        """A cell, a table or a column by its name."""
        return look_up(self.content, self.locality, name, self.group)

    def cell(self, name: str) -> Cell | None:
        """The cell of a name; None when there is none, or when the name is a table's or a column's."""
        found = self.found(name)
        return found if isinstance(found, Cell) else None

    @property
    def units(self) -> Units:
        return self.content.dictionary.units
