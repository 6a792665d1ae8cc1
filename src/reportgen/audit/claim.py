"""What a text claims about its figures: a comparison over them, and how surely the words say so."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import IntEnum

from reportgen.finding import Severity, Span
from reportgen.formula import TOTAL, Call, Comparison, Expr, Leaf, Name, Number, Operation, label, show
from reportgen.mention import Mention
from reportgen.quantity import RATIO, Magnitude
from reportgen.relation import Kind, Verdict
from reportgen.value import Value, replace

_LONG_SUM = 8
"""Terms of a sum beyond which only its ends are shown."""
_SIGNS = {"=": "=", "<=": "≤"}


class Certainty(IntEnum):
    """How surely the words assert a relation, which decides what is told where it fails: CERTAIN an error, LIKELY a warning, POSSIBLE a
    warning if one slip of the pen in one figure would explain it, IF_HOLDS nothing."""

    IF_HOLDS = -1
    POSSIBLE = 0
    LIKELY = 1
    CERTAIN = 2


class Claim(Value, frozen=True, eq=False):
    """A relation of figures that the text asserts; `mentions` are its figures, the one it is about first.

    A reader is shown the comparison, with `called` for its left side where the figure there has no good name of its own, or `words`.
    `complements` name figures that are not printed (审定 = 送审 − 审减) and may have been written in place of one that is.
    """

    kind: Kind
    comparison: Comparison
    mentions: tuple[Mention, ...]
    certainty: Certainty
    called: str = ""
    words: str = ""
    note: str = ""
    complements: tuple[tuple[str, Mention, Expr], ...] = ()
    trials: int = 1  # how many ways were open to read it: the more, the less one slip proves

    @property
    def formula(self) -> str:
        """The relation as a reader is shown it."""
        left, right = self.comparison.left, self.comparison.right
        sign = _SIGNS[self.comparison.comparator]
        return self.words or f"{self.called or shown(left)} {sign} {shown(right)}"


class Choice(Value, frozen=True, eq=False):
    """Several readings of one passage, likeliest first. The first that holds is meant; if none does, the one that fails by least."""

    readings: tuple[Claim, ...]


class Remark(Value, frozen=True, eq=False):
    """A relation that is no arithmetic (numbering, years, names), judged where it is found; `message` when it fails. `mentions` are the
    figures among its places."""

    kind: Kind
    formula: str
    spans: tuple[Span, ...]
    verdict: Verdict = Verdict.HOLDS
    code: str = ""
    message: str = ""
    hint: str = ""
    mentions: tuple[Mention, ...] = ()
    severity: Severity = Severity.WARNING

    @property
    def values(self) -> tuple[str, ...]:
        """What stands at each of its places: a figure as it is written, or words."""
        written = {mention.span: mention.quantity.text for mention in self.mentions}
        return tuple(written.get(span, span.quote) for span in self.spans)


def equals(
    kind: Kind,
    mentions: Sequence[Mention],
    made: Mention | Expr,
    certainty: Certainty,
    called: str = "",
    words: str = "",
    trials: int = 1,
) -> Claim:
    """That the first of some figures is what a formula makes of the others."""
    whole = mentions[0]
    comparison = Comparison("=", whole.ref, _term(made), whole.span)
    return Claim(kind, comparison, tuple(mentions), certainty, called, words, trials=trials)


def adds_up(
    kind: Kind, whole: Mention, parts: Sequence[Mention], certainty: Certainty, trials: int = 1
) -> Claim:
    """That a figure is the sum of others."""
    return equals(kind, (whole, *parts), sum_of(parts), certainty, trials=trials)


def at_most(parts: Sequence[Mention], whole: Mention, certainty: Certainty) -> Claim:
    """That figures do not exceed another together."""
    comparison = Comparison("<=", sum_of(parts), whole.ref, parts[0].span)
    return Claim(Kind.BOUND, comparison, (*parts, whole), certainty)


def sum_of(parts: Sequence[Mention], signs: Iterable[int] = ()) -> Expr:
    """The sum of figures; with signs, a chain of + and −."""
    less = [part for part, sign in zip(parts, signs, strict=False) if sign < 0]
    more = [part for part in parts if part not in less]
    span = parts[0].span
    terms = tuple(part.ref for part in more) or (number(0, span, parts[0]),)
    expr: Expr = terms[0] if len(terms) == 1 else Call(TOTAL, terms, span)
    for part in less:
        expr = Operation("-", expr, part.ref, span)
    return expr


def over(top: Mention | Expr, bottom: Mention | Expr) -> Operation:
    """A quotient."""
    return Operation("/", _term(top), _term(bottom), top.span)


def minus(left: Mention | Expr, right: Mention | Expr) -> Operation:
    """A difference."""
    return Operation("-", _term(left), _term(right), left.span)


def plus(left: Mention | Expr, right: Mention | Expr) -> Operation:
    """A sum of two."""
    return Operation("+", _term(left), _term(right), left.span)


def number(value: int, span: Span, like: Mention | None = None) -> Number:
    """A number without a unit, or in that of a figure."""
    dimension = like.quantity.unit.dimension if like else RATIO
    return Number(Magnitude.exactly(Decimal(value), dimension, bare=like is None), str(value), span)


def _term(made: Mention | Expr) -> Expr:
    return made.ref if isinstance(made, Mention) else made


def shown(expr: Expr, leaf: Callable[[Leaf], str] = label) -> str:
    """A formula in the reader's notation; of a long sum its ends."""
    return show(_abridged(expr), leaf)


def _abridged(expr: Expr) -> Expr:
    match expr:
        case Operation():
            return replace(expr, left=_abridged(expr.left), right=_abridged(expr.right))
        case Call(arguments=terms) if len(terms) > _LONG_SUM:
            left_out = Name((f"…（共 {len(terms)} 项）",), expr.span)
            return replace(expr, arguments=(*terms[: _LONG_SUM - 2], left_out, terms[-1]))
        case _:
            return expr
