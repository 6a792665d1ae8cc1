"""A joint issue (联合行文): the names of the issuers above one another, in 发文机关标志 as in 署名 (GB/T 9704-2012, 7.2.4, 7.3.5.2).

In the template the mark is a table of two cells, the names and 文件 beside them, with a style of its own.
"""

from collections.abc import Iterable, Sequence

from reportgen.package import Element, W
from reportgen.render.body import Piece
from reportgen.render.measure import text_width
from reportgen.render.styles import BODY_SIZE
from reportgen.render.tables import with_widths
from reportgen.render.tree import change_spacing, properties_of, set_property, set_size, text_of

TWO_CHARACTERS = 2 * BODY_SIZE * 10
_LINE_HEIGHT = 110  # tenths of a twip a half-point of type: its characters then begin where its line does
_CLOSER = 5  # twips by which characters stand closer than they are wide, 28 in a line (5.2.3)
_SLACK = 20  # twips: a point, lest a name as wide as its cell be broken


def sized_mark(table: Piece, size: int, room: int, height: int) -> Piece:
    """The mark as wide as its widest name and 文件 half a character beside it; narrowed when there is no room for that, and set smaller
    when there is no such height."""
    lines = [*table.tree.iter(W + "p")]
    smaller = min(size, height * 10 // (len(lines) - 1) // _LINE_HEIGHT)
    if smaller < size:
        size = max(smaller, BODY_SIZE)
        _set_smaller(lines, size)
    *names, word = (text_width(text_of(p), size) for p in lines)
    columns = (max(names), word + size * 5)
    scale = min(100, (room - _SLACK) * 100 // sum(columns))
    left, right = (column * scale // 100 for column in columns)
    sized = table.like(with_widths(table.text, [left + _SLACK, right]))
    if scale < 100:
        for run in sized.tree.iter(W + "r"):
            set_property(properties_of(run), "w", {"val": scale})
    return sized


def _set_smaller(lines: Iterable[Element], size: int) -> None:
    for line in lines:
        change_spacing(line, {"line": size * _LINE_HEIGHT // 10, "lineRule": "exact"})
        set_size(line, size)


def stack(signatures: Sequence[Piece], date: Piece) -> None:
    """署名 below 署名, all beginning at one place, 成文日期 two characters right of it; the longest ends two characters from the edge."""
    *widths, own = (
        text_width(line.words, BODY_SIZE) - _CLOSER * len(line.words) for line in (*signatures, date)
    )
    start = TWO_CHARACTERS + max(*widths, own + TWO_CHARACTERS)
    for signature, width in zip(signatures, widths, strict=True):
        set_property(properties_of(signature.tree), "ind", {"right": start - width})
    set_property(properties_of(date.tree), "ind", {"rightChars": 0, "right": start - TWO_CHARACTERS - own})
