"""Relations inferred from the rows of a table, whatever its head says: if 优良率 = (优 + 良) ÷ 项目数 in all rows but one, that row is
wrong."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from reportgen.audit.claim import Certainty, Claim, adds_up, equals, over, sum_of
from reportgen.audit.grid import Segment
from reportgen.mention import Mention
from reportgen.relation import Kind
from reportgen.value import Value

_Row = Mapping[int, Mention]
_ASKED, _WIDEST = 50, 10
"""Rows that are asked, and columns of a table, at most."""
_DIGITS = 8
"""Digits of results that must come out before it is no accident."""


class _Rule(Value, frozen=True):
    """A column that is the sum of others, or what that is of one more (`bottom`)."""

    result: int
    parts: tuple[int, ...]
    bottom: int | None

    @property
    def columns(self) -> tuple[int, ...]:
        return (self.result, *self.parts, *([] if self.bottom is None else [self.bottom]))


def by_rows(segments: Sequence[Segment]) -> Iterator[Claim]:
    """What each column is of the others, if at most one row differs."""
    rows = [s.by_column for s in segments[:_ASKED] if s.columns and not s.is_summary]
    columns = sorted({column for row in rows for column in row})
    if len(rows) < 3 or len(columns) > _WIDEST:
        return
    rates = {c for c in columns if all(row[c].unit == "%" for row in rows if c in row)}
    for result in columns:
        rules = _of_rate(result, columns, rates) if result in rates else _of_sum(result, columns, rates)
        weighed = [(weight, rule) for rule in rules if (weight := _weight(rule, rows)) >= _DIGITS]
        if weighed:
            _, rule = max(weighed, key=lambda pair: pair[0])
            yield from (_claim(rule, row) for row in rows if _told(rule, row))


def _of_rate(result: int, columns: Sequence[int], rates: set[int]) -> Iterator[_Rule]:
    amounts = [c for c in columns if c not in rates]
    for parts in [*((c,) for c in amounts), *pairwise(amounts)]:
        yield from (_Rule(result, parts, bottom) for bottom in amounts if bottom not in parts)


def _of_sum(result: int, columns: Sequence[int], rates: set[int]) -> Iterator[_Rule]:
    """The columns right before it, or right behind it, are its parts."""
    amounts = [c for c in columns if c not in rates]
    place = amounts.index(result)
    for count in range(2, len(amounts)):
        for parts in (amounts[place + 1 : place + 1 + count], amounts[max(0, place - count) : place]):
            if len(parts) == count:
                yield _Rule(result, tuple(parts), None)


def _told(rule: _Rule, row: _Row) -> bool:
    if not all(column in row for column in rule.columns):
        return False
    amounts = [row[c] for c in rule.columns[rule.bottom is not None :]]
    alike = len({m.quantity.unit.dimension for m in amounts}) == 1
    return alike and (rule.bottom is None or row[rule.bottom].quantity.value > 0)


def _weight(rule: _Rule, rows: Sequence[_Row]) -> int:
    """How many digits of the results come out; 0 when they do not in more than one row."""
    wrong = digits = 0
    for row in rows:
        if not _told(rule, row):
            continue
        if not _comes_out(rule, row):
            wrong += 1
            if wrong > 1:
                return 0
        elif not _is_whole(rule, row):
            digits += len(row[rule.result].quantity.value.as_tuple().digits)
    return digits


def _is_whole(rule: _Rule, row: _Row) -> bool:
    """Whether a row that comes out proves nothing: only one of its parts is not nought, or its rate is 0 or 100%."""
    if rule.bottom is not None:
        return row[rule.result].quantity.value in (0, 100)
    return sum(row[c].quantity.value != 0 for c in rule.parts) < 2


def _comes_out(rule: _Rule, row: _Row) -> bool:
    result, parts = row[rule.result].magnitude, [row[c].magnitude for c in rule.parts]
    total = sum((part.point for part in parts), Decimal(0))
    if rule.bottom is not None:
        quotient = total / row[rule.bottom].magnitude.point
        return result.interval.low <= quotient <= result.interval.high
    slack = sum(m.interval.high - m.point for m in (result, *parts))
    return abs(total - result.point) <= slack


def _claim(rule: _Rule, row: _Row) -> Claim:
    result, parts = row[rule.result], [row[c] for c in rule.parts]
    if rule.bottom is None:
        return adds_up(Kind.TABLE_SUM, result, parts, Certainty.LIKELY)
    bottom = row[rule.bottom]
    return equals(Kind.RATIO, (result, *parts, bottom), over(sum_of(parts), bottom), Certainty.LIKELY)
