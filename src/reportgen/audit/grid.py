"""Rows of tables as segments: a code, a label, its figures, and on which side of a two-sided table they stand.

A table read as cells keeps its columns; one flattened to lines keeps only the order of what was not empty.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.audit.headings import value_of
from reportgen.document import Passage
from reportgen.mention import Mention, Role, plain
from reportgen.prose import Prose
from reportgen.quantity import BARE, MONEY, Quantity, Unit, Units
from reportgen.value import Value, replace

_CELL = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_CODE = re.compile(r"\d{2,3}|\d{5}|\d{7}")
_UNIT = re.compile(r"单位\s*[:：]?\s*(?:人民币)?\s*(万元|亿元|千元|百万元|元)")
_ORDER = re.compile(r"^(?:\(?([一二三四五六七八九十]{1,3})[)、]、?)")
_RATIO = re.compile(
    r"[%％率比幅]|增[长减速]|下降|单价|均价|标准|排名|名次|位次|序号|年份|年限|期限|平均|人均"
)
_TITLE = re.compile(r"表\s*$")


class Cell(Value, frozen=True, eq=False):
    """A cell's text at [start, end) of its prose; its column where the table is known, else None."""

    text: str
    prose: Prose
    start: int
    end: int
    column: int | None


class Segment(Value, frozen=True, eq=False):
    """A label with its figures; `columns` are theirs where known; `line` the row it stands in."""

    code: str
    label: str
    numbers: tuple[Mention, ...]
    columns: tuple[int, ...]
    side: int
    line: int


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
    text = re.sub(r"\t", "    ", passage.text) if "\t" not in passage.text else passage.text
    pieces = re.finditer(r"[^\s](?:[^\t\s]|[ \u3000](?![ \u3000\t]))*", text)
    return [Cell(plain(m[0]).strip(), passage.prose, m.start(), m.end(), None) for m in pieces]


def _grid(passages: Sequence[Passage]) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for passage in passages:
        assert passage.place is not None
        text = plain(passage.text)
        left = len(text) - len(text.lstrip())
        cell = Cell(text.strip(), passage.prose, left, len(text.rstrip()), passage.place.column)
        rows.setdefault(passage.place.row, []).append(cell)
    ordered = [sorted(row, key=lambda c: c.column or 0) for _, row in sorted(rows.items())]
    return [[replace(cell, column=None) for cell in row] for row in ordered] if _ragged(ordered) else ordered


def _ragged(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether cells were numbered as they came, empty ones lost: no row has a gap, yet the rows differ in length."""
    gaps = any(
        (cell.column or 0) - (row[0].column or 0) != index for row in rows for index, cell in enumerate(row)
    )
    return not gaps and len({len(row) for row in rows}) > 1


def _segments(rows: Sequence[Sequence[Cell]]) -> tuple[Segment, ...]:
    unit, apart = _unit(rows), _not_added(rows)
    orders, endings = [0, 0], ["", ""]
    found: list[Segment] = []
    for number, row in enumerate(rows):
        parts = list(_split([cell for cell in row if cell.text]))
        for index, (code, label, numbers) in enumerate(parts):
            order = _ORDER.match(label)
            value = value_of(order[1]) if order else None
            side = min(index, 1)
            if len(parts) == 1 and value is not None and orders[1] == value - 1:
                side = 1 if orders[0] != value - 1 or label[-2:] == endings[1] != endings[0] else 0
            if value is not None:
                orders[side], endings[side] = value, label[-2:]
            mentions = tuple(_mention(cell, label, unit, cell.column in apart) for cell in numbers)
            columns = tuple(c.column for c in numbers if c.column is not None)
            found.append(Segment(code, label, mentions, columns, 0 if code else side, number))
    return tuple(found)


def _not_added(rows: Sequence[Sequence[Cell]]) -> set[int]:
    """The columns whose heading says that their figures are not to be added: rates, prices, places."""
    found: set[int] = set()
    for row in rows:
        if any(_NUMBER.fullmatch(cell.text) for cell in row[1:]):
            break
        found |= {cell.column for cell in row if cell.column is not None and _RATIO.search(cell.text)}
    return found


def _unit(rows: Sequence[Sequence[Cell]]) -> Unit:
    for row in rows:
        for cell in row:
            if match := _UNIT.search(cell.text):
                return Units().find(match[1]) or BARE
    decimal = any("." in c.text and _NUMBER.fullmatch(c.text) for row in rows for c in row)
    return Unit("万元", MONEY, Decimal(10000)) if decimal else BARE


def _split(row: Sequence[Cell]) -> Iterator[tuple[str, str, list[Cell]]]:
    """The labels of a row with what follows each: (code, label, figures)."""
    code, label, numbers = "", "", list[Cell]()
    started = False
    for index, cell in enumerate(row):
        figure = _NUMBER.fullmatch(cell.text)
        labelled = any(not _NUMBER.fullmatch(c.text) for c in row[index + 1 :])
        if figure and _CODE.fullmatch(cell.text) and labelled and _leads(row, index):
            if started:
                yield code, label, numbers
                code, label, numbers, started = "", "", [], False
            code += cell.text
        elif figure and started:
            numbers.append(cell)
        elif not figure:
            text = re.sub(r"^[类款项](?:\s*[类款项])*\s*(?=合计)", "", cell.text)
            if started and (numbers or not code):
                yield code, label, numbers
                code, numbers = "", []
            label, started = text, True
    if started:
        yield code, label, numbers


def _leads(row: Sequence[Cell], index: int) -> bool:
    """Whether only codes stand between a code and the next label."""
    for cell in row[index + 1 :]:
        if not _NUMBER.fullmatch(cell.text):
            return True
        if not _CODE.fullmatch(cell.text):
            return False
    return False


def _mention(cell: Cell, label: str, unit: Unit, apart: bool) -> Mention:
    text = cell.text.replace(",", "")
    percent = text.endswith("%")
    number = text.rstrip("%")
    chosen = (Units().find("%") or unit) if percent else unit
    quantity = Quantity(
        cell.text, Decimal(number), chosen, len(number.partition(".")[2]), grouped="," in cell.text
    )
    name = _ORDER.sub("", label) or label
    return Mention(
        prose=cell.prose, start=cell.start, end=cell.end, quantity=quantity, role=Role.OTHER if percent or apart else Role.LEVEL,
        sentence=0, depth=0, bracket=-1, gap=label, tail=label, label=re.sub(r"\s", "", name), subject=name, counted="",
    )  # fmt: skip
