"""Prose put together from slices of a text."""

from collections.abc import Iterable
from itertools import accumulate

from reportgen.finding import Text
from reportgen.prose import Prose

Slice = tuple[int, int]
"""The characters [start, end) of a text."""


def joined(text: Text, slices: Iterable[Slice]) -> Prose:
    """The prose of slices of a text, one after the other; empty ones and the white space around the whole left out."""
    listed = [(start, end) for start, end in slices if start < end]
    words = "".join([text.content[start:end] for start, end in listed])
    shown = words.strip()
    if not shown:
        return Prose("", text, (0,), (0,))
    first = len(words) - len(words.lstrip())
    if len(listed) == 1:
        return Prose(shown, text, (0,), (listed[0][0] + first,))
    starts = accumulate([end - start for start, end in listed[:-1]], initial=0)
    whole = Prose(words, text, tuple(starts), tuple([start for start, _ in listed]))
    return whole.cut(first, first + len(shown))
