"""Numbers out of structure (结构层次序数, GB/T 9704-2012, 7.3.3): 一、 （一） 1. （1）, and 一是 within a paragraph."""

from reportgen import patterns
from reportgen.compose.lines import Runs, merged, plain
from reportgen.quantity import hanzi
from reportgen.report import Mark, Run, cut
from reportgen.value import replace

DEEPEST = 4
RUN_IN = 3
"""The level from which headings run in with their text."""

_SPEAKS_FOR_ITSELF = patterns.compile(r"第[一二三四五六七八九十百]+[编章节条]")
_NOT_AT_END = "。，、；：.,;:"
_ENDS_A_SENTENCE = tuple("。！？：；…")


def number_of(level: int, position: int) -> str:
    """The ordinal of the heading at a position (from 1) on a level (1 to 4)."""
    match level:
        case 1:
            return f"{hanzi(position)}、"
        case 2:
            return f"（{hanzi(position)}）"
        case 3:
            return f"{position}."
        case _:
            return f"（{position}）"


def point_number(position: int) -> str:
    """一是, 二是 …"""
    return f"{hanzi(position)}是"


def takes_number(heading: Runs) -> bool:
    """Whether a heading is numbered: 第一章 总则 of an attached regulation numbers itself."""
    return not _SPEAKS_FOR_ITSELF.match(plain(heading))


def standing(number: str, heading: Runs) -> Runs:
    """A heading on a line of its own, which takes no punctuation at its end."""
    return merged((Run(number), *without_end(heading)))


def running_in(number: str, heading: Runs, mark: Mark = Mark.LEAD) -> Runs:
    """A heading that its text follows in the same paragraph: closed by 。 unless it closes itself."""
    if not heading:
        return (Run(number),)
    close = "" if plain(heading).endswith(_ENDS_A_SENTENCE) else "。"
    marked = (
        replace(run, mark=mark) if run.mark is Mark.PLAIN else run
        for run in (Run(number), *heading, Run(close))
    )
    return merged(marked)


def without_end(heading: Runs) -> Runs:
    """Runs without the punctuation a heading must not end with."""
    if not heading or heading[-1].figure:
        return heading
    last = heading[-1]
    return (*heading[:-1], cut(last, 0, len(last.text.rstrip(_NOT_AT_END))))
