"""Characters of a page gathered into lines, from top to bottom."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from reportgen import patterns
from reportgen.pdf import Box, Glyph
from reportgen.value import Value

_ASCII_WIDTH = 0.55  # of the character size
_FIRST_WORD = patterns.compile(
    r"(?P<opening>[（《〈“‘〔【「]*)(?:(?P<ascii>[!-~]+)|[^，。、；：？！）》〉”’〕】」])(?P<closing>[，。、；：？！）》〉”’〕】」]*)"
)
_WORD_GAP = 0.25  # of the character size: between two ASCII characters, a space
_COLUMN_GAP = 1.8  # wider gaps part columns; justified text does not get so loose
_SAME_PLACE = 0.3  # of the character size: the same character printed again, to look bold


class Line(Value, frozen=True):
    """A printed line: its words, the box around them, the size of its characters, and the runs between wide gaps."""

    text: str
    box: Box
    size: float
    runs: tuple["Line", ...] = ()

    @property
    def top(self) -> float:
        return self.box.top

    @property
    def head(self) -> float:
        """About the width of its first word, which a line may not break: a number or one Chinese character, with the marks that no line
        ends with before it, and those that none begins with after it."""
        word = _FIRST_WORD.match(self.text)
        if word is None:
            return self.size
        marks = len(word["opening"]) + len(word["closing"])
        return self.size * (marks + max(1, _ASCII_WIDTH * len(word["ascii"] or "")))


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that characters make; those whose heights overlap by half stand on one."""
    found: list[list[Glyph]] = []
    bottom = 0.0
    for glyph in sorted(glyphs, key=lambda g: (g.box.middle, g.box.left)):
        if found and glyph.box.middle < bottom:
            found[-1].append(glyph)
        else:
            found.append([glyph])
            bottom = glyph.box.middle + glyph.box.height / 2
    return [_line(row) for row in found]


def _line(glyphs: list[Glyph]) -> Line:
    runs = tuple(_run(run) for run in _runs(list(_once(sorted(glyphs, key=lambda g: g.box.left)))))
    text = " ".join(run.text for run in runs)
    return Line(text, around(run.box for run in runs), max(run.size for run in runs), runs)


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    before: Glyph | None = None
    for glyph in glyphs:
        again = (
            before is not None
            and glyph.text == before.text
            and glyph.box.left - before.box.left < _SAME_PLACE * glyph.box.width
        )
        if not again:
            yield glyph
            before = glyph


def _runs(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and glyph.box.left - run[-1].box.right > _COLUMN_GAP * glyph.box.height:
            yield run
            run = []
        run.append(glyph)
    yield run


def _run(glyphs: list[Glyph]) -> Line:
    text = glyphs[0].text
    for before, glyph in pairwise(glyphs):
        text += " " + glyph.text if glyph.spaced or _word_ends(before, glyph) else glyph.text
    return Line(text, around(g.box for g in glyphs), max(g.box.height for g in glyphs))


def _word_ends(before: Glyph, glyph: Glyph) -> bool:
    gap = glyph.box.left - before.box.right
    return before.text.isascii() and glyph.text.isascii() and gap > _WORD_GAP * glyph.box.height


def around(boxes: Iterable[Box]) -> Box:
    """The box around boxes."""
    listed = list(boxes)
    return Box(
        min(box.left for box in listed),
        min(box.top for box in listed),
        max(box.right for box in listed),
        max(box.bottom for box in listed),
    )
