"""Numbers the writer typed into the words (手写): in names, titles and quotations, or where a waiver lets one stand.

No cell stands behind them, so they are shown for what they are. Dates, document numbers and the numbers of headings, rows and
attachments are no figures at all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportgen.report import Run, cut
from reportgen.trace.units import Unit

_YEAR = r"(?<!\d)(?:19|20)\d\d"
_TO = r"\s?[、至到和及与—–~～-]{1,2}\s?"
_FREE = re.compile(
    "|".join(
        (
            rf"(?:{_YEAR}{_TO})*{_YEAR}\s?年(?:度|代)?",
            rf"{_YEAR}-\d{{1,2}}-\d{{1,2}}(?!\d)",
            rf"(?<!\d)(?:\d{{1,2}}\s?月?{_TO})*\d{{1,2}}\s?月(?:份)?",
            rf"(?<=月)\s?\d{{1,2}}(?:{_TO}\d{{1,2}})*\s?日|(?<!\d)\d{{1,2}}\s?日",
            r"第?[1-4]\s?季度",
            r"[〔\[［（(]\s?(?:19|20)\d\d\s?[〕\]］）)]\s?第?\s?\d+\s?号|令?第?\d+号(?:令|公告|文)?",
            r"附(?:件|表|图)\s?\d+(?:[、至和—~～-]\d+)*",
            r"^\d{1,2}[.．](?!\d)|^（\d{1,2}）",
        )
    )
)
_DIGIT = "[0-9０-９]"
_NUMBER = re.compile(rf"{_DIGIT}+(?:[.．,，]{_DIGIT}+)*(?:[+＋~～—-]{_DIGIT}+(?:[.．]{_DIGIT}+)?)*[%％‰]?")
_ENCLOSED = re.compile(r"(?P<title>《[^《》]*》)|“[^“”]*”")


class Typed(StrEnum):
    """Why a number may stand without a cell."""

    NAME = "登记过的专名"
    TITLE = "书名号内"
    QUOTED = "引号内"
    BARE = "直接写在文字里，没有单元格"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run, or a part of one; `typed` for a number the writer typed."""

    run: Run
    typed: Typed | None = None


def parted(unit: Unit, names: Iterable[str]) -> tuple[Piece, ...]:
    """A paragraph's runs with the numbers typed into its words apart; `names` are those registered, which may hold digits."""
    found = [] if unit.is_row_number else sorted(_literals(unit.runs, names))
    return tuple(_parted(unit.runs, found)) if found else tuple(map(Piece, unit.runs))


def _parted(runs: Sequence[Run], found: Sequence[tuple[int, int, Typed]]) -> Iterator[Piece]:
    position = 0
    for run in runs:
        at, stop = position, position + len(run.text)
        for start, end, typed in found:
            if at <= start and end <= stop and not run.figure:
                if at < start:
                    yield Piece(cut(run, at - position, start - position))
                yield Piece(cut(run, start - position, end - position), typed)
                at = end
        if at < stop:
            yield Piece(cut(run, at - position, stop - position) if at > position else run)
        position = stop


def _literals(runs: Sequence[Run], names: Iterable[str]) -> Iterator[tuple[int, int, Typed]]:
    text = "".join("□" * len(run.text) if run.figure or run.total else run.text for run in runs)
    if not any(character.isdecimal() for character in text):
        return
    for match in (
        m for name in sorted(names, key=len, reverse=True) for m in re.finditer(re.escape(name), text)
    ):
        if any(character.isdecimal() for character in match[0]):
            text = _blotted(text, match)
            yield *match.span(), Typed.NAME
    for match in _NUMBER.finditer(_FREE.sub(lambda m: "□" * len(m[0]), text)):
        yield *match.span(), _why(text, match.start())


def _blotted(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + "□" * len(match[0]) + text[match.end() :]


def _why(text: str, at: int) -> Typed:
    around = next((m for m in _ENCLOSED.finditer(text) if m.start() < at < m.end()), None)
    if around is None:
        return Typed.BARE
    return Typed.TITLE if around["title"] else Typed.QUOTED
