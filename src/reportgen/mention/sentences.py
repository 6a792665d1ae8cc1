"""Sentences of a plain text, and how deep in brackets each character stands."""

from collections.abc import Sequence

from reportgen import patterns

_ENDS = patterns.compile(r"[。！？!?\n]")
_BRACKETS = patterns.compile(r"[()]")


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
    for bracket in _BRACKETS.finditer(text):
        if bracket[0] == "(":
            opened.append(bracket.start())
        elif opened:
            pairs[opened.pop()] = bracket.start()
    levels: list[int] = []
    openings: list[int] = []
    around = [-1]
    for place in sorted((*pairs, *pairs.values(), len(text))):
        end = place + 1 if place in pairs else place
        alike = end - len(levels)
        levels += [len(around) - 1] * alike
        openings += [around[-1]] * alike
        if place in pairs:
            around.append(place)
        else:
            around.pop()
    return levels, openings
