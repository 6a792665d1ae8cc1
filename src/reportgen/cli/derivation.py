"""Where a figure comes from and what guards it: the derivation tree."""

from reportgen.content import Cell, Content
from reportgen.finding import Span
from reportgen.formula import label, refs, show
from reportgen.relation import Relation, Verdict
from reportgen.value import Value

_DEEPEST = 50


class Node(Value, frozen=True):
    """A figure: its path (with the locality's name when it is another's), the text it prints as, where it was written.

    `formula` and `inputs` say what it was computed from, empty for one that a person entered, perhaps with a `source`. `cut` says that the
    inputs are left out: they stand where the figure is met first, or lie too deep. Figures may share inputs, and written out each time
    they fill any memory.
    """

    path: str
    printed: str
    span: Span
    formula: str
    inputs: tuple["Node", ...]
    cut: bool = False
    source: str = ""


class Guard(Value, frozen=True):
    """A relation that names the figure: the formula, its verdict, where it is written, and the other figures it names."""

    formula: str
    verdict: Verdict
    span: Span
    others: tuple[Node, ...]


def derivation(content: Content, cell: Cell) -> Node:
    """The tree of a cell."""
    return _Tree(content, cell).cell(cell)


def guards(content: Content, cell: Cell) -> tuple[Guard, ...]:
    """Every judged relation of any locality that names a cell."""
    naming = (r for r in content.relations_about(cell.key) if cell.key in (r.subject, *r.terms))
    return tuple(_guard(content, relation, cell) for relation in naming)


def _guard(content: Content, relation: Relation, cell: Cell) -> Guard:
    tree = _Tree(content, cell)
    others = dict.fromkeys(k for k in (relation.subject, *relation.terms) if k and k != cell.key)
    return Guard(relation.formula, relation.verdict, relation.span, tuple(tree.input(k) for k in others))


class _Tree:
    """Makes the nodes of one tree; names of the cell's own locality need no prefix."""

    def __init__(self, content: Content, cell: Cell) -> None:
        self._content, self._home = content, content.owner(cell.key)
        self._followed: set[str] = set()

    def cell(self, cell: Cell, depth: int = 0) -> Node:
        path = self._prefix(cell.key) + cell.path
        if cell.definition is None:
            return Node(path, cell.printed, cell.span, "", (), source=cell.source)
        named = dict.fromkeys(ref.key for ref in refs(cell.definition))
        cut = cell.key in self._followed or depth == _DEEPEST
        self._followed.add(cell.key)
        inputs = () if cut else tuple(self.input(key, depth + 1) for key in named)
        return Node(path, cell.printed, cell.span, show(cell.definition, label), inputs, cut and bool(named))

    def input(self, key: str, depth: int = 0) -> Node:
        """The node of a key; the number of rows of a table is a figure without a cell."""
        if cell := self._content.find(key):
            return self.cell(cell, depth)
        figure = self._content.figures.entered[key]
        return Node(figure.label, figure.text, figure.span, "", ())

    def _prefix(self, key: str) -> str:
        owner = self._content.owner(key)
        return "" if owner is self._home else f"{owner.name} {owner.year} "
