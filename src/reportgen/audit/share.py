"""占比与分子、分母不符

## 检查什么
“税收收入1249407万元，占一般公共预算收入的比重为72.9%”“其中：基本支出2336.91万元，占79.49%”：
分项 ÷ 总数应等于所写的占比。分母有名称的，按名称在
本节里找；没有名称的，取“其中”之前的总数。各项都写了占比的，也与各项之和核对；“税收占比”以一般公共预算收入为总数。

## 为什么
占比最常沿用上年旧数，或被手误改掉一位。

## 反例
支出2940.05万元，其中：一般公共服务支出2106.66万元，占71.73%。

## 正例
支出2940.05万元，其中：一般公共服务支出2106.66万元，占71.65%。
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from reportgen import patterns
from reportgen.audit import share_row
from reportgen.audit.claim import Certainty, Choice, Claim, equals, over
from reportgen.audit.context import STATED, akin, alike, comparable, in_turn, meaning, same_dimension
from reportgen.audit.paper import Paper, Paragraph
from reportgen.mention import Mention, Role
from reportgen.mention.roles import OF_ONE, SHARED
from reportgen.relation import Kind

CODE = "D162"

_OPENS = patterns.compile(
    r"其中|主要(?:用于|包括|是|为|项目|支出)|分别|包括|具体|结构|构成|如下|分[^,，。]{0,8}[看为]|[:：]\s*$|涉及"
)
_ANY = ("支出", "收入", "资金", "项目")
"""Names that any account may have."""
_REVENUE = patterns.compile(r"(?:非税|税收)(?:收入)?")
_BUDGET_REVENUE = "一般公共预算收入"
"""What 税收占比 is of, though it does not say so."""
_ACCOUNT = patterns.compile(r"总|全|共|财政|基金|资本|部门|单位|年")
"""What a whole may be called more fully: 一般公共预算支出 is 总支出, 项目支出 is not."""
_OF_CHANGE = patterns.compile(r"增[支收加减]额")
_MOST_AROUND = 150
"""Figures before a part that are asked whether it is a part of them."""


def find(paper: Paper) -> Iterator[Claim | Choice]:
    """Share claims: a percentage said to be of a whole."""
    for paragraph, flow in paper.flows:
        of_sums = share_row.of_sums(flow)
        for share, earlier in in_turn(flow):
            if share.role is not Role.SHARE or not share.firm:
                continue
            if "分别" in share.tail:
                if share in of_sums:
                    yield of_sums[share]
            elif earlier and "的" in share.gap and "占" not in share.gap:
                yield from _of_figure(earlier[-2:], share)
            else:
                yield from _share(paragraph, earlier, share, of_sums.get(share))


def _of_figure(before: Sequence[Mention], share: Mention) -> Iterator[Claim]:
    """占全部项目500个的30%: the figure right before a share is its whole, the one before that its part."""
    part, whole = before[0], before[-1]
    named = OF_ONE.match(whole.tail.strip())
    stated = part.role in STATED and part.sentence == share.sentence == whole.sentence
    if stated and named and part is not whole and comparable(part, whole) and whole.quantity.value:
        yield _claim(part, whole, share, Certainty.CERTAIN)


def _share(
    paragraph: Paragraph, earlier: Sequence[Mention], share: Mention, of_sum: Claim | None
) -> Iterator[Choice]:
    part = _part(earlier, share)
    if part is None:
        return
    shares = _shares(earlier)
    siblings = {figure for figure, of in shares.items() if of.whole == share.whole}
    sure, maybe = _wholes(paragraph, part, share, siblings)
    readings = [_claim(part, whole, share, Certainty.CERTAIN) for whole in sure]
    readings += [_beside(part, share, w, shares[w]) for w in sure if w in shares and not share.whole]
    only = (
        [] if sure else _of_that_name([m for m in maybe if m.magnitude.point >= part.magnitude.point], share)
    )
    readings += [_claim(part, w, share, Certainty.LIKELY, len(maybe)) for w in only]
    readings += [_claim(part, w, share, Certainty.POSSIBLE, len(maybe)) for w in maybe if w not in only]
    yield Choice((*readings, of_sum) if of_sum else tuple(readings))


def _part(earlier: Sequence[Mention], share: Mention) -> Mention | None:
    """What the share is the share of: the last figure stated, or the one of its sentence that has the share's name (税收占比); a change
    where the words say 增支额."""
    roles = (Role.DELTA,) if _OF_CHANGE.search(share.tail.partition("占")[0]) else STATED
    stated = [m for m in reversed(earlier) if m.role in roles and m.sentence == share.sentence]
    if not stated or stated[0].role is Role.DELTA or _is_of(stated[0], share):
        return next(iter(stated), None)
    name = meaning(share.label)
    return next((m for m in stated if meaning(m.label).startswith(name) or alike(m.label, share.label)), None)


def _is_of(part: Mention, share: Mention) -> bool:
    """Whether the words before 占 name nothing else: in 收入31751万元，税收收入占……57.7% the share is not that of the 31751."""
    name = meaning(share.label)
    if len(name) < 2 or re.search(r"其|比重|比例|分别|各自|[该这]", name):
        return True
    return alike(part.label, share.label) or alike(part.subject, share.label) or akin(part.label, share.label)


def _shares(earlier: Sequence[Mention]) -> dict[Mention, Mention]:
    """The figures before a share that have one of their own: 税收 70 亿元，占 87.5%；非税 10 亿元，占 12.5%."""
    found = {}
    stated = None
    for mention in earlier:
        if mention.role in STATED and not SHARED.search(mention.tail):
            stated = mention
        elif mention.role is Role.SHARE and stated is not None and mention.quantity.value:
            found[stated] = mention
    return found


def _wholes(
    paragraph: Paragraph, part: Mention, share: Mention, siblings: set[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """The figures the share must be of, and those it may be of."""
    candidates = [m for m in _around(paragraph, part) if m.quantity.value and same_dimension(m, part)]
    candidates = [m for m in candidates if m is not part]
    if part.role is Role.DELTA:
        told = (m for p in (paragraph, *paragraph.section(0)) for m in p.figures if m is not part)
        return [], list(islice((m for m in told if m.role is Role.DELTA and same_dimension(m, part)), 60))
    said = share.whole or (_BUDGET_REVENUE if _REVENUE.fullmatch(share.label) else "")
    if not said:
        return _opening(candidates, part, siblings)
    candidates = [m for m in candidates if m not in siblings]
    named = [m for m in candidates if m.role is Role.LEVEL and _is_called(m, said)]
    near = sorted((m for m in named if m.prose is part.prose), key=lambda m: _is_narrower(m, share))
    close = [m for m in candidates if akin(m.subject or m.label, said) and m not in near]
    near.sort(key=lambda m: meaning(m.label or m.subject) != meaning(said))
    sure = [m for m in near[:1] if meaning(said) in _ANY or meaning(m.label or m.subject) not in _ANY]
    sure = [m for m in sure if m.magnitude.point >= part.magnitude.point]
    near = [m for m in near if not sure or not _is_narrower(m, share) or m in sure]
    return sure, [*near, *named[:8], *close[:12]]


def _of_that_name(candidates: Sequence[Mention], share: Mention) -> list[Mention]:
    """Those that bear just the name that the share is said to be of, if it is no name of many things and all are one figure."""
    said = meaning(share.whole)
    named = [m for m in candidates if said and said not in _ANY and meaning(m.label or m.subject) == said]
    return named if len({m.magnitude.point for m in named}) == 1 else []


def _is_called(mention: Mention, said: str) -> bool:
    """Whether a figure is of that: by its noun, or as a count of it that has none (1264个项目)."""
    return alike(mention.label or mention.subject, said) or (
        not mention.label and mention.quantity.unit.counts_exactly and mention.counted.startswith(said)
    )


def _is_narrower(mention: Mention, share: Mention) -> bool:
    """Whether a figure is of one kind (项目支出), or a part, where the share is said to be of all (占总支出)."""
    if not share.whole or not re.search("总|全部", share.tail.rpartition("占")[2]):
        return False
    if "其中" in mention.gap:
        return True
    kind, whole = meaning(mention.label or mention.subject), meaning(share.whole)
    return kind.endswith(whole) and kind != whole and not _ACCOUNT.search(kind.removesuffix(whole))


def _around(paragraph: Paragraph, part: Mention) -> list[Mention]:
    """The stated figures before a part, nearest first: the paragraph, the section."""
    here = (m for m in reversed(paragraph.figures) if m.start < part.start)
    there = (m for earlier in paragraph.section(0) for m in reversed(earlier.figures))
    return list(islice((m for m in chain(here, there) if m.role in STATED), _MOST_AROUND))


def _opening(
    candidates: Sequence[Mention], part: Mention, siblings: set[Mention]
) -> tuple[list[Mention], list[Mention]]:
    """What a share that names no whole must be of, and may be of. It must be of the total right before the words that open the list (其中),
    unless that is one of the parts itself; it may be of any other figure before it."""
    near = [m for m in candidates if comparable(m, part) and m.start < part.start and m.prose is part.prose]
    head = [m for m in near if m.bracket != part.bracket][:1] if part.bracket >= 0 else []
    marks = list(_OPENS.finditer(part.text, 0, part.start))
    if not head and marks:
        head = [m for m in near if m.end <= marks[-1].start() + 1][:1]
    sure = [m for m in head if m not in siblings]
    sure = [m for m in sure if not marks or _is_parted(m, marks[-1].start(), part)]
    return sure, [m for m in near if m not in sure and (m in head or m not in siblings)][:12]


def _beside(part: Mention, share: Mention, other: Mention, its: Mention) -> Claim:
    """民生 80 亿元，占总支出的 80%，其中教育 20 亿元，占 20%: the second share may be of the same whole as the first, stated or not
    (80 亿元 ÷ 80%)."""
    words = f"占比 = {part.name} ÷ ({other.name} ÷ {its.quantity.text})"
    figures = (share, part, other, its)
    return equals(Kind.SHARE, figures, over(part, over(other, its)), Certainty.IF_HOLDS, words=words)


def _is_parted(whole: Mention, place: int, part: Mention) -> bool:
    """Whether the words that open a list at a place (其中) divide a total into parts, this among them: the total stands in their sentence
    or closes the one before."""
    text = whole.text
    _, stop, rest = text[whole.end : place].rpartition("。")
    return "。" not in text[place : part.start] and not (stop and rest.strip(" ,，"))


def _claim(part: Mention, whole: Mention, share: Mention, certainty: Certainty, trials: int = 1) -> Claim:
    if _is_narrower(whole, share):
        certainty = Certainty.IF_HOLDS
    figures = (share, part, whole)
    return equals(Kind.SHARE, figures, over(part, whole), certainty, "占比", trials=trials)
