"""文字说的指标与标签印的指标不是一个

## 检查什么
标签前面紧挨着写的是同一组里另一个指标的名称（审减金额{{ 审定金额 }}），或引号里说的是另一个（“不予支持”的项目{{ 退回数 }}），
或等级与标签的等级不同（“低”{{ 差 }}、等级为优的{{ 良 }}）；“…率”“占比”后面印的是个数或金额，“…金额”后面印的是个数。
表的列名是另一个指标的，也查。写的是指标名称的后半截（上级资金执行率{{ 上级执行率 }}），不算。

## 为什么
有一份签发了的公文，“审减金额”后面印的正是审定金额。

## 反例
审减金额{{ 审定金额 }}

## 正例
审减金额{{ 审减金额 }}
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from reportgen import patterns
from reportgen.checks.borrowed import borrowed
from reportgen.checks.placed import FigureTag
from reportgen.checks.subject import Subject
from reportgen.content import Cell
from reportgen.finding import Finding, Severity
from reportgen.quantity import COUNT, MONEY, Quantity
from reportgen.value import Value

CODE = "P222"

_KIND = "(?:政策（项目）|项目|政策|单位|部门|问题|对象|报告)?"
_SAID = "[有为共计达]?"
_GRADES = {"优": "优", "优秀": "优", "良": "良", "良好": "良", "中": "中", "中等": "中", "一般": "中", "差": "差"}  # fmt: skip
_GRADE = patterns.compile(
    rf"(?:“(?P<quoted>.)”|(?:^|[、，；：为])(?P<bare>{patterns.any_of(_GRADES)}))(?:等级|等次)?的?{_KIND}{_SAID}\Z"
)
_QUOTED = patterns.compile(rf"“([^“”]{{2,10}})”(?:结论|类)?的?{_KIND}{_SAID}\Z")
_STEM = patterns.compile(r"(.{2,}?)([个条项户家份次]?数)")
_RATE = patterns.compile(
    r"((?:审减|核减|执行|完成|整改|办结|到位|覆盖|支付|优良|合格|达标|编审|公开|增长)率|占比|比重)[为是达]?\Z"
)
_AMOUNT = patterns.compile(r"((?:送审|审减|审定|核减|涉及|合同|总)金额)[为是达]?\Z")
_VERBS = ("为", "是", "计", "达")
_SHORTEST, _LONGEST = 2, 16
_NEAR = 5
"""Characters that the longest word for a kind of figure has, and the one that may follow it."""
_SHORTEST_STEM = 3
"""项目 is the stem of 项目数 and the subject of many a sentence; 财政部门 and 不予支持 before a number are its name."""


class _Said(Value, frozen=True):
    """Words before a tag, what they name, and how many characters before the tag they begin."""

    words: str
    name: str
    back: int


def check(subject: Subject) -> Iterator[Finding]:
    yield from _columns(subject)
    for tagged in subject.figure_tags:
        cell, index = tagged.cell, tagged.index
        before = tagged.placed.reading.text[max(index - _LONGEST, 0) : index]
        if said := _other(subject, before, cell):
            message = f"文字写的是“{said.words}”，标签印的是“{cell.name}”（{cell.printed}）"
            yield _finding(tagged, said, message, f"是不是想写 {{{{ {said.name} }}}}？否则改文字")
        elif wanted := _another_kind(before, tagged.figure):
            message = f"“{wanted.words}”后面应是{wanted.name}，标签印的是“{cell.name}”（{cell.printed}）"
            yield _finding(tagged, wanted, message, "换成该印的指标，或改文字")


def _columns(subject: Subject) -> Iterator[Finding]:
    """Cells of tables that take over another figure than their column names."""
    for taken in borrowed(subject):
        cell, source = taken.cell, taken.source
        if said := _whole(cell.name, taken.place.by_group[source.group], source, len(cell.name)):
            message = f"列名说的是“{said.name}”，引的是“{source.name}”（{source.printed}）"
            hint = f"是不是想写 {said.name}？否则改列名"
            yield Finding(CODE, message, cell.span, Severity.WARNING, hint, at=cell.path)


def _finding(tagged: FigureTag, said: _Said, message: str, hint: str) -> Finding:
    start = tagged.index - said.back
    span = tagged.placed.reading.span(start, start + len(said.words))
    return Finding(CODE, message, span, Severity.WARNING, hint, at=tagged.cell.path)


def _other(subject: Subject, before: str, cell: Cell) -> _Said | None:
    """The other figure of the tag's group that the words before the tag name; None where they name none."""
    group = subject.content.owner(cell.key).by_group[cell.group]
    if len(cell.name) == 1:
        return _grade(before, group, cell)
    if "”" in before and (quoted := _QUOTED.search(before)):
        name = _of_stem(quoted[1], group, cell)
        return _Said(quoted[1], name, len(before) - quoted.start(1)) if name else None
    words = before[:-1] if before.endswith(_VERBS) else before
    if not words.endswith(_said_of(tuple(group))):
        return None
    return _whole(words, group, cell, len(before)) or _part(subject, words, group, cell, len(before))


def _grade(before: str, group: Mapping[str, Cell], cell: Cell) -> _Said | None:
    """A grade (优, 良) other than the tag's; without quotes it counts only if the group has that grade."""
    said = _GRADE.search(before)
    if not said:
        return None
    words = said["quoted"] or said["bare"]
    name = _GRADES.get(words, words)
    wrong = name != cell.name and (said["quoted"] or name in group)
    return _Said(words, name, len(before) - said.start(said.lastgroup or 0)) if wrong else None


def _whole(words: str, group: Mapping[str, Cell], cell: Cell, length: int) -> _Said | None:
    """The words as the name of another figure, unless the name of the tag's own figure ends in it too."""
    named = [
        name for name in group if words.endswith(name) and len(name) >= _SHORTEST and group[name].magnitude
    ]
    name = max(named, key=len, default=cell.name)
    return None if cell.name.endswith(name) else _Said(name, name, length - len(words) + len(name))


def _part(subject: Subject, words: str, group: Mapping[str, Cell], cell: Cell, length: int) -> _Said | None:
    """The words as what another figure counts (财政部门 for 财政部门条数), if it is a term of one relation with the tag's."""
    own = _STEM.fullmatch(cell.name)
    if not own or words.endswith(own[1]):
        return None
    for stem in filter(None, map(_STEM.fullmatch, group)):
        said = len(stem[1]) >= _SHORTEST_STEM and words.endswith(stem[1]) and not own[1].endswith(stem[1])
        related = (relation.terms for relation in subject.content.relations_about(cell.key))
        if said and any(cell.key in terms and group[stem[0]].key in terms for terms in related):
            return _Said(stem[1], stem[0], length - len(words) + len(stem[1]))
    return None


@lru_cache(maxsize=4096)
def _said_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """How words end that may name one of these figures: with its name, or with what it counts if that is long enough to tell."""
    stems = (stem[1] for stem in map(_STEM.fullmatch, names) if stem)
    return (*names, *(stem for stem in stems if len(stem) >= _SHORTEST_STEM))


def _of_stem(words: str, group: Mapping[str, Cell], cell: Cell) -> str:
    """The other figure of the group whose name the words are but for 数, if the name of the tag's own figure ends in it as well."""
    own = _STEM.fullmatch(cell.name)
    if not own or own[1] == words:
        return ""
    named = (_STEM.fullmatch(name) for name in group)
    return next((stem[0] for stem in named if stem and stem[1] == words and stem[2] == own[2]), "")


def _another_kind(before: str, figure: Quantity) -> _Said | None:
    """A word for a rate before a count or an amount, or one for an amount before a count."""
    dimension = figure.unit.dimension
    if dimension in (COUNT, MONEY) and (said := _RATE.search(before, max(len(before) - _NEAR, 0))):
        return _Said(said[1], "百分比", len(before) - said.start(1))
    if dimension == COUNT and (said := _AMOUNT.search(before, max(len(before) - _NEAR, 0))):
        return _Said(said[1], "金额", len(before) - said.start(1))
    return None
