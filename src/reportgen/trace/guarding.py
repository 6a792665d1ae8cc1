"""Which relations name a figure, how well each guards it, and by how much its sides differ within rounding (尾差)."""

from collections.abc import Iterable, Iterator

from reportgen.content import Content
from reportgen.coverage import Grade, Guarded, Trials, grade_of
from reportgen.formula import Expr, Name, Number, Ref, label, refs, show
from reportgen.quantity import Quantity, round_half_up
from reportgen.relation import Figure, Kind, Relation, Verdict, sides
from reportgen.report import to_fill_in
from reportgen.trace.model import Guarding

_FINER = 2
"""Decimals more than written in which a 尾差 is told."""


class Guards:
    """The relations of a whole content by the figures they speak of."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._trials = Trials(content)
        self._grades = self._trials.grades
        self._told: dict[int, tuple[Relation, str, str]] = {}

    def _speaking_of(self, key: str) -> Iterator[Relation]:
        """The relations that name a figure, or guard it through derived ones."""
        for relation in self._content.relations_about(key):
            if key in (relation.subject, *relation.terms) or key in self._grades.guarded(relation):
                yield relation

    def tried(self, key: str) -> Guarded | None:
        """What came of slips in an entered figure; None for what is none."""
        return self._trials.guard(key)

    def grade(self, key: str) -> Grade | None:
        """How well an entered figure is guarded; None for what is none."""
        figure = self._content.figures.entered.get(key)
        return self._grades.of(figure) if figure and figure.quantity else None

    def of(self, key: str) -> tuple[Guarding, ...]:
        """The relations that speak of a figure: those that fail, then those that guard it best."""
        order = list(Grade)
        listed = [self._guarding(relation, key) for relation in self._speaking_of(key)]
        return tuple(sorted(listed, key=lambda g: (g.verdict is not Verdict.FAILS, order.index(g.grade))))

    def _guarding(self, relation: Relation, key: str) -> Guarding:
        values, residue = self._in_short(relation)
        others = dict.fromkeys(k for k in (relation.subject, *relation.terms) if k and k != key)
        grade, verdict = self._grade(relation, key), relation.verdict
        return Guarding(relation.formula, values, verdict, grade, residue, relation.span, tuple(others))

    def _in_short(self, relation: Relation) -> tuple[str, str]:
        """A relation with its figures, and its 尾差, made once: a sum speaks of all its terms."""
        if id(relation) not in self._told:  # a relation is long to hash
            comparison = relation.comparison
            left, right = map(self.in_figures, comparison.sides)
            counts = not relation.residue or relation.kind is Kind.COUNT_OF_LIST
            residue = "" if counts else self._residue(relation)
            self._told[id(relation)] = relation, f"{left} {self._sign(relation)} {right}", residue
        return self._told[id(relation)][1:]

    def _sign(self, relation: Relation) -> str:
        """The sign between its sides; a count is at least (≥) what a list shows that ends in 等."""
        comparison = relation.comparison
        if relation.kind is Kind.COUNT_OF_LIST and comparison.comparator == "=":
            if any(map(self._is_open, refs(comparison.right))):
                return "≥"
            return "≤" if any(map(self._is_open, refs(comparison.left))) else "="
        return comparison.comparator

    def _is_open(self, ref: Ref) -> bool:
        entered = self._content.figures.entered.get(ref.key)
        return entered is not None and entered.ends_open

    def _grade(self, relation: Relation, key: str) -> Grade:
        speaks = key in self._content.figures.derived or key in self._grades.guarded(relation)
        return grade_of([relation]) if relation.verdict is Verdict.HOLDS and speaks else Grade.NONE

    def in_figures(self, expr: Expr) -> str:
        """A formula with every name replaced by the figure it stands for."""
        return show(expr, self._figure)

    def _figure(self, leaf: Number | Name | Ref) -> str:
        if not isinstance(leaf, Ref):
            return label(leaf)
        entered = self._content.figures.entered.get(leaf.key)
        if entered:
            return entered.text if entered.quantity else _counted(entered)
        return self._content.cell(leaf.key).printed or to_fill_in(leaf.label)

    def _residue(self, relation: Relation) -> str:
        """The gap between both sides, in the unit of the first figure written down."""
        left, right = sides(relation.comparison, self._content.figures)
        like = next(self._written(relation, left.dimension), None)
        if like is None:
            return ""
        gap = round_half_up(abs(left.point - right.point) / like.unit.factor, like.decimals + _FINER)
        unit = "个百分点" if like.unit.name == "%" else like.unit.name
        return f"{gap.normalize():f}{unit}" if gap else ""

    def _written(self, relation: Relation, dimension: object) -> Iterator[Quantity]:
        keys: Iterable[str] = (relation.subject, *relation.terms, *sorted(relation.roots))
        for key in keys:
            entered = self._content.figures.entered.get(key)
            if entered and entered.quantity and entered.quantity.unit.dimension == dimension:
                yield entered.quantity


def _counted(figure: Figure) -> str:
    """The count of a list; one that ends in 等 has at least its items."""
    return f"所列{figure.text}{'（有“等”）' if figure.ends_open else ''}"
