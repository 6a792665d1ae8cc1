"""The spreadsheets that cells name as their sources, each opened once, and what of them does not agree with a cell."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from reportgen import patterns
from reportgen.content import Cell, Wording, quantity_of
from reportgen.files import FileTrouble, read_input
from reportgen.finding import Finding, Severity
from reportgen.package import Refusal
from reportgen.pipeline.sources.figures import Reference, Sourced, compare_figure
from reportgen.places import leads_elsewhere
from reportgen.quantity import Quantity, Unit, Units
from reportgen.read.xlsx import Stored, Workbook, open_workbook

_MONEY = "(万亿元|亿元|百万元|千元|万元|元)"
_UNIT = patterns.compile(
    rf"[（(]\s*(?:单位[:：]?)?\s*{_MONEY}\s*[)）]|单位\s*[:：]\s*(?:人民币)?{_MONEY}|\"{_MONEY}\"|^{_MONEY}$"
)


class Workbooks:
    """The workbooks below a folder, to compare cells with."""

    def __init__(self, units: Units, root: Path) -> None:
        self._units, self._root = units, root
        self._opened: dict[PurePosixPath, Workbook | Refusal] = {}

    def compared(self, cell: Cell, reference: Reference) -> Iterator[Finding]:
        """What does not agree of a cell and the place it names."""
        book, sourced = self._book(reference.path), Sourced(cell, str(reference))
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
            figure = quantity_of(cell, self._units)
            unit = self._unit(book, reference) if figure else None
            yield from self._stored(sourced, stored, figure, unit)

    def _unit(self, book: Workbook, reference: Reference) -> Unit | None:
        """The unit of money that the sheet says the figure is in."""
        found = (
            match for text in book.about(reference.sheet, reference.address) for match in _UNIT.finditer(text)
        )
        name = next((name for match in found for name in match.groups() if name), "")
        return self._units.find(name) if name else None

    def _stored(
        self, sourced: Sourced, stored: Stored, figure: Quantity | None, unit: Unit | None
    ) -> Iterator[Finding]:
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
        elif figure:
            yield from compare_figure(sourced, figure, stored, unit, self._units)

    def _book(self, path: PurePosixPath) -> Workbook | Refusal:
        if path not in self._opened:
            self._opened[path] = self._open(self._root / path)
        return self._opened[path]

    def _open(self, path: Path) -> Workbook | Refusal:
        if leads_elsewhere(path, self._root):
            return Refusal("是通到别处的链接", "把文件本身放到这里", "D152")
        try:
            return open_workbook(read_input(path))
        except FileTrouble as trouble:
            return Refusal(f"读不到：{trouble.message}", trouble.hint, "D152")
