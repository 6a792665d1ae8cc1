"""Where a figure comes from and what guards it: the derivation tree."""

from reportgen.content import Cell, Content
from reportgen.finding import Span
from reportgen.formula import label, refs, show
from reportgen.relation import Relation, Verdict
from reportgen.value import Value


class Node(Value, frozen=True):
    """A figure: its path (with the locality's name when it is another's), the text it prints as, where it was written.

    `formula` and `inputs` say what it was computed from, empty for one that a person entered.
    """

    path: str
    printed: str
    span: Span
    formula: str
    inputs: tuple["Node", ...]


class Guard(Value, frozen=True):
    """A relation that names the figure: the formula, its verdict, where it is written, and the other figures it names."""

    formula: str
    verdict: Verdict
    span: Span
    others: tuple[Node, ...]


def derivation(content: Content, cell: Cell, home: str = "") -> Node:
    """The tree of a cell; `home` is the id of the locality whose names need no prefix, the cell's own when empty."""
    identity, _, path = cell.key.partition("#")
    home = home or identity
    prefix = "" if identity == home else f"{content.localities[identity].name} {identity.partition('/')[0]} "
    inputs = tuple(_input(content, key, home) for key in _named(cell))
    formula = show(cell.definition, label) if cell.definition else ""
    return Node(prefix + path, cell.printed, cell.span, formula, inputs)


def guards(content: Content, cell: Cell) -> tuple[Guard, ...]:
    """Every judged relation of any locality that names a cell."""
    home = cell.key.partition("#")[0]
    naming = (r for r in content.relations_about(cell.key) if cell.key in (r.subject, *r.terms))
    return tuple(_guard(content, relation, cell.key, home) for relation in naming)


def _guard(content: Content, relation: Relation, key: str, home: str) -> Guard:
    others = dict.fromkeys(k for k in (relation.subject, *relation.terms) if k and k != key)
    nodes = tuple(_input(content, other, home) for other in others)
    return Guard(relation.formula, relation.verdict, relation.span, nodes)


def _named(cell: Cell) -> list[str]:
    return list(dict.fromkeys(ref.key for ref in refs(cell.definition))) if cell.definition else []


def _input(content: Content, key: str, home: str) -> Node:
    """The node of a key; the number of rows of a table is a figure without a cell."""
    identity, _, path = key.partition("#")
    if cell := content.localities[identity].cells.get(path):
        return derivation(content, cell, home)
    figure = content.figures.entered[key]
    return Node(figure.label, figure.text, figure.span, "", ())
