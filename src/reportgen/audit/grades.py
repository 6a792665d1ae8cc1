"""Counts by grade: 16个项目评为优秀的2个，良好的13个，一般的1个 make up all; 优良率 is what the good ones are of them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen import patterns
from reportgen.audit.claim import Certainty, Choice, Claim, equals, over, sum_of
from reportgen.audit.context import comparable, point_begins, together
from reportgen.audit.paper import Paragraph
from reportgen.audit.sums import sum_claim
from reportgen.audit.words import DONE, FOUND, LEFT, REST, SUMMED
from reportgen.mention import Mention, Role
from reportgen.relation import Kind

_NAMES = (
    r"(?P<grade>优秀|优良|优|良好|良|中等|(?<![初高集其之当])中|一般|合格|不合格|较差|差|低|(?<![\dA-Z])[A-D])"
    r"(?:等级|级|档|等次)?的?"
)
_BEFORE = patterns.compile(rf"{_NAMES}(?:项目|报告|单位|部门|政策|县区|乡镇|机构)?(?:的|有|共)?$")
_BEHIND = patterns.compile(rf"[^,，、。;；\d]{{0,4}}?(?:获|评为|得|为){_NAMES}$")
_QUOTES = patterns.compile(r"[”“\"'\s]")
_LOWEST = frozenset(("差", "较差", "低", "不合格", "D"))
_OTHERS = patterns.compile(rf"[^。;；]{{0,6}}(?:{REST})")
_SUMMED = patterns.compile(rf"(?:{SUMMED}|共)(?:有|评价|考核|评审|参评)?$")
_GOOD_RATE = patterns.compile(r"(?:优良|优秀)率$")
_GOOD = {"优良率": ("优", "良"), "优秀率": ("优",)}


def sums(paragraph: Paragraph, flow: Sequence[Mention]) -> Iterator[Choice]:
    """What runs of grades make: a figure before them, or the one they are summed up in (共考核12个)."""
    for grades, following in _runs(flow):
        run = _row(flow, grades)
        wholes = _wholes(paragraph, run)
        if following is not None and not any(m.sentence == run[0].sentence for m in wholes):
            wholes = [following, *wholes]
        readings = [
            sum_claim(whole, run, min(_certainty(whole, run), _nearness(wholes, whole, run)))
            for whole in wholes
        ]
        yield Choice(tuple(readings))


def rates(earlier: Sequence[Mention], rate: Mention) -> Iterator[Claim]:
    """评价项目20个，其中优3个、良11个、中5个、差1个，优良率70%: asserted where the grades make up the whole."""
    said = _GOOD_RATE.search(rate.label)
    if said is None:
        return
    grades = _GOOD[said[0]]
    own = [m for m in earlier if m.role is Role.LEVEL and together(m, rate)]
    good = [m for m in own if grade_of(m)[:1] in grades]
    if len(good) != len(grades):
        return
    before = [m for m in own if m.start < good[0].start and comparable(m, good[0])]
    if not before:
        yield from _of_all_graded(own, good, rate)
        return
    whole = before[-1]
    if not whole.quantity.value:
        return
    every = [m for m in own if m.start > whole.start and comparable(m, whole)]
    complete = sum(m.magnitude.point for m in every) == whole.magnitude.point
    certainty = Certainty.LIKELY if complete else Certainty.IF_HOLDS
    yield equals(Kind.RATIO, (rate, *good, whole), over(sum_of(good), whole), certainty)


def _of_all_graded(own: Sequence[Mention], good: Sequence[Mention], rate: Mention) -> Iterator[Claim]:
    """优19个、良52个、合格8个、不合格20个，优良率71.7%: of all that are graded, where no total is told and the lowest grade is."""
    graded = [m for m in own if grade_of(m) and comparable(m, good[0])]
    if _LOWEST.intersection(map(grade_of, graded)) and any(m.quantity.value for m in graded):
        parts = over(sum_of(good), sum_of(graded))
        yield equals(Kind.RATIO, (rate, *dict.fromkeys((*good, *graded))), parts, Certainty.LIKELY)


def grade_of(mention: Mention) -> str:
    """The grade that a count is of (优秀3个, 3个获优秀等次), if any."""
    if not mention.quantity.unit.counts_exactly:
        return ""
    said = _BEFORE.search(_QUOTES.sub("", mention.label)) or _BEHIND.match(mention.counted)
    return said["grade"] if said else ""


def _runs(flow: Sequence[Mention]) -> Iterator[tuple[list[Mention], Mention | None]]:
    """Figures of grades one after another in a sentence, two at least, each run with the figure that sums it up, if any."""
    groups = groupby(flow, key=lambda m: (m.sentence, m.role is Role.LEVEL and bool(grade_of(m))))
    for (sentence, graded), group in [(key, list(group)) for key, group in groups]:
        if graded and len(group) >= 2:
            behind = next((m for m in flow if m.start > group[-1].start), None)
            told = behind is not None and behind.sentence == sentence and comparable(behind, group[0])
            yield group, behind if told and behind and _SUMMED.search(behind.tail) else None


def _row(flow: Sequence[Mention], run: Sequence[Mention]) -> Sequence[Mention]:
    """A run with what a 、 joins to it before: 质量较好186份、一般41份、较差13份."""
    first = flow.index(run[0])
    while first and flow[first].gap.startswith("、") and comparable(flow[first - 1], run[0]):
        first -= 1
    return [*flow[first : flow.index(run[0])], *run]


def _wholes(paragraph: Paragraph, run: Sequence[Mention]) -> list[Mention]:
    """The figures before a run that it may be of, nearest first: those of its sentence, if any."""
    begins = point_begins(paragraph.text, run[0].start)
    earlier = [m for m in reversed(paragraph.figures) if begins <= m.start <= m.end <= run[0].start]
    earlier = [m for m in earlier if m.role is Role.LEVEL]
    earlier = [m for m in earlier if m.bracket in (-1, run[0].bracket)]
    ungraded = (FOUND, DONE, LEFT)  # problems have no grades
    earlier = [m for m in earlier if not any(words.search(m.label) for words in ungraded)]
    wholes = [m for m in earlier if comparable(m, run[0]) and not m.words][:5]
    return [m for m in wholes if m.sentence == run[0].sentence] or wholes


def _certainty(whole: Mention, run: Sequence[Mention]) -> Certainty:
    """How surely a run of grades is whole: not when a grade is told twice, nor when it makes less and may go on (优3个、良11个)."""
    grades = [grade_of(mention) for mention in run]
    total, most = sum(m.magnitude.point for m in run), whole.magnitude.point
    few = not _LOWEST.intersection(grades) and (len(run) < 3 or total * 2 < most)
    goes_on = few or bool(_OTHERS.match(whole.text, run[-1].end))
    unsure = len(set(grades)) < len(grades) or (goes_on and total < most)
    return Certainty.IF_HOLDS if unsure else Certainty.LIKELY


def _nearness(wholes: Sequence[Mention], whole: Mention, run: Sequence[Mention]) -> Certainty:
    """How surely a figure is what was graded: it stands in the sentence of the run or shortly before, there alone."""
    if whole.sentence == run[0].sentence:
        return Certainty.LIKELY
    alone = sum(m.sentence == whole.sentence for m in wholes) == 1
    return Certainty.LIKELY if alone and whole.sentence >= run[0].sentence - 2 else Certainty.POSSIBLE
