"""What a line of the metrics holds, as far as the lines tell: the figures of a group, or one figure."""

from collections.abc import Sequence
from itertools import islice

from reportgen import patterns
from reportgen.load.yaml.lines import Line
from reportgen.quantity import looks_like_figure

KEYED = patterns.compile(r"(?:- +)*\{?([^\s：:]+) *[:：]")
"""A line's key and its colon."""
_DESCRIBED = patterns.compile(r"\{\{|\{?(?:value|source|note)[:：]")
"""How a figure begins that is told with its value by name; a tag is no group either."""
_FAR = 200


def is_group(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the head of a group, or a group on one line."""
    line, value, below = lines[index], _value(lines[index]), below_or_last(lines, index)
    if not line.form.opens:
        return value[:1] == "{" and not _DESCRIBED.match(value)
    deeper = below.indent > line.indent and not below.form.is_item
    return deeper and not _DESCRIBED.match(below.content, below.column)


def is_figure(lines: Sequence[Line], index: int) -> bool:
    """Whether a line holds a figure or a list, or is the head of a list."""
    line, value, below = lines[index], _value(lines[index]), below_or_last(lines, index)
    return value[:1] == "[" or looks_like_figure(value) or (line.form.opens and below.form.is_item)


def below_or_last(lines: Sequence[Line], index: int) -> Line:
    """The line below one; the last for the last."""
    return lines[min(index + 1, len(lines) - 1)]


def has_fellow(lines: Sequence[Line], index: int) -> bool:
    """Whether the next line that is not deeper than a line stands as it does."""
    line = lines[index]
    after = (x.indent for x in islice(lines, index + 1, index + _FAR) if x.indent <= line.indent)
    return next(after, -1) == line.indent


def _value(line: Line) -> str:
    """What stands behind a line's key."""
    key = KEYED.match(line.code, line.column)
    return line.code[key.end() :].strip() if key else ""
