"""What somebody did to a draft in Word: line by line, and in each line whether words were touched or a figure."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from reportgen import patterns
from reportgen.finding import Span, Text
from reportgen.mention import mentions
from reportgen.prose import Prose
from reportgen.signoff.draft import Draft, Figure, Line, Part
from reportgen.signoff.passages import passages
from reportgen.signoff.redline.pieces import words
from reportgen.value import Value, replace

_SAID = 40
"""Characters of a text that a message quotes."""
_PARTED = "（分段）"
"""Where a paragraph ends, as a message quotes it."""
_NUMBER = patterns.compile(r"\d|[一二三四五六七八九十百千万亿]+(?=[个项家条件次份篇名人类种元])")


class Edit(Value, frozen=True):
    """The characters [start, end) of a line became `text`. `figures` are the numbers of the parts with a figure it touches."""

    start: int
    end: int
    text: str
    figures: tuple[int, ...] = ()


class LineEdit(Value, frozen=True):
    """A line changed, deleted (`after` is None) or added (`before` is None). Lines that were parted or made one are one change: a line
    feed stands in it where a paragraph ends.

    `number` is that of the line of the draft, from 0 (for an added one: that it follows, -1 at the beginning); `line` that of the
    returned document, from 0; `count` is how many lines of the draft are concerned.
    """

    number: int
    before: Line | None
    line: int
    after: str | None
    edits: tuple[Edit, ...] = ()
    count: int = 1


def line_edits(draft: Sequence[Line], body: Sequence[str]) -> Iterator[LineEdit]:
    """Everything that was done to the lines of a draft on the way to those of a returned document."""
    for passage in passages([line.text for line in draft], body):
        before = draft[passage.first : passage.last]
        after = "\n".join(body[passage.begin : passage.end])
        if not before:
            yield LineEdit(passage.first - 1, None, passage.begin, after)
        elif passage.begin == passage.end:
            yield LineEdit(passage.first, before[0], passage.begin - 1, None)
        elif (line := _joined(before)).text != after:
            found = tuple(edits(line, after))
            yield LineEdit(passage.first, line, passage.begin, after, found, len(before))


def _joined(lines: Sequence[Line]) -> Line:
    """Lines as one, a line feed between them."""
    if len(lines) == 1:
        return lines[0]
    parts = [part for line in lines for part in (*(line.parts or (Part(len(line.text)),)), Part(1))]
    return Line("\n".join(line.text for line in lines), tuple(parts[:-1]))


def edits(line: Line, after: str) -> Iterator[Edit]:
    """The edits that made a line into a text; several within one figure are one."""
    waiting: Edit | None = None
    for edit in _steps(line, after):
        touched = replace(edit, figures=_touched(line, edit))
        if waiting and waiting.figures and waiting.figures == touched.figures:
            text = waiting.text + line.text[waiting.end : touched.start] + touched.text
            waiting = replace(waiting, end=touched.end, text=text)
            continue
        if waiting:
            yield waiting
        waiting = touched
    if waiting:
        yield waiting


def _steps(line: Line, after: str) -> Iterator[Edit]:
    old, new = list(_tokens(line)), words(after)
    begins = [0, *accumulate(map(len, old))]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield Edit(begins[i1], begins[i2], "".join(new[j1:j2]))


def _tokens(line: Line) -> Iterator[str]:
    """Characters and numbers; a figure's number does not run together with a number in the words beside it."""
    for text, _ in line.stretches():
        yield from words(text)


def _touched(line: Line, edit: Edit) -> tuple[int, ...]:
    """The figures that an edit touches, by the numbers of their parts."""
    found = enumerate(zip(line.ranges, line.parts, strict=True))
    return tuple(number for number, (covered, part) in found if part.figure and _touches(edit, covered))


def _touches(edit: Edit, covered: range) -> bool:
    """Whether an edit replaces some of these characters; an insertion does only inside of them, or when it adds digits to them."""
    if edit.start < edit.end:
        return edit.start < covered.stop and covered.start < edit.end
    adds_digits = edit.text[:1].isdigit() and edit.text[-1:].isdigit()
    return covered.start < edit.start < covered.stop or (
        adds_digits and edit.start in (covered.start, covered.stop)
    )


class FigureEdit(Value, frozen=True):
    """Figures that somebody changed: their names, what they said before and after (empty when they are gone), and what is known of
    those that a cell holds."""

    name: str
    before: str
    after: str
    known: tuple[Figure, ...]

    @property
    def cells(self) -> str:
        """The cells, and where they are written."""
        places = "、".join(dict.fromkeys(figure.place for figure in self.known if figure.place))
        return f"单元格 {self.name}" + (f"（{places}）" if places else "")


def figure_edit(draft: Draft, line: Line, edit: Edit) -> FigureEdit:
    """What an edit that touches figures did to them; what of them it left in place stands in both texts."""
    parts = [line.parts[number] for number in edit.figures]
    found = [draft.figures.get(part.figure) for part in parts]
    first, last = line.ranges[edit.figures[0]].start, line.ranges[edit.figures[-1]].stop
    return FigureEdit(
        "、".join(dict.fromkeys(figure.name if figure else "合计" for figure in found)),
        line.text[first:last],
        line.text[first : max(first, edit.start)] + edit.text + line.text[min(last, edit.end) : last],
        tuple(figure for figure in found if figure),
    )


def short(text: str) -> str:
    """A text as a message quotes it."""
    text = text.replace("\n", _PARTED)
    return text if len(text) <= _SAID else f"{text[:_SAID]}……"


def in_words(line: Line, edit: Edit) -> str:
    """What an edit of words did."""
    before, after = line.text[edit.start : edit.end], edit.text
    if (before, after) == ("", "\n"):
        return "在这里另起了一段"
    if (before, after) == ("\n", ""):
        return "把两段并成了一段"
    if not before:
        return f"加了“{short(after)}”"
    return f"“{short(before)}”改成了“{short(after)}”" if after else f"删去了“{short(before)}”"


def starts(lines: Sequence[str]) -> list[int]:
    """Where each line begins in their text, and where one more would."""
    return [0, *accumulate(len(line) + 1 for line in lines)]


def placed(change: LineEdit, span: Span) -> Iterator[tuple[Edit, Span]]:
    """The edits of a changed line, each with where its words stand in what the line became."""
    shift = 0
    for edit in change.edits:
        yield edit, span.part(edit.start + shift, edit.start + shift + len(edit.text))
        shift += len(edit.text) - (edit.end - edit.start)


def drops_figures(line: Line, edit: Edit) -> bool:
    """Whether an edit takes figures away together with words around them and puts no number in their place."""
    taken = [line.ranges[number] for number in edit.figures]
    whole = all(edit.start <= one.start and one.stop <= edit.end for one in taken)
    more = edit.end - edit.start > sum(map(len, taken))
    return bool(taken) and whole and more and not _NUMBER.search(edit.text)


def figures_in(line: Line, edit: Edit) -> Iterator[str]:
    """The figures that an edit takes away, in whole or in part, as they are printed."""
    for covered, part in zip(line.ranges, line.parts, strict=True):
        if part.figure and covered.start < edit.end and edit.start < covered.stop:
            yield line.text[covered.start : covered.stop]


def states_number(text: str, start: int, end: int) -> bool:
    """Whether the characters [start, end) of a text are of a figure in digits; dates, periods and the numbers of documents and items
    are none, and what is written out (两项) needs no cell."""
    found = mentions(Prose.whole(Span(Text("", text), 0, len(text))))
    near = (one for one in found if one.start < end and start < one.end)
    return any(character.isdigit() for one in near for character in text[one.start : one.end])
