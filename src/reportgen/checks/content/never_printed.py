"""填了数，没有印出来

## 检查什么
填写了的数或清单，本报告的正文、表格没有用到，上级的报告也没有引用，也不是用来推算别的数、核对清单个数或政策标准的。
名称与指标字典这一组里没有填的指标相近的，提醒是不是写错了名称；那个指标推算出来印了的，写了 note 也提醒。

## 为什么
要么是正文漏了一句，要么是名称相近、引错了指标；确实不印的，可以不填。

## 反例
信息公开: {条数: 488条, 网站条数: 60条}   # 正文没有用到 网站条数

## 正例
信息公开: {条数: 488条}
"""

from collections.abc import Iterator
from difflib import get_close_matches

from reportgen import patterns
from reportgen.checks.names import has_group
from reportgen.checks.showing import shown_above
from reportgen.checks.subject import Subject
from reportgen.content import BELOW, DEADLINE, STANDARDS, Cell, Items, Locality, Section
from reportgen.finding import Finding, Severity
from reportgen.formula import refs
from reportgen.narrative import tags, tests

CODE = "D124"

_NEAR = 0.7
_BRACED = patterns.compile(r"(?:\{[{%]|｛[｛%])([^{}｛｝\n]*)")
_NAME = patterns.compile(r"[^\W\d]\w*")


def check(subject: Subject) -> Iterator[Finding]:
    if not _is_printed(subject) or not _is_whole(subject.locality):
        return
    used = _used(subject)
    heads = {f"{t.path}.{row}.{t.columns[0]}" for t in subject.locality.tables.values() for row in t.rows}
    stated = (c for c in subject.locality.cells.values() if c.stated is not None and not c.pending)
    unused = [c for c in stated if c.path not in heads and c.key not in used]
    unread = _in_unread_tags(subject) if unused else set()
    for cell in unused:
        meant = "" if cell.name in unread else _meant(subject, cell)
        shown_instead = meant and subject.locality.key(f"{cell.group}.{meant}") in used
        if cell.name not in unread and (shown_instead or not cell.note):
            yield _finding(cell, meant)


def _finding(cell: Cell, meant: str) -> Finding:
    message = f"“{cell.path}”填了，没有印在报告里"
    if meant:
        message += f"；指标字典的这一组里有“{meant}”，却没有填"
        hint = f"是不是想写“{meant}”？"
        return Finding(CODE, message, cell.span, Severity.WARNING, hint, at=cell.path)
    hint = "在正文里用上它；确实不印，就删去或写明 note"
    return Finding(CODE, message, cell.span, Severity.HINT, hint, at=cell.path)


def _meant(subject: Subject, cell: Cell) -> str:
    """The indicator that the name of a cell may be a slip for: one nobody stated, like it, in its group of the dictionary; else empty."""
    group = subject.locality.groups.get(cell.group)
    known = subject.content.dictionary.of(group) if group else None
    if known is None or cell.indicator:
        return ""
    stated = {c.name for c in subject.locality.by_group[cell.group].values() if c.stated is not None}
    near = get_close_matches(cell.name, known.indicators.keys() - stated, n=1, cutoff=_NEAR)
    return near[0] if near else ""


def _is_whole(locality: Locality) -> bool:
    """Whether all of its narrative could be read; while a group or a table is missing, nobody knows what will be printed."""
    sections = list(locality.all_sections())
    groups = all(has_group(locality, section.group) for section in sections if section.group)
    own = [section.table for section in sections if section.table and section.table.rows != BELOW]
    rows = all(any(f".{path}".endswith(f".{table.rows}") for path in _lists(locality)) for table in own)
    known = {column for table in locality.tables.values() for column in table.columns}
    columns = all(known.issuperset(table.columns) for table in own)
    return groups and rows and columns and not any(map(_is_bare, locality.sections))


def _lists(locality: Locality) -> Iterator[str]:
    """The paths of what a table may be made of."""
    yield from locality.tables
    yield from (path for path, cell in locality.cells.items() if not cell.quantity)


def _is_bare(section: Section) -> bool:
    """Whether a section prints nothing, as what stood there could not be read; that is told elsewhere."""
    below = section.below
    return any(map(_is_bare, below)) or not (below or section.text or section.table or section.grid)


def _in_unread_tags(subject: Subject) -> set[str]:
    """The names in tags that could not be read. That is told elsewhere; once the tags are mended, the names may be printed."""
    fragments = [placed.fragment.segments for placed in subject.narrative if placed.fragment]
    read = {tag.span.start for f in fragments for tag in tags(f)}
    read |= {test.span.start for f in fragments for test in tests(f)}
    return {
        name
        for match in _BRACED.finditer(subject.locality.text.content)
        if read.isdisjoint(range(match.start(), match.end()))
        for name in _NAME.findall(match[1])
    }


def _is_printed(subject: Subject) -> bool:
    """Whether the figures have a report to be printed in, their own or their parent's."""
    parent = subject.content.parent(subject.locality)
    return bool(subject.locality.report or (parent and parent.report))


def _used(subject: Subject) -> set[str]:
    """The keys of cells that are printed, or that something printed or judged cannot do without."""
    locality = subject.locality
    printed = {showing.cell.key for showing in subject.showings}
    for path in shown_above(subject.content, locality):
        printed |= {c.key for c in locality.cells.values() if c.path == path or c.path.startswith(f"{path}.")}
    figures = subject.content.figures
    rested_on = figures.roots_of(printed & figures.derived.keys())
    return printed | rested_on | _judging(subject) | _from_elsewhere(subject)


def _judging(subject: Subject) -> set[str]:
    """Lists that are counted, policy thresholds that are compared with, deadlines, which the board of the year shows."""
    locality = subject.locality
    lists = (cell.key for cell in subject.worded if isinstance(cell.stated, Items))
    standards = (cell.key for cell in locality.by_group.get(STANDARDS, {}).values())
    judged = frozenset[str]().union(*(relation.roots for relation in locality.relations))
    return {locality.key(DEADLINE)} | (judged & {*lists, *standards})


def _from_elsewhere(subject: Subject) -> set[str]:
    """Cells that formulas of other files refer to: the parent's, and those of the year after."""
    locality, content = subject.locality, subject.content
    next_year = content.localities.get(f"{locality.year + 1}/{locality.slug}")
    used: set[str] = set()
    for other in filter(None, (content.parent(locality), next_year)):
        used |= {key for relation in other.relations for key in relation.roots}
        used |= {ref.key for cell in other.cells.values() if cell.definition for ref in refs(cell.definition)}
    return used
