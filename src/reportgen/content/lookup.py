"""What a name refers to, here, in a child (县名.组.名), last year (上年.组.名) or in all children (下级.组.名).

Formulas and narrative look names up in the same way, so that a name never means one figure in a sentence and another in a check.
"""

from collections.abc import Collection
from difflib import get_close_matches

from reportgen import patterns
from reportgen.content.keys import path_in
from reportgen.content.model import Cell, Content, Locality, TableCells
from reportgen.finding import Cause

LAST_YEAR = "上年"
BELOW = "下级"

_SLIP = 0.7
"""How alike two names must be for one to pass for a slip of the other."""
_OTHER_WORDS = (
    (LAST_YEAR, patterns.compile(r"(?:上年度?|去年度?|上一年度?|前一年)(?:同期)?(?P<dot>\.?)(?P<rest>.+)")),
    (
        BELOW,
        patterns.compile(
            r"(?:(?:各|所有|全部|所属|所辖|下属|下辖)(?:下级|地|[市县区旗州乡镇街]+)|下级|下属|下辖)(?P<dot>\.?)(?P<rest>.+)"
        ),
    ),
)
"""What people write for 上年 and for 下级, with or without a dot, and the `rest` of the name."""

Found = Cell | TableCells | tuple[Cell, ...]
"""A cell; a table; or a column, the cells of one name in every row."""


def look_up(content: Content, locality: Locality, name: str, group: str = "", row: str = "") -> Found | None:
    """What a dotted name refers to from a group (and a table row) of a locality, or None.

    上年.x is looked up in last year's file; 下级.x gives the column of x over the children that have it.
    """
    first, _, rest = name.partition(".")
    if first == LAST_YEAR:
        before = content.last_year(locality)
        return look_up(content, before, rest, group, row) if before else None
    if first == BELOW:
        return column_below(content, locality, rest, group)[0]
    return _here(locality, name, group, row) or _child(content, locality, first, rest)


def awaits(content: Content, locality: Locality, name: str, group: str = "") -> bool:
    """Whether a name cannot be looked up because of a fault that is reported already: its group could not be read, here or in a child, or
    it may begin with the name of a child whose file is not accepted (it begins like no group and like no other child)."""
    first, _, rest = path_in(name, group).partition(".")
    if rest and first in locality.groups:
        return locality.groups[first].unread
    children = content.children(locality)
    if child := next((child for child in children if child.name == first), None):
        return awaits(content, child, rest)
    if first == BELOW and any(awaits(content, child, rest, group) for child in children):
        return True
    return locality.id in content.incomplete and "." in name and first != LAST_YEAR


def column_below(
    content: Content, locality: Locality, name: str, group: str = ""
) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    """The cells of a name over the children, and the names of the children that lack it, but for those of which a fault is told."""
    cells, absent = [], []
    for child in content.children(locality):
        found = look_up(content, child, name, group)
        if isinstance(found, Cell):
            cells.append(found)
        elif not awaits(content, child, name, group):
            absent.append(child.name)
    return tuple(cells), tuple(absent)


def absent_below(content: Content, locality: Locality, name: str, group: str = "") -> tuple[str, ...]:
    """The names of the children that lack what a name asks of all of them, wherever these are: 下级.x, 上年.下级.x, 凤县.下级.x."""
    first, _, rest = name.partition(".")
    if first == BELOW:
        return column_below(content, locality, rest, group)[1]
    if first == LAST_YEAR:
        before = content.last_year(locality)
        return absent_below(content, before, rest, group) if before else ()
    meant = (child for child in content.children(locality) if child.name == first)
    return next((absent_below(content, child, rest) for child in meant), ())


def _here(locality: Locality, name: str, group: str, row: str) -> Found | None:
    for prefix in (row, group, "") if row else ("", group):
        path = f"{prefix}.{name}" if prefix else name
        if found := locality.cells.get(path) or locality.tables.get(path) or _column(locality, path):
            return found
    return None


def _column(locality: Locality, path: str) -> tuple[Cell, ...]:
    table_path, _, column = path.rpartition(".")
    table = locality.tables.get(table_path)
    if table is None or column not in table.columns:
        return ()
    paths = (f"{table.path}.{row}.{column}" for row in table.rows)
    return tuple(locality.cells[p] for p in paths if p in locality.cells)


def _child(content: Content, locality: Locality, first: str, rest: str) -> Found | None:
    for child in content.children(locality):
        if child.name == first and rest:
            return look_up(content, child, rest)
    return None


def suggest(content: Content, locality: Locality, name: str, group: str = "") -> str:
    """The known name most like a mistyped one, as it would be written there; empty when none is close."""
    first, _, rest = name.partition(".")
    if first in (LAST_YEAR, BELOW):
        before = content.last_year(locality)
        others = ([before] if before else []) if first == LAST_YEAR else content.children(locality)
        found = (suggest(content, other, rest, group) for other in others)
        return next((f"{first}.{near}" for near in found if near), "")
    if other := _in_our_words(content, locality, name, group):
        return other
    known = [*locality.cells, *locality.tables]
    known += [path.removeprefix(f"{group}.") for path in locality.cells if path.startswith(f"{group}.")]
    known += [f"{child.name}.{path}" for child in content.children(locality) for path in child.cells]
    return nearest(name, known)


def misnamed(locality: Locality, path: str) -> str:
    """The hint that an indicator nobody stated may have been written under a name like it which the dictionary lacks; else empty."""
    group, _, name = path.rpartition(".")
    own = {c.name: c for c in locality.by_group.get(group, {}).values() if c.quantity and not c.indicator}
    near = get_close_matches(name, own, n=1, cutoff=_SLIP)
    return f"{own[near[0]].span} 的“{near[0]}”是不是想写“{name}”？" if near else ""


def lacking(content: Content, locality: Locality, name: str, group: str = "") -> Cause:
    """What is missing when a name refers to nothing: the whole group, or the figure."""
    path = path_in(name, group)
    first, _, rest = path.partition(".")
    elsewhere = {LAST_YEAR, BELOW, *(child.name for child in content.children(locality))}
    if first not in elsewhere and first in (
        c.name for c in content.below(f"{locality.year - 1}/{locality.slug}")
    ):
        folder = locality.text.path.removesuffix(".yaml")
        return Cause(f"去年有{first}，今年没有它的文件", f"把文件放到 {folder}/ 里，核对里面的 locality")
    if rest and first not in locality.groups and first not in elsewhere:
        return lacking_group(content, locality, first)
    if first in locality.groups:
        otherwise = f"在 metrics 的 {first} 里填上它，或改正各处的名称"
        return Cause(f"“{path}”没有填写", misnamed(locality, path) or otherwise)
    return Cause(f"找不到“{path}”", "核对名称，或先在 metrics 里写上它")


def lacking_group(content: Content, locality: Locality, group: str) -> Cause:
    """What is missing when a locality has no group of a name, with the group that may have been meant."""
    near = next(iter(get_close_matches(group, locality.groups, n=1, cutoff=0.6)), "")
    known = content.dictionary.groups
    if not locality.groups:
        return Cause("metrics 里一组指标也没有", "写上 metrics: 和各组指标")
    if not near or (group in known and near in known):
        hint = "先在 metrics 里写上这一组"
    elif group in known:
        line = locality.groups[near].span.line
        hint = f"指标字典里有它；第 {line} 行的“{near}”是不是想写“{group}”？"
    else:
        hint = f"是不是想写“{near}”？"
    return Cause(f"metrics 里没有“{group}”这一组", hint)


def _in_our_words(content: Content, locality: Locality, name: str, group: str) -> str:
    """How a name should have been written that begins with another word for 上年 or 下级 (去年送审金额); empty for other names."""
    first = name.partition(".")[0]
    if first in locality.groups or any(first == child.name for child in content.children(locality)):
        return ""
    for word, pattern in _OTHER_WORDS:
        if match := pattern.fullmatch(name):
            meant = f"{word}.{match['rest']}"
            if look_up(content, locality, meant, group) or _here(locality, match["rest"], group, ""):
                return meant
            return (suggest(content, locality, meant, group) or meant) if match["dot"] else ""
    return ""


def nearest(name: str, known: Collection[str]) -> str:
    """Of the known names, the first that only has more in front (组.名 for 名), else the one most like it; empty when none is."""
    if longer := next((path for path in known if path.endswith(f".{name}")), ""):
        return longer
    return next(iter(get_close_matches(name, known, n=1, cutoff=0.5)), "")
