"""Shares told of every part of a list: 优秀12个，占24%；良好30个，占60%；合格8个，占16%. They are of what the parts make together."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.audit.claim import Builder, Certainty, Claim, over
from reportgen.audit.context import STATED, comparable
from reportgen.audit.judge import holds
from reportgen.mention import Mention, Role
from reportgen.relation import Kind
from reportgen.value import replace

_FEWEST, _MOST = 3, 40
_APART = (Role.DELTA, Role.BASE)
_Row = list[tuple[Mention, Mention]]


def of_sums(build: Builder, flow: Sequence[Mention]) -> dict[Mention, Claim]:
    """What each such share should be of the sum; likely where the shares make 100%, or all but one of them are of that sum."""
    found: dict[Mention, Claim] = {}
    for row in _rows(flow):
        if not _FEWEST <= len(row) <= _MOST:
            continue
        claims = [_claim(build, row, *pair) for pair in row]
        held = sum(holds(claim, build.paper) for claim in claims)
        meant = held >= len(row) - 1 or _make_all(row)
        certainty = Certainty.LIKELY if meant else Certainty.IF_HOLDS
        found |= {claim.mentions[0]: replace(claim, certainty=certainty) for claim in claims}
    return found


def _rows(flow: Sequence[Mention]) -> Iterator[_Row]:
    """Parts of one kind with their shares, each right behind the one before, in one sentence."""
    told = [m for m in flow if m.role in (*STATED, *_APART, Role.SHARE)]
    row: _Row = []
    for part, share in pairwise(told):
        if part.role in STATED and share.role is Role.SHARE:
            if row and not _goes_on(row, part, share):
                yield row
                row = []
            row.append((part, share))
        elif part.role is not Role.SHARE or share.role not in STATED:
            yield row
            row = []
    yield row


def _goes_on(row: _Row, part: Mention, share: Mention) -> bool:
    (first, its), (_, last) = row[0], row[-1]
    alike = comparable(part, first) and share.whole in ("", its.whole)
    return alike and part.sentence == last.sentence and "其中" not in part.gap


def _make_all(row: _Row) -> bool:
    """Whether the shares make 100%, as far as they are rounded."""
    allowed = [share.magnitude.interval for _, share in row]
    return sum(i.low for i in allowed) <= 1 <= sum(i.high for i in allowed)


def _claim(build: Builder, row: _Row, part: Mention, share: Mention) -> Claim:
    parts = [figure for figure, _ in row]
    comparison = build.equal(share, over(build.ref(part), build.total(parts)))
    formula = f"占比 = {part.name} ÷ 各项之和"
    return Claim(Kind.SHARE, formula, comparison, (share, *parts), Certainty.IF_HOLDS)
