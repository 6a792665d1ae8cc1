"""Faults that show only between files: two files for one locality, and children, tables and columns that are not there."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from reportgen.content import (
    BELOW,
    Cell,
    Content,
    Items,
    Locality,
    Section,
    TableCells,
    TableRequest,
    awaits,
    look_up,
    nearest,
    parent_of,
)
from reportgen.finding import Finding, Severity, Span
from reportgen.formula import names


def check_across(content: Content, unread: Collection[str]) -> Iterator[Finding]:
    """Findings on localities seen together; `unread` holds the ids of files that could not be read, of which nothing is said."""
    second = set()
    for same, locality in twins(content.localities.values()):
        second.add(locality.id)
        message = f"{locality.year} 年的{locality.name}有两个文件，另一个是 {same.text.path}"
        yield Finding("L205", message, locality.span, hint="留一个，或改正 locality")
    yield from _renamed(content, second)
    incomplete = set(map(parent_of, unread))
    for locality in content.localities.values():
        complete = locality.id not in incomplete
        if complete:
            yield from _without_a_child(content, locality)
        yield from _References(content, locality, complete=complete).check()


def twins(localities: Iterable[Locality]) -> Iterator[tuple[Locality, Locality]]:
    """Two files in one folder for the same locality, so that its name means neither: the first of them, and each further one."""
    first: dict[tuple[str, str], Locality] = {}
    for locality in localities:
        same = first.setdefault((parent_of(locality.id), locality.name), locality)
        if same is not locality:
            yield same, locality


def _renamed(content: Content, second: Collection[str]) -> Iterator[Finding]:
    """A locality whose file of the year before has another name, so that 上年 does not find it; or whose file name was another locality's
    then, so that 上年 finds that one. `second` are the ids of further files for a locality that has one: no year before is theirs."""
    for locality in content.localities.values():
        if locality.id not in second and (elsewhere := content.last_year_elsewhere(locality)):
            message = f"{elsewhere.year} 年的{locality.name}是 {elsewhere.text.path}，文件名与今年的不同，“上年”找不到它"
            now, then = (PurePosixPath(one.text.path).name for one in (locality, elsewhere))
            hint = f"两年用同一个文件名：去年的改名为 {now}，或今年的改名为 {then}"
            yield Finding("L205", message, locality.span, Severity.WARNING, hint)
        before = content.last_year(locality)
        if before and before.name != locality.name:
            message = f"同一文件名 {locality.slug}，{before.year} 年是{before.name}，{locality.year} 年是{locality.name}"
            hint = "“上年”按文件名找：是改了名的地区就不必管，不是同一地区的换个文件名"
            yield Finding("L205", message, locality.span, Severity.WARNING, hint)


def _without_a_child(content: Content, locality: Locality) -> Iterator[Finding]:
    """A sum over the children where one that was there the year before has no file."""
    here = {child.name for child in content.children(locality)}
    before = content.below(f"{locality.year - 1}/{locality.slug}")
    gone = [child.name for child in before if child.name not in here]
    if here and gone and (span := _sum_below(locality)):
        folder = PurePosixPath(locality.text.path).with_suffix("")
        message = f"去年有{'、'.join(gone)}，今年 {folder}/ 里没有，合计里不含"
        hint = f"把文件放到 {folder}/ 里；已经撤并的不必管"
        yield Finding("L205", message, span, Severity.WARNING, hint)


def _sum_below(locality: Locality) -> Span | None:
    """Where a file first adds up over all its children."""
    formulas = (cell.formula for cell in locality.cells.values() if cell.formula)
    whole = (name for one in formulas if "部分" not in one.text for name in names(one.expr))
    return next((name.span for name in whole if name.parts[0] == BELOW), None)


class _References:
    """What one locality's attachments and tables name."""

    def __init__(self, content: Content, locality: Locality, *, complete: bool) -> None:
        self._content, self._locality, self._complete = content, locality, complete
        self._children = content.children(locality)

    def check(self) -> Iterator[Finding]:
        for section in self._locality.sections:
            yield from self._section(section, "")
        for enclosure in self._locality.enclosures:
            if enclosure.origin and self._complete:
                yield from self._child(enclosure.origin, enclosure.span)
            if enclosure.table:
                yield from self._table(enclosure.table, "")
            for section in enclosure.sections:
                yield from self._section(section, "")

    def _section(self, section: Section, group: str) -> Iterator[Finding]:
        group = section.group or group
        if section.table:
            yield from self._table(section.table, group)
        for inner in section.below:
            yield from self._section(inner, group)

    def _child(self, name: str, span: Span) -> Iterator[Finding]:
        known = [child.name for child in self._children]
        if name not in known:
            by_file = (child.name for child in self._children if child.slug.rpartition("/")[2] == name)
            meant = next(by_file, name)
            yield _missing(f"下级里没有“{name}”", _named(span, name), meant, known, self._where_below())

    def _where_below(self) -> str:
        folder = PurePosixPath(self._locality.text.path).with_suffix("")
        return f"下级的文件放在 {folder}/ 下"

    def _table(self, request: TableRequest, group: str) -> Iterator[Finding]:
        if request.rows != BELOW:
            yield from self._rows_here(request, group)
        elif self._complete:
            yield from self._columns_below(request)

    def _rows_here(self, request: TableRequest, group: str) -> Iterator[Finding]:
        """What is wrong with a table of this file that is to be printed, or with its columns."""
        rows, span = request.rows, _named(request.span, request.rows)
        match look_up(self._content, self._locality, rows, group):
            case TableCells(columns=known):
                for column in request.columns:
                    if column not in known:
                        place = _named(request.span, column)
                        yield _missing(f"表“{rows}”没有“{column}”这一列", place, column, known, "")
            case Cell(stated=Items()) | Cell(pending=True):
                return
            case Cell(name=name):
                hint = f"表写成一行一行的：{name}: 下面每行一个 - {{名称: 甲, 金额: 3.00万元}}"
                yield Finding("L211", f"“{rows}”是一个值，不是表", span, hint=hint)
            case _ if not awaits(self._content, self._locality, rows, group):
                lists = (
                    path for path, cell in self._locality.cells.items() if isinstance(cell.stated, Items)
                )
                tables = (*self._locality.tables, *lists)
                yield _missing(f"没有“{rows}”这个表", span, rows, tables, "rows 写 下级 或 组.表")

    def _columns_below(self, request: TableRequest) -> Iterator[Finding]:
        if not self._children:
            span = _named(request.span, BELOW)
            yield Finding("L211", "没有下级，汇总表是空的", span, hint=self._where_below())
            return
        known = self._paths_below()
        for column in request.columns:
            if column not in known:
                span = _named(request.span, column)
                yield _missing(f"各下级都没有“{column}”", span, column, known, "列写 组.指标")

    def _paths_below(self) -> list[str]:
        """The paths that children may have, by their cells or their groups' indicators; those that most have first."""
        counted: Counter[str] = Counter()
        for child in self._children:
            paths = dict.fromkeys(child.cells)
            for group in child.groups.values():
                if known := self._content.dictionary.of(group):
                    paths |= dict.fromkeys(f"{group.name}.{name}" for name in known.indicators)
            counted.update(list(paths))
        return [path for path, _ in counted.most_common()]


def _named(span: Span, word: str) -> Span:
    """Where a word stands from a span's beginning on."""
    start = span.text.content.find(word, span.start)
    return Span(span.text, start, start + len(word)) if start >= 0 else span


def _missing(message: str, span: Span, word: str, known: Collection[str], otherwise: str) -> Finding:
    near = nearest(word, known)
    hint = f"是不是想写 {near}？" if near else otherwise or f"可用的有：{'、'.join(known)}"
    return Finding("L211", message, span, hint=hint)
