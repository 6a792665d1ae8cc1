"""What a text claims about its figures: a comparison over them, how surely the words say so, and how to build one."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import IntEnum

from reportgen.audit.paper import Paper
from reportgen.finding import Severity, Span
from reportgen.formula import Call, Comparator, Comparison, Expr, Number, Operation, Ref
from reportgen.mention import Mention
from reportgen.quantity import RATIO, Magnitude
from reportgen.relation import Kind, Verdict
from reportgen.value import Value


class Certainty(IntEnum):
    """How surely the words assert a relation, which decides what is told where it fails: CERTAIN an error, LIKELY a warning, POSSIBLE a
    warning if one slip of the pen in one figure would explain it, IF_HOLDS nothing."""

    IF_HOLDS = -1
    POSSIBLE = 0
    LIKELY = 1
    CERTAIN = 2


class Claim(Value, frozen=True, eq=False):
    """A relation of figures that the text asserts. `formula` says it in words; `mentions` are its figures, the one it is about first.
    `complements` name figures that are not printed (审定 = 送审 − 审减) and may have been written in place of one that is."""

    kind: Kind
    formula: str
    comparison: Comparison
    mentions: tuple[Mention, ...]
    certainty: Certainty
    note: str = ""
    complements: tuple[tuple[str, Mention, Expr], ...] = ()
    trials: int = 1  # how many ways were open to read it: the more, the less one slip proves


class Choice(Value, frozen=True, eq=False):
    """Several readings of one passage, likeliest first. The first that holds is meant; if none does, the one that fails by least."""

    readings: tuple[Claim, ...]


class Remark(Value, frozen=True, eq=False):
    """A relation that is no arithmetic (numbering, years, names), judged where it is found; `message` when it fails. `mentions` are the
    figures among its places."""

    kind: Kind
    formula: str
    spans: tuple[Span, ...]
    verdict: Verdict
    code: str = ""
    severity: Severity = Severity.WARNING
    message: str = ""
    hint: str = ""
    mentions: tuple[Mention, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """What stands at each of its places: a figure as it is written, or words."""
        written = {mention.span: mention.quantity.text for mention in self.mentions}
        return tuple(written.get(span, span.quote) for span in self.spans)


class Builder(Value, frozen=True):
    """Builds comparisons over the figures of a paper."""

    paper: Paper

    def ref(self, mention: Mention) -> Ref:
        """A figure of the paper as a term of a formula."""
        return self.paper.refs[mention]

    def total(self, parts: Sequence[Mention], signs: Sequence[int] | None = None) -> Expr:
        """The sum of figures; with signs, a chain of + and −."""
        refs: list[Expr] = [self.ref(part) for part in parts]
        if signs is None or all(sign > 0 for sign in signs):
            return refs[0] if len(refs) == 1 else Call("sum", tuple(refs), parts[0].span)
        order = sorted(range(len(refs)), key=lambda i: signs[i] < 0)
        expr = refs[order[0]]
        if signs[order[0]] < 0:
            expr = Operation("-", zero(parts[0]), expr, parts[0].span)
        for i in order[1:]:
            expr = Operation("+" if signs[i] > 0 else "-", expr, refs[i], parts[0].span)
        return expr

    def compare(self, left: Expr, right: Expr, span: Span, comparator: Comparator = "=") -> Comparison:
        """A comparison of two formulas, written at a place."""
        return Comparison(comparator, left, right, span)

    def equal(self, whole: Mention, expr: Expr) -> Comparison:
        """The claim that a figure is what a formula gives."""
        return Comparison("=", self.ref(whole), expr, whole.span)


def number(value: int | str, span: Span) -> Number:
    """A number without a unit."""
    exact = Decimal(value)
    return Number(Magnitude.exactly(exact, RATIO, bare=True), str(value), span)


def zero(like: Mention) -> Number:
    """Nought in the unit of a figure."""
    return Number(Magnitude.exactly(0, like.quantity.unit.dimension), "0", like.span)


def hundred(span: Span) -> Number:
    """100%, as a formula says it."""
    return Number(Magnitude.exactly(1, RATIO), "100%", span)


def over(top: Expr, bottom: Expr) -> Operation:
    """A quotient."""
    return Operation("/", top, bottom, top.span)


def minus(left: Expr, right: Expr) -> Operation:
    """A difference."""
    return Operation("-", left, right, left.span)


def plus(left: Expr, right: Expr) -> Operation:
    """A sum of two."""
    return Operation("+", left, right, left.span)


def added(parts: Iterable[Mention]) -> str:
    """Figures as a reader would add them up: 甲 + 乙."""
    return " + ".join(part.name for part in parts)
