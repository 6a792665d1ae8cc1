"""千分位有的写、有的不写

## 检查什么
一份报告印出来的数（含引用下级的），有的带千分位（24,053.22），有的不带（80126.57）。整数不超过四位的，不带千分位也算规范。

## 为什么
同一份文件里数的写法应当一致（GB/T 15835—2011，5.1.1）。

## 反例
送审金额: 24,053.22万元；评价资金: 95322万元

## 正例
送审金额: 24053.22万元；评价资金: 95322万元
"""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.showing import Showing
from reportgen.checks.subject import Subject
from reportgen.content import Cell, Items
from reportgen.finding import Finding, Severity, Span

CODE = "D123"

_INTEGER = patterns.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_NEED_NONE = 4


def check(subject: Subject) -> Iterator[Finding]:
    if not any("," in showing.cell.printed for showing in subject.showings):
        return
    first = {showing.cell.key: showing for showing in reversed(subject.showings)}
    printed = [showing for showing in reversed(list(first.values())) if _is_figure(showing.cell)]
    grouped = [s for s in printed if "," in s.cell.printed]
    least = _NEED_NONE if any(_digits(s) <= _NEED_NONE for s in grouped) else _NEED_NONE + 1
    plain = [s for s in printed if "," not in s.cell.printed and _digits(s) >= least]
    if grouped and plain:
        yield _finding(subject, grouped, plain)


def _is_figure(cell: Cell) -> bool:
    """Whether it prints a figure; digits in a list belong to document numbers and names."""
    return cell.magnitude is not None and not isinstance(cell.stated, Items)


def _digits(showing: Showing) -> int:
    integer = _INTEGER.search(showing.cell.printed)
    return len(integer[0].replace(",", "")) if integer else 0


def _finding(subject: Subject, grouped: list[Showing], plain: list[Showing]) -> Finding:
    few, many = sorted((grouped, plain), key=len)
    hint = "统一不带千分位" if many is plain else "统一带千分位"
    message = f"千分位混用：{_samples(grouped)}带，{_samples(plain)}不带"
    return Finding(CODE, message, _place(subject, few[0]), Severity.WARNING, hint, at=few[0].cell.path)


def _samples(showings: list[Showing]) -> str:
    texts = [showing.cell.printed for showing in showings]
    return "、".join(texts[:2]) + (f"等 {len(texts)} 个" if len(texts) > 2 else "")


def _place(subject: Subject, showing: Showing) -> Span:
    """The figure itself where it is the file's own, else the tag that quotes it."""
    cell = showing.cell
    own = subject.locality.cells.get(cell.path) is cell and cell.stated is not None
    return cell.span if own else showing.span
