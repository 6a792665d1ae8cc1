"""各项占比之和不是 100%

## 检查什么
同一总数的各分项都写了占比，且各分项之和等于总数时，占比之和应为100%（按各自写出的位数允许尾差）。

## 为什么
占比单独看都像对的，加起来才露出是哪一个抄错。

## 反例
占71.73%；占11.11%；占2.07%；占15.16%。（合计100.07%）

## 正例
占71.65%；占11.11%；占2.07%；占15.16%。
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from reportgen import patterns
from reportgen.audit.claim import Certainty, Claim, sum_of
from reportgen.audit.paper import Paper
from reportgen.audit.words import REST
from reportgen.formula import Comparison, Number
from reportgen.mention import Mention, Role
from reportgen.quantity import RATIO, Magnitude
from reportgen.relation import Kind

CODE = "D104"

_NEAR = Decimal("0.03")
_REST = patterns.compile(rf"[，,；;]?\s*(?:{REST})[^,，]{{0,6}}占")


def find(paper: Paper) -> Iterator[Claim]:
    """Runs of shares of one sentence that come near to 100%."""
    for _, flow in paper.flows:
        for run in _runs(flow):
            total = sum((m.quantity.value for m in run), Decimal(0))
            if len(run) >= 2 and (abs(total / 100 - 1) <= _NEAR or _ends_in_rest(run)):
                yield _claim(run, flow)


def _ends_in_rest(run: Sequence[Mention]) -> bool:
    """教育类占28.4%，卫生类占21.7%，其余占49.9%: the last is of all that is left."""
    return len(run) > 2 and bool(_REST.match(run[-1].tail)) and not any("其中" in m.gap for m in run[1:])


def _runs(flow: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """The shares of each sentence, those of one named whole together; all of them where they make up 100% only so."""
    shares = [mention for mention in flow if mention.role is Role.SHARE]
    for _, told in groupby(shares, attrgetter("sentence")):
        alike: dict[str, list[Mention]] = {}
        for share in (run := list(told)):
            alike.setdefault(share.whole, []).append(share)
        several = max(map(len, alike.values())) > 1
        yield from [run] if several and _make_up_all(run) else alike.values()


def _make_up_all(shares: Sequence[Mention]) -> bool:
    intervals = [share.magnitude.interval for share in shares]
    return sum(i.low for i in intervals) <= 1 <= sum(i.high for i in intervals)


def _claim(run: Sequence[Mention], flow: Sequence[Mention]) -> Claim:
    """Likely where every part of the list has its share, so that nothing else can fill the rest; possible where one has none."""
    first = next((m for m in reversed(flow) if m.end <= run[0].start and m.role is Role.LEVEL), run[0])
    parts = [m for m in flow if m.role is Role.LEVEL and first.start <= m.start < run[-1].start]
    certainty = Certainty.LIKELY if len(parts) == len(run) or _ends_in_rest(run) else Certainty.POSSIBLE
    span = run[0].span
    whole = Number(Magnitude.exactly(1, RATIO), "100%", span)
    comparison = Comparison("=", sum_of(run), whole, span)
    return Claim(Kind.SHARE_SUM, comparison, tuple(run), certainty, words="各项占比之和 = 100%")
