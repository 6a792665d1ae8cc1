"""Guard coverage: small slips are tried on every entered figure, to see what share of them some relation would catch.

A reviewer who signs must know which figures nothing guards; those have to be compared with the ledger by hand (需人工核对).
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import islice

from reportgen.content import Content, Locality, home_of
from reportgen.quantity import Magnitude, Quantity
from reportgen.relation import Figure, Figures, Kind, Relation, Verdict, folded, guarded, judge
from reportgen.slips import digits_of, number_of, scaled, transpositions
from reportgen.value import Value

_NEXT = str.maketrans("0123456789", "1234567890")


class Grade(StrEnum):
    """How well a figure is guarded, best first."""

    EQUALITY = "等式"
    COUNT = "清单计数"
    BOUND = "界限"
    NONE = "无"


class Guarded(Value, frozen=True):
    """An entered figure, how many slips were tried on it and how many caught, and the relations that caught any."""

    figure: Figure
    grade: Grade
    tried: int
    caught: int
    by: tuple[Relation, ...]


class Grades:
    """How well the entered figures of a content are guarded, and by what; what a relation guards is found once."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._known: dict[int, tuple[Relation, frozenset[str]]] = {}

    def touched(self, figure: Figure) -> list[Relation]:
        """The relations that hold and rest on a figure."""
        about = self._content.relations_about(figure.key)
        return [r for r in about if r.verdict is Verdict.HOLDS and figure.key in r.roots]

    def guarded(self, relation: Relation) -> frozenset[str]:
        """The entered figures that a relation of the content guards."""
        if id(relation) not in self._known:  # a relation is long to hash, and one held keeps its id
            self._known[id(relation)] = relation, guarded(relation, self._content.figures)
        return self._known[id(relation)][1]

    def guarding(self, figure: Figure) -> Iterator[Relation]:
        """The relations of the whole content that guard a figure."""
        return (r for r in self.touched(figure) if figure.key in self.guarded(r))

    def of(self, figure: Figure) -> Grade:
        """The best grade among the relations that guard a figure."""
        return grade_of(self.guarding(figure))


def coverage(content: Content, locality: Locality) -> tuple[Guarded, ...]:
    """How each entered figure of a locality is guarded by the relations of the whole content, in the order written."""
    return Trials(content).of(locality.id)


class Trials:
    """Slips tried on the entered figures of a content, on each when it is asked for."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self.grades = Grades(content)
        self._known: dict[str, dict[str, tuple[Figure, Sequence[Figure]]]] = {}

    def of(self, identity: str) -> tuple[Guarded, ...]:
        """What came of all figures of a locality, in the order written."""
        return tuple(self._tried(figure, beside) for figure, beside in self._entered(identity).values())

    def guard(self, key: str) -> Guarded | None:
        """What came of one figure; None for what is no entered figure."""
        found = self._entered(home_of(key)).get(key)
        return self._tried(*found) if found else None

    def _tried(self, figure: Figure, beside: Sequence[Figure]) -> Guarded:
        tried = dict.fromkeys(slips(figure, beside))
        touched = self.grades.touched(figure)
        caught = list(_catching(tried, figure.key, touched, self._content.figures)) if touched else []
        by: dict[str, Relation] = {}
        for relation in caught:
            by.setdefault(relation.formula, relation)
        return Guarded(figure, self.grades.of(figure), len(tried), len(caught), tuple(by.values()))

    def _entered(self, identity: str) -> dict[str, tuple[Figure, Sequence[Figure]]]:
        """The entered figures of a locality, each with itself and those written next to it."""
        if identity not in self._known:
            cells = self._content.localities[identity].cells.values()
            entered = (self._content.figures.entered.get(cell.key) for cell in cells)
            figures = [figure for figure in entered if figure and figure.quantity]
            self._known[identity] = {
                figure.key: (figure, figures[max(0, at - 1) : at + 2]) for at, figure in enumerate(figures)
            }
        return self._known[identity]


def worst(grades: Iterable[Grade]) -> Grade:
    """The least of several grades; NONE when there are none."""
    order = list(Grade)
    return max(grades, key=order.index, default=Grade.NONE)


def grade_of(relations: Iterable[Relation]) -> Grade:
    """How well relations guard what they guard."""
    kinds = {relation.kind for relation in relations}
    if kinds - {Kind.BOUND, Kind.COUNT_OF_LIST}:
        return Grade.EQUALITY
    if Kind.COUNT_OF_LIST in kinds:
        return Grade.COUNT
    return Grade.BOUND if kinds else Grade.NONE


def _catching(
    tried: Iterable[Magnitude], key: str, touched: Iterable[Relation], figures: Figures
) -> Iterator[Relation]:
    """For each slip in a figure that breaks any relation, the first that it breaks."""
    judged = [(relation, folded(relation.comparison, {key}, figures)) for relation in touched]
    for slip in tried:
        changed = {key: slip}
        yield from islice((r for r, short in judged if judge(*short, changed) is Verdict.FAILS), 1)


def slips(figure: Figure, siblings: Sequence[Figure]) -> Iterator[Magnitude]:
    """What a figure might be by mistake: a digit changed, two transposed, one dropped, ×10⁴ or ÷10⁴, a neighbour's value."""
    quantity = figure.quantity
    if quantity is None:
        return
    for digits in _other_digits(quantity):
        if (number := number_of(quantity, digits)) is not None:
            yield quantity.magnitude_at(number)
    for factor in (Decimal(10) ** 4, Decimal(10) ** -4):
        if quantity.value:
            yield scaled(figure.magnitude, factor)
    for other in _neighbours(figure, siblings):
        yield other.magnitude


def _other_digits(quantity: Quantity) -> Iterator[str]:
    digits = digits_of(quantity)
    for i, next_digit in enumerate(digits.translate(_NEXT)):
        yield digits[:i] + next_digit + digits[i + 1 :]
        yield digits[:i] + digits[i + 1 :]
    for _, turned in transpositions(digits):
        yield turned


def _neighbours(figure: Figure, siblings: Sequence[Figure]) -> Iterator[Figure]:
    """The figures just before and after it, where they could stand in its place."""
    at = siblings.index(figure)
    for other in (*siblings[max(0, at - 1) : at], *siblings[at + 1 : at + 2]):
        alike = other.magnitude.dimension == figure.magnitude.dimension
        if alike and other.magnitude.point != figure.magnitude.point:
            yield other
