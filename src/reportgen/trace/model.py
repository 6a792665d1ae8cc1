"""The values a trace is made of."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from reportgen.coverage import Grade
from reportgen.finding import Span
from reportgen.quantity import Quantity
from reportgen.relation import Verdict
from reportgen.trace.before import Before
from reportgen.trace.locate import Spot
from reportgen.value import Value, cached_property


class Origin(StrEnum):
    """How a printed figure came about."""

    ENTERED = "填写"
    DERIVED = "推算"
    TOTAL = "合计"
    LIST = "清单"
    WORDS = "文字"
    PENDING = "待补"
    TYPED = "手写"


class Guarding(Value, frozen=True):
    """A relation that names a figure: as written, with its values, whether it holds, and the 尾差 when only the intervals meet.

    `grade` is how well it guards this figure, NONE when it says nothing of it that the figure itself did not decide.
    """

    formula: str
    values: str
    verdict: Verdict
    grade: Grade
    residue: str
    span: Span
    others: tuple[str, ...]  # keys of the other figures it names


class Account(Value, frozen=True):
    """What is known of a cell, of a figure of a total row, or of a number typed into the words.

    `path` bears the locality's name and year when it is another's than the report's. `formula` and `values` say the same in names and
    in figures; `inputs` are the keys it was computed from. `tried` slips were tried on an entered figure, and `caught` of them seen.
    """

    key: str
    path: str
    name: str
    text: str
    origin: Origin
    meaning: str = ""
    formula: str = ""
    values: str = ""
    inputs: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    span: Span | None = None
    source: str = ""
    note: str = ""
    quantity: Quantity | None = None
    before: Before | None = None
    guards: tuple[Guarding, ...] = ()
    grade: Grade | None = None
    tried: int = 0
    caught: int = 0

    @property
    def is_figure(self) -> bool:
        return self.grade is not None and self.origin is not Origin.TYPED

    @property
    def residue(self) -> str:
        """The 尾差 of all its relations."""
        return "；".join(dict.fromkeys(guard.residue for guard in self.guards if guard.residue))


class Printed(Value, frozen=True):
    """One printed figure: its number on the page from 1, the text printed, the key of its account, and where it stands."""

    number: int
    text: str
    key: str
    spot: Spot | None
    typed: bool  # by its writer, into the words


class Trace(Value, frozen=True, dict=True):
    """All printed figures of a report in the order printed, and the accounts of those and of all they rest on, by key.

    Most builds only count figures; so the accounts are made when they are first asked for.

    `unguarded` are the keys of the entered figures that nothing guards (需人工核对): those printed, in their order, then those of the
    locality that are not.
    """

    printed: tuple[Printed, ...]
    unguarded: tuple[str, ...]
    make: Callable[[], Mapping[str, Account]]

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        return self.make()

    def account(self, printed: Printed) -> Account:
        return self.accounts[printed.key]

    def printings(self, key: str) -> Sequence[Printed]:
        """The printed figures of an account, in their order."""
        return self._printings.get(key, ())

    @cached_property
    def _printings(self) -> Mapping[str, Sequence[Printed]]:
        found: dict[str, list[Printed]] = {}
        for printed in self.printed:
            found.setdefault(printed.key, []).append(printed)
        return found
