"""Multiples: 是上年的2倍, 增长2倍 (by or to), 翻一番."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen import patterns
from reportgen.audit.claim import Certainty, Choice, Claim, Remark, equals, minus, number, over
from reportgen.audit.context import STATED, comparable
from reportgen.audit.paper import Paragraph
from reportgen.mention import Mention, Role
from reportgen.quantity import from_hanzi
from reportgen.relation import Kind, Verdict

_OF = patterns.compile(r"(?:是|为|达到?|相当于|接近)(?P<whole>[^,，;；。]{0,16}?)的(?:约|近|超过?)?\s*$")
_OF_IT = patterns.compile(r"\s*的(?:约|近)?\s*")
_DOUBLED = patterns.compile(r"翻了?(?P<n>[一两二三])?番(?P<more>多|以上|有余)?")
_SLACK = 20
"""翻一番 is said of 1.9 to 2.1 times: the share of the whole, one in so many, by which it may be off."""


def of_another(flow: Sequence[Mention], times: Mention) -> Iterator[Claim]:
    """A 是 B 的 N 倍: B stands right there, or is the only other figure of the words that name it (上年)."""
    match = _OF.search(times.gap)
    own = [m for m in flow if m.sentence == times.sentence and m.role in (*STATED, Role.BASE)]
    before = [m for m in reversed(own) if m.start < times.start]
    if not before:
        return
    if match is None and _OF_IT.fullmatch(times.gap) and len(before) >= 2:
        bottoms, certainty = before[:1], Certainty.CERTAIN
        tops = [m for m in before[1:] if m not in _bottoms(flow)]
    elif match and (word := match["whole"]):
        certainty = Certainty.LIKELY
        bottoms = [m for m in own if word in m.gap or (m.label and word.endswith(m.label))]
        tops = [m for m in before if m not in bottoms]
    else:
        return
    if len(bottoms) == 1 and tops and comparable(tops[0], bottoms[0]) and bottoms[0].quantity.value:
        yield _times(times, tops[0], bottoms[0], certainty)


def _bottoms(flow: Sequence[Mention]) -> set[Mention]:
    """The figures that others are said to be a multiple of: 是2023年2.40亿元的1.5倍、2022年1.80亿元的2倍."""
    return {m for m, times in pairwise(flow) if times.role is Role.TIMES and _OF_IT.fullmatch(times.gap)}


def _times(times: Mention, top: Mention, bottom: Mention, certainty: Certainty) -> Claim:
    return equals(Kind.MULTIPLE, (times, top, bottom), over(top, bottom), certainty, "倍数")


def grown(times: Mention, level: Mention, base: Mention) -> Choice:
    """增长 N 倍, by which some mean to N times: wrong only when neither holds."""
    by = minus(over(level, base), number(1, times.span))
    return Choice((
        equals(Kind.MULTIPLE, (times, level, base), by, Certainty.LIKELY, "增长的倍数"),
        _times(times, level, base, Certainty.IF_HOLDS),
    ))  # fmt: skip


def doubled(paragraph: Paragraph) -> Iterator[Remark]:
    """由 A 增加到 B，翻一番, and B，比上年的 A 翻一番."""
    for match in _DOUBLED.finditer(paragraph.text):
        earlier = [m for m in reversed(paragraph.figures) if m.end <= match.start()]
        own = [m for m in earlier if m.sentence == earlier[0].sentence and m.role in (*STATED, Role.BASE)][:2]
        if len(own) < 2 or "。" in paragraph.text[own[0].end : match.start()]:
            continue
        top, base = sorted(own, key=lambda m: m.role is Role.BASE)
        if base.role is Role.BASE and top.role in STATED and comparable(top, base):
            yield _judged(paragraph, match, top, base)


def _judged(paragraph: Paragraph, match: re.Match[str], top: Mention, bottom: Mention) -> Remark:
    words = (match["n"] or "一").replace("两", "二")
    wanted = 2 ** int(from_hanzi(words) or 1)
    high, low = top.magnitude.point, bottom.magnitude.point * wanted
    enough = high * (_SLACK + 1) >= low * _SLACK
    holds = enough and (bool(match["more"]) or high * _SLACK <= low * (_SLACK + 1))
    return Remark(
        Kind.MULTIPLE, f"{match[0]}：{top.name} ≈ {wanted} × {bottom.name}",
        (paragraph.span(match.start(), match.end()), top.span, bottom.span),
        Verdict.HOLDS if holds else Verdict.FAILS, "D161",
        f"写着“{match[0]}”（{wanted} 倍），而由 {bottom.quantity.text} 到 {top.quantity.text}", "请核对这两个数和倍数的说法",
        (top, bottom),
    )  # fmt: skip
