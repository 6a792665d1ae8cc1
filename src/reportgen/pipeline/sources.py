"""Cells that name a spreadsheet as their source (台账/评审.xlsx!汇总!C5), compared with it."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reportgen import patterns
from reportgen.content import Cell, Content, Locality, Wording
from reportgen.files import FileTrouble, read_bytes
from reportgen.finding import Finding, Severity
from reportgen.package import Refusal
from reportgen.pipeline.source_figures import Sourced, compare_figure
from reportgen.quantity import Unit, Units
from reportgen.value import Value

if TYPE_CHECKING:
    from reportgen.read.xlsx import Stored, Workbook

_MEANT = patterns.compile(r"\.(?:xls[a-z]?|csv|et|ods)\s*[!！]", re.IGNORECASE)
_WRITTEN = patterns.compile(
    r"(?P<file>[^!]+\.xlsx)!(?P<sheet>[^!]+)!(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})"
)
_ESCAPES = patterns.compile(r"^[/\\~]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)")
_MISTAKES = (
    (patterns.compile("！"), "感叹号要用半角的 !；"),
    (patterns.compile(r"\\"), "路径里的 \\ 改成 /；"),
    (patterns.compile(r"\.xls\s*[!！]", re.IGNORECASE), "旧版 .xls 请另存为 .xlsx；"),
    (
        patterns.compile(r"\.(?:csv|et|ods)\s*[!！]", re.IGNORECASE),
        "只读 .xlsx，请在 Excel 或 WPS 中另存为 .xlsx；",
    ),
    (patterns.compile(r"![^!]*[:：][^!]*$"), "一个数只指一个单元格；"),
)
_FORM = "写作 文件.xlsx!工作表!单元格，路径从本文件所在的文件夹算起，如 台账/评审.xlsx!汇总!C5"
_MONEY = "(万亿元|亿元|百万元|千元|万元|元)"
_UNIT = patterns.compile(
    rf"[（(]\s*(?:单位[:：]?)?\s*{_MONEY}\s*[)）]|单位\s*[:：]\s*(?:人民币)?{_MONEY}|\"{_MONEY}\"|^{_MONEY}$"
)


class _Reference(Value, frozen=True):
    """The place a source names: a file below content/, a sheet, a cell."""

    path: PurePosixPath
    sheet: str
    address: str

    def __str__(self) -> str:
        return f"{self.path.name} 的 {self.sheet}!{self.address}"


def sources(locality: Locality) -> list[str]:
    """The paths below content/ of the spreadsheets a locality names, each once."""
    found = (_reference(locality, cell) for cell in locality.cells.values())
    return list(dict.fromkeys(one.path.as_posix() for one in found if one))


def compare(content: Content, root: Path, year: int) -> dict[str, list[Finding]]:
    """What does not agree with its spreadsheet, by the locality's id; `root` is the content folder."""
    shelf = _Shelf(root)
    compared = _Compared(content.dictionary.units, shelf)
    return {
        identity: list(compared.locality(locality))
        for identity, locality in content.localities.items()
        if locality.year == year and any(cell.source for cell in locality.cells.values())
    }


def _reference(locality: Locality, cell: Cell) -> _Reference | None:
    match = _WRITTEN.fullmatch(cell.source.strip())
    if match is None or _ESCAPES.search(match["file"]) or "\\" in match["file"]:
        return None
    folder = PurePosixPath(locality.id).parent
    return _Reference(
        folder / match["file"].strip(), match["sheet"].strip("'"), match["cell"].replace("$", "")
    )


class _Shelf:
    """The workbooks below a folder, each opened once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._opened: dict[PurePosixPath, Workbook | Refusal] = {}

    def open(self, path: PurePosixPath) -> "Workbook | Refusal":
        if path not in self._opened:
            self._opened[path] = self._open(self._root / path)
        return self._opened[path]

    def _open(self, path: Path) -> "Workbook | Refusal":
        from reportgen.read.xlsx import (
            open_workbook,
        )  # openpyxl takes half a second, which only those who need it wait for

        if not path.resolve().is_relative_to(self._root.resolve()):
            return Refusal("是通到别处的链接", "把文件本身放到这里", "D152")
        try:
            return open_workbook(read_bytes(path))
        except FileTrouble as trouble:
            return Refusal(f"读不到：{trouble.message}", trouble.hint, "D152")


class _Compared:
    """Compares cells with what their sources hold."""

    def __init__(self, units: Units, shelf: _Shelf) -> None:
        self._units, self._shelf = units, shelf

    def locality(self, locality: Locality) -> Iterator[Finding]:
        for cell in locality.cells.values():
            if _MEANT.search(cell.source):
                reference = _reference(locality, cell)
                yield from self._cell(cell, reference) if reference else (_misnamed(cell),)

    def _cell(self, cell: Cell, reference: _Reference) -> Iterator[Finding]:
        book, sourced = self._shelf.open(reference.path), Sourced(cell, str(reference))
        if isinstance(book, Refusal):
            yield sourced.told("D152", f"来源文件 {reference.path.name} {book.reason}", book.hint)
        elif reference.sheet not in book.sheets:
            near = get_close_matches(reference.sheet, book.sheets, n=1, cutoff=0.3)
            hint = f"是不是“{near[0]}”？" if near else f"现有工作表：{'、'.join(book.sheets)}"
            yield sourced.told("D152", f"{reference.path.name} 里没有工作表“{reference.sheet}”", hint)
        elif (stored := book.cell(reference.sheet, reference.address)) is None:
            yield sourced.told("D152", f"{reference} 是空的", "核对是不是插入或删除过行列")
        elif stored.corner:
            message = f"{reference} 并在合并单元格里，数写在它的左上角 {stored.corner}"
            source = cell.source.strip().rpartition("!")[0]
            yield sourced.told("D152", message, f"写作 {source}!{stored.corner}")
        else:
            unit = self._unit(book, reference) if cell.quantity else None
            yield from self._stored(sourced, stored, unit)

    def _unit(self, book: "Workbook", reference: _Reference) -> Unit | None:
        """The unit of money that the sheet says the figure is in."""
        found = (
            match for text in book.about(reference.sheet, reference.address) for match in _UNIT.finditer(text)
        )
        name = next((name for match in found for name in match.groups() if name), "")
        return self._units.find(name) if name else None

    def _stored(self, sourced: Sourced, stored: "Stored", unit: Unit | None) -> Iterator[Finding]:
        cell, where = sourced.cell, sourced.where
        if stored.hidden:
            message, hint = f"{where} 在隐藏的{stored.hidden}里", "指到看得见的单元格，或取消隐藏"
            yield sourced.told("D154", message, hint, Severity.WARNING)
        if stored.error or stored.uncomputed:
            what = f"是错误值 {stored.error}" if stored.error else f"是还没有计算的公式 {stored.uncomputed}"
            yield sourced.told("D156", f"{where} {what}", "在 Excel 或 WPS 中打开，改好后保存，再核对")
        elif isinstance(cell.stated, Wording):
            said = stored.text or f"{stored.number:f}"
            if said != cell.printed:
                yield sourced.differs(f"“{said}”")
        elif cell.quantity:
            yield from compare_figure(sourced, cell.quantity, stored, unit, self._units)


def _misnamed(cell: Cell) -> Finding:
    escapes = _ESCAPES.search(cell.source)
    message = f"来源“{cell.source}”" + ("通到内容文件夹以外" if escapes else "的写法不对")
    why = next((said for pattern, said in _MISTAKES if pattern.search(cell.source)), "")
    return Sourced(cell, "").told("D151", message, f"{why}{_FORM}")
