"""Cells that name a spreadsheet as their source (台账/评审.xlsx!汇总!C5), compared with it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reportgen.content import Cell, Content, Locality, Wording
from reportgen.files import FileTrouble, read_bytes
from reportgen.finding import Finding, Severity
from reportgen.package import Refusal
from reportgen.quantity import Quantity, Units, read_quantity

if TYPE_CHECKING:
    from reportgen.read.xlsx import Stored, Workbook

_MEANT = re.compile(r"\.xls[a-z]?\s*[!！]", re.IGNORECASE)
_WRITTEN = re.compile(r"(?P<file>[^!]+\.xlsx)!(?P<sheet>[^!]+)!(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})")
_ESCAPES = re.compile(r"^[/~]|^[A-Za-z]:|\\|(^|/)\.\.(/|$)")
_FORM = "写作 文件.xlsx!工作表!单元格，路径从本文件所在的文件夹算起，如 台账/评审.xlsx!汇总!C5"
_SCALES = (Decimal(1), Decimal(10) ** 4, Decimal(10) ** 8)


@dataclass(frozen=True, slots=True)
class _Reference:
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
    if match is None or _ESCAPES.search(match["file"]):
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
        book = self._shelf.open(reference.path)
        if isinstance(book, Refusal):
            yield _said(
                cell, "D152", f"来源文件 {reference.path.name} {book.reason}", book.hint, at_source=True
            )
        elif reference.sheet not in book.sheets:
            near = get_close_matches(reference.sheet, book.sheets, n=1, cutoff=0.3)
            hint = f"是不是“{near[0]}”？" if near else f"现有工作表：{'、'.join(book.sheets)}"
            message = f"{reference.path.name} 里没有工作表“{reference.sheet}”"
            yield _said(cell, "D152", message, hint, at_source=True)
        elif (stored := book.cell(reference.sheet, reference.address)) is None:
            message = f"{reference} 是空的"
            yield _said(cell, "D152", message, "核对是不是插入或删除过行列", at_source=True)
        else:
            yield from self._stored(cell, reference, stored)

    def _stored(self, cell: Cell, reference: _Reference, stored: "Stored") -> Iterator[Finding]:
        if stored.hidden:
            message = f"{reference} 在隐藏的{stored.hidden}里"
            yield _said(
                cell, "D154", message, "指到看得见的单元格，或取消隐藏", Severity.WARNING, at_source=True
            )
        if stored.error or stored.uncomputed:
            what = f"是错误值 {stored.error}" if stored.error else f"是还没有计算的公式 {stored.uncomputed}"
            hint = "在 Excel 或 WPS 中打开，改好后保存，再核对"
            yield _said(cell, "D156", f"{reference} {what}", hint, at_source=True)
        elif isinstance(cell.stated, Wording):
            yield from _words(cell, reference, stored)
        elif cell.quantity:
            yield from self._figure(cell, cell.quantity, reference, stored)

    def _figure(
        self, cell: Cell, written: Quantity, reference: _Reference, stored: "Stored"
    ) -> Iterator[Finding]:
        number, shown = stored.number, stored.shown
        if number is None:
            read = read_quantity(stored.text, self._units)
            if not isinstance(read, Quantity):
                yield _differs(cell, reference, f"文本“{stored.text}”")
                return
            message = f"{reference} 的“{stored.text}”存成了文本，不是数字"
            hint = "在表格中选中它，点“转换为数字”"
            yield _said(cell, "D155", message, hint, at_source=True)
            number = read.value * (read.unit.factor / written.unit.factor if read.unit.name else 1)
        if stored.is_percent and written.unit.name == "%":
            number *= 100
        yield from _judged(cell, written, reference, number, shown)


def _judged(
    cell: Cell, written: Quantity, reference: _Reference, number: Decimal, shown: Decimal | None
) -> Iterator[Finding]:
    if _agrees(written, number) or (written.unit.name == "%" and _agrees(written, number * 100)):
        return
    if shown is not None and shown != number and _agrees(written, shown):
        message = f"“{cell.name}”写为 {written.text}，{reference} 显示 {shown:f}，实际存的是 {number:f}"
        yield _said(cell, "D157", message, f"写到小数点后 {_decimals(number)} 位，或只写到显示的位数")
    elif scale := next((s for s in _SCALES[1:] if _agrees(written, number / s)), None):
        message = f"“{cell.name}”写为 {written.text}，{reference} 为 {number:f}，相差 {scale:f} 倍"
        yield _said(cell, "D158", message, "像是表格以元为单位，请看一眼表头", Severity.HINT)
    else:
        yield _differs(cell, reference, f"{number:f}")


def _agrees(written: Quantity, number: Decimal) -> bool:
    """Whether a stored number, in the unit of the written figure, lies in the interval the written one stands for."""
    return number * written.unit.factor in written.magnitude.interval


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))


def _words(cell: Cell, reference: _Reference, stored: "Stored") -> Iterable[Finding]:
    said = stored.text or f"{stored.number:f}"
    return () if said == cell.printed else (_differs(cell, reference, f"“{said}”"),)


def _differs(cell: Cell, reference: _Reference, found: str) -> Finding:
    place = cell.source_span or cell.span
    return Finding(
        "D153",
        f"“{cell.name}”写为 {cell.printed}，来源 {reference} 为 {found}",
        cell.span,
        hint="核对以哪个为准，改掉错的那个",
        basis=f"{reference}，见 {place}",
        at=cell.path,
    )


def _misnamed(cell: Cell) -> Finding:
    escapes = _ESCAPES.search(cell.source)
    message = f"来源“{cell.source}”" + ("通到内容文件夹以外" if escapes else "的写法不对")
    return _said(cell, "D151", message, _FORM, at_source=True)


def _said(
    cell: Cell,
    code: str,
    message: str,
    hint: str,
    severity: Severity = Severity.ERROR,
    *,
    at_source: bool = False,
) -> Finding:
    span = cell.source_span if at_source and cell.source_span else cell.span
    return Finding(code, message, span, severity, hint, at=cell.path)
