"""Deriving: from the entered figures, by every formula, until nothing more can be derived.

Forward chaining: a cell is defined once all its formula's inputs are known, so a derivation can never rest on itself. A dictionary
formula of + and − is a relation: whichever one term is missing is derived from the others. A quotient, or a file's own formula,
gives its left side only; `sum` in the dictionary checks and never derives.
"""

from collections.abc import Container, Iterable, Iterator, Sequence, Set
from heapq import heappop, heappush

from reportgen.finding import Span
from reportgen.formula import (
    Call,
    Comparison,
    Expr,
    Leaf,
    Negation,
    Number,
    Operation,
    Ref,
    isolate,
    leaves,
    refs,
)
from reportgen.value import Value


class Rule(Value, frozen=True):
    """A way to derive `target`: `expr` over other cells. `source` is the place of the formula; rules of one relation share it."""

    target: str
    expr: Expr
    source: Span
    owner: str  # the key of the cell whose formula it is


def solve(stated: Iterable[str], rules: Iterable[Rule], *, lenient: bool = False) -> dict[str, Rule]:
    """For each cell that can be derived the first rule whose inputs are known, with its expression as used, by the cell's key.

    A cell comes after those it rests on. When lenient, sums go by what is stated; they come last, when nothing else can become known.
    """
    known = set(stated)
    chosen: dict[str, Rule] = {}
    agenda = Agenda(tuple(rule for rule in rules if rule.target not in known), known, lenient=lenient)
    for rule in agenda:
        if rule.target not in known and (expr := available(rule.expr, known, lenient=lenient)):
            chosen[rule.target] = Rule(rule.target, expr, rule.source, rule.owner)
            known.add(rule.target)
            agenda.learn(rule.target)
    return chosen


class Agenda:
    """The rules as if the whole list were gone through again and again, each coming up when the last of its inputs is known.

    When lenient, each comes up once at first, and again whenever one of its inputs becomes known.
    """

    def __init__(self, rules: Sequence[Rule], known: Container[str], *, lenient: bool = False) -> None:
        self._rules, self._lenient = rules, lenient
        self._lacking: list[int] = []
        self._users: dict[str, list[int]] = {}
        self._due: list[tuple[int, int]] = []
        self._now = (0, -1)
        for number, rule in enumerate(rules):
            lacking = {ref.key for ref in refs(rule.expr)}
            lacking = {key for key in lacking if key not in known}
            self._lacking.append(len(lacking))
            for key in lacking:
                self._users.setdefault(key, []).append(number)
            self._come_up(number)

    def __iter__(self) -> Iterator[Rule]:
        while self._due:
            self._now = heappop(self._due)
            yield self._rules[self._now[1]]

    def learn(self, key: str) -> None:
        """A cell became known."""
        for number in self._users.pop(key, ()):
            self._lacking[number] -= 1
            self._come_up(number)

    def _come_up(self, number: int) -> None:
        """Makes a rule due: in this reading of all rules if it stands below the one just tried, else in the next."""
        if self._lenient or not self._lacking[number]:
            reading, tried = self._now
            heappush(self._due, (reading + (number <= tried), number))


def available(expr: Expr, known: set[str], *, lenient: bool) -> Expr | None:
    """The expression when every input is known; leniently, sums keep only the terms that are."""
    if all_known(leaves(expr), known):
        return expr
    pruned = _prune(expr, known) if lenient else None
    return pruned if pruned is not None and all_known(leaves(pruned), known) else None


def all_known(leaves: Iterable[Leaf], known: set[str]) -> bool:
    """Whether an expression of these leaves can be computed from what is known."""
    return all(leaf.key in known if isinstance(leaf, Ref) else isinstance(leaf, Number) for leaf in leaves)


def _prune(expr: Expr, known: set[str]) -> Expr | None:
    match expr:
        case Call(function="sum" | "部分"):
            kept = tuple(a for a in expr.arguments if all_known(leaves(a), known))
            return Call(expr.function, kept, expr.span) if kept else None
        case Operation():
            left, right = _prune(expr.left, known), _prune(expr.right, known)
            return None if left is None or right is None else Operation(expr.operator, left, right, expr.span)
        case _:
            return expr


def inversions(relation: Comparison, entered: Set[str]) -> Iterator[tuple[str, Expr]]:
    """A relation total = a + b − c, solved for each of its terms that is not entered; nothing for other relations."""
    unknown = [ref.key for ref in refs(relation.right) if ref.key not in entered]
    if unknown and _is_plain_sum(relation.right):
        for key in unknown:
            if inverse := isolate(relation, key):
                yield key, inverse


def _is_plain_sum(expr: Expr) -> bool:
    match expr:
        case Ref():
            return True
        case Negation():
            return _is_plain_sum(expr.operand)
        case Operation(operator="+" | "-"):
            return _is_plain_sum(expr.left) and _is_plain_sum(expr.right)
        case Call(function="+"):
            return all(_is_plain_sum(argument) for argument in expr.arguments)
        case _:
            return False
