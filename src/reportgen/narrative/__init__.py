"""Narrative fragments: restricted Jinja2, held by an allow-list on its syntax tree.

`{{ name }}` with the listed filters, and if / elif / else; no calls, no loops, no code. A fragment is parsed once, when it is loaded. What
it may say is decided here; what its names refer to, by whoever prints or checks it.
"""

from reportgen.narrative.model import (
    BUILT_IN,
    Both,
    Choice,
    Condition,
    Fragment,
    NarrativeError,
    Not,
    Segment,
    Tag,
    Test,
    Words,
    tags,
    tests,
)
from reportgen.narrative.parse import parse_fragment

__all__ = [
    "BUILT_IN",
    "Both",
    "Choice",
    "Condition",
    "Fragment",
    "NarrativeError",
    "Not",
    "Segment",
    "Tag",
    "Test",
    "Words",
    "parse_fragment",
    "tags",
    "tests",
]
