"""A figure compared with the one its spreadsheet holds: digits, units, what is shown and what is stored."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reportgen.content import Cell
from reportgen.finding import Finding, Severity, Span
from reportgen.quantity import Quantity, Unit, Units, read_quantity, tidy_digits
from reportgen.value import Value

if TYPE_CHECKING:
    from reportgen.read.xlsx import Stored

_SCALES = tuple(Decimal(10) ** power for power in (4, 8, -4, -8))


class Reference(Value, frozen=True):
    """The place a source names: a file below content/, a sheet, a cell."""

    path: PurePosixPath
    sheet: str
    address: str

    def __str__(self) -> str:
        return f"{self.path.name} 的 {self.sheet}!{self.address}"


class Sourced(Value, frozen=True):
    """A cell as written, and what messages call the place in a spreadsheet that it names."""

    cell: Cell
    where: str

    @property
    def span(self) -> Span:
        """Where the source is named."""
        return self.cell.source_span or self.cell.span

    def told(self, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Finding:
        """A finding at the source named."""
        return Finding(code, message, self.span, severity, hint, at=self.cell.path)

    def told_of_figure(
        self, code: str, message: str, hint: str, severity: Severity = Severity.ERROR
    ) -> Finding:
        """A finding at the figure."""
        return Finding(code, message, self.cell.span, severity, hint, at=self.cell.path)

    def differs(self, found: str, slip: str = "") -> Finding:
        """What is written is not what is found there."""
        message = f"“{self.cell.name}”写为 {self.cell.printed}，来源 {self.where} 为 {found}"
        hint = f"{slip}核对以哪个为准，改掉错的那个"
        basis = f"{self.where}，见 {self.span}"
        return Finding("D153", message, self.cell.span, hint=hint, basis=basis, at=self.cell.path)


def compare_figure(
    sourced: Sourced, written: Quantity, stored: "Stored", unit: Unit | None, units: Units
) -> Iterator[Finding]:
    """What a figure and its source disagree in; `unit` is the unit of money that the sheet names, None when it names none."""
    number = stored.number
    if number is None:
        read = read_quantity(tidy_digits(stored.text), units)
        if not isinstance(read, Quantity):
            yield sourced.differs(f"“{stored.text}”，不是数")
            return
        if read.unit.name and read.unit.dimension != written.unit.dimension:
            yield sourced.differs(f"“{stored.text}”，单位不同")
            return
        message = f"{sourced.where} 的“{stored.text}”存成了文本，不是数字"
        yield sourced.told("D155", message, "在表格中选中它，点“转换为数字”")
        number = read.value
        unit = read.unit if read.unit.name else unit
    if stored.is_percent and written.unit.name == "%":
        number *= 100
    if unit and unit.dimension == written.unit.dimension and unit != written.unit:
        yield from _converted(sourced, written, number, unit)
    else:
        yield from _judged(sourced, written, number, stored, unit)


def _converted(sourced: Sourced, written: Quantity, number: Decimal, unit: Unit) -> Iterator[Finding]:
    """A figure compared with one whose sheet names another unit."""
    found = f"“{sourced.cell.name}”写为 {written.text}，{sourced.where} 为 {_plain(number)}{unit.name}"
    if _agrees(written, number * unit.factor / written.unit.factor):
        hint = "单位没有写错就不用改"
        yield sourced.told_of_figure("D158", f"{found}，换算后一致", hint, Severity.HINT)
    elif _agrees(written, number):
        times = _times(unit.factor / written.unit.factor)
        message = f"{found}（单位照表格）：数字相同而单位不同，相差 {times}"
        hint = f"核对是表头的单位写错了，还是这里该写 {_plain(number)}{unit.name}"
        yield sourced.told_of_figure("D158", message, hint)
    else:
        yield sourced.differs(f"{_plain(number)}{unit.name}（单位照表格）")


def _judged(
    sourced: Sourced, written: Quantity, number: Decimal, stored: "Stored", unit: Unit | None
) -> Iterator[Finding]:
    if _agrees(written, number) or (written.unit.name == "%" and _agrees(written, number * 100)):
        return
    found = f"“{sourced.cell.name}”写为 {written.text}，{sourced.where}"
    if stored.shown is not None and stored.shown != number and _agrees(written, stored.shown):
        message = f"{found} 显示 {stored.shown:f}，实际存的是 {_plain(number)}"
        hint = f"写到小数点后 {_decimals(number)} 位，或只写到显示的位数"
        yield sourced.told_of_figure("D157", message, hint)
    elif scale := _scale(written, number):
        yield _scaled(sourced, f"{found} 为 {_plain(number)}", scale, unit)
    else:
        sign = "%" if stored.is_percent else ""
        yield sourced.differs(_plain(number) + sign, _slip(_plain(written.value), _plain(number)))


def _scale(written: Quantity, number: Decimal) -> Decimal | None:
    """How many times too large a stored number is, in 万 or 亿; None where none explains it. A bound is met by any number large enough."""
    ends = written.magnitude.interval
    scales = _SCALES if ends.low.is_finite() and ends.high.is_finite() else ()
    return next((scale for scale in scales if _agrees(written, number / scale)), None)


def _scaled(sourced: Sourced, found: str, scale: Decimal, unit: Unit | None) -> Finding:
    """A figure whose digits are those of the source but 万 or 亿 times apart: a hint; an error where the sheet names its unit."""
    times = _times(scale)
    if unit is None:
        hint = "像是表格用的单位不同，请看一眼表头"
        return sourced.told_of_figure("D158", f"{found}，相差 {times}", hint, Severity.HINT)
    message = f"{found}，表头写明单位是{unit.name}，相差 {times}"
    return sourced.told_of_figure("D158", message, "表头的单位与数对不上，请改正表头或改正数")


def _slip(written: str, found: str) -> str:
    """How one number may have become the other in typing, for a hint; empty when no one slip tells."""
    apart = [i for i, (a, b) in enumerate(zip(written, found, strict=False)) if a != b]
    if len(written) == len(found) and len(apart) == 1:
        return f"有一位数字不同（{written[apart[0]]}↔{found[apart[0]]}）；"
    if len(written) == len(found) and len(apart) == 2 and apart[1] == apart[0] + 1:
        before, after = (text[apart[0] : apart[1] + 1] for text in (written, found))
        return f"疑似数字颠倒（{before}↔{after}）；" if before == after[::-1] else ""
    longer, shorter = sorted((written, found), key=len, reverse=True)
    dropped = ("".join(kept) for kept in combinations(longer, len(longer) - 1))
    return "疑似多写或漏写一位数字；" if len(longer) == len(shorter) + 1 and shorter in dropped else ""


def _agrees(written: Quantity, number: Decimal) -> bool:
    """Whether a stored number, in the unit of the written figure, lies in the interval the written one stands for."""
    return number * written.unit.factor in written.magnitude.interval


def _times(factor: Decimal) -> str:
    return f"{_plain(max(factor, 1 / factor))} 倍"


def _plain(number: Decimal) -> str:
    """A number without the zeros of a calculation."""
    return f"{number.normalize():f}"


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))
