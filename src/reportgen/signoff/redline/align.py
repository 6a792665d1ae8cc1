"""Which block of the old document became which of the new one."""

from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")
Pair = tuple[T | None, T | None]

_ALIKE = 50
"""Per cent of what two blocks say from which one is the other, changed."""


def aligned(old: Sequence[T], new: Sequence[T], said: Callable[[T], str]) -> Iterator[Pair[T]]:
    """Pairs in reading order; None on the side where a block has no counterpart, deletions before insertions."""
    before, after = [said(one) for one in old], [said(one) for one in new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            pairs = _matched(before[i1:i2], after[j1:j2])
            yield from _with_others(old[i1:i2], new[j1:j2], pairs)


def _with_others(old: Sequence[T], new: Sequence[T], pairs: Sequence[tuple[int, int]]) -> Iterator[Pair[T]]:
    """The pairs, and between them what has no counterpart."""
    for (before, left), (i, j) in pairwise([(-1, -1), *pairs, (len(old), len(new))]):
        yield from ((one, None) for one in old[before + 1 : i])
        yield from ((None, one) for one in new[left + 1 : j])
        yield from ((old[i], new[j]),) if i < len(old) else ()


def _matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The most alike pair first, then the most alike that stands wholly before or after each of those found, and so on.

    Comparing two texts is slow; what they can have in common at most is not. So the pairs wait in the order of the latter, and one is
    compared only when its turn comes and it still fits.
    """
    waiting = [(-most, i, j, False) for i, j, most in _likely(old, new)]
    heapify(waiting)
    found: list[tuple[int, int]] = []
    while waiting:
        _, i, j, compared = heappop(waiting)
        place = bisect(found, (i, j))
        if not _fits(found, place, i, j):
            continue
        if compared:
            found.insert(place, (i, j))
        elif (exact := alike(old[i], new[j])) >= _ALIKE:
            heappush(waiting, (-exact, i, j, True))
    return found


def _fits(found: Sequence[tuple[int, int]], place: int, i: int, j: int) -> bool:
    before, after = found[max(place - 1, 0) : place], found[place : place + 1]
    return all(a < i and b < j for a, b in before) and all(i < a and j < b for a, b in after)


def _likely(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The pairs that may be alike, with how much they can be so at most: by their lengths, then by the characters they share."""
    letters = [_letters(text) for text in new]
    for i, one in enumerate(old):
        own = _letters(one)
        for j, other in enumerate(new):
            if _share(min(len(one), len(other)), one, other) >= _ALIKE:
                most = _share(len(own & letters[j]), one, other)
                if most >= _ALIKE:
                    yield i, j, most


def _letters(text: str) -> frozenset[tuple[str, int]]:
    """The characters of a text, each with how often it stood before: what two texts share of these is counted fast."""
    seen: Counter[str] = Counter()
    found = []
    for letter in text:
        found.append((letter, seen[letter]))
        seen[letter] += 1
    return frozenset(found)


def alike(one: str, other: str) -> int:
    """How much two texts have in common, in per cent of both."""
    if one == other:
        return 100
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return _share(sum(block.size for block in matcher.get_matching_blocks()), one, other)


def _share(same: int, one: str, other: str) -> int:
    total = len(one) + len(other)
    return 200 * same // total if total else 100
