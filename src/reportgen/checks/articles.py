"""Chapters and articles (第一章, 第一条) of attached regulations."""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.checks.placed import Hit, beginnings
from reportgen.checks.subject import Subject

_DIVISION = patterns.compile(
    r"[ \u3000]*第(?P<n>[一二三四五六七八九十百]+)(?P<kind>[章节条])(?![规所的款项中、和至及与])"
)


def divisions(subject: Subject) -> Iterator[Hit]:
    """What begins with the number of a chapter, a section or an article in an attachment, in the order written."""
    attached = (placed for placed in subject.narrative.holding("第") if placed.part)
    for placed, start in beginnings(attached):
        if division := _DIVISION.match(placed.reading.text, start):
            yield Hit(placed, division)


def regulations(subject: Subject) -> set[int]:
    """The attachments that are made of articles, by their numbers."""
    return {hit.placed.part for hit in divisions(subject) if hit.match["kind"] == "条"}
