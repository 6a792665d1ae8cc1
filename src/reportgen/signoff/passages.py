"""Which lines of a draft became which of a returned document: one by one, and several at once where a paragraph was parted, two were
made one, or words went over from one to the next."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from reportgen.signoff.redline.align import aligned
from reportgen.value import Value

_NEARBY = 4
"""Characters in a row that neighbouring lines have in common not by chance; words that went farther are for `moves`."""


class Passage(Value, frozen=True):
    """The lines [`first`, `last`) of a draft and the lines [`begin`, `end`) of a document that they became; one of the two may be none.

    `same` is how many characters stand in both.
    """

    first: int
    last: int
    begin: int
    end: int
    same: int = 0


def passages(old: Sequence[str], new: Sequence[str]) -> Iterator[Passage]:
    """All lines of both, in order."""
    found: list[Passage] = []
    for passage in _lines(old, new):
        while found and (whole := _one_passage(found[-1], passage, old, new)):
            found.pop()
            passage = whole
        found.append(passage)
    yield from found


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Passage]:
    first = begin = 0
    for one, other in aligned(list(enumerate(old)), list(enumerate(new)), lambda item: item[1]):
        last, end = first + (one is not None), begin + (other is not None)
        yield Passage(first, last, begin, end, _same(one[1], other[1]) if one and other else 0)
        first, begin = last, end


def _one_passage(one: Passage, other: Passage, old: Sequence[str], new: Sequence[str]) -> Passage | None:
    """Both as one, when most of what one of them lost stands in the other."""
    kept = one.same + other.same
    lost, gained = _length(old, one.first, other.last) - kept, _length(new, one.begin, other.end) - kept
    least = min(lost, gained)
    if not least:
        return None
    before, after = "".join(old[one.first : other.last]), "".join(new[one.begin : other.end])
    if before != after and least < _NEARBY:  # known at once, where to compare takes long
        return None
    same = _same(before, after)
    moved = same - kept
    if before != after and (moved < _NEARBY or moved * 3 < least * 2):
        return None
    return Passage(one.first, other.last, one.begin, other.end, same)


def _length(lines: Sequence[str], first: int, last: int) -> int:
    return sum(map(len, lines[first:last]))


def _same(one: str, other: str) -> int:
    if one == other:
        return len(one)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= _NEARBY)
