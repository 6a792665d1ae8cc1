"""ledger.xlsx (数据来源表): every printed figure with its place, its cell, its formula and what guards it. The only door to XlsxWriter.

Texts are written as texts whatever they begin with, in cells formatted as text, so that nothing becomes a formula; figures as numbers
in the format they are printed in.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING

from reportgen.coverage import Grade
from reportgen.finding import display_width
from reportgen.publish import page
from reportgen.publish.edition import Edition
from reportgen.quantity import Quantity
from reportgen.trace import Account, Guarding, Printed
from reportgen.value import Value

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FORMAT = "ledger"
NAME = "ledger.xlsx"
PAGE, PARAGRAPH, COLUMN = "E", "F", "G"
"""The columns of the first sheet that hold where a figure stands; the page is known only once there is a PDF (`paged`)."""

_BEFORE_CLOCKS = datetime(1980, 1, 1)
_MOST_DIGITS = 15
"""Digits a spreadsheet keeps; a longer figure is written as text."""
_A3, _A4 = 8, 9
_ROOM = 260
"""Characters of all columns together that can still be read on one page across."""
_LONGEST_TEXT = 32_767
"""Characters a cell of a spreadsheet takes; a longer text is not written at all."""
_CUT = "……（太长，全文见审阅页）"
_LINE, _TALLEST = 15, 409
"""Points of a line of text, and of the tallest row there can be. LibreOffice believes a workbook that gives no heights: one line a row."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Link(Value, frozen=True):
    """A number that opens the review page at its figure."""

    target: str
    number: int


class _Unknown(Value, frozen=True):
    """A number that is not known yet: a dash in a cell made for numbers."""


_EMPTY = (None, "")
"""Values for which no cell is written: the column's format holds for what is entered later, and one rule draws all borders."""

_Value = str | int | Decimal | Quantity | _Link | _Unknown | None


def write(edition: Edition) -> bytes:
    """The workbook's bytes, the same for the same edition."""
    from xlsxwriter import Workbook  # its loading takes longer than a report's, and most runs need no ledger

    target = BytesIO()
    with Workbook(target, _OPTIONS) as book:
        book.set_properties({"title": f"{edition.report.name} 数据来源表", "created": _BEFORE_CLOCKS})
        sheets = _Sheets(book)
        sheets.add("数据来源", _FIGURES, [_figure(edition, printed) for printed in edition.trace.printed])
        unguarded = enumerate(edition.trace.unguarded, 1)
        sheets.add("需人工核对", _UNGUARDED, [_unguarded(edition, *one) for one in unguarded])
        sheets.add("问题与豁免", _FINDINGS, list(_findings(edition)))
    return target.getvalue()


_FIGURES = {
    "序号": 6, "印出文字": 18, "数值": 16, "位置": 26, "PDF页码": 9, "段": 6, "字": 6, "指标": 28, "性质": 7, "公式": 34, "代入数值": 40,
    "填写处": 38, "来源": 26, "上年": 16, "较上年": 24, "较上年（%）": 12, "核对等级": 10, "核对关系": 60, "尾差": 14, "未填报的下级": 18,
    "说明": 30,
}  # fmt: skip
_UNGUARDED = {
    "序号": 6, "指标": 28, "数值": 16, "印在": 40, "填写处": 38, "来源": 26, "说明": 30, "核对人": 12, "核对结果": 16,
}  # fmt: skip
_FINDINGS = {"类别": 8, "编号": 8, "内容": 70, "提示": 50, "位置": 40, "理由": 30, "同意人": 10}


def _figure(edition: Edition, printed: Printed) -> list[_Value]:
    account = edition.trace.account(printed)
    spot, last = printed.spot, account.before
    return [
        _number(edition, printed.number),
        printed.text,
        account.quantity,
        str(spot) if spot else "",
        _Unknown(),
        spot.paragraph if spot else None,
        spot.column if spot else None,
        account.path,
        account.origin.value,
        account.formula,
        account.values,
        edition.place(account.span),
        account.source,
        last.text if last else "",
        last.change if last else "",
        last.percent if last else None,
        account.grade.value if account.grade else "",
        "\n".join(_said(guard) for guard in account.guards),
        account.residue,
        "、".join(account.absent),
        _remark(account),
    ]


def _number(edition: Edition, number: int) -> _Value:
    """The figure's number, which opens the review page at it where there is one."""
    if page.FORMAT in edition.formats:
        return _Link(f"external:{page.name(edition.report)}#f{number}", number)
    return number


def _said(guard: Guarding) -> str:
    grade = guard.grade.value if guard.grade is not Grade.NONE else "不作数"
    return f"〔{grade}〕{guard.formula}：{guard.values}"


def _remark(account: Account) -> str:
    return "；".join(part for part in (account.note, account.meaning) if part)


def _unguarded(edition: Edition, number: int, key: str) -> list[_Value]:
    account = edition.trace.accounts[key]
    places = [str(printed.spot) for printed in edition.trace.printings(key) if printed.spot]
    where = "、".join(places) or "（未印出）"
    place = edition.place(account.span)
    return [
        number,
        account.path,
        account.quantity or account.text,
        where,
        place,
        account.source,
        _remark(account),
        "",
        "",
    ]


def _findings(edition: Edition) -> Iterable[list[_Value]]:
    for finding in (noted.finding for noted in edition.noted):
        place = edition.place(finding.span)
        yield [finding.severity.word, finding.code, finding.message, finding.hint, place, "", ""]
    for waiver, waived in edition.checked.waived:
        message = waived.message if waived else "（没有用上）"
        yield ["豁免", waiver.code, message, "", edition.place(waiver.span), waiver.reason, waiver.by]


class _Sheets:
    """Adds sheets of one look: a frozen head with a filter, texts wrapped at the top of their cells."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._formats: dict[tuple[str, bool], Format] = {}

    def add(self, name: str, columns: dict[str, int], rows: Sequence[Sequence[_Value]]) -> None:
        sheet = self._book.add_worksheet(name)
        head = self._book.add_format(
            {"bold": True, "bg_color": "#E8ECE9", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        for column, (title, width) in enumerate(columns.items()):
            sheet.write_string(0, column, title, head)
            sheet.set_column(column, column, width, self._format("@"))
        widths = tuple(columns.values())
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if value not in _EMPTY:
                    self._write(sheet, number, column, value)
            if (lines := max(map(_lines, row, widths))) > 1:
                sheet.set_row(number, min(lines * _LINE, _TALLEST))
        self._lay_out(sheet, max(len(rows), 1), widths)

    def _lay_out(self, sheet: "Worksheet", last: int, widths: Sequence[int]) -> None:
        """How a sheet looks on the screen and on paper; `last` is its last row."""
        ruled = self._book.add_format({"border": 1, "border_color": "#D0D0D0"})
        everywhere = {"type": "formula", "criteria": "TRUE", "format": ruled}
        sheet.conditional_format(1, 0, last, len(widths) - 1, everywhere)
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, last, len(widths) - 1)
        sheet.set_landscape()
        across = ceil(sum(widths) / _ROOM)
        sheet.set_paper(_A3 if across > 1 else _A4)
        sheet.fit_to_pages(across, 0)
        sheet.repeat_rows(0)
        sheet.repeat_columns(0, 1)  # the columns that stay in sight on the screen

    def _write(self, sheet: "Worksheet", row: int, column: int, value: _Value) -> None:
        match value:
            case str():
                sheet.write_string(row, column, _whole(value))  # in the look of its column
            case _Unknown():
                sheet.write_string(row, column, "—", self._format("0"))
            case _Link(target, number):
                sheet.write_url(row, column, target)
                sheet.write_number(row, column, number, self._format("0", link=True))
            case Quantity() if _fits(value):
                sheet.write_number(row, column, _stored(value), self._format(_shape(value)))
            case int() | Decimal():
                sheet.write_number(
                    row, column, value, self._format("0.0" if isinstance(value, Decimal) else "0")
                )
            case _:
                sheet.write_string(row, column, str(value))

    def _format(self, shape: str, *, link: bool = False) -> "Format":
        key = shape, link
        if key not in self._formats:
            look = {"num_format": shape, "valign": "top", "text_wrap": True}
            look |= {"font_color": "#1F4E9E", "underline": 1} if link else {}
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]


def _whole(text: str) -> str:
    """A text as far as a cell takes it."""
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - len(_CUT)]}{_CUT}"


def _lines(value: _Value, width: int) -> int:
    """The lines a text takes in a column as wide as so many digits."""
    if not isinstance(value, str) or (2 * len(value) < width and "\n" not in value):
        return 1
    return sum(1 + display_width(line) // width for line in value.split("\n"))


def _fits(quantity: Quantity) -> bool:
    return quantity.upper is None and len(quantity.value.as_tuple().digits) <= _MOST_DIGITS


def _stored(quantity: Quantity) -> Decimal:
    return quantity.value / 100 if quantity.unit.name == "%" else quantity.value


def _shape(quantity: Quantity) -> str:
    """The number format that shows a figure as it was written: "约"0.00"万元"."""
    digits = ("#,##0" if quantity.grouped else "0") + (
        "." + "0" * quantity.decimals if quantity.decimals else ""
    )
    if quantity.unit.name == "%" and not quantity.qualifier:
        return f"{digits}%"
    before, _, after = quantity.text.partition(
        f"{quantity.value:,f}" if quantity.grouped else f"{quantity.value:f}"
    )
    unit = "%" if quantity.unit.name == "%" else ""
    words = [f'"{part}"' if part else "" for part in (before, after.replace("%", "", 1) if unit else after)]
    return f"{words[0]}{digits}{unit}{words[1]}"
