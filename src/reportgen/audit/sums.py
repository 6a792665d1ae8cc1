"""A figure as the sum of others: the claim, and the figures that those around them add up to."""

import re
from collections.abc import Iterator, Sequence

from reportgen import patterns
from reportgen.audit.claim import Certainty, Choice, Claim, equals, sum_of
from reportgen.audit.context import adding_up, between, comparable, is_money, together
from reportgen.audit.words import LOSS, SUMMED
from reportgen.mention import Mention, Role
from reportgen.relation import Kind

_ANNOUNCED = patterns.compile(rf"(?:{SUMMED}|总量|[两三四五]年累计)(?:为|达)?\s*$")
WHOLE = patterns.compile(rf"{SUMMED}|总额|总量|总数|总收入|总支出|结余|收入总|支出总")
_SIDE = patterns.compile("收入|支出")
_TOTALLED = patterns.compile(rf"[,，;；]\s*[^,，;；。、:\d]{{0,4}}?(?:{SUMMED}|共)[为达有]?\s*")
_JOINED = patterns.compile(r"\s*[、和及与][^,，;；。:\d]{0,24}")
_COMPLEMENTS = tuple(
    patterns.compile(r"^[^+]*" + r"[^+]*\+[^+]*".join(names) + r"[^+]*$")
    for names in (
        ("(?<!非)税收", "非税"), ("一般债", "专项债"), ("基本支出", "项目支出"), ("人员经费", "公用经费"), ("货物", "工程", "服务"),
        ("出国", "公务用车", "接待"), ("购置", "运行"), ("本级", r"[县区](?:（市、区）|市区|级)"), ("审定", "审减"), ("审减", "审定"),
        ("新增", "再融资"), ("返还", "一般性转移支付", "专项转移支付"), ("税务", "财政"), ("续建", "新建"), ("新建", "续建"),
        ("行政", "事业"), ("已完", "未完"), ("中央", "省", "[市县]"), ("国内", "[国境]外"),
    )
)  # fmt: skip
_MOST_COMPLEMENTS = 3


def sum_claim(
    whole: Mention,
    parts: Sequence[Mention],
    certainty: Certainty,
    trials: int = 1,
    nearest: bool = True,
) -> Claim:
    """That a figure is the sum of others; likely if they are known to go together (税收与非税). A loss among them is taken
    off."""
    names = "+".join(m.label or m.subject for m in parts)
    few = len(parts) <= _MOST_COMPLEMENTS
    if nearest and few and any(pattern.search(names) for pattern in _COMPLEMENTS):
        certainty = max(certainty, Certainty.LIKELY)
    kind = Kind.IDENTITY if WHOLE.search(whole.label) or re.search(r"税收.*\+.*非税", names) else Kind.SUM
    signs = [
        -1 if is_money(m) and LOSS.search(m.label) and not LOSS.search(whole.label) else 1 for m in parts
    ]
    return equals(kind, (whole, *parts), sum_of(parts, signs), certainty, trials=trials)


def runs(flow: Sequence[Mention]) -> Iterator[Claim | Choice]:
    """Totals of the figures right before or right behind them: any that add up exactly and, if the words announce a total (加上…，总计…),
    one that does not."""
    money = [m for m in flow if m.role is Role.LEVEL and not m.words]
    for index, whole in enumerate(money):
        announced = bool(_ANNOUNCED.search(whole.tail))
        before, after = money[max(0, index - 24) : index], money[index + 1 : index + 61]
        same = [m for m in before if whole.sentence - m.sentence <= 2 and comparable(m, whole)][-12:]
        row = _row(whole, same, announced)
        if _digits(whole) < 4 and not announced and not row:
            continue
        ahead = [m for m in after if m.sentence - whole.sentence <= 1 and comparable(m, whole)][:30]
        backwards, forwards = adding_up(whole, same[::-1]), adding_up(whole, ahead)
        found = same[-backwards:] if backwards else ahead[:forwards]
        readings = [sum_claim(whole, found, Certainty.POSSIBLE)] if found and (backwards or forwards) else []
        readings += [sum_claim(whole, row, Certainty.LIKELY)] if row else []
        if readings:
            yield Choice(tuple(readings))
        if same and announced and not backwards and not row:
            yield from _summed_up(whole, same)


def _summed_up(whole: Mention, same: Sequence[Mention]) -> Iterator[Choice]:
    """A…，加上 B、C…，总计 T: from 加 on, with the figure the paragraph or the sentence is about; 本金 A、利息 B，共计 T."""
    own = [m for m in same if m.sentence == whole.sentence]
    plus = next((i for i, m in enumerate(own) if re.search(r"(?:^|[,，;；。])\s*再?加上?", m.gap)), None)
    lists = [own]
    if plus is not None:
        heads = dict.fromkeys((same[0], own[0], *own[:plus], *same[-len(own) - 1 :][:1]))
        lists = [[head, *own[plus:]] for head in heads if head not in own[plus:]]
    readings = [
        sum_claim(whole, parts, Certainty.POSSIBLE, trials=len(lists)) for parts in lists if len(parts) > 1
    ]
    yield Choice(tuple(readings))


def _row(whole: Mention, same: Sequence[Mention], announced: bool) -> Sequence[Mention]:
    """The figures that a total must be of: those that 、 joins right before it (差旅费3万元、会议费5万元，合计8万元), unless one of the
    same segment may belong to them, or the only two told (12个乡镇，3个街道，合计15个)."""
    apart = [place for place, gap in enumerate(between(same), 1) if not _JOINED.fullmatch(gap)]
    start = max(apart, default=0)
    joined = len(same) > 1 and _TOTALLED.fullmatch(whole.text[same[-1].end : whole.start])
    if joined and len(same) - start > 1 and not (start and together(same[start - 1], same[start])):
        row = same[start:]
    else:
        row = same if announced and len(same) == 2 and same[0].sentence == whole.sentence else []
    return row if row and _may_add_up(whole, row) else []


def _may_add_up(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a figure can be the sum of others but for a slip: 12个乡镇，3个街道，共计180个村 and 新增3户，退出5户，共计120户 are none."""
    alike = is_money(whole) or not whole.counted or {m.counted for m in parts} == {whole.counted}
    other = {"收入": "支出", "支出": "收入"}.get(next(iter(_SIDE.findall(whole.label)), ""))
    of_other = other and any(other in m.label for m in parts)
    total = sum(part.magnitude.point for part in parts)
    near = total <= 2 * whole.magnitude.point <= 4 * total
    apart = whole.text.startswith("(", whole.end) or any("其中" in m.gap for m in (*parts[1:], whole))
    return alike and not of_other and near and not apart


def _digits(mention: Mention) -> int:
    """How many digits are written, trailing zeros too: 318.0 has four."""
    return len(str(abs(int(mention.quantity.value.scaleb(mention.quantity.decimals)))))
