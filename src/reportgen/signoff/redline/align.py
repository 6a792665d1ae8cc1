"""Which block of the old document became which of the new one."""

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
Pair = tuple[T | None, T | None]

_ALIKE = 50
"""Per cent of what two blocks say from which one is the other, changed."""


def aligned(old: Sequence[T], new: Sequence[T], said: Callable[[T], str]) -> Iterator[Pair[T]]:
    """Pairs in reading order; None on the side where a block has no counterpart, deletions before insertions."""
    matcher = SequenceMatcher(None, [said(one) for one in old], [said(one) for one in new], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(old[i1:i2], new[j1:j2], strict=True)
        else:
            yield from _matched(old[i1:i2], new[j1:j2], said)


def _matched(old: Sequence[T], new: Sequence[T], said: Callable[[T], str]) -> Iterator[Pair[T]]:
    """The most alike pair first, then what stands before it and after it."""
    rated = ((alike(said(a), said(b)), -i, -j) for i, a in enumerate(old) for j, b in enumerate(new))
    best, i, j = max(rated, default=(0, 0, 0))
    if best < _ALIKE:
        yield from ((one, None) for one in old)
        yield from ((None, one) for one in new)
        return
    i, j = -i, -j
    yield from _matched(old[:i], new[:j], said)
    yield old[i], new[j]
    yield from _matched(old[i + 1 :], new[j + 1 :], said)


def alike(one: str, other: str) -> int:
    """How much two texts have in common, in per cent of both."""
    if one == other:
        return 100
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    total = len(one) + len(other)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return 200 * same // total if total else 100
