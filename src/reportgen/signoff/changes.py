"""What changed between two drafts: figures with the cells that caused it, sentences, told apart from the figures in them, and waivers."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile, zip_longest

from reportgen import patterns
from reportgen.signoff.draft import Accepted, Draft, Figure, Line, Part
from reportgen.value import Value

_SENTENCE = patterns.compile(r"[^。！？；]*(?:[。！？；][”’』」）》]*|$)")
_AROUND = 10
NONE = "（无）"
"""Stands for what was not there before, or is not any more."""
_MASKS = 0xE000
"""Figures are compared by their key: each key is one character of the private use area."""


class FigureChange(Value, frozen=True):
    """A figure before and after, None where it did not exist; `causes` are the paths of the cells the change comes from, its own
    when it was changed itself."""

    key: str
    before: Figure | None
    after: Figure | None
    causes: tuple[str, ...]

    @property
    def figure(self) -> Figure:
        figure = self.after or self.before
        assert figure is not None
        return figure

    @property
    def name(self) -> str:
        return self.figure.name

    @property
    def moved(self) -> bool:
        """Whether its text is the same, and only what it rests on changed."""
        return bool(self.before and self.after and self.before.text == self.after.text)

    @property
    def texts(self) -> tuple[str, str]:
        """Both as they are told."""
        return self.before.text if self.before else NONE, self.after.text if self.after else NONE

    @property
    def is_own(self) -> bool:
        """Whether it was changed itself, not by what it rests on."""
        return self.causes == (self.name,)

    @property
    def following(self) -> str:
        """What it changed with, in brackets; nothing where it was changed itself."""
        return "" if self.is_own else f"（随 {'、'.join(self.causes)} 变动）"

    @property
    def in_short(self) -> str:
        """Both, and what they come from when it is elsewhere."""
        before, after = self.texts
        if self.moved:
            return f"{self.name} 仍为 {after}，但所依据的 {'、'.join(self.causes)} 改了"
        return f"{self.name} {before} → {after}{self.following}"


class SentenceChange(Value, frozen=True):
    """A sentence before and after, empty where it did not exist, and where it is (or was) written."""

    before: str
    after: str
    place: str

    @property
    def in_short(self) -> str:
        """Both, cut down to what differs and a few characters around it."""
        both = (self.before, self.after)
        same = _alike_from_start(*both)
        end = _alike_from_start(*(text[same:][::-1] for text in both))
        before, after = (_cut(text, same, len(text) - end) for text in both)
        return f"{before} → {after}"


def _alike_from_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(text: str, start: int, end: int) -> str:
    if not text:
        return NONE
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return f"“{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}”"


class WaiverChange(Value, frozen=True):
    """What is accepted of a finding before and after, None where nothing was."""

    before: Accepted | None
    after: Accepted | None

    @property
    def waiver(self) -> Accepted:
        waiver = self.after or self.before
        assert waiver is not None
        return waiver

    @property
    def in_words(self) -> str:
        """新增, 撤销 or 改动, of what, and what for."""
        what = f"{self.waiver.code} {self.waiver.at}"
        if self.before is None:
            return f"新增 {what}，{self.waiver.in_words}"
        if self.after is None:
            return f"撤销 {what}，原为{self.before.in_words}"
        return f"{what}，{self.before.in_words} → {self.after.in_words}"


class Changes(Value, frozen=True):
    """What one draft has that the other has not."""

    figures: tuple[FigureChange, ...] = ()
    sentences: tuple[SentenceChange, ...] = ()
    waivers: tuple[WaiverChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.figures or self.sentences or self.waivers)


def compare(before: Draft, after: Draft) -> Changes:
    """The changes from one draft to a later one of the same report."""
    figures, sentences, waivers = _figures(before, after), _sentences(before, after), _waivers(before, after)
    return Changes(tuple(figures), tuple(sentences), tuple(waivers))


def same(before: Draft, after: Draft) -> bool:
    """Whether two drafts say the same and rest on the same."""
    return before.texts == after.texts and not compare(before, after)


def _figures(before: Draft, after: Draft) -> Iterator[FigureChange]:
    signed = before.signed() | after.signed()
    keys = [key for key in {**after.figures, **before.figures} if key in signed]
    altered = {key for key in keys if _altered(before.figures.get(key), after.figures.get(key))}
    for key in keys:
        if resting := after.roots(key) & altered:
            old, new = before.figures.get(key), after.figures.get(key)
            yield FigureChange(key, old, new, tuple(_causes(after, before, resting)))


def _altered(before: Figure | None, after: Figure | None) -> bool:
    if before is None or after is None:
        return True
    return (before.text, before.formula) != (after.text, after.formula)


def _causes(after: Draft, before: Draft, altered: frozenset[str]) -> Iterator[str]:
    """The names of those altered figures that rest on no other altered one: what a person really changed."""
    for key in sorted(altered):
        if after.roots(key) & altered == {key}:
            yield (after.figures.get(key) or before.figures[key]).name


def _waivers(before: Draft, after: Draft) -> Iterator[WaiverChange]:
    """What was accepted in one of them only, those of the same finding side by side."""
    gone = [one for one in before.accepted if one not in after.accepted]
    for new in (one for one in after.accepted if one not in before.accepted):
        old = next((one for one in gone if (one.code, one.at) == (new.code, new.at)), None)
        if old:
            gone.remove(old)
        yield WaiverChange(old, new)
    yield from (WaiverChange(old, None) for old in gone)


class _Sentence(Value, frozen=True):
    masked: str
    shown: str
    place: str


def _sentences(before: Draft, after: Draft) -> Iterator[SentenceChange]:
    masks: dict[str, str] = {}
    old, new = ([s for line in draft.lines for s in _split(line, masks)] for draft in (before, after))
    matcher = SequenceMatcher(None, [s.masked for s in old], [s.masked for s in new], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield from _paired(old[i1:i2], new[j1:j2])


def _paired(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> Iterator[SentenceChange]:
    for one, other in zip_longest(old, new):
        place = (other or one).place
        yield SentenceChange(one.shown if one else "", other.shown if other else "", place)


def _split(line: Line, masks: dict[str, str]) -> Iterator[_Sentence]:
    """The sentences of a line; what the program adds (numbers of headings) is no part of a sentence, unless it is all there is."""
    stretches = [(text, part) for text, part in line.stretches() if part.figure or part.place]
    if not stretches:
        if not line.parts:
            yield _Sentence(line.text, line.text, "")
        return
    masked = "".join(_mask(part, masks) if part.figure else text for text, part in stretches)
    for match in _SENTENCE.finditer(masked):
        if match.group() and (sentence := _taken(stretches, match.group())):
            yield sentence


def _mask(part: Part, masks: dict[str, str]) -> str:
    return masks.setdefault(part.figure, chr(_MASKS + len(masks) % 6400))


def _taken(left: list[tuple[str, Part]], masked: str) -> _Sentence | None:
    """Takes the stretches of a masked sentence off the front of those left. A bare figure (a table cell) is no sentence."""
    shown, place, wanted = "", "", len(masked)
    while wanted and left:
        text, part = left.pop(0)
        place = place or part.place
        taken = text if part.figure else text[:wanted]
        wanted -= 1 if part.figure else len(taken)
        shown += taken
        if rest := text[len(taken) :]:
            left.insert(0, (rest, part))
    return _Sentence(masked, shown, place) if place else None
