"""Rows of tables as segments: a code, a label, its figures, and on which side of a two-sided table they stand.

A table read as cells keeps its columns; one flattened to lines keeps only the order of what was not empty.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen import patterns
from reportgen.audit.headings import value_of
from reportgen.document import Passage
from reportgen.mention import Mention, Role, plain
from reportgen.prose import Prose
from reportgen.quantity import BARE, COUNT, MONEY, Quantity, Unit, Units
from reportgen.value import Value, replace

_NUMBER = patterns.compile(
    r"(?P<about>约|近|超)?(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<unit>%|(?:千|万|百万|亿|万亿)?元)?"
)
_CODE = patterns.compile(r"\d{2,3}|\d{5}|\d{7}")
_AMOUNT = patterns.compile("[数额量值分重]$")
"""What a head says of a column of amounts, however like codes these look."""
_UNIT = patterns.compile(r"单位\s*[:：]?\s*(?:人民币)?\s*(万元|亿元|千元|百万元|元)")
_ORDER = patterns.compile(r"^(?:\(?([一二三四五六七八九十]{1,3})[)、]、?)")
_RATIO = patterns.compile(
    r"[%％率比幅]|增[长减速]|下降|单价|均价|标准|排名|名次|位次|序号|年份|年限|期限|平均|人均"
)
COUNTED = patterns.compile(
    r"(?:项目|单位|部门|问题|整改|[个件户人家条次])数量?$|^(?:优秀?|良好?|中等?|较?差|一般|不?合格)[等级档]?$"
)
"""What a head says of a column of counts, which are exact though they bear no unit."""
_COUNT = Unit("", COUNT, Decimal(1))
_TITLE = patterns.compile(r"表\s*$")
_BLANK = patterns.compile(r"\s")
_TOTAL = patterns.compile(r"(?:总\s*计|合\s*计|小\s*计|总额)$")
_SUMMARY = patterns.compile(r"最[高低大小多少]|平均|均值|中位")
_NONE = patterns.compile(r"[-—–―─/\\*·…]+|无|不适用")
_CODED = patterns.compile(r"^[类款项](?:\s*[类款项])*\s*(?=合计)")
_IN_BRACKETS = patterns.compile(r"\(([^()]+)\)$")
_UNITS = Units()
_PERCENT = _UNITS.find("%") or BARE


class Cell(Value, frozen=True, eq=False):
    """A cell's text at [start, end) of its prose, empty where it only says that there is none (—), and whether it is a number; its
    column where the table is known, else None."""

    text: str
    prose: Prose
    start: int
    end: int
    column: int | None
    number: bool

    @classmethod
    def of(cls, prose: Prose, start: int, end: int, column: int | None = None) -> "Cell":
        text = plain(prose.text[start:end]).strip()
        text = "" if _NONE.fullmatch(text) else text
        return cls(text, prose, start, end, column, bool(_NUMBER.fullmatch(text)))


class Segment(Value, frozen=True, eq=False):
    """A label with its figures; `columns` are theirs where known, `heads` what the head calls these; `line` the row it stands in."""

    code: str
    label: str
    numbers: tuple[Mention, ...]
    columns: tuple[int, ...]
    side: int
    line: int
    heads: tuple[str, ...] = ()

    @property
    def by_column(self) -> dict[int, Mention]:
        """Its figures by their columns, where these are known."""
        return dict(zip(self.columns, self.numbers, strict=True))

    @property
    def is_total(self) -> bool:
        return bool(_TOTAL.search(self.label))

    @property
    def is_summary(self) -> bool:
        """Whether it is a mean or an extreme of the other rows, no part of anything."""
        return bool(_SUMMARY.search(self.label))


class _Head(Value, frozen=True):
    """What the head says of a column: its name, the unit where it tells one, and whether its figures are to be added: rates, prices
    and places are not."""

    name: str
    unit: Unit | None
    additive: bool

    @classmethod
    def of(cls, text: str) -> "_Head":
        bracket = _IN_BRACKETS.search(text)
        unit = _UNITS.find(bracket[1]) if bracket else None
        name = text[: bracket.start()] if bracket and unit else text
        unit = unit or (_COUNT if COUNTED.search(name) else _PERCENT if name.endswith("%") else None)
        return cls(name, unit, not _RATIO.search(text))


_UNNAMED = _Head("", None, True)
_Part = tuple[str, Cell, list[Cell]]
"""A label of a row: its code, its cell, its figures."""


def tables_of(blocks: Sequence[Sequence[Passage]]) -> list[tuple[Segment, ...]]:
    """The tables of the blocks of rows: cells by their table's number, lines by block and title."""
    found: list[tuple[Segment, ...]] = []
    for block in blocks:
        cells = [p for p in block if p.place is not None]
        for number in dict.fromkeys(p.place.table for p in cells if p.place):
            found.append(_segments(_grid([p for p in cells if p.place and p.place.table == number])))
        for lines in _titled([p for p in block if p.place is None]):
            found.append(_segments([_line(p) for p in lines]))
    return [table for table in found if any(s.numbers for s in table)]


def _titled(lines: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Lines cut before each title (…表) or note of the unit."""
    run: list[Passage] = []
    for passage in lines:
        text = plain(passage.text).strip()
        if run and _TITLE.search(text) and not re.search(r"\d", text):
            yield run
            run = []
        run.append(passage)
    if run:
        yield run


def _line(passage: Passage) -> list[Cell]:
    pieces = re.finditer(r"[^\s](?:[^\t\s]|[ \u3000](?![ \u3000\t]))*", passage.text)
    return [Cell.of(passage.prose, *m.span()) for m in pieces]


def _grid(passages: Sequence[Passage]) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for passage in passages:
        assert passage.place is not None
        text = passage.text
        cell = Cell.of(
            passage.prose, len(text) - len(text.lstrip()), len(text.rstrip()), passage.place.column
        )
        rows.setdefault(passage.place.row, []).append(cell)
    ordered = [sorted(row, key=lambda c: c.column or 0) for _, row in sorted(rows.items())]
    return [[replace(cell, column=None) for cell in row] for row in ordered] if _ragged(ordered) else ordered


def _ragged(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether cells were numbered as they came, empty ones lost: no row has a gap, yet the rows differ in where they end."""
    gaps = any(
        (cell.column or 0) - (row[0].column or 0) != index for row in rows for index, cell in enumerate(row)
    )
    return not gaps and len({row[-1].column for row in rows}) > 1


def _segments(rows: Sequence[Sequence[Cell]]) -> tuple[Segment, ...]:
    unit, heads = _unit(rows), _heads(rows)
    split = [list(_split([cell for cell in row if cell.text], heads)) for row in rows]
    right = _right(split)
    orders, endings = [0, 0], ["", ""]
    found: list[Segment] = []
    for number, parts in enumerate(split):
        group = f"t{parts[0][1].prose.offset(0)}r{number}" if parts else ""
        for index, (code, name, numbers) in enumerate(parts):
            label = name.text
            order = _ORDER.match(label)
            value = value_of(order[1]) if order else None
            side = min(index, 1)
            if len(parts) == 1 and name.column is not None:
                side = int(right is not None and name.column >= right)
            elif len(parts) == 1 and value is not None and orders[1] == value - 1:
                side = 1 if orders[0] != value - 1 or label[-2:] == endings[1] != endings[0] else 0
            if value is not None:
                orders[side], endings[side] = value, label[-2:]
            columns = tuple(c.column for c in numbers if c.column is not None)
            mentions = _mentions(numbers, label, unit, heads, group)
            named = tuple(heads.get(column, _UNNAMED).name for column in columns)
            found.append(Segment(code, label, mentions, columns, 0 if code else side, number, named))
    return tuple(found)


def _right(rows: Sequence[Sequence[_Part]]) -> int | None:
    """The column where the labels of the second side stand, of a two-sided table whose columns are known."""
    second = (name.column for parts in rows for _, name, numbers in parts[1:] if numbers)
    return min((column for column in second if column is not None), default=None)


def _heads(rows: Sequence[Sequence[Cell]]) -> dict[int, _Head]:
    """What the rows above the first figures say of each column."""
    said: dict[int, str] = {}
    for row in rows:
        if any(cell.number for cell in row[1:]):
            break
        for cell in row:
            if cell.column is not None and not _UNIT.search(cell.text):
                said[cell.column] = said.get(cell.column, "") + _BLANK.sub("", cell.text)
    return {column: _Head.of(text) for column, text in said.items()}


def _unit(rows: Sequence[Sequence[Cell]]) -> Unit:
    for row in rows:
        for cell in row:
            if match := _UNIT.search(cell.text):
                return _UNITS.find(match[1]) or BARE
    decimal = any(c.number and "." in c.text for row in rows for c in row)
    return Unit("万元", MONEY, Decimal(10000)) if decimal else BARE


def _split(row: Sequence[Cell], heads: Mapping[int, _Head]) -> Iterator[_Part]:
    """The labels of a row with what follows each."""
    code, label, numbers = "", None, list[Cell]()
    last_label = max((index for index, cell in enumerate(row) if not cell.number), default=-1)
    for index, cell in enumerate(row):
        head = _UNNAMED if cell.column is None else heads.get(cell.column, _UNNAMED)
        amount = not cell.number or index > last_label or _AMOUNT.search(head.name)
        if not amount and _CODE.fullmatch(cell.text) and _leads(row, index):
            if label:
                yield code, label, numbers
                code, label, numbers = "", None, []
            code += cell.text
        elif cell.number and label:
            numbers.append(cell)
        elif not cell.number:
            if label and (numbers or not code):
                yield code, label, numbers
                code, numbers = "", []
            label = replace(cell, text=_CODED.sub("", cell.text))
    if label:
        yield code, label, numbers


def _leads(row: Sequence[Cell], index: int) -> bool:
    """Whether only codes stand between a code and the next label."""
    behind = (cell for cell in row[index + 1 :] if not (cell.number and _CODE.fullmatch(cell.text)))
    return not next(behind, row[index]).number


def _mentions(
    cells: Sequence[Cell], label: str, unit: Unit, heads: Mapping[int, _Head], group: str
) -> tuple[Mention, ...]:
    """The figures of a label, called by it and by the head of their column."""
    subject = _ORDER.sub("", label) or label
    name = _BLANK.sub("", subject)
    found = []
    for cell in cells:
        head = _UNNAMED if cell.column is None else heads.get(cell.column, _UNNAMED)
        quantity = _quantity(cell.text, head.unit or unit)
        added = head.additive and quantity.unit != _PERCENT
        found.append(Mention(
            prose=cell.prose, text=plain(cell.prose.text), start=cell.start, end=cell.end, quantity=quantity,
            role=Role.LEVEL if added else Role.OTHER,
            sentence=0, group=group, bracket=-1, gap=label, tail=label, subject=subject,
            label=name if name.endswith(head.name) else name + head.name, counted="",
        ))  # fmt: skip
    return tuple(found)


def _quantity(text: str, unit: Unit) -> Quantity:
    """A cell's figure, in the unit it has itself or in that one."""
    match = _NUMBER.fullmatch(text)
    assert match is not None
    chosen = _UNITS.find(match["unit"]) if match["unit"] else None
    number = match["number"].replace(",", "")
    decimals = len(number.partition(".")[2])
    about = match["about"] or ""
    return Quantity(text, Decimal(number), chosen or unit, decimals, qualifier=about, grouped="," in text)
