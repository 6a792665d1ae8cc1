"""Headings and enumerations: 一、 （一） 1. （1） ① at the start of a paragraph or within it."""

import re

from reportgen import patterns
from reportgen.quantity import from_hanzi
from reportgen.value import Value

_HANZI = "[一二三四五六七八九十]{1,3}"
_LEVELS = (
    patterns.compile(rf"第(?P<n>{_HANZI})(?:部分|章|篇)"),
    patterns.compile(rf"(?P<n>{_HANZI})、"),
    patterns.compile(rf"\((?P<n>{_HANZI})\)"),
    patterns.compile(r"(?P<n>\d{1,2})\s*(?:、|\.(?!\d)|．)"),
    patterns.compile(r"\((?P<n>\d{1,2})\)"),
    patterns.compile(r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])"),
)
_START = patterns.compile(r"[\s#*>]*(?:-\s+)?(?=[第(一二三四五六七八九十\d①-⑳])")
_NUMERALS = patterns.compile(
    r"(?=[\s#*>(一二三四五六七八九十\d①②③④⑤⑥⑦⑧⑨⑩])(?:"  # most characters need no closer look
    r"(?:^|(?<=[。;:)*\s]))[\s#*>]*([一二三四五六七八九十]{1,3})、"
    r"|(?:^|(?<=[。;:)*\s情况]))[\s#*>]*\(([一二三四五六七八九十]{1,3})\)"
    r"|(?:^|(?<=[。;:)*]))[\s#*>]*(\d{1,2})\s*(?:、|\.(?!\d))"
    r"|(?:^|(?<=[。;:)*\s]))[\s#*>]*\((\d{1,2})\)"
    r"|([①②③④⑤⑥⑦⑧⑨⑩])"
    r")(?!\s*[\d%])"
)
"""A number at its level: the group that matches."""
CHAPTER, ARTICLE, POINT = 2, 3, 4
"""The levels of （一）, 1. and （1）."""


class Heading(Value, frozen=True):
    """A numbered heading: level (0 outermost), its words, the paragraph it starts."""

    level: int
    words: str
    paragraph: int


def heading_of(text: str, paragraph: int) -> Heading | None:
    """The numbered heading that a paragraph of that plain text starts with, if any."""
    start = _START.match(text)
    if start is None:
        return None
    for level, pattern in enumerate(_LEVELS):
        match = pattern.match(text, start.end())
        if match and value_of(match["n"]):
            words = re.split(r"[。;*]", text[match.end() :], maxsplit=1)[0].strip()[:60]
            return Heading(level, words, paragraph)
    return None


class Numeral(Value, frozen=True):
    """A number of an enumeration, at [start, end) of its text: its level, its value, where its words begin, and whether it opens the
    text."""

    level: int
    value: int
    start: int
    end: int
    after: int
    opens: bool


def numerals_in(text: str) -> list[Numeral]:
    """The numbers of enumerations in a plain text, in order."""
    found = []
    for match in _NUMERALS.finditer(text):
        level = match.lastindex or 0
        value = value_of(match[level])
        if value is not None:
            opens = not text[: match.start(level)].strip(" #*>(")
            found.append(Numeral(level, value, *match.span(level), match.end(), opens))
    return found


def value_of(numeral: str) -> int | None:
    """The value of 三, 12 or ③."""
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    value = from_hanzi(numeral)
    return int(value) if value is not None else None
