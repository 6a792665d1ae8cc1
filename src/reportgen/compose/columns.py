"""Table columns: which unit stands where, what their heads say, how wide they are."""

from collections.abc import Mapping, Sequence

from reportgen.compose.narration import cell_run
from reportgen.compose.scope import ABSENT
from reportgen.compose.titles import words_of
from reportgen.content import Cell, quantity_of, title_of
from reportgen.finding import display_width
from reportgen.quantity import MONEY, Pattern, Quantity, Unit, Units, converted, keeps
from reportgen.report import Run
from reportgen.value import Value, cached_property

_NARROWEST = 4
"""Display cells a column has at least."""
_NAMES = (20, 8)
"""Display cells up to which a text counts as a name and is kept in one line: the longer limit while there is room, else the shorter."""
_LINES = 4
"""In how many lines a text may stand before the table is set in smaller type."""
_SHRINKING = range(10, 17)
"""How much a line holds in ever smaller type, down to the smallest that `render` takes: tenths of what it holds in small type."""
UPRIGHT, LYING = 73, 106
"""Display cells in a line of small type (小4号) on an upright page, and on one that lies on its side."""
_MARGINS = 2
"""Display cells of small type that the margins left and right of a text take, in every row as in the head."""


class CellColumn(Value, frozen=True, dict=True):
    """A column of a table: the cell of each row, None where nothing is stated."""

    path: str
    cells: tuple[Cell | None, ...]
    units: Units

    @cached_property
    def title(self) -> str:
        return title_of(self.path)

    @property
    def group(self) -> str:
        return self.path.rpartition(".")[0]

    @cached_property
    def stated(self) -> tuple[Cell, ...]:
        return tuple([cell for cell in self.cells if cell and _is_stated(cell)])

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return tuple([q for cell in self.stated if (q := quantity_of(cell, self.units))])

    @cached_property
    def written_in(self) -> Mapping[str, Unit]:
        """The units its figures are written in, by name."""
        return {quantity.unit.name: quantity.unit for quantity in self.quantities}

    @cached_property
    def numeric(self) -> bool:
        """Whether it holds figures only (and at least one)."""
        filled = [cell for cell in self.stated if not cell.pending]
        return bool(filled) and len(self.quantities) == len(filled)

    @cached_property
    def unit(self) -> Unit | None:
        """The unit it is printed in: the one all its figures share, else for money the dictionary's where no figure loses by it; None
        where words stand."""
        if not self.numeric or "" in self.written_in:
            return None
        if len(self.written_in) == 1:
            return next(iter(self.written_in.values()))
        if not self.is_money or self.pattern is None:
            return None
        fits = all(keeps(quantity, self._converted(quantity)) for quantity in self.quantities)
        return self.pattern.unit if fits else None

    @cached_property
    def pattern(self) -> Pattern | None:
        """How the dictionary prints the indicator."""
        return next((cell.indicator.pattern for cell in self.stated if cell.indicator), None)

    @cached_property
    def is_money(self) -> bool:
        return self.numeric and all(unit.dimension == MONEY for unit in self.written_in.values())

    @cached_property
    def share_name(self) -> str:
        return self.unit.name if self.unit else ""

    def run(self, row: int) -> Run:
        """What stands in a row: the figure without the unit its column shares, or a dash."""
        cell = self.cells[row]
        if cell is None or not _is_stated(cell):
            return Run(ABSENT)
        if cell.pending:
            return cell_run(cell)
        return Run(self.bare(self._in_unit(cell, cell.printed)), figure=cell.key)

    def _in_unit(self, cell: Cell, text: str) -> str:
        """The cell's text; converted when it was written in another unit than its column's."""
        if self.unit is None or len(self.written_in) == 1:
            return text
        quantity = quantity_of(cell, self.units)
        return self._converted(quantity).text if quantity and quantity.unit != self.unit else text

    def _converted(self, quantity: Quantity) -> Quantity:
        """An amount as the dictionary's pattern prints it, a bound or a range still."""
        if self.pattern is None or quantity.unit == self.pattern.unit:
            return quantity
        return converted(quantity, self.pattern.unit.name, self.pattern.decimals, self.units)

    def bare(self, text: str) -> str:
        """A figure's text without the shared unit."""
        return text.replace(self.share_name, "") if self.share_name else text


def _is_stated(cell: Cell) -> bool:
    return bool(cell.printed) or cell.pending


def table_unit(columns: Sequence[CellColumn]) -> str:
    """The unit all money columns share, to stand above the table; empty when they share none."""
    names = {column.share_name for column in columns if column.is_money}
    return names.pop() if len(names) == 1 else ""


def head(column: CellColumn, above: str) -> str:
    """A column's head, with its unit in brackets unless it stands above the table."""
    name = column.share_name
    return column.title if not name or (column.is_money and name == above) else f"{column.title}（{name}）"


class Widths(Value, frozen=True):
    """Shares of a table's width in thousandths, and whether its figures fit in them, be it in the smallest type."""

    shares: tuple[int, ...]
    fit: bool


def widths(columns: Sequence[Sequence[str]], numeric: Sequence[bool], room: int = UPRIGHT) -> Widths:
    """The widths of columns by content, each column given as its head and its texts. Figures are kept whole if there is any room for
    that, texts stand in as few lines as there is room for, heads in two lines or in three."""
    asked = [_Measure.of(*column) for column in zip(columns, numeric, strict=True)]
    weights = _weights(asked, room)
    total = sum(weights)
    shares = [weight * 1000 // total for weight in weights]
    shares[weights.index(max(weights))] += 1000 - sum(shares)
    most = room * _SHRINKING[-1] // 10
    fit = total <= most or all(
        share * most // 1000 >= column.widest + _MARGINS
        for share, column in zip(shares, asked, strict=True)
        if column.numeric
    )
    return Widths(tuple(shares), fit)


class _Measure(Value, frozen=True):
    """What a column asks for, in display cells: its head in two lines and in three, its widest text."""

    heads: tuple[int, int]
    widest: int
    numeric: bool

    @classmethod
    def of(cls, texts: Sequence[str], numeric: bool) -> "_Measure":
        title, *others = texts
        widest = 0
        for text in others:
            if len(text) * 2 > widest:  # else it cannot be wider
                widest = max(widest, display_width(text))
        words = words_of(title)
        return cls((_narrowest(words, 2), _narrowest(words, 3)), widest, numeric)

    def weight(self, lines: int, name: int) -> int:
        """The width it asks for when its texts may take so many lines, and names up to this width only one."""
        whole = self.numeric or self.widest <= name
        text = self.widest if whole else max(-(-self.widest // (2 * lines)) * 2, min(_NAMES))
        return max(text, self.heads[lines > 1], _NARROWEST)


def _weights(columns: Sequence[_Measure], room: int) -> list[int]:
    """The first widths that fit when type grows smaller, names are broken and texts take more lines; the narrowest if none fits."""
    tries = (
        (tenths, name, lines) for tenths in _SHRINKING for name in _NAMES for lines in range(1, _LINES + 1)
    )
    for tenths, name, lines in tries:
        margins = -(-_MARGINS * tenths // 10)
        weights = [column.weight(lines, name) + margins for column in columns]
        if sum(weights) <= room * tenths // 10:
            return weights
    longest = max(column.widest for column in columns) + 2
    return [column.weight(longest, min(_NAMES)) + margins for column in columns]


def _narrowest(words: Sequence[str], lines: int) -> int:
    """How narrow a head may be, broken between its words in so many lines at most."""
    sizes = [display_width(word) for word in words]
    narrowest = max(sizes, default=0)
    while _lines(sizes, narrowest) > lines:
        narrowest += 1
    return narrowest


def _lines(sizes: Sequence[int], room: int) -> int:
    """In how many lines words of these widths stand."""
    lines, used = 1, 0
    for size in sizes:
        if used + size > room:
            lines, used = lines + 1, 0
        used += size
    return lines
