"""Sections into blocks: headings on lines of their own, items that run in, points within a paragraph, tables after the text."""

from collections.abc import Iterator
from itertools import count

from reportgen.compose.lines import Runs, merged
from reportgen.compose.narration import line_of, paragraphs_of
from reportgen.compose.numbering import (
    DEEPEST,
    RUN_IN,
    number_of,
    point_number,
    running_in,
    standing,
    takes_number,
)
from reportgen.compose.scope import Scope
from reportgen.compose.tables import grid_blocks, table_blocks
from reportgen.content import Section
from reportgen.report import Block, Heading, Mark, Paragraph, Run


def section_blocks(sections: tuple[Section, ...], scope: Scope) -> tuple[Block, ...]:
    """The blocks of a narrative from its top level down."""
    return tuple(_sections(sections, scope, 1, count(1)))


def _sections(
    sections: tuple[Section, ...], scope: Scope, level: int, positions: Iterator[int]
) -> Iterator[Block]:
    for section in sections:
        inner = scope.within(section.group)
        heading = line_of(section.heading, inner)
        if heading:
            yield _heading(heading, level, positions)
            yield from _body(section, inner, min(level + 1, DEEPEST), count(1))
        else:
            yield from _body(section, inner, level, positions)


def _heading(heading: Runs, level: int, positions: Iterator[int]) -> Heading:
    number = number_of(level, next(positions)) if takes_number(heading) else ""
    return Heading(level, standing(number, heading))


def _body(
    section: Section, scope: Scope, level: int, positions: Iterator[int], lead: Runs = (), lead_level: int = 0
) -> Iterator[Block]:
    """What stands under a heading, or right after one that runs in (`lead`, of level `lead_level`). Headings further down are of
    `level` and take their numbers from `positions`."""
    first, *others = _paragraphs(section, scope) or [()]
    if lead or first:
        yield Paragraph((*merged((*lead, *first[:1])), *first[1:]), lead_level)
    yield from (Paragraph(runs) for runs in others)
    if section.table:
        yield from table_blocks(section.table, scope)
    if section.grid:
        yield from grid_blocks(section.grid, scope)
    for position, item in enumerate(section.items, 1):
        yield from _item(item, scope.within(item.group), max(level, RUN_IN), position)
    yield from _sections(section.sections, scope, level, positions)


def _item(item: Section, scope: Scope, level: int, position: int) -> Iterator[Block]:
    lead = running_in(number_of(level, position), line_of(item.heading, scope))
    yield from _body(item, scope, min(level + 1, DEEPEST), count(1), lead, level)


def _paragraphs(section: Section, scope: Scope) -> list[Runs]:
    """The paragraphs of a section's text, its points continuing the last of them."""
    found = paragraphs_of(section.text, scope)
    points = [run for n, point in enumerate(section.points, 1) for run in _point(point, scope, n)]
    if not points:
        return found
    *before, last = found or [()]
    return [*before, merged((*last, *points))]


def _point(point: Section, scope: Scope, position: int) -> Iterator[Run]:
    inner = scope.within(point.group)
    yield from running_in(point_number(position), line_of(point.heading, inner), Mark.PLAIN)
    for paragraph in paragraphs_of(point.text, inner):
        yield from paragraph
