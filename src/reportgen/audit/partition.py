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
from collections.abc import Iterator, Sequence
from itertools import chain, islice, pairwise

from reportgen import patterns
from reportgen.audit import abreast, grades
from reportgen.audit.claim import Certainty, Choice, Claim, at_most
from reportgen.audit.context import STATED, adding_up, between, comparable, is_money, meaning
from reportgen.audit.paper import Paper, Paragraph
from reportgen.audit.sums import WHOLE, runs, sum_claim
from reportgen.mention import Mention, Role
from reportgen.value import replace

CODE = "D163"

_OPENS = patterns.compile(
    r"其中|主要(?:用于|包括|项目|支出|有|为)[^,，。]{0,8}[:：]|分别(?:为|是)?|具体(?:为|是|包括|情况)|分(?!别)[^,，。;；]{0,6}[看为:：]|资金来源|包括|构成[:：]|如下[:：]"
)
_ALL_TOLD = patterns.compile(
    r"(?<!主要)包括:|分别(?:为|是):?|分[^,，。]{1,6}[看为]:?$|资金来源(?:为|包括)?:?|构成:?$|组成:?$"
)
"""Words that open a list of everything, unlike 其中."""
_PLAIN = patterns.compile(r"\s*[,，;；、及和]\s*[^,，;；、。:：\d]{2,24}")
_STOP = patterns.compile(r"[。;；!?！？]")
_NEXT = patterns.compile(r"\s*(?:已|累计|截至|截止|目前|实际|发现|检查出|查出|控制|低于|未突破)")
"""Words that leave a list for what was done with it."""
_SUMMED = patterns.compile(r"^\s*(?:以上)?(?:合计|共计|总计)")
_REST = patterns.compile(r"^(?:其他|其它|其余|另有|剩余)")
_LONGEST = 40
"""Figures of one sentence that a list may have."""
_NEAR = 6
"""Characters that may stand before the words that open a list (2024年，其中…), where its total closes the paragraph before."""
_ACCOUNT = patterns.compile(r"(?:公共|基金|经营)预算$")
"""What is called a budget and is an account: 资金38亿元，其中一般公共预算27亿元."""
_MEAN = patterns.compile(r"平均|[一-鿿]均(?!衡|等)|单价|期限|利率|年限")
_LEADS_IN = patterns.compile(r"(?:为|如下|包括|其中|情况)[是为]?\s*:\s*$")
_SUBTOTAL = patterns.compile(r"总|合计|共计")


def find(paper: Paper) -> Iterator[Claim | Choice]:
    """Part-whole claims of every paragraph."""
    for paragraph, flow in paper.flows:
        yield from _in_brackets(paragraph, flow)
        if flow[0].bracket < 0:
            yield from _after_marks(paragraph, flow)
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


def _in_brackets(paragraph: Paragraph, flow: Sequence[Mention]) -> Iterator[Choice]:
    """34个（项目26个，部门整体8个)."""
    if flow[0].bracket < 0:
        return
    outer = (m for m in reversed(paragraph.figures) if m.end <= flow[0].bracket and m.role is Role.LEVEL)
    host = next((m for m in outer if any(comparable(m, f) for f in flow)), None)
    if host is None or re.search(r"[。;]", paragraph.text[host.end : flow[0].bracket]):
        return
    parts = levels(flow, host)
    if len(parts) >= 2:
        said = paragraph.text[flow[0].bracket : parts[0].start]
        alone = len(parts) == sum(m.role is Role.LEVEL for m in flow)
        near = flow[0].bracket - host.end <= 8 and not re.search(r"(?<!包)含|其中|等", said)
        certainty = Certainty.LIKELY if alone and near else Certainty.POSSIBLE
        yield _choice(host, parts, certainty, _up_to_stop(parts))


def _up_to_stop(parts: Sequence[Mention]) -> list[Sequence[Mention]]:
    """A shorter reading of a list in brackets: up to its first full stop, two parts at least."""
    for count in range(2, len(parts)):
        if "。" in parts[0].text[parts[count - 1].end : parts[count].start]:
            return [parts[:count]]
    return []


def _after_marks(paragraph: Paragraph, flow: Sequence[Mention]) -> Iterator[Claim | Choice]:
    """总数，其中：甲…、乙…。 and the same over two sentences or two paragraphs."""
    yield from _carried_over(paragraph, flow)
    for mark in _OPENS.finditer(paragraph.text):
        first = next((i for i, m in enumerate(flow) if m.start >= mark.end()), None)
        if first is not None and "。" not in paragraph.text[mark.end() : flow[first].start]:
            yield from _listed_behind(paragraph, flow, mark, first)


def _listed_behind(
    paragraph: Paragraph, flow: Sequence[Mention], mark: re.Match[str], first: int
) -> Iterator[Claim | Choice]:
    """What the list that a mark opens may be of; `first` is the number of its first figure in the flow."""
    sentence = flow[first].sentence
    following = [m for m in flow[first : first + _LONGEST] if m.sentence == sentence]
    before = [m for m in flow[:first] if m.role is Role.LEVEL and m.sentence >= sentence - 1]
    yield from abreast.parted(before, following)
    wholes = _wholes(paragraph, flow, mark.start(), following)
    if mark[0] == "其中" and wholes:
        yield from _at_most(paragraph, wholes[0], levels(following, wholes[0]), mark.start())
    readings = []
    for rank, whole in enumerate(wholes):
        parts = _own(whole, levels(following, whole))
        if len(parts) < 2 or any(map(_has_total, parts)) or parts[0] is not levels(following, parts[0])[0]:
            continue
        nearest = rank == 0 and _is_head(mark.start(), whole, parts)
        all_told = nearest and _is_all(mark, whole, parts)
        certainty = Certainty.LIKELY if all_told else Certainty.POSSIBLE
        readings += _readings(whole, parts, certainty, nearest)
        readings += _explained(paragraph, whole, parts) if rank == 0 else []
    yield Choice(tuple(readings))


def _own(whole: Mention, parts: Sequence[Mention]) -> Sequence[Mention]:
    """The parts of a list up to one that is called as the whole is: there another list begins (全市收入…，其中税收…；市本级收入…). All of
    them where the first is called so too."""
    name = meaning(whole.label)
    if not name or not parts or meaning(parts[0].label) == name:
        return parts
    return parts[: next((i for i, part in enumerate(parts) if meaning(part.label) == name), len(parts))]


def _has_total(part: Mention) -> bool:
    """Whether a figure in a list is the total of that list: 中央资金…、省级资金…，合计…."""
    return bool(_SUMMED.search(part.tail))


def _in_list(whole: Mention) -> bool:
    """Whether a figure is itself a part that a list of its sentence tells."""
    text = whole.text
    start = max(text.rfind(mark, 0, whole.start) for mark in "。;；") + 1
    return bool(_OPENS.search(text, start, whole.start))


def _is_head(place: int, whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a list surely is of that figure: it stands in the same paragraph, or the list opens the next; it is no part of another
    list; and the list ends in a mark, so that no page has cut it."""
    here = whole.prose is parts[0].prose or place <= 2
    return here and bool(_STOP.search(parts[0].text, parts[-1].end)) and not _in_list(whole)


def _is_all(mark: re.Match[str], whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a list right behind its total leaves nothing out: its opening says so, or it ends in what is left (其他)."""
    text = parts[0].text
    apart = re.sub(r"\([^()]*\)", "", text[whole.end : mark.start()]).strip(" ,，。;；")
    gaps = between(parts)
    after = text[parts[-1].end : parts[-1].end + 2].strip()
    if (
        len(apart) > 12
        or any("其中" in gap for gap in gaps)
        or after.startswith("等")
        or whole.start > parts[0].start
    ):
        return False
    rest = len(parts) > 2 and mark[0] == "其中" and bool(_REST.search(parts[-1].label))
    told = _ALL_TOLD.search(text, mark.start(), min(mark.end() + 1, parts[0].start))
    plain = all(map(_PLAIN.fullmatch, gaps))
    return rest or (bool(told) and plain and parts[0].sentence == whole.sentence)


def _listed(whole: Mention, parts: Sequence[Mention]) -> Sequence[Mention]:
    """A list without what is told of it afterwards: up to words such as 已拨付, up to a semicolon behind other marks, or up to where it
    makes the whole and no 、 goes on."""
    gaps = [gap.lstrip() for gap in between(parts)]
    parted = bool(gaps) and not gaps[0].startswith(";")
    told = (
        i for i, gap in enumerate(gaps, 1) if _NEXT.match(parts[i].tail) or (parted and gap.startswith(";"))
    )
    done = next(told, len(parts))
    full = adding_up(whole, parts[:done])
    if full and full < done and not gaps[full - 1].startswith("、"):
        return parts[:full]
    return parts[:done]


def _at_most(paragraph: Paragraph, whole: Mention, parts: Sequence[Mention], place: int) -> Iterator[Claim]:
    """What 其中 lists right behind a figure is part of it; in one plain row, amounts and several things hardly counted twice do not
    exceed it together, and others not by a slip."""
    text = paragraph.text
    said = text[whole.end : place].lstrip().removeprefix(whole.counted)
    apart = said.strip(" ,，。;；(") if whole.end <= place else "elsewhere"
    if apart or not whole.firm or whole.role is not Role.LEVEL or any(p.quantity.value < 0 for p in parts):
        return
    others = (
        m for m in paragraph.figures if m.sentence == whole.sentence and m.end <= place and m is not whole
    )
    if any(levels([other], whole) and other.counted[:2] == whole.counted[:2] for other in others):
        return  # 预算 X，决算 Y。其中：… does not say which is parted
    firm = [part for part in _listed(whole, parts[:12]) if part.firm and not _SUBTOTAL.search(part.label)]
    if abreast.thing(whole):
        firm = [part for part in firm if abreast.thing(part)]  # 审减资金…，其中市级项目46个，涉及资金…
    most = whole.magnitude.point
    yield from (at_most([p], whole, Certainty.LIKELY) for p in firm if p.magnitude.point > most)
    gaps = between(firm)
    plain = len(firm) > 1 and all(map(_PLAIN.fullmatch, gaps))
    plain = plain and not any(_is_of(part, before) for before, part in pairwise(firm))
    total = sum(p.magnitude.point for p in firm)
    if plain and len({gap[0] for gap in gaps}) == 1 and total > most:
        several = len(firm) > 2 and gaps[0].startswith("、")
        once = is_money(whole) or (several and not any(map(abreast.is_shared, (whole, *firm))))
        yield at_most(firm, whole, Certainty.LIKELY) if once else sum_claim(whole, firm, Certainty.POSSIBLE)


def _is_of(part: Mention, before: Mention) -> bool:
    """Whether a figure is a part of the one before it rather than beside it: 一般公共预算收入 186 亿元，税收收入 112 亿元."""
    return part.label.startswith("税收") and before.label.endswith(("预算收入", "财政收入"))


def _carried_over(paragraph: Paragraph, flow: Sequence[Mention]) -> Iterator[Choice]:
    """A list whose lead-in (主要项目为：) closes the paragraph before."""
    if paragraph.before is None or not _LEADS_IN.search(paragraph.before.text):
        return
    first = [m for m in flow if m.sentence == flow[0].sentence]
    wholes = islice(_just_before(paragraph), 4)
    readings = [
        sum_claim(whole, parts, Certainty.POSSIBLE, trials=4)
        for whole in wholes
        if len(parts := levels(first, whole)) >= 2
    ]
    yield Choice(tuple(readings))


def _wholes(
    paragraph: Paragraph, flow: Sequence[Mention], place: int, following: Sequence[Mention]
) -> list[Mention]:
    """What the list may be the parts of: the figures before it, nearest first; of the paragraph before when it starts one."""
    own = (m for m in reversed(flow) if m.end <= place and m.role in STATED and not m.words)
    nearest = next(own, None)
    found = chain([nearest], own) if nearest else _just_before(paragraph) if place <= _NEAR else ()
    kinds = {m.same_kind for m in following}
    fitting = list(islice((m for m in found if m.same_kind in kinds and not _MEAN.search(m.label)), 8))
    wholes = sorted(fitting, key=lambda m: _in_list(m))[:5]
    return [*wholes, *(m for m in fitting[:1] if m not in wholes)]


def _just_before(paragraph: Paragraph) -> Iterator[Mention]:
    """The figures of the paragraph before, nearest first."""
    if paragraph.before:
        yield from (m for m in reversed(paragraph.before.figures) if m.role is Role.LEVEL and m.bracket < 0)


def _readings(
    whole: Mention,
    parts: Sequence[Mention],
    certainty: Certainty,
    nearest: bool,
) -> list[Claim]:
    """The claims for a list, read whole (as certain as `certainty`) and read shorter (possible). Pairs that go together (税收与非税) make
    it likelier only where the list is surely of that total."""
    lists = _lists(whole, parts)
    return [
        sum_claim(
            whole,
            chosen,
            certainty if chosen is parts else Certainty.POSSIBLE,
            trials=5 * len(lists),
            nearest=nearest and of_whole,
        )
        for chosen, of_whole in lists
    ]


def _lists(whole: Mention, parts: Sequence[Mention]) -> list[tuple[Sequence[Mention], bool]]:
    """The ways to read where a list ends: at its last figure, where its plain row ends, where 已拨付 and the like begin, at an inner
    其中; or only the first figure between two semicolons. With each, whether it would be all that the total has."""
    gaps = between(parts)
    broken = next((i for i, gap in enumerate(gaps, 1) if not _PLAIN.fullmatch(gap)), 0)
    firsts = [part for part, gap in zip(parts, [";", *gaps], strict=True) if ";" in gap]
    inner = next((i for i, gap in enumerate(gaps, 1) if "其中" in gap), 0)
    shorter = [
        (parts[:broken], False),
        (_listed(whole, parts), not WHOLE.search(whole.label)),
        (firsts, True),
        (parts[:inner], False),
    ]
    if inner > 1:
        shorter.append(([*parts[:inner], *(p for p in firsts if p in parts[inner:])], False))
    return [(parts, True), *((chosen, told) for chosen, told in shorter if 1 < len(chosen) < len(parts))]


def _explained(paragraph: Paragraph, whole: Mention, parts: Sequence[Mention]) -> list[Claim]:
    """…4384条（财政代列1个项目未监控）: what a bracket after the last part says is missing."""
    aside = [m for m in paragraph.figures if m.bracket >= parts[-1].end and m.bracket - parts[-1].end <= 2]
    if len(aside) != 1 or not aside[0].quantity.unit.counts_exactly:
        return []
    note = "括注的数正好补足差额，请确认括注所指"
    return [replace(sum_claim(whole, [*parts, aside[0]], Certainty.POSSIBLE), note=note)]


def _choice(
    whole: Mention,
    parts: Sequence[Mention],
    certainty: Certainty,
    others: Sequence[Sequence[Mention]] = (),
) -> Choice:
    claims = [sum_claim(whole, parts, certainty)]
    return Choice((*claims, *(sum_claim(whole, other, Certainty.POSSIBLE) for other in others)))
