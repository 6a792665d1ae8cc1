"""What a narrative's structure asks for and official text does not have: a fifth level, and anything but text within a point."""

from collections.abc import Iterator

from reportgen.compose.numbering import DEEPEST, RUN_IN
from reportgen.content import Section
from reportgen.finding import Finding, Severity
from reportgen.report import Report, Table


def misplaced(sections: tuple[Section, ...], level: int = 1) -> Iterator[Finding]:
    """Headings and items below the fourth level (P301), and points that hold more than a text (P302)."""
    for section in sections:
        if section.heading and level > DEEPEST:
            yield _too_deep(section)
        else:
            yield from _below(section, level + 1 if section.heading else level)


def crowded(report: Report) -> Iterator[Finding]:
    """Tables whose figures would be broken, as they are too wide for the page even in the smallest type (P303)."""
    hint = "少列几列、分成两张表，或改用大一级的单位；竖排的可写成附件，横排（landscape: true）"
    for block in report.all_blocks():
        if isinstance(block, Table) and block.crowded:
            message = f"这张表有{len(block.columns)}列，一页排不下，数会断成两行"
            yield Finding("P303", message, block.crowded, Severity.WARNING, hint)


def _below(section: Section, level: int) -> Iterator[Finding]:
    for point in section.points:
        yield from _in_point(point)
    for item in section.items:
        own = max(level, RUN_IN)
        yield from (_too_deep(item),) if own > DEEPEST else _below(item, own + 1)
    yield from misplaced(section.sections, level)


def _in_point(point: Section) -> Iterator[Finding]:
    for key, inner in {"points": point.points, "items": point.items, "sections": point.sections}.items():
        if inner:
            hint = "“一是……二是……”在一段之内，要再分层请改写成 items"
            yield Finding("P302", f"points 里不能再写 {key}", point.span, hint=hint)
    if point.table:
        hint = "表写在 points 之后，缩进与 points: 对齐"
        yield Finding("P302", "points 里不能再写 table", point.table.span, hint=hint)


def _too_deep(section: Section) -> Finding:
    hint = "层次到 一、（一）1.（1）为止，更细的内容并入正文，或写成 points"
    return Finding("P301", "标题层次超过四级", section.span, hint=hint)
