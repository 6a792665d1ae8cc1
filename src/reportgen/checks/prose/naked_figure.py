"""正文里直接写了数字

## 检查什么
正文、标题里有不经单元格的阿拉伯数字（半角或全角）。日期、年份、月份、时刻、文号、“附件1”一类的编号、《》和“”里面的、
登记在 indicators.yaml 的 names 里的专名，不算。汉字数字（三个维度、两项）也不算。

## 为什么
直接写的数没有人核对，改了台账它也不会跟着变。签发过的错数，多半是这样留下的。

## 反例
整改完成率95.45%。

## 正例
整改完成率{{ 财政评价整改.整改率 }}。
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial

from reportgen import patterns
from reportgen.checks.dates import DATES
from reportgen.checks.names import as_written
from reportgen.checks.placed import Hit, Placed
from reportgen.checks.reading import outside, united
from reportgen.checks.subject import Subject
from reportgen.content import Cell, quantity_of
from reportgen.finding import Finding
from reportgen.quantity import Quantity, Units, read_quantity, tidy_digits

CODE = "P201"

_NUMBER = patterns.compile(r"\d(?:\d|[.．](?=\d)|[,，](?=\d{3}(?!\d)))*[%％‰]?")
_LABELS = (
    r"〔[^〔〕]{0,8}〕\s*第?\s*\d+\s*号|[\[［（(]\s*(?:19|20)\d\d\s*[\]］）)]\s*第?\s*\d+\s*号",  # a document number, in any brackets
    r"令第?\d+号|公告\d{4}年第\d+号|第\d+号|\d+号(?:文|令|公告)",
    r"附(?:件|表|图)\s*\d+(?:[、至和—~～\-]\d+)*|[表图]\d+(?![\d.])",
    r"(?<!\d)\d{1,2}[:：]\d{2}(?!\d)|\d{1,2}时(?:\d{1,2}分)?(?![\d长段期间])",
    r"(?:^|(?<=[\n。；：]))\s*[（(]?\d{1,2}[）).．、](?!\d)",  # numbering typed by hand: another check speaks of it
)
_NO_MONTH = r"(?<!\d)(?:19|20)\d\d年(?:00?|1[3-9]|[2-9]\d)月|(?<!\d)(?:00?|1[3-9]|[2-9]\d)月\d{1,2}日"
"""A date that no calendar has: another check speaks of it."""
_RANGE = patterns.compile(rf"[-~～—至]{_NUMBER.pattern}")
_ALLOWED = patterns.compile("|".join((_NO_MONTH, DATES, *_LABELS)))
_OPENING = patterns.compile(r"[\d\s第〔\[［（(令公附表图]")
"""What dates and labels begin with: to try all of them at every character takes long."""
_LONGEST_UNIT = 5
_MOST_NAMES = 3
_TELLING = 3
"""Digits from which on two figures are hardly the same by chance."""


def check(subject: Subject) -> Iterator[Finding]:
    named = _registered(subject.content.dictionary.names)
    printed = cache(partial(_by_number, subject))
    for placed in subject.narrative.matching(_NUMBER):
        free, said = _free(placed, placed.reading.text, named), 0
        for match in _NUMBER.finditer(placed.reading.text):
            if match.start() < said or not outside(match, free):
                continue
            if wide := _free_when_tidy(placed, match, named):
                said = wide[1]
                yield _wide(placed, *wide)
            else:
                written = _written(match, subject.content.dictionary.units)
                said = match.start() + len(written)  # the upper end of a range is no second figure
                yield _finding(subject, Hit(placed, match), written, printed)


def _registered(names: Sequence[str]) -> re.Pattern[str] | None:
    """The registered names that hold a digit, longest first."""
    known = sorted((n for n in names if re.search(r"\d", n)), key=len, reverse=True)
    return re.compile(rf"(?<!\d)(?:{'|'.join(map(re.escape, known))})(?!\d)") if known else None


def _free(placed: Placed, text: str, named: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """Where digits may stand in a text, or in its tidy form."""
    registered = (match.span() for match in named.finditer(text)) if named else ()
    return united([*placed.quoted, *_allowed(text), *registered])


def _free_when_tidy(
    placed: Placed, match: re.Match[str], named: re.Pattern[str] | None
) -> tuple[int, int] | None:
    """The date or label that full-width digits are part of; None where digits may not stand even in half width."""
    if match[0].isascii():
        return None
    free = _free(placed, tidy_digits(placed.reading.text), named)
    return next((place for place in free if place[0] <= match.start() < place[1]), None)


def _allowed(text: str) -> Iterator[tuple[int, int]]:
    """Where dates and labels stand, left to right."""
    at = 0
    while opening := _OPENING.search(text, at):
        match = _ALLOWED.match(text, opening.start())
        if match:
            yield match.span()
        at = match.end() if match else opening.end()


def _written(match: re.Match[str], units: Units) -> str:
    """The figure as typed: the number with the unit that follows, and the other end of a range."""
    one = match[0] + _unit_at(match.string, match.end(), units)
    joined = _RANGE.match(match.string, match.start() + len(one))
    return one + joined[0] + _unit_at(match.string, joined.end(), units) if joined else one


def _unit_at(text: str, start: int, units: Units) -> str:
    """The longest unit that a text goes on with."""
    ahead = (text[start : start + length] for length in range(_LONGEST_UNIT, 0, -1))
    return next((word for word in ahead if units.find(word.removeprefix(" "))), "")


def _finding(subject: Subject, hit: Hit, written: str, printed: Callable[[], "_ByNumber"]) -> Finding:
    figure = read_quantity(tidy_digits(written.replace(" ", "")), subject.content.dictionary.units)
    names = list(_cells_worth(printed(), hit.placed, figure)) if isinstance(figure, Quantity) else []
    tags = " 或 ".join(f"{{{{ {name} }}}}" for name in names[:_MOST_NAMES])
    telling = len(re.sub(r"\D", "", written).strip("0")) >= _TELLING
    if not names:
        hint = "先在 metrics 里写成单元格，再引用；若是专名的一部分，登记到 indicators.yaml 的 names"
    elif telling or (hit.placed.group and "." not in names[0]):
        hint = f"它与单元格的数相同，写成 {tags}"
    else:
        hint = f"说的就是它，写成 {tags}；是另一个数，先在 metrics 里写成单元格，再引用"
    return Finding(CODE, f"正文里直接写了数字“{written}”", hit.span, hint=hint, at=written)


def _wide(placed: Placed, start: int, end: int) -> Finding:
    written = placed.reading.text[start:end]
    message, hint = f"“{written}”的数字是全角的", f"改成半角，写作 {tidy_digits(written)}"
    return Finding(CODE, message, placed.reading.span(start, end), hint=hint, at=written)


_ByNumber = Mapping[tuple[Decimal, Decimal | None], Sequence[tuple[str, Cell, Quantity]]]
"""The cells that print a number or a range: the name of the child they are of, empty for own ones, the cell, what it prints."""


def _by_number(subject: Subject) -> _ByNumber:
    """The cells of the report and of its children by the number they print, so that a figure is found at once."""
    units = subject.content.dictionary.units
    places = [("", subject.locality), *((c.name, c) for c in subject.content.children(subject.locality))]
    found: dict[tuple[Decimal, Decimal | None], list[tuple[str, Cell, Quantity]]] = {}
    for child, locality in places:
        for cell in locality.cells.values():
            if quantity := quantity_of(cell, units):
                found.setdefault((quantity.value, quantity.upper), []).append((child, cell, quantity))
    return found


def _cells_worth(printed: _ByNumber, placed: Placed, figure: Quantity) -> Iterator[str]:
    """The names of cells that print this figure, those of the text's own group first."""
    alike = printed.get((figure.value, figure.upper), ())
    for child, cell, quantity in sorted(alike, key=lambda one: bool(one[0]) or one[1].group != placed.group):
        if quantity.unit == figure.unit or not figure.unit.name:
            yield f"{child}.{cell.path}" if child else as_written(placed, cell)
