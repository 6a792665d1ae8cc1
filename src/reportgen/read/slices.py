"""Prose put together from slices of a text."""

from collections.abc import Iterable

from reportgen.finding import Text
from reportgen.prose import Prose

Slice = tuple[int, int]
"""The characters [start, end) of a text."""


def joined(text: Text, slices: Iterable[Slice]) -> Prose:
    """The prose of slices of a text, one after the other; empty ones and the white space around the whole left out."""
    listed = _stripped(text.content, [(start, end) for start, end in slices if start < end])
    if not listed:
        return Prose("", text, (0,), (0,))
    starts, position = [], 0
    for start, end in listed:
        starts.append(position)
        position += end - start
    words = "".join(text.content[start:end] for start, end in listed)
    return Prose(words, text, tuple(starts), tuple(start for start, _ in listed))


def _stripped(content: str, slices: list[Slice]) -> list[Slice]:
    while slices and content[slice(*slices[0])].isspace():
        slices = slices[1:]
    while slices and content[slice(*slices[-1])].isspace():
        slices = slices[:-1]
    if slices:
        start, end = slices[0]
        slices[0] = (start + _blank(content[start:end]), end)
        start, end = slices[-1]
        slices[-1] = (start, end - _blank(content[start:end][::-1]))
    return slices


def _blank(words: str) -> int:
    return len(words) - len(words.lstrip())
