"""Numbers the writer typed into the words (手写): in names, titles and quotations, or where a waiver lets one stand.

No cell stands behind them, so they are shown for what they are. Dates, document numbers and the numbers of headings, rows and
attachments are no figures at all.
"""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

from reportgen import patterns
from reportgen.report import Run, cut
from reportgen.trace.units import Unit
from reportgen.value import Value

_YEAR = r"(?<!\d)(?:19|20)\d\d"
_TO = r"\s?[、至到和及与—–~～-]{1,2}\s?"
_FREE = patterns.compile(
    "|".join(
        (
            rf"(?:{_YEAR}{_TO}){{0,8}}{_YEAR}\s?年(?:度|代)?",
            rf"{_YEAR}-\d{{1,2}}-\d{{1,2}}(?!\d)",
            rf"(?<!\d)(?:\d{{1,2}}\s?月?{_TO}){{0,11}}\d{{1,2}}\s?月(?:份)?",
            rf"(?<=月)\s?\d{{1,2}}(?:{_TO}\d{{1,2}}){{0,11}}\s?日|(?<!\d)\d{{1,2}}\s?日",
            rf"(?:第?[1-4]{_TO}){{0,3}}第?[1-4]\s?季度",
            r"[〔\[［（(]\s?(?:19|20)\d\d\s?[〕\]］）)]\s?第?\s?\d+\s?号|令?第?\d+号(?:令|公告|文)?",
            r"附(?:件|表|图)\s?\d+(?:[、至和—~～-]\d+)*",
            r"^\d{1,2}[.．](?!\d)|^（\d{1,2}）",
        )
    )
)
_DECIMAL = patterns.compile(r"\d")
_CLAUSE = patterns.compile("[^，。；：]+")
"""None of the above goes past one of these."""
_DIGIT = "[0-9０-９]"
_NUMBER = patterns.compile(
    rf"{_DIGIT}+(?:[.．,，]{_DIGIT}+)*(?:[+＋~～—-]{_DIGIT}+(?:[.．]{_DIGIT}+)?)*[%％‰]?"
)
_BLOT = "□"
_ENCLOSED = patterns.compile(r"(?P<title>《[^《》]*》)|“[^“”]*”")


class Typed(StrEnum):
    """Why a number may stand without a cell."""

    NAME = "登记过的专名"
    TITLE = "书名号内"
    QUOTED = "引号内"
    BARE = "直接写在文字里，没有单元格"


class Piece(Value, frozen=True):
    """A run, or a part of one; `typed` for a number the writer typed."""

    run: Run
    typed: Typed | None = None


def parted(unit: Unit, names: tuple[str, ...]) -> tuple[Piece, ...]:
    """A paragraph's runs with the numbers typed into its words apart; `names` are those registered, which may hold digits."""
    found = sorted(_literals(unit.runs, names)) if _has_digits(unit) else ()
    return tuple(_parted(unit.runs, found)) if found else tuple([Piece(run) for run in unit.runs])


def _has_digits(unit: Unit) -> bool:
    """Whether any number may have been typed into a paragraph's words."""
    words = [run.text for run in unit.runs if not (run.figure or run.total)]
    return _DECIMAL.search("".join(words)) is not None and not unit.is_row_number


def _parted(runs: Sequence[Run], found: Sequence[tuple[int, int, Typed]]) -> Iterator[Piece]:
    position, left = 0, deque(found)
    for run in runs:
        at, stop = 0, len(run.text)
        while left and left[0][1] <= position + stop:
            start, end, typed = left.popleft()
            if start >= position + at:  # else it began in the run before, which is of another kind
                if position + at < start:
                    yield Piece(cut(run, at, start - position))
                yield Piece(cut(run, start - position, end - position), typed)
                at = end - position
        if at < stop:
            yield Piece(cut(run, at, stop))
        position += stop


def _literals(runs: Sequence[Run], names: tuple[str, ...]) -> Iterator[tuple[int, int, Typed]]:
    text = "".join([_BLOT * len(run.text) if run.figure or run.total else run.text for run in runs])
    if pattern := _registered(names):
        yield from ((*match.span(), Typed.NAME) for match in pattern.finditer(text))
        text = pattern.sub(_blotted, text)
    enclosed = [(*match.span(), match["title"]) for match in _ENCLOSED.finditer(text)]
    starts = [start for start, _, _ in enclosed]
    for match in _NUMBER.finditer(_without_free(text)):
        around = enclosed[bisect_left(starts, match.start()) - 1] if enclosed else None
        yield *match.span(), _why(around, match.start())


def _without_free(text: str) -> str:
    """The text with what is no figure at all blotted out; only where there are digits, as looking for it takes its time."""
    kept, at = [], 0
    for clause in _CLAUSE.finditer(text):
        for free in _FREE.finditer(text, *clause.span()) if _DECIMAL.search(text, *clause.span()) else ():
            kept += [text[at : free.start()], _blotted(free)]
            at = free.end()
    return "".join([*kept, text[at:]])


@lru_cache(maxsize=8)
def _registered(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """The registered names that hold a digit, longest first."""
    known = sorted((n for n in names if any(c.isdecimal() for c in n)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, known))) if known else None


def _blotted(match: re.Match[str]) -> str:
    return _BLOT * len(match[0])


def _why(around: tuple[int, int, str | None] | None, at: int) -> Typed:
    if around is None or not around[0] < at < around[1]:
        return Typed.BARE
    return Typed.TITLE if around[2] else Typed.QUOTED
