"""Sentences of a plain text, and how deep in brackets each character stands."""

import re

from reportgen.value import Value

_ENDS = re.compile(r"[。！？!?]|\n")


class Sentence(Value, frozen=True):
    """The characters [start, end) of a text, its end mark included."""

    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """A plain text cut after every 。！？ that does not stand in brackets."""
    found, start = [], 0
    levels = depths(text)
    for match in _ENDS.finditer(text):
        if levels[match.start()] == 0 or match[0] == "\n":
            found.append(Sentence(start, match.end()))
            start = match.end()
    if start < len(text):
        found.append(Sentence(start, len(text)))
    return found


def depths(text: str) -> list[int]:
    """For each character, the number of round brackets it stands in; an unmatched bracket does not count."""
    return nesting(text)[0]


def nesting(text: str) -> tuple[list[int], list[int]]:
    """For each character, its bracket depth, and where the innermost bracket around it opens (−1 outside)."""
    if ")" not in text:
        return [0] * len(text), [-1] * len(text)
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for index, character in enumerate(text):
        if character == "(":
            opened.append(index)
        elif character == ")" and opened:
            pairs[opened.pop()] = index
    levels: list[int] = []
    openings: list[int] = []
    around: list[int] = []
    for index in range(len(text)):
        if around and pairs[around[-1]] == index:
            around.pop()
        levels.append(len(around))
        openings.append(around[-1] if around else -1)
        if index in pairs:
            around.append(index)
    return levels, openings
