"""Accounts told from their opening to their closing figure: 年初余额15820万元，消化6740万元，新增320万元，年末余额9400万元."""

from collections.abc import Iterator, Sequence

from reportgen import patterns
from reportgen.audit.claim import Certainty, Claim, equals, sum_of
from reportgen.audit.context import STATED, comparable
from reportgen.mention import Mention, Role
from reportgen.relation import Kind

_OPENING = patterns.compile(r"年初|期初|上年[末底]|去年[末底]|上年结转|总[计量]")
_CLOSING = patterns.compile(
    r"(?:年[末底终]|期末|调整后)[^,，]{0,12}$|(?:结转|结转至)(?:下年|次年)[^,，]{0,4}$"
)
_COME = patterns.compile(r"新增|追加|动用|调入|转入|举借|增加|收到|上级补助")
_GONE = patterns.compile(r"消化|偿还|归还|化解|核销|核减|调减|压减|减少|支出|调出|收回|取消|退出|注销")
_ROLES = (*STATED, Role.DELTA)


def closings(flow: Sequence[Mention]) -> Iterator[Claim]:
    """Each closing figure whose sentence states the opening figure and, in plain words, every change."""
    for index, closing in enumerate(flow):
        if closing.role not in STATED or not _CLOSING.search(closing.tail):
            continue
        told = [m for m in flow[:index] if m.sentence == closing.sentence and m.role in _ROLES]
        openings = [place for place, m in enumerate(told) if _OPENING.search(m.tail)]
        since = told[openings[-1] :] if openings else []
        signs = [1, *(_sign(m) for m in since[1:])]
        if len(since) > 2 and all(signs) and all(comparable(m, closing) for m in since):
            certainty = Certainty.LIKELY if len(set(signs[1:])) == 2 else Certainty.POSSIBLE
            yield equals(Kind.IDENTITY, (closing, *since), sum_of(since, signs), certainty)


def _sign(change: Mention) -> int:
    """+1 for what came, −1 for what went, 0 where the words do not say which, or tell of a part."""
    came, went = _COME.search(change.tail), _GONE.search(change.tail)
    return 0 if "其中" in change.gap else bool(came) - bool(went)
