"""The figures of a passage: number and unit, role, label, what is counted, and where in sentence and brackets they stand."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from reportgen import patterns
from reportgen.finding import Span
from reportgen.formula import Ref
from reportgen.mention import labels, roles
from reportgen.mention.masks import plain
from reportgen.mention.roles import OF_ONE, SHARED, Role
from reportgen.mention.sentences import nesting, sentence_ends
from reportgen.mention.tokens import Token, tokens
from reportgen.prose import Prose
from reportgen.quantity import RATIO, Magnitude, Quantity
from reportgen.value import Value, cached_property, replace

_NAMED = (Role.LEVEL, Role.BUDGET, Role.BASE)
"""Figures whose label is the name of the thing they measure."""
_EARLIER = patterns.compile(r"上年|去年|年初|期初|同期|原|20\d\d年")
_BY_ROLE = {
    Role.BASE: "原数",
    Role.DELTA: "增减额",
    Role.GROWTH: "增减幅",
    Role.SHARE: "占比",
    Role.COMPLETION: "完成率",
}
_DONE = patterns.compile(
    r"(?P<verb>实际完成|完成|实现|下达|安排|拨付|执行|支付|发放|收到|取得|到位)(?:[了达到为是约:]|\s)*$"
)
_CUT_BY = patterns.compile(r"的?(?:压减|核减|压缩)了?")
_RESPECTIVELY = patterns.compile(r"(?P<names>.*?)(?:占比|比重)?分别(?:为|是|有|占|达到?|:)*\s*$")
_JOINED = patterns.compile(r"\s*[、,，和及与]\s*")
_OF_IT = patterns.compile(r"[^,，。;；占]{0,12}的(?:比重|比例|份额)?(?:为|达到?|约)?")
_SUMMED = patterns.compile(r"(?:共计|合共|一共|总共)[为达]?\s*$")
_COUNTED = patterns.compile(r"[^\s,，;；。:：、()!！?？\d“”《]{0,14}")
_FROM = patterns.compile(r"[比较由从自在][^,，]*$")
_TO = patterns.compile(
    r"^\s*(?:[（(][^()（）]*[)）])?\s*的?(?:基础上)?(?:调整(?=[到至为])|增长|增加|提高|上升|提升|扩大|减少|下降|降低|降|压减|压缩|核减|减|增|缩减)(?:到|至|为|了|\d|\s)?"
)


class Mention(Value, frozen=True, eq=False, dict=True):
    """A figure in a passage's prose, at [start, end) of its plain `text`.

    `gap` are the words since the figure before it at the same bracket depth; `tail` their last clause; `label` the noun it is given,
    `subject` that noun or, for a mere predicate (实际完成), the one before; `whole` what a share is of; `sign` −1 for a decrease.
    `group` is what the figures of one sentence, or of one row of a table, have in common.
    """

    prose: Prose
    text: str
    start: int
    end: int
    quantity: Quantity
    role: Role
    sentence: int
    group: str
    bracket: int  # where the innermost bracket it stands in opens, −1 outside
    gap: str
    tail: str
    label: str
    subject: str
    counted: str
    sign: int = 1
    whole: str = ""
    words: bool = False

    @cached_property
    def span(self) -> Span:
        return self.prose.span(self.start, self.end)

    @cached_property
    def key(self) -> str:
        """What formulas know it by: its group, and its place in a form that sorts as the figures stand."""
        return f"{self.group}.{self.prose.offset(self.start):08}"

    @cached_property
    def ref(self) -> Ref:
        """The term that it is in a formula."""
        return Ref(self.key, self.name, self.span)

    @cached_property
    def magnitude(self) -> Magnitude:
        return self.quantity.magnitude

    @property
    def name(self) -> str:
        """What to call it in a formula: its noun, what it does (增减额), or, for want of both, itself."""
        if self.role is Role.TIMES:
            return "倍数"
        if self.role is Role.BASE and self.subject and not _EARLIER.search(self.subject):
            return f"{self.subject[-16:]}原数"
        name = self.label or _BY_ROLE.get(self.role) or self._done or self.counted
        return name[-16:] if name else self.quantity.text

    @property
    def _done(self) -> str:
        """The name of a figure without a noun of its own, by what is said of it: 项目资金到位 in 项目资金1200万元，到位1100万元."""
        if _SUMMED.search(self.tail):
            return "共计"
        verb = _DONE.search(self.tail)
        return self.subject + verb["verb"] if verb else self.subject

    @property
    def unit(self) -> str:
        return self.quantity.unit.name

    @cached_property
    def same_kind(self) -> tuple[object, ...]:
        """What two figures must share to be added: the dimension, and for counts the classifier."""
        unit = self.quantity.unit
        return (unit.dimension, unit.name if unit.counts_exactly else "")

    @property
    def firm(self) -> bool:
        """Whether it is a plain statement: no 约, no range."""
        return not self.quantity.qualifier and self.quantity.upper is None


class _Passage(Value, frozen=True):
    """A passage on the way to its figures: prose, plain text, bracket depths and openings, where sentences end, and what the groups of its
    figures begin with."""

    prose: Prose
    text: str
    levels: list[int]
    openings: list[int]
    ends: list[int]
    group: str

    @classmethod
    def of(cls, prose: Prose, text: str) -> "_Passage":
        levels, openings = nesting(text)
        ends = sentence_ends(text, levels)
        return cls(prose, text, levels, openings, ends, f"p{prose.offset(0):08}s")

    def gap(self, start: int, end: int) -> str:
        """The words before `end`, back to `start` or its bracket, of its own bracket depth only."""
        words = self.text[start:end]
        if "(" not in words and ")" not in words:
            return words
        depth, kept = self.levels[end], []
        for index in range(end - 1, start - 1, -1):
            if self.levels[index] < depth:
                break
            if self.levels[index] == depth:
                kept.append(self.text[index])
        return "".join(reversed(kept)).replace("()", "")


def mentions(prose: Prose) -> tuple[Mention, ...]:
    """The figures of a passage, in order."""
    text = plain(prose.text)
    read = tokens(text)
    if not read:
        return ()
    passage = _Passage.of(prose, text)
    found: list[Mention] = []
    ends: dict[int, int] = {}
    number, begin, topic = 0, 0, ""
    for token in read:
        while token.start >= passage.ends[number]:
            begin = passage.ends[number]
            number += 1
            ends.clear()
        depth = passage.levels[token.start]
        ends = {level: end for level, end in ends.items() if level <= depth}
        gap = passage.gap(max(ends.get(depth, 0), begin), token.start)
        mention = _of_the_one_before(_mention(passage, token, number, gap, topic), found)
        if mention.role in _NAMED:
            topic = mention.subject or topic
        ends[depth] = token.end
        found.append(mention)
    return tuple(_in_order(found) if "分别" in text else found)


def _in_order(found: Sequence[Mention]) -> list[Mention]:
    """The same figures, those after 分别 named by the words before it in turn: 优、良分别为5个、13个; 分别占46.2%、30.8%."""
    told = list(found)
    for index, first in enumerate(found):
        said = _RESPECTIVELY.match(first.tail)
        if said is None or first.role not in (Role.LEVEL, Role.SHARE):
            continue
        run = [first, *takewhile(partial(_goes_on, first), found[index + 1 :])]
        splits = (re.split(marks, said["names"]) for marks in ("、", "[、和及与]"))
        names = next((split for split in splits if len(split) == len(run) > 1), None)
        for place, mention in enumerate(run):
            name = labels.label(names[place]) if names and first.role is Role.LEVEL else mention.label
            told[index + place] = replace(mention, role=first.role, tail=first.tail, label=name)
    return told


def _goes_on(first: Mention, mention: Mention) -> bool:
    return bool(_JOINED.fullmatch(mention.gap)) and mention.unit == first.unit


def _of_the_one_before(mention: Mention, found: Sequence[Mention]) -> Mention:
    """A figure with the role that the figure right before gives it: 完成预算数31220万元的101.7%, 较申报的100万元压减20万元."""
    before = found[-1] if found else None
    if before is None:
        return mention
    between = before.prose.text[before.end : mention.start].strip()
    if before.role is Role.BASE and mention.role is Role.LEVEL and _CUT_BY.fullmatch(between):
        return replace(mention, role=Role.DELTA, sign=-1, label="")
    if mention.role not in (Role.OTHER, Role.SHARE) or mention.unit != "%":
        return mention
    if between == "的" and before.role is Role.BUDGET and re.search(r"完成|占|[为是]|达|相当", before.tail):
        return replace(mention, role=Role.COMPLETION, tail=f"{before.tail}的", label="完成率")
    of_one = SHARED.search(before.tail) or (between == "的" and OF_ONE.match(before.tail))
    if before.role is Role.LEVEL and of_one and _OF_IT.fullmatch(between):
        return replace(mention, role=Role.SHARE, label="", whole=before.label)
    return mention


def _mention(passage: _Passage, token: Token, number: int, gap: str, topic: str) -> Mention:
    tail = labels.clause(gap)
    after = passage.text[token.end : passage.ends[number]]
    told = _told(token, tail, after)
    name = labels.label(gap) if told.label is None else told.label
    return Mention(
        prose=passage.prose,
        text=passage.text,
        start=token.start,
        end=token.end,
        quantity=token.quantity,
        role=told.role,
        sentence=number,
        group=f"{passage.group}{number}",
        bracket=passage.openings[token.start],
        gap=gap,
        tail=tail,
        label=name,
        subject=(labels.subject(name) if told.role in _NAMED else "") or topic,
        counted=_counted(after),
        sign=told.sign,
        whole=told.whole,
        words=token.words,
    )


def _counted(after: str) -> str:
    match = _COUNTED.match(after.lstrip())
    return match[0] if match else ""


class _Told(Value, frozen=True):
    """What the words say of a figure: its role, its sign, what a share is of, and its label where they tell it themselves."""

    role: Role
    sign: int = 1
    whole: str = ""
    label: str | None = None


def _told(token: Token, tail: str, after: str) -> _Told:
    unit = token.quantity.unit
    if token.per:
        return _Told(Role.OTHER)
    if unit.name.endswith("百分点"):
        changed = roles.change(tail)
        return _Told(Role.POINTS, changed[0] if changed else 1)
    if unit.name == "倍":
        changed = roles.change(tail)
        return _Told(Role.GROWTH, changed[0], "", changed[1]) if changed else _Told(Role.TIMES)
    if unit.dimension == RATIO and unit.name:
        return _ratio(tail)
    return _Told(Role.LEVEL) if token.words else _amount(tail, after)


def _ratio(tail: str) -> _Told:
    if roles.is_completion(tail):
        return _Told(Role.COMPLETION)
    whole = roles.share_of(tail)
    if whole is not None:
        return _Told(Role.SHARE, 1, whole, tail.partition("占")[0].strip())
    changed = roles.change(tail)
    if changed:
        return _Told(Role.GROWTH, changed[0], "", labels.label(changed[1]))
    return _Told(Role.RATE if roles.is_rate(tail) else Role.OTHER)


def _amount(tail: str, after: str) -> _Told:
    if after.startswith("相比") or (_FROM.search(tail) and _TO.match(after)):
        return _Told(Role.BASE)
    changed = roles.change(tail)
    if changed:
        return _Told(Role.DELTA, changed[0], "", labels.label(changed[1]))
    return _Told(Role.BUDGET if roles.is_budget(tail) else Role.LEVEL)
