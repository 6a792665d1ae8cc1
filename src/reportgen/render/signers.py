"""Several 签发人 (GB/T 9704-2012 clause 7.2.6): two in a line, names below names, the widest line one character from the edge.

Where the names begin depends on how long they are, so the tab stops of 签发人： and of two names, the last three of their styles, are
set here.
"""

from collections.abc import Iterator, Mapping, Sequence

from reportgen.package import Element, W
from reportgen.render.body import Body, Piece
from reportgen.render.measure import text_width
from reportgen.render.sections import area_widths
from reportgen.render.styles import BODY_SIZE, Style
from reportgen.render.tree import properties_of, set_property

SIGNERS, SIGNERS_AND_NUMBER = "签发人", "发文字号（多人签发）"
_LABEL = text_width("签发人：", BODY_SIZE)
_CHARACTER = BODY_SIZE * 10
_COLUMNS = 3


def place_signers(body: Body, styles: Mapping[str, Style]) -> None:
    """Sets the tab stops of the lines that name 签发人."""
    stops = {style.id: style.stops for name in (SIGNERS, SIGNERS_AND_NUMBER) if (style := styles.get(name))}
    lines = [piece for piece in body.pieces if len(stops.get(piece.style, ())) >= _COLUMNS]
    if not lines:
        return
    rows = [_names(line, len(stops[line.style])) for line in lines]
    first, second = (
        max(text_width(name, BODY_SIZE) for name in column) for column in zip(*rows, strict=True)
    )
    right = area_widths(body)[0] - _CHARACTER - second
    left = right - _CHARACTER - first
    for line in lines:
        _set_stops(line.tree, stops[line.style][-_COLUMNS:], (left - _LABEL, left, right))


def _names(line: Piece, stops: int) -> Sequence[str]:
    """The two names of a line, the second empty where there is none."""
    found = "".join(_text(line.tree)).split("\t")[stops - _COLUMNS + 2 :]
    return (*found, "", "")[:2]


def _text(line: Element) -> Iterator[str]:
    for run in line.iter(W + "r"):
        for child in run:
            yield "\t" if child.tag == W + "tab" else child.text or ""


def _set_stops(line: Element, old: Sequence[int], new: Sequence[int]) -> None:
    """Puts tab stops in the place of those of the style, which would otherwise stay beside them."""
    properties = properties_of(line)
    set_property(properties, "tabs", {})
    tabs = properties.find(W + "tabs")
    assert tabs is not None
    wanted = {**dict.fromkeys(old, "clear"), **dict.fromkeys(new, "left")}
    for position, kind in sorted(wanted.items()):
        tabs.append(tabs.makeelement(W + "tab", {W + "val": kind, W + "pos": str(position)}))
