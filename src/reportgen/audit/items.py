"""逐条列出的项目与前面的总数不符

## 检查什么
编号的各条（1、增值税…… 2、企业所得税……）的数，与前一段的总数、分项数相加核对；
各条的增减额与总的增减额同样核对。“主要项目”可以不列全，只有恰好相等或一处
笔误就能相等时才下结论。“教育、卫生……等支出合计”按名称找到各条相加。

## 为什么
各条分散在几十段里，人工很少真的加一遍。

## 反例
税收收入1249407万元。主要项目：1、增值税517804万元…… 14、其他税收7318万元（合计1249470万元）。

## 正例
各条之和等于1249407万元。
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import product

from reportgen import patterns
from reportgen.audit.claim import Certainty, Choice, Claim, adds_up, equals, sum_of
from reportgen.audit.context import comparable, meaning, same_dimension
from reportgen.audit.headings import ARTICLE, CHAPTER, POINT
from reportgen.audit.paper import Paper, Paragraph
from reportgen.audit.words import SUMMED
from reportgen.mention import Mention, Role
from reportgen.relation import Kind
from reportgen.value import Value

CODE = "D165"


_SUMMED = patterns.compile(SUMMED)


class Item(Value, frozen=True, eq=False):
    """A numbered paragraph: its first stated figure, what it is called, and its change."""

    level: Mention
    delta: Mention | None
    budget: Mention | None


def find(paper: Paper) -> Iterator[Claim | Choice]:
    """Sums over numbered paragraphs."""
    spots = list(_spots(paper))
    for first, items in _lists(spots):
        if not all(comparable(item.level, items[0].level) for item in items):
            continue
        intro = _intro(paper, first)
        exact = list(_exact(items, intro))
        yield from (choice for choice, _, _ in exact)
        yield from _pinned(items, intro, {(i, j) for _, i, j in exact})
    yield from _named(paper, spots)


class _Spot(Value, frozen=True, eq=False):
    """A number of an enumeration: where it stands, and where the next begins."""

    paragraph: Paragraph
    level: int
    number: int
    start: int
    end: int


def _spots(paper: Paper) -> Iterator[_Spot]:
    for paragraph in paper.paragraphs:
        own = [
            n for n in paragraph.numerals if n.level == ARTICLE or (n.level in (CHAPTER, POINT) and n.opens)
        ]
        ends = (*(n.start for n in own[1:]), len(paragraph.text))
        for numeral, end in zip(own, ends, strict=False):
            yield _Spot(paragraph, numeral.level, numeral.value, numeral.after, end)


def _lists(spots: Sequence[_Spot]) -> Iterator[tuple[_Spot, list[Item]]]:
    """Runs of spots numbered 1, 2, 3 … of one level, with a figure each; with the first spot."""
    runs: dict[int, tuple[_Spot, list[Item], int]] = {}
    for spot in spots:
        first, items, last = runs.get(spot.level, (spot, [], 0))
        if spot.number == last + 1 and items and first.paragraph.part == spot.paragraph.part:
            runs[spot.level] = (first, [*items, *_item(spot)], spot.number)
            continue
        if len(items) >= 2:
            yield first, items
        runs[spot.level] = (spot, _item(spot) if spot.number == 1 else [], spot.number)
    yield from ((first, items) for first, items, _ in runs.values() if len(items) >= 2)


def _item(spot: _Spot) -> list[Item]:
    main = [m for m in spot.paragraph.figures if m.bracket < 0 and spot.start <= m.start < spot.end]
    level = next((m for m in main if m.role is Role.LEVEL and not m.words), None)
    if level is None:
        return []
    delta = next((m for m in main if m.role is Role.DELTA and m.sentence == level.sentence), None)
    if delta is not None and (delta.start < level.start or not same_dimension(delta, level)):
        delta = None
    budget = next((m for m in main if m.role is Role.BUDGET and m.sentence == level.sentence), None)
    return [Item(level, delta, budget)]


def _intro(paper: Paper, first: _Spot) -> list[Mention]:
    """The figures above a list, nearest first: those before it in its paragraph, and of the paragraphs that lead in."""
    found = [m for m in reversed(first.paragraph.figures) if m.bracket < 0 and m.end <= first.start]
    level = first.paragraph.heading.level if first.paragraph.heading and not found else None
    for number in range(first.paragraph.number - 1, max(-1, first.paragraph.number - 5), -1):
        paragraph = paper.paragraphs[number]
        if paragraph.part != first.paragraph.part or (found and level is None):
            break
        found += [m for m in reversed(paragraph.figures) if m.bracket < 0]
        heading = paragraph.heading
        if heading and level is not None and heading.level < level and found:
            break
    return found


def _stated(intro: Sequence[Mention], like: Mention) -> list[Mention]:
    return [m for m in intro if m.role is Role.LEVEL and comparable(m, like)][:10]


def _exact(items: Sequence[Item], intro: Sequence[Mention]) -> Iterator[tuple[Choice, int, int]]:
    """The stretches of a list that add up to a figure of its lead-in."""
    levels = [item.level for item in items]
    sums = [0 * levels[0].quantity.value]
    for level in levels:
        sums.append(sums[-1] + level.magnitude.point)
    unit = max(m.magnitude.interval.high - m.magnitude.point for m in levels)
    for whole in _stated(intro, levels[0]):
        for i in range(len(levels)):
            for j in range(i + 2, len(levels) + 1):
                if abs(sums[j] - sums[i] - whole.magnitude.point) <= unit * (j - i + 1):
                    yield Choice((adds_up(Kind.SUM, whole, levels[i:j], Certainty.POSSIBLE),)), i, j
                    yield from ((choice, i, j) for choice in _companions(whole, items[i:j], intro))


def _companions(whole: Mention, items: Sequence[Item], intro: Sequence[Mention]) -> Iterator[Choice]:
    """If the figures of a list add up, their changes must add up to the change told behind the whole, and their budgets to the budget told
    before it."""
    deltas = [item.delta for item in items]
    if all(deltas):
        after = [
            m
            for m in intro
            if m.prose is whole.prose and m.sentence == whole.sentence and m.start > whole.start
        ]
        total = next((m for m in reversed(after) if m.role in (Role.DELTA, Role.LEVEL)), None)
        parts = [delta for delta in deltas if delta is not None]
        if total is not None and total.role is Role.DELTA and not total.label:
            yield Choice((_change(total, parts),))
    budgets = [item.budget for item in items if item.budget is not None]
    if len(budgets) == len(items):
        plans = [
            m for m in intro if m.role is Role.BUDGET and m.prose is whole.prose and comparable(m, budgets[0])
        ]
        if plans:
            yield Choice(tuple(adds_up(Kind.SUM, plan, budgets, Certainty.LIKELY) for plan in plans[:2]))


def _change(total: Mention, parts: Sequence[Mention]) -> Claim:
    signs = [part.sign * total.sign for part in parts]
    words = f"总的{'增加' if total.sign > 0 else '减少'}额 = 各条增减额之和"
    return equals(Kind.SUM, (total, *parts), sum_of(parts, signs), Certainty.LIKELY, words=words)


def _pinned(items: Sequence[Item], intro: Sequence[Mention], exact: Set[tuple[int, int]]) -> Iterator[Choice]:
    """Stretches that may have been meant to add up to a figure of the lead-in: they begin and end where the list does, or next to a
    stretch that adds up exactly."""
    levels = [item.level for item in items]
    wholes = _stated(intro, levels[0])
    starts, ends = {0, *(j for _, j in exact)}, {len(items), *(i for i, _ in exact)}
    for i, j in product(sorted(starts), sorted(ends)):
        if j - i >= 2 and not any(a < j and i < b for a, b in exact):
            readings = (adds_up(Kind.SUM, w, levels[i:j], Certainty.POSSIBLE, len(wholes)) for w in wholes)
            yield Choice(tuple(readings))


def _named(paper: Paper, spots: Sequence[_Spot]) -> Iterator[Choice]:
    """教育、社会保障和就业……等民生支出合计 X: the items of those names."""
    by_paragraph: dict[int, list[_Spot]] = {}
    for spot in spots:
        by_paragraph.setdefault(spot.paragraph.number, []).append(spot)
    for paragraph in paper.paragraphs:
        for mention in paragraph.figures:
            if mention.role is Role.LEVEL and mention.gap.count("、") > 1 and _SUMMED.search(mention.label):
                yield from _by_names(paragraph, mention, by_paragraph)


def _by_names(paragraph: Paragraph, whole: Mention, spots: dict[int, list[_Spot]]) -> Iterator[Choice]:
    listed = re.split(r"[,，:]", whole.gap)[-1]
    names = [re.sub(r"^全[市县省区]|等[^、]*$", "", name.strip()) for name in listed.split("、")]
    items = [
        item
        for other in paragraph.section(1)
        for spot in spots.get(other.number, [])
        for item in _item(spot)
        if comparable(item.level, whole)
    ]
    chosen = [
        next((i for i in items if meaning(i.level.label).startswith(meaning(n))), None) for n in names if n
    ]
    if len(chosen) < 3 or any(item is None for item in chosen):
        return
    found = [item for item in chosen if item is not None]
    yield Choice((adds_up(Kind.SUM, whole, [i.level for i in found], Certainty.LIKELY),))
    total = next((m for m in paragraph.figures if m.role is Role.DELTA and m.start > whole.end), None)
    parts = [i.delta for i in found if i.delta is not None]
    if total is not None and len(parts) == len(found):
        yield Choice((_change(total, parts),))
