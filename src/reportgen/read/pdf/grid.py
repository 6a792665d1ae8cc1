"""Tables by their ruled lines: squares between neighbouring rules, joined where no rule parts them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from reportgen.pdf import Box
from reportgen.value import Value

_NEAR = 3.0  # points within which two rules meet or are one
_MOST_RULES = 4_000  # a page with more is a drawing


class Grid(Value, frozen=True):
    """A table on a page: where its columns and rows are parted, and for each square the cell it belongs to."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    owners: dict[tuple[int, int], tuple[int, int]]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of the cell a point lies in; None outside the table."""
        row, column = bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1
        return self.owners.get((row, column))


def grids(rules: Sequence[Box]) -> list[Grid]:
    """The tables that ruled lines make; single frames and lone lines are none."""
    if len(rules) > _MOST_RULES:
        return []
    flat = [rule for rule in rules if rule.width >= rule.height]
    upright = [rule for rule in rules if rule.width < rule.height]
    found = (_grid(*group) for group in _connected(flat, upright))
    return [grid for grid in found if grid is not None]


def _connected(flat: list[Box], upright: list[Box]) -> list[tuple[list[Box], list[Box]]]:
    """Rules in groups that touch each other."""
    group = list(range(len(flat) + len(upright)))

    def find(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, one in enumerate(flat):
        for j, other in enumerate(upright, len(flat)):
            if _meet(one, other):
                group[find(i)] = find(j)
    gathered: dict[int, tuple[list[Box], list[Box]]] = {}
    for i, rule in enumerate([*flat, *upright]):
        gathered.setdefault(find(i), ([], []))[i >= len(flat)].append(rule)
    return list(gathered.values())


def _meet(flat: Box, upright: Box) -> bool:
    return (
        flat.left - _NEAR <= upright.centre <= flat.right + _NEAR
        and upright.top - _NEAR <= flat.middle <= upright.bottom + _NEAR
    )


def _grid(flat: list[Box], upright: list[Box]) -> Grid | None:
    if not flat or not upright:
        return None
    edges = (min(rule.left for rule in flat), max(rule.right for rule in flat))  # the sides may stand open
    columns = _distinct([*edges, *(rule.centre for rule in upright)])
    rows = _distinct(rule.middle for rule in flat)
    if len(columns) < 2 or len(rows) < 2 or len(columns) + len(rows) < 5:
        return None
    return Grid(columns, rows, _owners(columns, rows, flat, upright))


def _distinct(places: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return tuple(found)


def _owners(
    columns: Sequence[float], rows: Sequence[float], flat: list[Box], upright: list[Box]
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each square the upper left square of its cell."""
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(rows) - 1):
        middle = (rows[row] + rows[row + 1]) / 2
        for column in range(len(columns) - 1):
            centre = (columns[column] + columns[column + 1]) / 2
            owner = (row, column)
            if column and not any(_parts_sideways(rule, columns[column], middle) for rule in upright):
                owner = owners[row, column - 1]
            elif row and not any(_parts_downward(rule, rows[row], centre) for rule in flat):
                owner = owners[row - 1, column]
            owners[row, column] = owner
    return owners


def _parts_sideways(rule: Box, x: float, y: float) -> bool:
    return abs(rule.centre - x) <= _NEAR and rule.top <= y <= rule.bottom


def _parts_downward(rule: Box, y: float, x: float) -> bool:
    return abs(rule.middle - y) <= _NEAR and rule.left <= x <= rule.right
