"""Reading `metrics:` — groups of cells, each a value, a formula, both, a list or a table."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping as Map
from difflib import get_close_matches
from typing import TypeGuard

from reportgen import patterns
from reportgen.content import (
    BELOW,
    LAST_YEAR,
    Cell,
    Dictionary,
    Group,
    Indicator,
    IndicatorGroup,
    Items,
    TableCells,
    Wording,
    key_of,
)
from reportgen.finding import Span
from reportgen.formula import FormulaError, Name, names, parse_expression, tidy_formula
from reportgen.load.schema.formulas import Formulas
from reportgen.load.schema.keys import full_width_colon
from reportgen.load.schema.reader import Reader, first_line
from reportgen.load.schema.values import PENDING, Values
from reportgen.load.yaml.tree import Mapping, Node, Scalar, Sequence
from reportgen.quantity import hanzi_figure, looks_like_figure
from reportgen.value import Value, replace

CELL_KEYS = ("value", "source", "note")
_MISPLACED = {
    "checks": "检查式写在文件顶层的 checks 里",
    **dict.fromkeys(CELL_KEYS, "value、source、note 写在一个指标之下"),
}
_EQUALS = patterns.compile("[=＝]")
_CALCULATION = patterns.compile(r"[-+*/×÷(（＋－−＊／]")
_LOOSE_EQUALS = patterns.compile(r"\s[=＝]\s")
OPEN_END = "等"
_TELLING = 3
"""Rows of a table from which on one that differs from all others is the one that is wrong."""


class Metrics(Value, frozen=True):
    """What `metrics:` holds."""

    groups: Map[str, Group]
    cells: Map[str, Cell]
    tables: Map[str, TableCells]


class Cells:
    """Reads the cells of one locality; `identity` is its id, which their keys begin with."""

    def __init__(self, reader: Reader, dictionary: Dictionary, identity: str) -> None:
        self._reader, self._notes = reader, reader.notes
        self._dictionary, self._identity = dictionary, identity
        self._values = Values(reader.notes, dictionary.units, dictionary.names)
        self._formulas = Formulas(reader.notes, dictionary.units)
        self._metrics: Mapping | None = None
        self._groups: dict[str, Group] = {}
        self._cells: dict[str, Cell] = {}
        self._tables: dict[str, TableCells] = {}

    def read(self, node: Node | None) -> Metrics:
        """The groups, cells and tables of `metrics:`; every fault is noted, and its cell kept as pending so that its name resolves."""
        self._metrics = (
            self._reader.mapping(node, "metrics", "写成 事前评估: 一行，下面缩进写 项目数: 260个")
            if node
            else None
        )
        for key, value in self._metrics or ():
            self._group(key, value)
        return Metrics(self._groups, self._cells, self._tables)

    def _group(self, key: Scalar, value: Node) -> None:
        if not self._reader.name(key, value, "组"):
            return
        example = "指标写在组里，如 事前评估: {项目数: 260个}"
        if (entries := self._reader.mapping(value, f"“{key.text}”", example)) is None:
            self._groups.setdefault(key.text, Group(key.text, "", key.span, unread=True))
            return
        entries = self._with_like(key.text, entries)
        like, indicators = self._like(key.text, entries)
        self._groups[key.text] = Group(key.text, like, key.span)
        inner = [(name, node) for name, node in entries if _is_group(node)]
        for name, node in entries:
            if name.text != "like" and not _is_group(node):
                self._entry(key.text, name, node, indicators)
        if inner:
            self._groups_within(key.text, inner)

    def _groups_within(self, group: str, inner: list[tuple[Scalar, Mapping]]) -> None:
        """Notes groups that stand in another one, once, and reads them as groups of their own."""
        first, _ = inner[0]
        path = f"{group}.{first.text}"
        more = f"等 {len(inner)} 组" if len(inner) > 1 else ""
        hint = f"是另一组的，与“{group}”对齐；带说明的数写成 {{value: …, source: …, note: …}}"
        self._notes.error(
            "L208", f"“{group}”之下不能再分组，这里有“{first.text}”{more}", first.span, hint, path
        )
        for name, node in inner:
            self._cells[f"{group}.{name.text}"] = self._unread(f"{group}.{name.text}", name.span, None)
            if name.text not in self._groups:
                self._group(name, node)

    def _with_like(self, group: str, entries: Mapping) -> Mapping:
        """The entries, a Latin word before the name of a group of the dictionary taken for `like`; notes that."""
        for key, value in () if entries.key("like") else entries:
            if key.text.isascii() and isinstance(value, Scalar) and value.text in self._dictionary.groups:
                self._notes.error("L201", f"“{group}”里没有“{key.text}”这个键", key.span, "是不是想写 like？")
                renamed = ((replace(k, text="like") if k is key else k, v) for k, v in entries)
                return replace(entries, entries=tuple(renamed))
        return entries

    def _like(self, group: str, entries: Mapping) -> tuple[str, Map[str, Indicator]]:
        node = entries.get("like")
        like = self._reader.word(node, f"{group} 的 like") if node else ""
        known = self._dictionary.groups
        if like and like not in known and node:
            near = get_close_matches(like, known, n=1, cutoff=0.4)
            hint = f"是不是想写 {near[0]}？" if near else "like 写指标字典里的组名"
            self._notes.error("L209", f"指标字典里没有“{like}”这一组", node.span, hint)
            like = near[0] if near else ""
        found: IndicatorGroup | None = known.get(like or group)
        return like, found.indicators if found else {}

    def _entry(self, group: str, name: Scalar, node: Node, indicators: Map[str, Indicator]) -> None:
        if name.text in _MISPLACED:
            self._notes.error("L208", f"组里不能写 {name.text}", name.span, _MISPLACED[name.text])
        elif self._reader.name(name, node, "指标"):
            path = f"{group}.{name.text}"
            indicator = indicators.get(name.text)
            if _is_table(node):
                self._table(path, node)
            else:
                cell = self._cell(path, name, node, indicator)
                if cell and not indicator and (figure := cell.quantity) and not figure.unit.name:
                    self._values.of_unknown_unit(figure, cell.span, path)
                    cell = None
                self._cells[path] = cell or self._unread(path, name.span, indicator)
        else:
            self._groups[group] = replace(self._groups[group], unread=True)

    def _unread(self, path: str, span: Span, indicator: Indicator | None) -> Cell:
        """Stands for a cell that was reported, so that its name resolves and nothing more is said of it."""
        return Cell(path, key_of(self._identity, path), span, indicator=indicator, pending=True)

    def _cell(self, path: str, name: Scalar, node: Node, indicator: Indicator | None) -> Cell | None:
        if isinstance(node, Scalar):
            return self._scalar(path, node, indicator)
        if isinstance(node, Mapping):
            return self._described(path, name, node, indicator)
        return self._list(path, node, indicator)

    def _described(self, path: str, name: Scalar, node: Mapping, indicator: Indicator | None) -> Cell | None:
        """A mapping with value, source and note."""
        if any(key.text in CELL_KEYS for key, _ in node):
            node = self._reader.keyed(node, CELL_KEYS, f"“{path}”")
        value = node.get("value")
        if value is None:
            hint = "组里只写指标，不再分组；带说明的写成 {value: …, source: …, note: …}"
            self._notes.error("L208", f"“{path}”之下不能再分组", name.span, hint, path)
            return None
        source_node = node.get("source")
        source, note = (self._reader.word(node.get(key), f"{path} 的 {key}") for key in ("source", "note"))
        if isinstance(value, Mapping) or _is_table(value):
            hint = "写成 value: 6008.00万元；表直接写在指标之下，不写 value"
            self._notes.error("L203", "value 应是一个值或一个清单", first_line(value), hint, path)
            return None
        cell = self._cell(path, name, value, indicator)
        place = source_node.span if source and source_node else None
        return cell and replace(cell, source=source, source_span=place, note=note)

    def _scalar(self, path: str, node: Scalar, indicator: Indicator | None) -> Cell | None:
        key = key_of(self._identity, path)
        if usual := self._values.usual(node.text):
            fits = indicator is None or self._values.fits(usual, indicator, node.span, path)
            return Cell(path, key, node.span, usual, None, indicator) if fits else None
        if (scalar := self._reader.scalar(node, f"“{path}”", path)) is None:
            return None
        value, formula_at = self._parted(scalar.text)
        formula = None if formula_at is None else self._formulas.own(scalar, formula_at, path)
        if formula is None and not value:
            return None
        if value == PENDING or not value:
            return Cell(path, key, scalar.span, None, formula, indicator, pending=value == PENDING)
        span = scalar.span
        if value != scalar.text and scalar.exact:
            offset = scalar.text.index(value)
            span = span.part(offset, offset + len(value))
        if formula_at is None and _LOOSE_EQUALS.search(value):
            message = f"“{value}”里有等号，前面却不是数"
            self._notes.error("L203", message, span, "写成“数 = 公式”；是文字的，等号改用别的说法", path)
            return None
        if formula_at is None and self._lacks_equals(value, span, path):
            return None
        stated = self._values.read(value, span, indicator, path)
        return None if stated is None else Cell(path, key, span, stated, formula, indicator)

    def _lacks_equals(self, value: str, span: Span, path: str) -> bool:
        """Whether a text calculates with indicators that are there, so that it was meant as a formula; notes it."""
        if not _CALCULATION.search(value) or looks_like_figure(value) or span.quote != value:
            return False
        try:
            meant = tuple(names(parse_expression(span, self._dictionary.units)))
        except FormulaError:
            return False
        group = path.partition(".")[0]
        if not meant or not all(self._is_written(name, group) for name in meant):
            return False
        tidy = f"= {tidy_formula(value)}"
        self._notes.error("L203", f"“{value}”是算式，前面没有 =", span, f"应写作 {tidy}", path)
        self._notes.tidy(span, tidy)
        return True

    def _is_written(self, name: Name, group: str) -> bool:
        """Whether a name is one of the figures of this file, or stands for those of another."""
        first, _, rest = name.text.partition(".")
        if rest and first in (BELOW, LAST_YEAR):
            return True
        entries = self._metrics.get(first if rest else group) if self._metrics else None
        return isinstance(entries, Mapping) and entries.get(rest or first) is not None

    def _parted(self, text: str) -> tuple[str, int | None]:
        """The value, and where the formula begins when there is one."""
        if (equals := _EQUALS.search(text)) is None:
            return text.strip(), None
        value = text[: equals.start()].strip()
        figure = looks_like_figure(value) or hanzi_figure(value, self._values.units)
        return (value, equals.end()) if not value or value == PENDING or figure else (text.strip(), None)

    def _list(self, path: str, node: Sequence, indicator: Indicator | None) -> Cell | None:
        if self._reader.sequence(node, f"“{path}”", at=path) is None:
            return None
        if indicator:
            hint = f"数写成 {indicator.pattern}；清单另起一个名称，再写 = count(清单)"
            self._notes.error("L203", f"“{path}”要填数，这里是清单", first_line(node), hint, path)
            return None
        read = [self._reader.scalar(item, f"“{path}”的一项", path) for item in node.items]
        scalars = [scalar for scalar in read if scalar]
        if len(scalars) < len(node.items):
            return None
        open_ended = scalars[-1].text == OPEN_END
        listed = scalars[:-1] if open_ended else scalars
        for scalar in listed:
            self._item(path, scalar)
        items = Items(tuple(s.text.strip() for s in listed), tuple(s.span for s in listed), open_ended)
        return Cell(path, key_of(self._identity, path), first_line(node), items)

    def _item(self, path: str, scalar: Scalar) -> None:
        bare = re.sub("《[^》]*》|“[^”]*”|‘[^’]*’", lambda m: "□" * len(m[0]), scalar.text)
        if (place := bare.find("、")) >= 0:
            span = scalar.span.part(place, place + 1) if scalar.exact else scalar.span
            message = f"“{scalar.text}”里有顿号，会与清单各项之间的顿号混在一起"
            pieces = ", ".join(scalar.text[s.start() : s.end()].strip() for s in re.finditer("[^、]+", bare))
            hint = f"是几项的，用半角逗号隔开：{pieces}；是一项的换个说法"
            self._notes.warning("L307", message, span, hint, path)

    def _table(self, path: str, node: Sequence) -> None:
        first = next((item for item in node.items if isinstance(item, Mapping)), None)
        like = ", ".join(f"{key.text}: …" for key, _ in first or ())
        filled = [self._filled(path, item, f"写成 - {{{like}}}") for item in node.items]
        rows = [row for row in filled if row]
        if not rows:
            self._cells[path] = self._unread(path, first_line(node), None)
            return
        columns = (*(key.text for key, _ in rows[0]), *self._columns_of_others(path, rows))
        if self._heads_part(path, rows):
            self._cells[path] = self._unread(path, first_line(node), None)
            return
        names: dict[str, Span] = {}
        read = []
        for item, row in zip(node.items, filled, strict=True):
            cells = self._row(path, columns, row, names) if row else None
            read.append(self._unread_row(path, columns, first_line(item), names) if cells is None else cells)
        for column in columns[1:]:
            self._one_unit([cells[column] for cells in read if column in cells])
        self._tables[path] = TableCells(path, columns, tuple(names), first_line(node))

    def _one_unit(self, column: list[Cell]) -> None:
        """Notes the figures of a column that lack the unit all its others have."""
        bare = [(cell, quantity) for cell in column if (quantity := cell.quantity) and not quantity.unit.name]
        units = {q.unit for cell in column if (q := cell.quantity) and q.unit.name} if bare else ()
        if len(units) == 1:
            (unit,) = units
            for cell, quantity in bare:
                self._values.without_unit(quantity, unit, cell.span, cell.path)
                self._cells[cell.path] = self._unread(cell.path, cell.span, None)

    def _heads_part(self, path: str, rows: list[Mapping]) -> bool:
        """Whether the first row calls the first column otherwise than all others do; notes it there, where it is wrong."""
        (own, _), *_ = rows[0]
        others = {row.entries[0][0].text for row in rows[1:]}
        if len(rows) < _TELLING or len(others) > 1 or any(row.get(own.text) for row in rows[1:]):
            return False
        usual = others.pop()
        message = f"第一行的第一列叫“{own.text}”，其余各行都叫“{usual}”"
        self._notes.error("L309", message, own.span, f"是不是想写 {usual}？", path)
        return True

    def _columns_of_others(self, path: str, rows: list[Mapping]) -> list[str]:
        """The columns that the first row lacks and many others have; notes them there, once."""
        own = {key.text for key, _ in rows[0]}
        counted = Counter(key.text for row in rows[1:] for key, _ in row if key.text not in own)
        columns = [column for column, count in counted.items() if count * 3 >= len(rows) > _TELLING]
        if columns:
            more = f"等 {len(columns)} 列" if len(columns) > 1 else "这一列"
            message = f"第一行没有“{columns[0]}”{more}，别的行有"
            self._notes.error("L309", message, first_line(rows[0]), "在第一行补上；还没有数的写 待补", path)
        return columns

    def _filled(self, path: str, item: Node, example: str) -> Mapping | None:
        if isinstance(item, Mapping) and item.entries:
            return item
        row = self._reader.mapping(item, f"“{path}”的一行", example)
        if row:
            self._notes.error("L204", f"“{path}”有一行没有填", row.span, "填上各列，或删去这一行", path)
        return None

    def _row(
        self, path: str, columns: tuple[str, ...], row: Mapping, names: dict[str, Span]
    ) -> dict[str, Cell] | None:
        """Reads a row under a name of its own, which is added to those met; its cells by their columns, None when it has no such name."""
        first = row.get(columns[0])
        if first is None:
            hint = f"每行都要有第一列“{columns[0]}”，它是行名"
            self._notes.error("L309", f"“{path}”有一行缺少“{columns[0]}”", first_line(row), hint, path)
            return None
        if (head := self._reader.scalar(first, f"“{path}”的“{columns[0]}”", path)) is None:
            return None
        name = unicodedata.normalize("NFC", head.text.strip())
        if name in names:
            message = f"“{path}”有两行叫“{name}”，前一处在第 {names[name].line} 行"
            self._notes.error("L309", message, head.span, "行名不能重复", path)
            return None
        names[name] = head.span
        at = f"{path}.{name}"
        naming = f"{at}.{columns[0]}"
        self._cells[naming] = Cell(naming, key_of(self._identity, naming), head.span, Wording(name))
        cells = {}
        for key, value in row:
            if key.text != columns[0] and (cell := self._table_cell(at, columns, key, value)):
                cells[key.text] = self._cells[cell.path] = cell
        return cells

    def _unread_row(
        self, path: str, columns: tuple[str, ...], span: Span, names: dict[str, Span]
    ) -> dict[str, Cell]:
        """Stands for a row that was reported, so that no column is added up without it."""
        name = f"第{span.line}行"
        names[name] = span
        paths = [f"{path}.{name}.{column}" for column in columns]
        self._cells[paths[0]] = Cell(paths[0], key_of(self._identity, paths[0]), span, Wording(name))
        self._cells |= {path: self._unread(path, span, None) for path in paths[1:]}
        return {}

    def _table_cell(self, at: str, columns: tuple[str, ...], key: Scalar, value: Node) -> Cell | None:
        if key.text not in columns:
            self._no_column(at, columns, key, value)
        elif self._reader.name(key, value, "列"):
            path = f"{at}.{key.text}"
            if isinstance(value, Sequence):
                self._notes.error("L203", f"“{path}”应是一个值，这里是清单", first_line(value), at=path)
                return None
            return self._cell(path, key, value, None) or self._unread(path, key.span, None)
        return None

    def _no_column(self, at: str, columns: tuple[str, ...], key: Scalar, value: Node) -> None:
        if not full_width_colon(self._notes, key, value):
            near = get_close_matches(key.text, columns, n=1, cutoff=0.5)
            hint = f"是不是想写 {near[0]}？" if near else f"第一行的各列：{'、'.join(columns)}"
            self._notes.error("L309", f"第一行没有“{key.text}”这一列", key.span, hint, at)


def _is_group(node: Node) -> TypeGuard[Mapping]:
    """Whether a node holds figures rather than describing one."""
    return isinstance(node, Mapping) and not any(key.text in CELL_KEYS for key, _ in node)


def _is_table(node: Node) -> TypeGuard[Sequence]:
    """Whether a list is one of rows, or of rows for half of it or more."""
    if not isinstance(node, Sequence) or not node.items:
        return False
    rows = sum(isinstance(item, Mapping) for item in node.items)
    return isinstance(node.items[0], Mapping) or rows * 2 >= len(node.items)
