"""What a fragment is once read: words, tags and conditions, each with its place."""

from collections.abc import Iterator

from reportgen.finding import Span
from reportgen.prose import Prose
from reportgen.value import Value

BUILT_IN = ("今年", "去年", "明年", "本地")
"""The names that mean something without a cell."""


class Words(Value, frozen=True, gc=False):
    """Literal text."""

    prose: Prose


class Tag(Value, frozen=True, gc=False):
    """{{ name | filter(argument) }}; `name` is dotted, `span` that of the whole tag, `name_span` that of the name."""

    name: str
    filters: tuple[tuple[str, int | None], ...]
    span: Span
    name_span: Span


class Choice(Value, frozen=True):
    """{% if %}: branches in order, each with its condition; the last condition may be None (else)."""

    branches: tuple[tuple["Condition | None", tuple["Segment", ...]], ...]
    span: Span


class Test(Value, frozen=True):
    """name comparator number-or-name, or a bare name (stated and not zero)."""

    left: str
    comparator: str
    right: str
    span: Span


class Both(Value, frozen=True):
    """Conditions joined by and / or."""

    joiner: str
    parts: tuple["Condition", ...]


class Not(Value, frozen=True):
    """A condition that must not hold."""

    part: "Condition"


Condition = Test | Both | Not
Segment = Words | Tag | Choice


class Fragment(Value, frozen=True, gc=False):
    """A narrative text and its segments; paragraphs are separated by a blank line."""

    prose: Prose
    segments: tuple[Segment, ...]


class NarrativeError(Exception):
    """Why a part of a fragment cannot be read, and where; `tidy` is what was meant where only signs are full-width."""

    def __init__(self, message: str, span: Span, hint: str = "", tidy: str = "") -> None:
        super().__init__(message)
        self.message, self.span, self.hint, self.tidy = message, span, hint, tidy


def tags(segments: tuple[Segment, ...]) -> Iterator[Tag]:
    """All tags of a text, in every branch."""
    for segment in segments:
        match segment:
            case Tag():
                yield segment
            case Choice():
                for _, branch in segment.branches:
                    yield from tags(branch)


def tests(segments: tuple[Segment, ...]) -> Iterator[Test]:
    """All comparisons of conditions."""
    for segment in segments:
        if isinstance(segment, Choice):
            for condition, branch in segment.branches:
                yield from _tests_of(condition)
                yield from tests(branch)


def _tests_of(condition: Condition | None) -> Iterator[Test]:
    match condition:
        case Test():
            yield condition
        case Both():
            for part in condition.parts:
                yield from _tests_of(part)
        case Not():
            yield from _tests_of(condition.part)
