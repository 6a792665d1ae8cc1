"""What a clause says of a document: required, measured, verdict, where."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice


class Strength(StrEnum):
    """How binding a clause is: 规定 must be met, 推荐 and 一般 leave room, 习惯 is not in the standard at all and never an error."""

    REQUIRED = "规定"
    RECOMMENDED = "推荐"
    USUAL = "一般"
    CUSTOM = "习惯"


class Verdict(StrEnum):
    MET = "符合"
    UNMET = "不符合"
    ABSENT = "不适用"
    UNKNOWN = "无法判定"


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement. `line` is the paragraph, from 1, in reading order; `place` says where in words."""

    measured: str
    verdict: Verdict
    line: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """One requirement of the standard: its clause number, the element it is about, and what it asks for; `code` is its finding's."""

    code: str
    number: str
    element: str
    strength: Strength
    required: str
    key: str  # the name of its file: several requirements may share a number


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    clause: Clause
    found: Measured

    @property
    def is_breach(self) -> bool:
        """Whether a binding clause is not met."""
        return self.found.verdict is Verdict.UNMET and self.clause.strength is Strength.REQUIRED


MOST_SHOWN = 5


def met(measured: str, line: int | None = None, place: str = "") -> Measured:
    return Measured(measured, Verdict.MET, line, place)


def unmet(measured: str, line: int | None = None, place: str = "") -> Measured:
    return Measured(measured, Verdict.UNMET, line, place)


def absent(why: str = "没有这一要素") -> Measured:
    return Measured(why, Verdict.ABSENT)


def unknown(why: str, line: int | None = None) -> Measured:
    return Measured(why, Verdict.UNKNOWN, line)


def judged(good: bool, measured: str, line: int | None = None, place: str = "") -> Measured:
    return Measured(measured, Verdict.MET if good else Verdict.UNMET, line, place)


def faults_or(faults: Iterator[Measured], fine: Callable[[], Measured]) -> Iterator[Measured]:
    """The first few faults and how many more there are, or what is said when there is none."""
    found = list(faults)
    yield from islice(found, MOST_SHOWN)
    if len(found) > MOST_SHOWN:
        yield unmet(f"另有 {len(found) - MOST_SHOWN} 处与上面同类的问题")
    if not found:
        yield fine()


def listed(words: Sequence[str]) -> str:
    """Words in order, each once."""
    return "、".join(dict.fromkeys(words))
