"""A document's conformity to GB/T 9704: for each clause what is required, what was measured, the verdict, and where."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import islice

from reportgen.finding import Finding, Severity, Span, Text, in_order
from reportgen.value import Value, replace

_MOST_SHOWN = 5
"""Kinds of faults of one clause that are told."""
_LONGEST_QUOTE = 40
"""Characters of a paragraph that a finding quotes."""


class Strength(StrEnum):
    """How binding a clause is: 规定 must be met, 推荐 and 一般 leave room, 习惯 is not in the standard at all and never an error."""

    REQUIRED = "规定"
    RECOMMENDED = "推荐"
    USUAL = "一般"
    CUSTOM = "习惯"


_SEVERITIES = {
    Strength.REQUIRED: Severity.ERROR,
    Strength.RECOMMENDED: Severity.WARNING,
    Strength.USUAL: Severity.WARNING,
    Strength.CUSTOM: Severity.HINT,
}


class Verdict(StrEnum):
    """What came of a clause, in the words of the table."""

    MET = "符合"
    UNMET = "不符合"
    ABSENT = "不适用"
    UNKNOWN = "无法判定"


class Measured(Value, frozen=True):
    """One measurement. `line` is the paragraph, from 1, in reading order; `place` says where in words."""

    measured: str
    verdict: Verdict
    line: int | None = None
    place: str = ""


Measurements = Iterator[Measured]
"""What a clause finds, one after another."""


class Clause(Value, frozen=True):
    """One requirement of the standard: its clause number, the element it is about, and what it asks for."""

    number: str
    element: str
    strength: Strength
    required: str
    key: str  # the name of its file: several requirements may share a number

    @property
    def code(self) -> str:
        """The code of its findings: G735 for 7.3.5.4, G800 for 8."""
        return f"G{self.number.replace('.', '')[:3]:0<3}"


class Row(Value, frozen=True):
    """A line of the table."""

    clause: Clause
    found: Measured

    @property
    def is_breach(self) -> bool:
        """Whether a binding clause is not met."""
        return self.found.verdict is Verdict.UNMET and self.clause.strength is Strength.REQUIRED


class Conformity(Value, frozen=True):
    """The table of one document, in the order of the standard. `text` holds its paragraphs, a line each; `pages` were measured, 0 when
    it was not rendered."""

    text: Text
    rows: tuple[Row, ...]
    pages: int

    def of(self, verdict: Verdict) -> list[Row]:
        return [row for row in self.rows if row.found.verdict is verdict]

    @property
    def breaches(self) -> list[Row]:
        """The binding clauses that are not met."""
        return [row for row in self.rows if row.is_breach]

    @property
    def findings(self) -> list[Finding]:
        """What is not met: an error for 规定, a warning for 推荐 and 一般, a hint for 习惯."""
        return in_order(_finding(row, self.text) for row in self.of(Verdict.UNMET))


def _finding(row: Row, text: Text) -> Finding:
    """An unmet row at the paragraph it is about; at the beginning of the document when it is about all of it."""
    clause, found = row.clause, row.found
    where = f"{found.place}，" if found.place else ""
    said = f"{where}{clause.element}：{found.measured}，应为{clause.required}"
    basis = f"GB/T 9704-2012 第{clause.number}条（{clause.strength}）"
    return Finding(clause.code, said, _span(text, found.line), _SEVERITIES[clause.strength], basis=basis)


def _span(text: Text, line: int | None) -> Span:
    if line is None:
        return Span(text)
    start = text.offset(line, 1)
    return Span(text, start, start + min(len(text.line(line)), _LONGEST_QUOTE))


def met(measured: str, line: int | None = None, place: str = "") -> Measured:
    """What meets the clause."""
    return Measured(measured, Verdict.MET, line, place)


def unmet(measured: str, line: int | None = None, place: str = "") -> Measured:
    """What does not meet it."""
    return Measured(measured, Verdict.UNMET, line, place)


def absent(why: str = "没有这一要素") -> Measured:
    """The clause does not apply."""
    return Measured(why, Verdict.ABSENT)


def unknown(why: str, line: int | None = None) -> Measured:
    """The file does not tell; its rendered pages may."""
    return Measured(why, Verdict.UNKNOWN, line)


def judged(good: bool, measured: str, line: int | None = None, place: str = "") -> Measured:
    """A measurement that meets the clause or not."""
    return Measured(measured, Verdict.MET if good else Verdict.UNMET, line, place)


def faults_or(faults: Iterable[Measured], fine: Measured) -> Measurements:
    """The faults, those that read alike told once with how many there are; `fine` when there is none."""
    alike: dict[str, list[Measured]] = {}
    for fault in faults:
        alike.setdefault(fault.measured, []).append(fault)
    yield from (_counted(group) for group in islice(alike.values(), _MOST_SHOWN))
    if len(alike) > _MOST_SHOWN:
        rest = sum(len(group) for group in islice(alike.values(), _MOST_SHOWN, None))
        yield unmet(f"另有 {rest} 处其他问题")
    if not alike:
        yield fine


def _counted(group: Sequence[Measured]) -> Measured:
    first = group[0]
    return replace(first, measured=f"{first.measured}（共{len(group)}处）") if len(group) > 1 else first


def listed(words: Sequence[str]) -> str:
    """Words in order, each once."""
    return "、".join(dict.fromkeys(words))
