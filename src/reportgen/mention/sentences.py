"""Sentences of a plain text, and how deep in brackets each character stands."""

import re
from collections.abc import Sequence

_ENDS = re.compile(r"[。！？!?]|\n")


def sentence_ends(text: str, levels: Sequence[int]) -> list[int]:
    """Where the sentences of a plain text end: after every 。！？ that stands in no bracket, and with the text."""
    ends = [m.end() for m in _ENDS.finditer(text) if levels[m.start()] == 0 or m[0] == "\n"]
    return ends if ends and ends[-1] == len(text) else [*ends, len(text)]


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
