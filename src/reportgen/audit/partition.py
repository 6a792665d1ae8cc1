"""分项之和与总数不符

## 检查什么
“其中：”“包括”“分别为”之后的分项，括号里的分项，按等级（优、良、中、差）列出的个数，“加上……，总计……”的各项，其和应等于总数。
“其中”可以不列全，因此只有和超过总数、或一处笔误就能使其相等时才提示；逐项说几样数的（市级385个、21.3亿元；县区901个、35.5亿元），
一样已经加得齐，另一样也应加得齐；固定成对的分项（税收与非税、一般债务与专项债务、基本支出与项目支出……）必须相等。

## 为什么
分项改了、总数没改，是汇总材料里最常见的错。

## 反例
一般公共预算收入566579万元。其中：税收收入381600万元；非税收入190176万元。

## 正例
一般公共预算收入571776万元。其中：税收收入381600万元；非税收入190176万元。
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise

from reportgen import patterns
from reportgen.audit import abreast, grades
from reportgen.audit.claim import Certainty, Choice, Claim, at_most
from reportgen.audit.context import STATED, adding_up, between, comparable, is_money, meaning, point_begins
from reportgen.audit.paper import Paper, Paragraph
from reportgen.audit.sums import WHOLE, runs, sum_claim
from reportgen.audit.words import LOSS, REST, SUMMED
from reportgen.mention import Mention, Role
from reportgen.value import Value, cached_property, replace

CODE = "D163"

_OPENS = patterns.compile(
    r"其中|主要(?:用于|包括|项目|支出|有|为)[^,，。]{0,8}[:：]|分别(?:为|是)?|具体(?:为|是|包括|情况)|分(?!别)[^,，。;；]{0,6}[看为:：]|资金来源|包括|构成[:：]|如下[:：]"
)
_ALL_TOLD = patterns.compile(
    r"(?<!主要)包括:|分别(?:为|是):?|分[^,，。]{1,6}[看为]:?$|资金来源(?:为|包括)?:?|具体[为是]:?$|构成:?$|组成:?$"
)
"""Words that open a list of everything, unlike 其中."""
_PLAIN = patterns.compile(r"\s*[,，;；、及和]\s*[^,，;；、。:：\d]{2,24}")
_STOP = patterns.compile(r"[。;；!?！？]")
_ENDS = patterns.compile(r"。|^[^()]*\)")
"""Where a list has ended before a figure: its sentence, or the bracket that it stands in."""
_NEXT = patterns.compile(r"\s*(?:已|累计|截至|截止|目前|实际|发现|检查出|查出|控制|低于|未突破)")
"""Words that leave a list for what was done with it."""
_SUMMED = patterns.compile(rf"^\s*(?:以上)?(?:{SUMMED})")
_REST = patterns.compile(rf"^(?:{REST}|另有)")
_BESIDES = patterns.compile(r"\s*[,，;；]\s*另有\s*")
_GOES_ON = patterns.compile(rf"[^。;；]*[。;；]\s*(?:{REST}|另|此外)")
_LONGEST, _MOST_BOUNDED = 40, 12
"""Figures of one sentence that a list may have, and those of it that are held against what it is of."""
_FAR = 12
"""Characters between a whole and the words that open its list, beyond which it may be of something else."""
_NEAR, _AT_ONCE = 6, 2
"""Characters that may stand before the words that open a list (2024年，其中…), where its total closes the paragraph before; and where it
surely does."""
_ACCOUNT = patterns.compile(r"(?:公共|基金|经营)预算$")
"""What is called a budget and is an account: 资金38亿元，其中一般公共预算27亿元."""
_MEAN = patterns.compile(r"平均|[一-鿿]均(?!衡|等)|单价|期限|利率|年限")
_LEADS_IN = patterns.compile(r"(?:为|如下|包括|其中|情况)[是为]?\s*:\s*$")
_SUBTOTAL = patterns.compile(r"总|合计|共计")


def find(paper: Paper) -> Iterator[Claim | Choice]:
    """Part-whole claims of every paragraph."""
    for paragraph, flow in paper.flows:
        yield from (_after_marks if flow[0].bracket < 0 else _in_brackets)(paragraph, flow)
        yield from grades.sums(paragraph, flow)
        yield from abreast.summed_up(flow)
        yield from abreast.told_next(flow)
        yield from runs(flow)


def levels(flow: Sequence[Mention], like: Mention) -> list[Mention]:
    """The plainly stated figures of a flow that can be added to that one, budgets to a budget; no limits (302亿元以内)."""
    roles = STATED if like.role is Role.BUDGET else (Role.LEVEL,)
    told = (m for m in flow if m.role in roles or (m.role is Role.BUDGET and _ACCOUNT.search(m.label)))
    told = (m for m in told if not m.words and comparable(m, like))
    return [m for m in told if m.magnitude.interval.low.is_finite()]


class _List(Value, frozen=True, eq=False, dict=True):
    """Figures in a row that may be the parts of another."""

    whole: Mention
    parts: Sequence[Mention]

    @cached_property
    def gaps(self) -> list[str]:
        """The words between one part and the next."""
        return between(self.parts)

    @cached_property
    def is_plain(self) -> bool:
        """Whether nothing but a mark and a short name stands before each part."""
        return all(map(_PLAIN.fullmatch, self.gaps))

    def first(self, fits: Callable[[str], object]) -> int:
        """How many parts stand before the first gap that fits; 0 when none does."""
        return next((count for count, gap in enumerate(self.gaps, 1) if fits(gap)), 0)

    @cached_property
    def told(self) -> Sequence[Mention]:
        """The parts without what is told of them afterwards: up to words such as 已拨付, up to a semicolon behind other marks, or up to
        where they make the whole and no 、 goes on."""
        gaps = [gap.lstrip() for gap in self.gaps]
        parted = bool(gaps) and not gaps[0].startswith(";")
        ends = (
            count
            for count, gap in enumerate(gaps, 1)
            if _NEXT.match(self.parts[count].tail) or (parted and gap.startswith(";"))
        )
        told = self.parts[: next(ends, len(self.parts))]
        full = adding_up(self.whole, told)
        goes_on = 0 < full < len(told) and gaps[full - 1].startswith("、")
        return told[:full] if full and not goes_on else told

    def is_of_no_other(self, mark: re.Match[str]) -> bool:
        """Whether no other figure can be the whole.

        It stands in the same sentence; or in the one before, or the paragraph that the list goes on from, and is called alike (收入…。
        其中：税收收入…). It is no part of another list; and the list ends in a mark, so that no page has cut it, and does not go on
        behind it (其他另安排…).
        """
        first = self.parts[0]
        text, end = first.text, self.parts[-1].end
        here = self.whole.prose is first.prose or mark.start() <= _AT_ONCE
        if (self.whole.prose, self.whole.sentence) != (first.prose, first.sentence):
            here = here and first.label[-2:] in self.whole.label + self.whole.subject
        ends = _STOP.search(text, end) and not _GOES_ON.match(text, end)
        return here and bool(ends) and not _in_list(self.whole)

    def is_all_told(self, mark: re.Match[str]) -> bool:
        """Whether a list right behind its whole leaves nothing out: its opening says so, or it ends in what is left (其他)."""
        last, text = self.parts[-1], self.whole.text
        apart = re.sub(r"\([^()]*\)", "", text[self.whole.end : mark.start()]).strip(" ,，。;；")
        if (
            self.whole.prose is not last.prose
            or len(apart) > _FAR
            or any("其中" in gap for gap in self.gaps)
            or text[last.end :].lstrip().startswith("等")
        ):
            return False
        if (
            (len(self.parts) > 2 or self.gaps[0].startswith("、"))
            and mark[0] == "其中"
            and _REST.search(last.label)
        ):
            return True
        told = _ALL_TOLD.search(text, mark.start(), min(mark.end() + 1, self.parts[0].start))
        return bool(told) and self.is_plain and last.sentence == self.whole.sentence

    def readings(self, certainty: Certainty, surely: bool, rank: int) -> list[Claim]:
        """The sums it may be: as a whole (as certain as `certainty`), and read shorter (possible). Pairs that go together (税收与非税) make
        it likelier only where the list is `surely` of that whole, and read so that nothing of it is left out. The whole
        is the `rank`th, from 1 on, of those that it may be of: the further, the less one slip proves."""
        firsts = [part for part, gap in zip(self.parts, [";", *self.gaps], strict=True) if ";" in gap]
        inner = self.first(lambda gap: "其中" in gap)
        rest = [part for part in self.parts[inner:] if part in firsts]
        shorter = [
            (self.parts[: self.first(lambda gap: not _PLAIN.fullmatch(gap))], False),
            (self.told, not WHOLE.search(self.whole.label)),
            (firsts, True),
            (self.parts[:inner], False),
            ([*self.parts[:inner], *(rest if inner > 1 else [])], False),
        ]
        shorter = [(parts, full) for parts, full in shorter if 1 < len(parts) < len(self.parts)]
        trials = rank * (1 + len(shorter))
        return [sum_claim(self.whole, self.parts, certainty, trials, surely)] + [
            sum_claim(self.whole, parts, Certainty.POSSIBLE, trials, surely and full)
            for parts, full in shorter
        ]


def _in_brackets(paragraph: Paragraph, flow: Sequence[Mention]) -> Iterator[Choice]:
    """34个（项目26个，部门整体8个)."""
    opens = flow[0].bracket
    outer = (m for m in reversed(paragraph.figures) if m.end <= opens and m.role is Role.LEVEL)
    host = next((m for m in outer if any(comparable(m, f) for f in flow)), None)
    if host is None or re.search(r"[。;]", paragraph.text[host.end : opens]):
        return
    parts = levels(flow, host)
    if len(parts) < 2:
        return
    said = paragraph.text[opens : parts[0].start]
    alone = len(parts) == sum(m.role is Role.LEVEL for m in flow)
    near = opens - host.end <= 8 and not re.search(r"(?<!包)含|其中|等", said)
    readings = [sum_claim(host, parts, Certainty.LIKELY if alone and near else Certainty.POSSIBLE)]
    stop = next((count for count, gap in enumerate(between(parts), 1) if count > 1 and "。" in gap), None)
    readings += [sum_claim(host, parts[:stop], Certainty.POSSIBLE)] if stop else []
    yield Choice(tuple(readings))


def _after_marks(paragraph: Paragraph, flow: Sequence[Mention]) -> Iterator[Claim | Choice]:
    """总数，其中：甲…、乙…。 and the same over two sentences or two paragraphs."""
    yield _carried_over(paragraph, flow)
    for mark in _OPENS.finditer(paragraph.text):
        first = next((i for i, m in enumerate(flow) if m.start >= mark.end()), None)
        if first is not None and not _ENDS.search(paragraph.text[mark.end() : flow[first].start]):
            following = [m for m in flow[first : first + _LONGEST] if m.sentence == flow[first].sentence]
            yield from _listed_behind(paragraph, flow[:first], mark, following)


def _listed_behind(
    paragraph: Paragraph, before: Sequence[Mention], mark: re.Match[str], following: Sequence[Mention]
) -> Iterator[Claim | Choice]:
    """What the list that a mark opens may be of."""
    near = [m for m in before if m.role is Role.LEVEL and m.sentence >= following[0].sentence - 1]
    yield from abreast.parted(near, following)
    lists = [
        _List(whole, levels(following, whole))
        for whole in _wholes(paragraph, before, mark.start(), following)
    ]
    if mark[0] == "其中" and lists:
        yield from _at_most(paragraph, lists[0], mark.start())
    readings = []
    for rank, listed in enumerate(lists):
        listed = _List(listed.whole, _own(listed))
        if len(listed.parts) < 2 or any(_SUMMED.search(part.tail) for part in listed.parts):
            continue  # 中央资金…、省级资金…，合计… have their total among them
        surely = rank == 0 and listed.is_of_no_other(mark)
        certainty = Certainty.LIKELY if surely and listed.is_all_told(mark) else Certainty.POSSIBLE
        readings += listed.readings(certainty, surely, rank + 1)
        readings += [*_explained(paragraph, listed), *_besides(paragraph, listed)] if rank == 0 else []
    yield Choice(tuple(readings))


def _own(listed: _List) -> Sequence[Mention]:
    """The parts of a list up to one that is called as the whole is: there another list begins (全市收入…，其中税收…；市本级收入…). All of
    them where the first is called so too."""
    name = meaning(listed.whole.label)
    named = (place for place, part in enumerate(listed.parts) if name and meaning(part.label) == name)
    return listed.parts[: next(named, 0) or None]


def _in_list(whole: Mention) -> bool:
    """Whether a figure is itself a part that a list of its sentence tells."""
    start = max(whole.text.rfind(mark, 0, whole.start) for mark in "。;；") + 1
    return bool(_OPENS.search(whole.text, start, whole.start))


def _at_most(paragraph: Paragraph, listed: _List, place: int) -> Iterator[Claim]:
    """What 其中 lists right behind a figure is part of it; in one plain row, amounts and several things hardly counted twice do not
    exceed it together, and others not by a slip."""
    whole = listed.whole
    said = whole.text[whole.end : place].lstrip().removeprefix(whole.counted)
    if whole not in paragraph.figures or said.strip(" ,，。;；(") or whole.role is not Role.LEVEL:
        return
    told = [m for m in paragraph.figures if m.sentence == whole.sentence and m.end <= place]
    if any(m.counted[:2] == whole.counted[:2] for m in levels(told, whole) if m is not whole):
        return  # 预算 X，决算 Y。其中：… does not say which is parted
    if len({bool(LOSS.search(m.label)) or m.quantity.value < 0 for m in (whole, *listed.parts)}) > 1:
        return
    row = _List(whole, listed.parts[:_MOST_BOUNDED]).told
    firm = [part for part in row if part.firm and not _SUBTOTAL.search(part.label)]
    if abreast.thing(whole):
        firm = [part for part in firm if abreast.thing(part)]  # 审减资金…，其中市级项目46个，涉及资金…
    most = whole.magnitude.point
    yield from (at_most([p], whole, Certainty.LIKELY) for p in firm if p.magnitude.point > most)
    bare = _List(whole, firm)
    beside = bare.is_plain and not any(_is_of(part, before) for before, part in pairwise(firm))
    if beside and len({gap[0] for gap in bare.gaps}) == 1 and sum(p.magnitude.point for p in firm) > most:
        several = len(firm) > 2 and bare.gaps[0].startswith("、")
        once = is_money(whole) or (several and not any(map(abreast.is_shared, (whole, *firm))))
        yield at_most(firm, whole, Certainty.LIKELY) if once else sum_claim(whole, firm, Certainty.POSSIBLE)


def _is_of(part: Mention, before: Mention) -> bool:
    """Whether a figure is a part of the one before it rather than beside it: 一般公共预算收入 186 亿元，税收收入 112 亿元."""
    return part.label.startswith("税收") and before.label.endswith(("预算收入", "财政收入"))


def _carried_over(paragraph: Paragraph, flow: Sequence[Mention]) -> Choice:
    """A list whose lead-in (主要项目为：) closes the paragraph before."""
    leads_in = paragraph.before and _LEADS_IN.search(paragraph.before.text)
    wholes = islice(_just_before(paragraph), 4 if leads_in else 0)
    first = [m for m in flow if m.sentence == flow[0].sentence]
    lists = ((whole, levels(first, whole)) for whole in wholes)
    return Choice(tuple(sum_claim(w, p, Certainty.POSSIBLE, trials=4) for w, p in lists if len(p) > 1))


def _wholes(
    paragraph: Paragraph, before: Sequence[Mention], place: int, following: Sequence[Mention]
) -> list[Mention]:
    """What the list may be the parts of: the figures before it, nearest first; of the paragraph before when it starts one."""
    begins = point_begins(paragraph.text, place)
    own = [m for m in reversed(before) if begins <= m.start <= m.end <= place and m.role in STATED]
    own = [m for m in own if not m.words]
    found = own or (_just_before(paragraph) if place <= _NEAR else ())
    kinds = {m.same_kind for m in following}
    fitting = islice((m for m in found if m.same_kind in kinds and not _MEAN.search(m.label)), 8)
    return sorted(fitting, key=_in_list)[:5]


def _just_before(paragraph: Paragraph) -> Iterator[Mention]:
    """The figures of the paragraph before, nearest first."""
    if paragraph.before:
        yield from (m for m in reversed(paragraph.before.figures) if m.role is Role.LEVEL and m.bracket < 0)


def _explained(paragraph: Paragraph, listed: _List) -> list[Claim]:
    """…4384条（财政代列1个项目未监控）: what a bracket after the last part says is missing."""
    end = listed.parts[-1].end
    aside = [m for m in paragraph.figures if end <= m.bracket <= end + 2]
    if len(aside) != 1 or not aside[0].quantity.unit.counts_exactly:
        return []
    note = "括注的数正好补足差额，请确认括注所指"
    return [replace(sum_claim(listed.whole, [*listed.parts, aside[0]], Certainty.POSSIBLE), note=note)]


def _besides(paragraph: Paragraph, listed: _List) -> list[Claim]:
    """…4384条，另有1个项目未监控: what is counted otherwise and told next belongs to the list too."""
    last = listed.parts[-1]
    after = next((m for m in paragraph.figures if m.start >= last.end), last)
    if not _BESIDES.fullmatch(last.text[last.end : after.start]) or not after.quantity.unit.counts_exactly:
        return []
    return [sum_claim(listed.whole, [*listed.parts, after], Certainty.POSSIBLE)]
