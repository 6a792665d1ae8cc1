"""Heads of columns: where a head needs several lines, it is broken between its words, before its unit first of all, and evenly.

Word and LibreOffice would break a Chinese head after any character: 送审金额（万／元）.
"""

from collections.abc import Iterator, Sequence
from html import escape

from reportgen.render.measure import text_width
from reportgen.report import Column

HEAD = "表头"
MARGINS = 216  # twips: what Word leaves free left and right of a cell's text
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


def with_broken_heads(table: str, columns: Sequence[Column], widths: Sequence[int], size: int) -> str:
    """A printed table with the heads broken that its columns, so many twips wide, cannot hold in one line."""
    for column, width in zip(columns, widths, strict=True):
        room = width - MARGINS
        if column.title_words and text_width(column.title, size) > room:
            lines = _lines(column.title_words, room, size)
            printed = _BREAK.join(escape(line) for line in lines or (column.title,))
            table = table.replace(f">{escape(column.title)}<", f">{printed}<", 1)
    return table


def _lines(words: Sequence[str], room: int, size: int) -> Sequence[str]:
    """Words in the fewest lines, these as narrow as can be; none when a word is too wide for a line of its own."""
    lines: Sequence[str] = ()
    while all(text_width(word, size) <= room for word in words):
        narrower = tuple(_filled(words, room, size))
        if lines and len(narrower) > len(lines):
            break
        lines = narrower
        room = max((text_width(line, size) for line in lines), default=0) - 1
    return lines


def _filled(words: Sequence[str], room: int, size: int) -> Iterator[str]:
    line = ""
    for word in words:
        if line and text_width(line + word, size) > room:
            yield line
            line = ""
        line += word
    yield line
