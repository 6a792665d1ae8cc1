"""标题、条款的编号重号或跳号

## 检查什么
同一级标题“一、二、三”“（一）（二）”“1. 2. 3.”“（1）（2）”“①②”以及段内“一是、二是”依次递增，不重、不跳。

## 为什么
删改一节之后最容易忘记改后面的编号。

## 反例
（五）“三公”经费支出决算情况 …… （五）市本级基本建设支出决算情况

## 正例
（五）“三公”经费支出决算情况 …… （六）市本级基本建设支出决算情况
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen import patterns
from reportgen.audit.claim import Remark
from reportgen.audit.headings import Numeral, value_of
from reportgen.audit.paper import Paper, Paragraph
from reportgen.finding import Span
from reportgen.relation import Kind, Verdict

CODE = "P230"

_POINTS = patterns.compile(
    r"(?=[\s*一二三四五六七八九十])(?:^|(?<=[。;:，,!?：]))[\s*]*(?P<n>[一二三四五六七八九十]{1,2})是(?![否不])"
)
_POINT = patterns.compile("[一二三四五六七八九十]是")
"""What every point has, and most paragraphs have not."""
_CONTENTS = patterns.compile(r"目\s*录")


_Number = tuple[Numeral, Span]


def find(paper: Paper) -> Iterator[Remark]:
    """Sequences of headings, level by level, and of 一是 within a stretch of text."""
    runs: dict[int, list[_Number]] = {}
    part = -1
    for paragraph in _body(paper):
        for number in paragraph.numerals:
            if paragraph.part != part:
                yield from _close(runs, 0)
                part = paragraph.part
            yield from _close(runs, number.level + 1)
            run = runs.setdefault(number.level, [])
            if number.value == 1 and run:
                yield from _judged(run)
                run.clear()
            run.append((number, paragraph.span(number.start, number.end)))
    yield from _close(runs, 0)
    yield from _points(paper)


def _body(paper: Paper) -> Iterator[Paragraph]:
    """The paragraphs without a table of contents: headings there are numbered twice over."""
    inside, end = False, 0
    for paragraph in paper.paragraphs:
        if inside and paragraph.passage.prose.offset(0) - end > 4:  # a table stood between
            inside = False
        end = paragraph.passage.prose.offset(len(paragraph.passage.text))
        text = paragraph.text.strip(" #*")
        if _CONTENTS.fullmatch(text):
            inside = True
        elif inside and (len(text) > 90 or "。" in text):
            inside = False
        if not inside:
            yield paragraph


def _close(runs: dict[int, list[_Number]], level: int) -> Iterator[Remark]:
    for deeper in [known for known in runs if known >= level]:
        yield from _judged(runs.pop(deeper))


def _judged(run: Sequence[_Number]) -> Iterator[Remark]:
    """A run from 1 on; one that starts elsewhere is not judged (a quotation, a cut)."""
    numbers, spans = zip(*run, strict=True)
    if len(run) < 2 or numbers[0].value != 1:
        return
    formula = "编号 " + "→".join(span.quote for span in spans)
    steps = [after.value - before.value for before, after in pairwise(numbers)]
    broken = next((place for place, step in enumerate(steps, 1) if step != 1), None)
    if broken is None:
        yield Remark(Kind.NUMBERING, formula, spans)
    elif numbers[broken].opens and numbers[broken - 1].opens and steps[broken - 1] in (0, 2):
        said = _said(spans[broken - 1], spans[broken], repeated=steps[broken - 1] == 0)
        places = (spans[broken], *spans)
        hint = "请核对是漏了一节，还是编号没有顺延"
        yield Remark(Kind.NUMBERING, formula, places, Verdict.FAILS, CODE, said, hint)


def _said(before: Span, here: Span, repeated: bool) -> str:
    if repeated:
        return f"编号“{here.quote}”重复：前一个在 {before.place}"
    return f"编号从“{before.quote}”（{before.place}）跳到“{here.quote}”"


def _points(paper: Paper) -> Iterator[Remark]:
    """一是……二是…… within a part; a new 一是 or a heading starts a new run."""
    run: list[Span] = []
    last = 0
    for paragraph in paper.paragraphs:
        if paragraph.heading and paragraph.heading.level <= 2:
            yield from _points_judged(run)
            run, last = [], 0
        for match in _POINTS.finditer(paragraph.text) if _POINT.search(paragraph.text) else ():
            value = value_of(match["n"])
            span = paragraph.span(match.start("n"), match.end("n") + 1)
            if value == 1:
                yield from _points_judged(run)
                run, last = [span], 1
            elif value == last + 1:
                run.append(span)
                last = value
            elif (
                run
                and value == last
                and not re.search(r"另一|第", paragraph.text[max(0, match.start() - 2) : match.start()])
            ):
                yield _repeated(span, run[-1])
    yield from _points_judged(run)


def _points_judged(run: Sequence[Span]) -> Iterator[Remark]:
    if len(run) >= 2:
        yield Remark(Kind.NUMBERING, "→".join(span.quote for span in run), tuple(run))


def _repeated(span: Span, before: Span) -> Remark:
    said = f"“{span.quote}”重复，前一个在 {before.place}"
    formula = f"{before.quote}→{span.quote}"
    return Remark(Kind.NUMBERING, formula, (span, before), Verdict.FAILS, CODE, said, "请顺延编号")
