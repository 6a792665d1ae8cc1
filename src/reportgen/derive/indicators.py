"""Giving every group the indicators its dictionary group has, stated or not."""

from reportgen.content import Cell, Content, Locality
from reportgen.value import replace


def with_indicators(content: Content) -> Content:
    """The content in which each cell knows its indicator, and each group has a cell for every indicator it could have."""
    localities = {i: _with_indicators(content, locality) for i, locality in content.localities.items()}
    return replace(content, localities=localities)


def _with_indicators(content: Content, locality: Locality) -> Locality:
    cells = dict(locality.cells)
    for group in locality.groups.values():
        known = content.dictionary.of(group)
        for indicator in known.indicators.values() if known else ():
            path = f"{group.name}.{indicator.name}"
            written = cells.get(path)
            if written is None:
                cells[path] = Cell(path, locality.key(path), indicator.span, indicator=indicator)
            elif written.indicator is not indicator:
                cells[path] = replace(written, indicator=indicator)
    return replace(locality, cells=cells)
