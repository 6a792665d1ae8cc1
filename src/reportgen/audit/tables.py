"""表格合计与分项不符

## 检查什么
按科目编码（201、20106、2010601）逐级相加；合计、小计、总计行等于其上（或其下）各行之和；每行的合计列等于其余各列之和。表头写明各列是什么的，
每行还核对：送审 = 审定 + 审减，问题 = 整改 + 剩余，审减率、整改率、执行率，两年的增减额、增减率，占合计的比重。
表格被展平成一行一行的文本时，能认出的列才核对。

## 为什么
表是正文的来源，表里错一格，正文处处跟着错。

## 反例
208 社会保障和就业支出 326.72；20805 养老支出 326.72；其下四项之和 326.27

## 正例
其下四项 84.65 + 160.75 + 80.38 + 0.94 = 326.72
"""

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal
from itertools import chain

from reportgen import patterns
from reportgen.audit.claim import Certainty, Choice, Claim, adds_up
from reportgen.audit.columns import along
from reportgen.audit.context import adding_up
from reportgen.audit.grid import Segment
from reportgen.audit.kept import by_rows
from reportgen.audit.paper import Paper
from reportgen.mention import Mention, Role
from reportgen.relation import Kind

CODE = "D168"

_MOST_TOTALS = 4
"""Rows of totals that are tried as the sum of all codes."""
_PART = patterns.compile(r"其中|^[#＃\s]*(?:含|内)|小计|[(（]\d|^\d+[.、．]")
_NUMBERED = patterns.compile(r"(?P<bracket>\(?)[一二三四五六七八九十]+[)、]")
_OFFICES = patterns.compile(r"(?:单位|部门)数量?$")
_MOST_BELOW = 20
"""Rows below another that may be its parts."""
_PERSONS = ("301", "303")


def find(paper: Paper) -> Iterator[Claim | Choice]:
    """Sums of every table."""
    for segments in paper.tables:
        yield from chain(_rows(segments), _coded(segments), along(segments), by_rows(segments))
        for side in sorted({s.side for s in segments}):
            columns = {column for s in segments if s.side == side for column in s.columns}
            yield from _totals([s for s in segments if s.side == side or _is_of_all(s, columns)])


def _is_of_all(total: Segment, columns: Set[int]) -> bool:
    """Whether a total reaches over to the columns of the other side: its row has no label there."""
    return total.is_total and not columns.isdisjoint(total.columns)


def _figures(segment: Segment) -> dict[int, Mention]:
    """Its figures by column; of a flattened line, whose columns are not known, the first (0), the second (1) and the last (-1)."""
    if segment.columns:
        return segment.by_column
    places = (0, 1, -1) if len(segment.numbers) > 2 else (0, -1)[: len(segment.numbers)]
    return {place: segment.numbers[place] for place in places}


def _columns(total: Segment, rows: Sequence[Segment]) -> Iterator[tuple[int, Mention, list[Mention]]]:
    """Each figure of a total, by its column, with what stands in that column of some rows."""
    told = list(map(_figures, rows))
    for column, whole in _figures(total).items():
        yield column, whole, [row[column] for row in told if column in row]


def _sums(total: Segment, rows: Sequence[Segment], certainty: Certainty) -> Iterator[Claim]:
    for column, whole, parts in _columns(total, rows):
        if parts and (len(parts) > 1 or len(rows) == 1):
            sure = certainty if column == 0 or total.columns else Certainty.IF_HOLDS
            yield adds_up(Kind.TABLE_SUM, whole, parts, sure)


def _rows(segments: Sequence[Segment]) -> Iterator[Claim]:
    """合计 = 基本支出 + 项目支出 along a row."""
    rows = [
        s.numbers
        for s in segments
        if len(s.numbers) >= 3 and s.numbers[0].quantity.value and not s.is_summary
    ]
    usual = sum(_adds_up(row[0], row[1:]) for row in rows)
    likely = usual >= 2 and usual * 3 >= len(rows) * 2
    for row in rows:
        if likely or _may_add_up(row[0], row[1:]):
            yield adds_up(Kind.TABLE_SUM, row[0], row[1:], Certainty.LIKELY if likely else Certainty.IF_HOLDS)


def _adds_up(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether parts and whole agree to about the last digit written."""
    most = Decimal(len(parts)).scaleb(-whole.quantity.decimals)
    return whole.unit == parts[0].unit and _gap(whole, parts) <= most


def _may_add_up(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a sum can hold: all is of one dimension and, where all is plainly said in one unit, right to about the last digit."""
    figures = (whole, *parts)
    if len({m.quantity.unit.dimension for m in figures if m.unit}) > 1:
        return False
    if len({m.unit for m in figures}) > 1 or not all(m.firm for m in figures):
        return True
    coarsest = min(m.quantity.decimals for m in figures)
    return _gap(whole, parts) <= Decimal(len(parts) + 1).scaleb(-coarsest)


def _gap(whole: Mention, parts: Sequence[Mention]) -> Decimal:
    return abs(whole.quantity.value - sum((p.quantity.value for p in parts), Decimal(0)))


def _coded(segments: Sequence[Segment]) -> Iterator[Claim]:
    """A code's figure is the sum of those one level below it."""
    by_code: dict[str, Segment] = {}
    children: dict[str, list[Segment]] = {}
    for segment in segments:
        if segment.code and segment.code not in by_code:
            by_code[segment.code] = segment
            children.setdefault(_above(segment.code), []).append(segment)
    for code, below in children.items():
        parent = by_code.get(code)
        if parent is not None and parent.numbers:
            yield from _sums(parent, below, Certainty.LIKELY)
    top = [s for s in children.get("", []) if s.numbers]
    grand = [s for s in segments if not s.code and s.numbers and s.is_total]
    if len(top) >= 2:
        for total in grand[:_MOST_TOTALS]:
            yield from _of_codes(total, top)


def _of_codes(total: Segment, top: Sequence[Segment]) -> Iterator[Claim]:
    """A total over all codes; 人员经费合计 over 301 and 303, 公用经费合计 over the others (部门预算支出经济分类)."""
    persons = [s for s in top if s.code in _PERSONS]
    others = [s for s in top if s not in persons]
    known = {"人员经费": persons, "公用经费": others}.get(total.label[:4])
    certainty = Certainty.POSSIBLE if known is None else Certainty.LIKELY
    yield from _sums(total, top if known is None else known, certainty)


def _above(code: str) -> str:
    return code[:-2] if len(code) > 3 else ""


def _totals(side: Sequence[Segment]) -> Iterator[Choice]:
    """A row of totals: the rows above it up to the total before, with or without that total; or the rows below it."""
    plain = [s for s in side if not s.code and not s.is_summary]
    for index, total in enumerate(plain):
        if not total.numbers or not total.is_total:
            continue
        above = [s for s in plain[:index] if s.numbers]
        last = next((i for i in range(len(above) - 1, -1, -1) if above[i].is_total), None)
        below = [s for s in plain[index + 1 :] if s.numbers and not s.is_total]
        fresh = below if not above else above if last is None else above[last + 1 :]
        with_last = [] if last is None else above[last:]
        lists = (fresh, with_last, below, [s for s in above if not s.is_total], with_last[:2])
        sure = _additive(total, fresh if last is None else [], alone=bool(above))
        readings: dict[int, list[Claim]] = {}
        for rows in lists:
            for column, whole, parts in _columns(total, rows):
                if whole.role is Role.LEVEL and len(parts) > 1:
                    likely = sure and rows is fresh and not _is_told_once(whole, parts)
                    certainty = Certainty.LIKELY if likely else Certainty.POSSIBLE
                    claim = adds_up(Kind.TABLE_SUM, whole, parts, certainty)
                    readings.setdefault(column, []).append(claim)
        yield from (Choice((*found, *_by_levels(found))) for found in readings.values())


def _is_told_once(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a total may be less than its rows: offices that stand in several of them are counted once."""
    added_up = sum(part.magnitude.point for part in parts)
    return bool(_OFFICES.search(whole.label)) and whole.magnitude.point < added_up


def _by_levels(readings: Sequence[Claim]) -> list[Claim]:
    """Where no list adds up: the list nearest the total without the rows that a row of it sums."""
    lists = [(whole, parts) for whole, *parts in (reading.mentions for reading in readings)]
    if any(_adds_up(whole, parts) for whole, parts in lists):
        return []
    whole, parts = lists[0]
    outer = _outermost(parts)
    return [adds_up(Kind.TABLE_SUM, whole, outer, Certainty.IF_HOLDS)] if 2 <= len(outer) < len(parts) else []


def _outermost(parts: Sequence[Mention]) -> list[Mention]:
    """The figures without those right behind the one that they add up to: the rows of 一、 and 二、 without those of （一）."""
    kept: list[Mention] = []
    index = 0
    while index < len(parts):
        kept.append(parts[index])
        index += 1 + adding_up(parts[index], parts[index + 1 : index + 1 + _MOST_BELOW])
    return kept


def _additive(total: Segment, rows: Sequence[Segment], alone: bool) -> bool:
    """Whether the rows above a table's only total, or below its first, are its parts: its columns are known, no row is part of another,
    and the sum fails in one column at most, which may be the only one if they are `alone` above it."""
    if not total.columns or len(rows) < 2 or any(_PART.search(row.label) for row in rows):
        return False
    told = [(w, parts) for _, w, parts in _columns(total, rows) if w.role is Role.LEVEL and parts]
    wrong = sum(not _adds_up(whole, parts) for whole, parts in told)
    return wrong <= 1 and (len(told) > 1 or (alone and len({_level(row) for row in rows}) == 1))


def _level(row: Segment) -> str | None:
    """How the label of a row is numbered: （一） below 一、, or not at all."""
    numbered = _NUMBERED.match(row.label)
    return numbered["bracket"] if numbered else None
