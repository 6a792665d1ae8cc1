"""Finds 版头: everything above the red rule on the first page."""

import re
from collections.abc import Iterator, Sequence

from reportgen.conform.docx import Paragraph, WordFile
from reportgen.conform.elements.elements import Head, RedRule
from reportgen.conform.elements.patterns import NUMBER, SECRECY, SERIAL, SIGNER, URGENCY

REACH = 25  # paragraphs with text from the top in which a head may end
LARGE = 44  # half-points: nothing above the number but the mark is set in 2号 or more
MOST_BESIDES = 30  # characters beside the number on its line: signers


def find_head(word: WordFile, flow: Sequence[Paragraph]) -> Head:
    """The head, empty for a document without one."""
    top = list(flow[:REACH])
    number = next((p for p in top if _is_number(p)), None)
    above = [p for p in top if number is None or p.line < number.line]
    mark = tuple(_mark(above, number))
    if not mark and number is None:
        return Head()
    start = mark[0].line if mark else (number.line if number else 0)
    before = [p for p in top if p.line < start]
    signers = tuple(_signers(top, mark, number))
    last = max(p.line for p in [*mark, *signers, *([number] if number else [])])
    return Head(
        serial=_matching(before, SERIAL),
        secrecy=_matching(before, SECRECY),
        urgency=_matching(before, URGENCY),
        mark=mark,
        number=number,
        signers=signers,
        rule=_rule(word, last),
        drawn=any(p.drawn for p in word.paragraphs if p.line <= last + 3),
    )


def _is_number(paragraph: Paragraph) -> bool:
    words = paragraph.words
    found = NUMBER.search(words)
    return (
        found is not None and len(words) - len(found[0]) <= MOST_BESIDES and not re.search(r"[，。；]", words)
    )


def _mark(above: Sequence[Paragraph], number: Paragraph | None) -> Iterator[Paragraph]:
    """Red words, or those set larger than a title, above the number; without a number, red and large at the very top."""
    if number is not None:
        yield from (p for p in above if is_red(p) or p.size > LARGE)
    else:
        yield from (p for p in above[:6] if is_red(p) and p.size >= LARGE)


def is_red(paragraph: Paragraph) -> bool:
    """Whether any of a paragraph's words are red."""
    return any(_reddish(run.color) for run in paragraph.runs if run.text.strip())


def _reddish(color: str) -> bool:
    if not re.fullmatch(r"[0-9A-F]{6}", color):
        return False
    red, green, blue = (int(color[i : i + 2], 16) for i in (0, 2, 4))
    return red > 0x90 and green < 0x60 and blue < 0x60


def _signers(
    top: Sequence[Paragraph], mark: Sequence[Paragraph], number: Paragraph | None
) -> Iterator[Paragraph]:
    """The lines from 签发人 down to the number, between the mark and the title."""
    first = next((p for p in top if SIGNER.search(p.words) and len(p.words) < 60), None)
    if first is None:
        return
    last = max(first.line, number.line if number else 0)
    yield from (p for p in top if first.line <= p.line <= last and p not in mark)


def _matching(before: Sequence[Paragraph], pattern: re.Pattern[str]) -> Paragraph | None:
    return next((p for p in before if pattern.match(p.words) and len(p.words) <= 16), None)


def _rule(word: WordFile, last: int) -> RedRule | None:
    """A border under the last line of the head, or around an empty paragraph between it and the title."""
    following = [p for p in word.paragraphs if p.line >= last]
    for paragraph in following:
        if paragraph.line > last and paragraph.words:
            break
        for side in ("bottom", "top", "between"):
            if border := paragraph.border(side):
                return RedRule(paragraph, side, border)
    own = next((p for p in following if p.words and p.line > last), None)
    return RedRule(own, "top", own.border("top")) if own and own.border("top") else None
