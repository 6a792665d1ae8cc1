"""Shares told for every part of a list: 优秀12个，占24%；良好30个，占60%；合格8个，占16%. They are shares of the sum of the parts."""

from collections.abc import Iterator, Sequence

from reportgen import patterns
from reportgen.audit.claim import Certainty, Claim, equals, over, sum_of
from reportgen.audit.context import STATED, comparable
from reportgen.audit.judge import holds
from reportgen.audit.words import SUMMED
from reportgen.mention import Mention, Role
from reportgen.relation import Kind
from reportgen.value import replace

_SUMMED = patterns.compile(SUMMED)
_FEWEST, _MOST = 3, 40
_WHOLES = 3
"""Figures before a row that are tried as what its shares are of."""
_APART = (Role.DELTA, Role.BASE)
_Row = list[tuple[Mention, Mention]]


def of_sums(flow: Sequence[Mention]) -> dict[Mention, Claim]:
    """For each such share, that it is its part of the sum of the parts, or of one figure before them all; likely if the shares make 100%,
    or all but one of these claims hold."""
    found: dict[Mention, Claim] = {}
    for columns in (*_rows(flow), *_in_order(flow)):
        row = columns[0]
        fewest = 2 if row and "分别" in row[0][1].gap else _FEWEST
        if not fewest <= len(row) <= _MOST:
            continue
        told = (_claims(column, whole) for column in columns for whole in _wholes(flow, column))
        claims, held = max(told, key=lambda pair: pair[1])
        meant = held >= len(row) - 1 or (len(columns) == 1 and _make_all(row))
        certainty = Certainty.LIKELY if meant else Certainty.IF_HOLDS
        found |= {claim.mentions[0]: replace(claim, certainty=certainty) for claim in claims}
    return found


def _rows(flow: Sequence[Mention]) -> Iterator[list[_Row]]:
    """Parts of one kind, each with its share right behind it, in one sentence; if two figures are told of each (12个，3亿元，占24%), the
    shares may be of either."""
    told = [m for m in flow if m.role in (*STATED, *_APART, Role.SHARE)]
    row: _Row = []
    others: _Row = []
    for other, part, share in zip([None, *told], told, told[1:], strict=False):
        if part.role in STATED and share.role is Role.SHARE and "分别" not in share.tail:
            if row and not _goes_on(row, part, share):
                yield _columns(row, others)
                row, others = [], []
            row.append((part, share))
            if other and other.role in STATED and other.start > (row[-2][1].start if len(row) > 1 else -1):
                others.append((other, share))
        elif {part.role, share.role} & set(_APART):
            yield _columns(row, others)
            row, others = [], []
    yield _columns(row, others)


def _columns(row: _Row, others: _Row) -> list[_Row]:
    alike = all(comparable(part, others[0][0]) and part.sentence == share.sentence for part, share in others)
    return [row, others] if others and len(others) == len(row) and alike else [row]


def _in_order(flow: Sequence[Mention]) -> Iterator[list[_Row]]:
    """Parts of one kind and, behind the last, their shares: 12个、8个、6个，分别占46.2%、30.8%、23.1%."""
    told = ((place, m) for place, m in enumerate(flow) if m.role is Role.SHARE and "分别" in m.gap)
    for place, first in told:
        count = len([m for m in flow[place:] if m.role is Role.SHARE and m.tail is first.tail])
        end = place - bool(place and _SUMMED.search(flow[place - 1].tail))
        parts = flow[max(0, end - count) : end]
        if len(parts) == count and all(m.role in STATED and comparable(m, parts[0]) for m in parts):
            yield [list(zip(parts, flow[place : place + count], strict=True))]


def _wholes(flow: Sequence[Mention], row: _Row) -> list[list[Mention]]:
    """What the shares of a row may be of: all its parts, or one figure before them."""
    (first, _) = row[0]
    earlier = [m for m in flow if m.start < first.start and m.role in STATED and comparable(m, first)]
    near = [m for m in earlier if m.sentence >= first.sentence - 1 and m.quantity.value]
    return [[part for part, _ in row], *([whole] for whole in near[-_WHOLES:])]


def _goes_on(row: _Row, part: Mention, share: Mention) -> bool:
    (first, its), (_, last) = row[0], row[-1]
    alike = comparable(part, first) and share.whole in ("", its.whole)
    return alike and part.sentence == last.sentence and "其中" not in part.gap


def _make_all(row: _Row) -> bool:
    """Whether the shares make 100%, as far as they are rounded."""
    allowed = [share.magnitude.interval for _, share in row]
    return sum(i.low for i in allowed) <= 1 <= sum(i.high for i in allowed)


def _claims(row: _Row, wholes: Sequence[Mention]) -> tuple[list[Claim], int]:
    """What the shares of a row are of figures together, and how many of them are."""
    claims = [_claim(part, share, wholes) for part, share in row]
    return claims, sum(map(holds, claims))


def _claim(part: Mention, share: Mention, wholes: Sequence[Mention]) -> Claim:
    words = f"占比 = {part.name} ÷ {'各项之和' if len(wholes) > 1 else wholes[0].name}"
    figures = tuple(dict.fromkeys((share, part, *wholes)))
    return equals(Kind.SHARE, figures, over(part, sum_of(wholes)), Certainty.IF_HOLDS, words=words)
