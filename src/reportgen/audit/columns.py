"""Relations along the rows of a table whose head names its columns: 送审 = 审定 + 审减, 执行率 = 执行 ÷ 预算, 增减额, 占比.

A head says little, so a relation is assumed only if each of its words names exactly one column, and is likely only if at least as many
rows keep it as break it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from reportgen import patterns
from reportgen.audit.claim import Certainty, Claim, equals, minus, number, over, plus
from reportgen.audit.grid import COUNTED, Segment
from reportgen.audit.judge import holds
from reportgen.audit.words import CUT, DONE, FOUND, FULL_SCORE, LEFT, SETTLED, SUBMITTED
from reportgen.formula import Expr
from reportgen.mention import Mention
from reportgen.mention.roles import is_budget, is_completion
from reportgen.relation import Kind
from reportgen.value import Value, replace

_MOST_ASKED = 50
"""Rows that tell whether a relation is meant."""
_RATE = patterns.compile(r"[率幅]|占比|比[重例]|进度|增速|%$")
_SHARE = patterns.compile(r"占比$|比重$|比例$")
_SPENT = patterns.compile(r"执行|完成|支出|决算")
_CHANGE = patterns.compile(r"(?:增减|增长|增加)(?:额|数|金额|变化|情况)?$")
_CHANGE_RATE = patterns.compile(r"(?:增减|增长|增加)(?:变化)?(?:率|幅度?|比例|%)$|增[幅速]$")
_YEAR = patterns.compile(r"(?P<year>20\d\d)年|(?P<before>上年|去年)|本年|今年|当年")


class _Form(Value, frozen=True):
    """How the figure of one column comes of two others; `ratio` when it is a percentage."""

    kind: Kind
    made: Callable[[Mention, Mention], Expr]
    ratio: bool = False


_SUM = _Form(Kind.IDENTITY, plus)
_DIFFERENCE = _Form(Kind.IDENTITY, minus)
_RATIO = _Form(Kind.RATIO, over, ratio=True)
_GROWTH = _Form(
    Kind.GROWTH,
    lambda now, before: minus(over(now, before), number(1, now.span)),
    ratio=True,
)


class _Rule(Value, frozen=True):
    """What three columns are to each other: the first is what `form` makes of the others."""

    form: _Form
    columns: tuple[int, int, int]


def along(segments: Sequence[Segment]) -> Iterator[Claim]:
    """The relations of every row, and of its share of the total."""
    rows = [s for s in segments if s.columns and not s.is_summary]
    heads = {column: head for row in rows for column, head in zip(row.columns, row.heads, strict=True)}
    for _, rules in groupby(_rules(heads), key=lambda rule: (rule.form.kind, rule.columns[0])):
        told = [_claims(rule, rows) for rule in rules]
        yield from _meant(told[0] if len(told) == 1 else max(told, key=lambda c: _held(c)))
    yield from _meant(_shares(rows, heads))


def _claims(rule: _Rule, rows: Sequence[Segment]) -> list[Claim]:
    return [claim for row in _complete(rows, rule) if (claim := _of_row(rule, row))]


def _meant(claims: Sequence[Claim]) -> list[Claim]:
    """The claims: likely where at least as many hold as fail."""
    meant = _held(claims) * 2 >= len(claims[:_MOST_ASKED])
    return [replace(c, certainty=Certainty.LIKELY if meant else Certainty.IF_HOLDS) for c in claims]


def _held(claims: Sequence[Claim]) -> int:
    return sum(holds(claim) for claim in claims[:_MOST_ASKED])


def _complete(rows: Sequence[Segment], rule: _Rule) -> list[list[Mention]]:
    """The figures that a rule is about, of each row that has them all. Rows of totals are left out if some row lacks one of the figures:
    then the totals are not of the same rows."""
    told = [(row, row.by_column) for row in rows]
    gaps = any(len(figures.keys() & rule.columns[1:]) == 1 for _, figures in told)
    return [
        [figures[column] for column in rule.columns]
        for row, figures in told
        if figures.keys() >= set(rule.columns) and not (gaps and row.is_total)
    ]


def _of_row(rule: _Rule, row: Sequence[Mention]) -> Claim | None:
    result, one, other = row
    form = rule.form
    if one.unit != other.unit or result.unit != ("%" if form.ratio else one.unit):
        return None
    if other.quantity.value <= 0 if form.ratio else not any(m.quantity.value for m in row):
        return None
    return equals(form.kind, (result, one, other), form.made(one, other), Certainty.IF_HOLDS)


def _rules(heads: Mapping[int, str]) -> Iterator[_Rule]:
    """The relations that the heads tell."""
    told = _Heads(heads)
    for rules in (_of_review, _of_mending, _of_budgets, _of_scores, _of_years):
        yield from rules(told)


class _Heads:
    """The heads of the columns, by column; those of rates and those of other figures are asked for apart."""

    def __init__(self, heads: Mapping[int, str]) -> None:
        self.by_column = heads

    def every(self, named: Callable[[str], object], *, rate: bool = False) -> list[int]:
        found = self.by_column.items()
        return [column for column, head in found if bool(_RATE.search(head)) is rate and named(head)]

    def only(self, named: Callable[[str], object], *, rate: bool = False) -> int | None:
        found = self.every(named, rate=rate)
        return found[0] if len(found) == 1 else None


def _rule(form: _Form, result: int | None, one: int | None, other: int | None) -> Iterator[_Rule]:
    if result is not None and one is not None and other is not None:
        yield _Rule(form, (result, one, other))


def _of_review(heads: _Heads) -> Iterator[_Rule]:
    """送审, 审减, 审定 and 审减率."""
    cut = heads.only(lambda h: CUT.search(h) and "后" not in h and not COUNTED.search(h))
    settled = heads.only(lambda h: SETTLED.search(h) and not COUNTED.search(h))
    submitted = heads.only(
        lambda h: SUBMITTED.search(h) and not (CUT.search(h) or SETTLED.search(h) or COUNTED.search(h))
    )
    if not any("增" in head for head in heads.by_column.values()):  # 核增: 送审 is then not 审定 + 审减
        yield from _rule(_SUM, submitted, settled, cut)
    yield from _rule(_RATIO, heads.only(CUT.search, rate=True), cut, submitted)


def _of_mending(heads: _Heads) -> Iterator[_Rule]:
    """What was found, mended and is left."""
    left = heads.only(LEFT.search)
    done = heads.only(lambda h: DONE.search(h) and not LEFT.search(h))
    found = heads.only(lambda h: FOUND.search(h) and not DONE.search(h) and not LEFT.search(h))
    yield from _rule(_SUM, found, done, left)
    yield from _rule(_RATIO, heads.only(DONE.search, rate=True), done, found)


def _of_budgets(heads: _Heads) -> Iterator[_Rule]:
    """预算, what was spent, and 执行率; of two budgets the rates tell which they are of."""
    spent = heads.only(lambda h: _SPENT.search(h) and not is_budget(h))
    carried_out = heads.only(lambda h: is_completion(h.rstrip("%")) and not DONE.search(h), rate=True)
    for budget in heads.every(is_budget):
        yield from _rule(_RATIO, carried_out, spent, budget)


def _of_scores(heads: _Heads) -> Iterator[_Rule]:
    """得分, 满分 and 得分率."""
    scored = heads.only(lambda h: "得分" in h and not FULL_SCORE.search(h))
    full = heads.only(FULL_SCORE.search)
    yield from _rule(_RATIO, heads.only(lambda h: "得分" in h, rate=True), scored, full)


def _of_years(heads: _Heads) -> Iterator[_Rule]:
    """Two years, and the change between them."""
    before, now = _years(heads.by_column)
    yield from _rule(_DIFFERENCE, heads.only(_CHANGE.search), now, before)
    yield from _rule(_GROWTH, heads.only(_CHANGE_RATE.search, rate=True), now, before)


def _years(heads: Mapping[int, str]) -> tuple[int | None, int | None]:
    """The columns of the year before and of the year, where only these two tell of a year, and the same of each."""
    amounts = {c: h for c, h in heads.items() if not _RATE.search(h) and not _CHANGE.search(h)}
    dated = {c: year for c, head in amounts.items() if (year := _YEAR.search(head))}
    if len(dated) != 2 or len({_YEAR.sub("", amounts[c]) for c in dated}) != 1:
        return None, None
    one, other = sorted(dated, key=lambda c: "" if dated[c]["before"] else dated[c]["year"] or "当年")
    return (one, other) if dated[one][0] != dated[other][0] else (None, None)


def _shares(rows: Sequence[Segment], heads: Mapping[int, str]) -> list[Claim]:
    """Each row's share of the one total whose share is 100%, where but one column is told beside the shares."""
    shares = [c for c, head in heads.items() if _SHARE.search(head)]
    amounts = [c for c in heads if c not in shares]
    if len(shares) != 1 or len(amounts) != 1:
        return []
    told = [(row, row.by_column) for row in rows if len(row.columns) == 2]
    pairs = [(row, figures[shares[0]], figures[amounts[0]]) for row, figures in told]
    pairs = [(row, share, amount) for row, share, amount in pairs if share.unit == "%"]
    totals = [amount for row, share, amount in pairs if row.is_total and share.quantity.value == 100]
    if len(totals) != 1 or not totals[0].quantity.value:
        return []
    (total,) = totals
    return [
        equals(Kind.SHARE, (share, amount, total), over(amount, total), Certainty.IF_HOLDS)
        for row, share, amount in pairs
        if not row.is_total
    ]  # fmt: skip
