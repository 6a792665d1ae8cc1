"""同一件事前后写法不一

## 检查什么
两处文字有两个以上同样的数（如送审金额、审减率都相同），说的是同一件事，而同名的另一个数不同；
正文与表格里同名的数只差尾数；说“覆盖”某类而其个数为 0。

## 为什么
正文和附件、表格常由不同的人写，签发前没有人对着看。

## 反例
正文：送审24053.22万元，审减14892.89万元；附件：送审24053.22万元，审减9160.33万元。

## 正例
正文、附件都写审减9160.33万元。
"""

import re
from collections.abc import Iterator, Sequence

from reportgen.audit.announced import totals_told
from reportgen.audit.claim import Certainty, Choice, Claim, Remark, equals
from reportgen.audit.context import comparable, meaning
from reportgen.audit.paper import Paper, Paragraph
from reportgen.mention import Mention, Role
from reportgen.relation import Kind, Verdict

CODE = "D167"

_Event = tuple[int, int]


def find(paper: Paper) -> Iterator[Claim | Choice | Remark]:
    """Figures said twice."""
    yield from _events(paper)
    yield from _in_tables(paper)
    yield from totals_told(paper)
    for paragraph in paper.paragraphs:
        yield from _covered(paragraph)


def distinctive(mention: Mention) -> bool:
    """Whether a figure has digits enough to be known again."""
    return len(mention.quantity.value.normalize().as_tuple().digits) >= 4 and mention.firm


def _events(paper: Paper) -> Iterator[Claim]:
    """Pairs of sentences that share two distinctive figures or more."""
    events: dict[_Event, list[Mention]] = {}
    places: dict[tuple[object, ...], list[_Event]] = {}
    for paragraph in paper.paragraphs:
        for mention in paragraph.figures:
            event = (paragraph.number, mention.sentence)
            events.setdefault(event, []).append(mention)
            if distinctive(mention):
                value = (mention.magnitude.point, mention.quantity.unit.dimension)
                if event not in places.setdefault(value, []):
                    places[value].append(event)
    shared: dict[tuple[_Event, _Event], int] = {}
    for homes in places.values():
        for i, one in enumerate(homes[:6]):
            for other in homes[i + 1 : 6]:
                shared[one, other] = shared.get((one, other), 0) + 1
    for (one, other), count in shared.items():
        if one != other:
            apart = paper.paragraphs[one[0]].part != paper.paragraphs[other[0]].part
            kind = Kind.CROSS_PART if apart else Kind.REPEAT
            yield from _same(kind, events[one], events[other], count)


def _same(kind: Kind, one: Sequence[Mention], other: Sequence[Mention], count: int) -> Iterator[Claim]:
    """Figures of one name in two tellings: equal ones hold, unequal ones are suspect when the rest agrees."""
    for first in one:
        twins = [m for m in other if _named_alike(first, m)]
        if len(twins) != 1 or sum(_named_alike(m, twins[0]) for m in one) != 1:
            continue
        twin = twins[0]
        equal = first.magnitude.interval.overlaps(twin.magnitude.interval)
        if not equal and (count < 2 or not _agree_else(one, other, first)):
            continue
        if equal and not (distinctive(first) or count >= 2):
            continue
        words = f"{first.name} 前后一致（{first.span.place}、{twin.span.place}）"
        yield equals(kind, (first, twin), twin, Certainty.LIKELY, words=words)


def _named_alike(one: Mention, other: Mention) -> bool:
    name = meaning(one.label)
    return (
        len(name) >= 2
        and name == meaning(other.label)
        and one.role == other.role
        and one.same_kind == other.same_kind
    )


def _agree_else(one: Sequence[Mention], other: Sequence[Mention], odd: Mention) -> bool:
    """Whether two other figures of the same names agree, one of them distinctive."""
    pairs = [
        (a, b)
        for a in one
        if a is not odd
        for b in other
        if _named_alike(a, b) and a.magnitude.point == b.magnitude.point
    ]
    return len(pairs) >= 2 and any(distinctive(a) for a, _ in pairs)


def _in_tables(paper: Paper) -> Iterator[Claim | Remark]:
    """The first figure of a table's row and a figure of that name in the text."""
    rows: dict[str, list[Mention]] = {}
    for table in paper.tables:
        for segment in table:
            name = meaning(segment.label)
            if segment.numbers and len(name) >= 4:
                rows.setdefault(re.sub(r"^[一二三四五六七八九十]+、", "", name), []).append(
                    segment.numbers[0]
                )
    for paragraph in paper.paragraphs:
        for mention in paragraph.figures:
            if mention.role is Role.LEVEL and distinctive(mention):
                yield from _against(mention, rows.get(meaning(mention.label), []))


def _against(mention: Mention, cells: Sequence[Mention]) -> Iterator[Claim | Remark]:
    alike = [cell for cell in cells if comparable(cell, mention)]
    words = f"{mention.name} 正文 = 表"
    for value, cell in {cell.magnitude.point: cell for cell in reversed(alike)}.items():
        step = mention.magnitude.interval.high - mention.magnitude.point
        gap = abs(value - mention.magnitude.point)
        if gap == 0:
            yield equals(Kind.REPEAT, (mention, cell), cell, Certainty.IF_HOLDS, words=words)
        elif gap <= 2 * step:
            yield Remark(
                Kind.REPEAT, words, (mention.span, cell.span), Verdict.UNCERTAIN, CODE,
                f"{mention.name} 正文写 {mention.quantity.text}，表中（{cell.span.place}）为 {cell.quantity.text}，差在尾数",
                "请核对是否四舍五入所致，以表为准统一", (mention, cell),
            )  # fmt: skip


def _covered(paragraph: Paragraph) -> Iterator[Remark]:
    """覆盖……等方面 against a count of 0 before it."""
    match = re.search(r"覆盖[^。]*", paragraph.text)
    if match is None:
        return
    for mention in paragraph.figures:
        if mention.quantity.value or mention.end >= match.start() or not mention.quantity.unit.counts_exactly:
            continue
        stem = re.sub(r"(?:项目|评价|对象|等)+$", "", meaning(mention.label))
        place = match[0].find(stem) if len(stem) >= 3 else -1
        if place >= 0:
            start = match.start() + place
            said = f"后文说覆盖“{stem}”，这里的个数是 {mention.quantity.text}"
            yield Remark(
                Kind.REPEAT, "说覆盖的类型个数应大于 0", (mention.span, paragraph.span(start, start + len(stem))), Verdict.FAILS,
                CODE, said, "请核对个数，或修改覆盖范围的说法", (mention,),
            )  # fmt: skip
