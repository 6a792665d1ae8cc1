"""Words that were taken away in one place and put in at another. Both edits belong together: one without the other would lose the words,
or print them twice."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from reportgen.value import Value

_ANYWHERE = 8
"""Characters in a row that do not stand in two places of a document by chance."""


class Exchange(Value, frozen=True):
    """What an edit takes away, the figures that go with it, and what it puts in."""

    lost: str
    figures: tuple[str, ...]
    added: str


def moves(exchanges: Sequence[Exchange]) -> list[frozenset[int]]:
    """The numbers of the edits that move something among them."""
    found: list[frozenset[int]] = []
    for pair in map(frozenset, _pairs(exchanges)):
        others = [one for one in found if one & pair]
        found = [one for one in found if one not in others] + [pair.union(*others)]
    return found


def _pairs(exchanges: Sequence[Exchange]) -> Iterator[tuple[int, int]]:
    """Two edits of which one takes away what the other puts in."""
    lost = [_runs(one.lost) for one in exchanges]
    added = [_runs(one.added) for one in exchanges]
    for i, one in enumerate(exchanges):
        for j, other in enumerate(exchanges):
            common = lost[i] & added[j] and _is_most(one.lost, other.added)
            if i != j and (common or any(figure in other.added for figure in one.figures)):
                yield i, j


def _runs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + _ANYWHERE] for at in range(len(text) - _ANYWHERE + 1))


def _is_most(lost: str, added: str) -> bool:
    """Whether what two texts have in common is at least half of one of them."""
    matcher = SequenceMatcher(None, lost, added, autojunk=False)
    return matcher.find_longest_match().size * 2 >= min(len(lost), len(added))
