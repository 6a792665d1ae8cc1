"""Headings and enumerations: 一、 （一） 1. （1） ① at the start of a paragraph or within it."""

import re

from reportgen import patterns
from reportgen.finding import Span
from reportgen.prose import Prose
from reportgen.quantity import from_hanzi
from reportgen.value import Value

_HANZI = "[一二三四五六七八九十]{1,3}"
_STYLES = (
    ("第部分", patterns.compile(rf"第(?P<n>{_HANZI})(?:部分|章|篇)")),
    ("一、", patterns.compile(rf"(?P<n>{_HANZI})、")),
    ("（一）", patterns.compile(rf"\((?P<n>{_HANZI})\)")),
    ("1.", patterns.compile(r"(?P<n>\d{1,2})\s*(?:、|\.(?!\d)|．)")),
    ("（1）", patterns.compile(r"\((?P<n>\d{1,2})\)")),
    ("①", patterns.compile(r"(?P<n>[①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳])")),
)
_START = patterns.compile(r"[\s#*>]*(?:-\s+)?(?=[第(一二三四五六七八九十\d①-⑳])")


class Heading(Value, frozen=True):
    """A numbered heading: style and level (0 outermost), its number, its words, the paragraph it starts, where the number stands."""

    style: str
    level: int
    number: int
    words: str
    paragraph: int
    span: Span


def heading_of(prose: Prose, text: str, paragraph: int) -> Heading | None:
    """The numbered heading a paragraph, its text plain, starts with, if any."""
    start = _START.match(text)
    if start is None:
        return None
    for level, (style, pattern) in enumerate(_STYLES):
        match = pattern.match(text, start.end())
        if match and (number := value_of(match["n"])):
            words = re.split(r"[。;*]", text[match.end() :], maxsplit=1)[0].strip()[:60]
            span = prose.span(match.start(), match.end())
            return Heading(style, level, number, words, paragraph, span)
    return None


def value_of(numeral: str) -> int | None:
    """The value of 三, 12 or ③."""
    if numeral.isdigit() and numeral.isascii():
        return int(numeral)
    if "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    value = from_hanzi(numeral)
    return int(value) if value is not None else None
