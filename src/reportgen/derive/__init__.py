"""Derive: the same content with a value for every cell that can be derived and a verdict for every relation. Nothing is guessed."""

from collections.abc import Iterable, Iterator, Set

from reportgen.content import STANDARDS, Cell, Content, Items, Locality, parent_of
from reportgen.derive.computing import Computed, compute
from reportgen.derive.formulas import collect
from reportgen.derive.indicators import with_indicators
from reportgen.derive.judge import judged
from reportgen.derive.pending import spread, waits
from reportgen.derive.percentages import screened
from reportgen.derive.printing import printed
from reportgen.derive.resolve import unaccepted
from reportgen.derive.solve import Rule, solve
from reportgen.derive.unknowns import unknowns
from reportgen.finding import Finding, in_order
from reportgen.formula import counted
from reportgen.quantity import Quantity, Units
from reportgen.relation import Figure
from reportgen.value import replace

_POLICY = f"{STANDARDS}."


def derive(content: Content) -> tuple[Content, list[Finding]]:
    """The content with `magnitude` and `printed` on all cells that have a value, `relations` on localities, and `figures`; and findings."""
    complete = with_indicators(content)
    entered = {figure.key: figure for figure in _entered(complete)}
    formulas = collect(complete, entered.keys())
    waiting = {*_waiting(complete), *formulas.refused}
    chosen = _chosen(formulas.rules, entered.keys(), waiting)
    computed = compute(complete, entered, chosen)
    figures = computed.figures
    pending = spread(waiting, figures.entered.keys() | figures.derived.keys(), formulas.rules)
    unknown = unknowns(complete, formulas, figures, pending | computed.lacking)
    claims, misread = screened(complete, formulas.claims, figures)
    relations, senseless = judged(claims, figures, chosen, pending)
    findings = [*formulas.findings, *computed.findings, *unknown, *misread, *senseless]
    localities = {}
    for identity, locality in complete.localities.items():
        cells = {cell.path: cell for cell in _valued(complete, locality, computed, pending)}
        localities[identity] = replace(locality, cells=cells, relations=tuple(relations.get(identity, ())))
    return replace(content, localities=localities, figures=figures), in_order(findings)


def _chosen(rules: Iterable[Rule], entered: Set[str], waiting: Set[str]) -> dict[str, Rule]:
    """By which rule each cell is derived; no sum leaves out what is still to be filled in."""
    open_rules = [rule for rule in rules if rule.target not in waiting]
    chosen = solve(entered, open_rules)
    pending = spread(waiting, entered | chosen.keys(), open_rules)
    complete = [rule for rule in open_rules if not waits(rule.expr, pending)] if pending else open_rules
    return chosen | solve(entered | chosen.keys(), complete, lenient=True)


def _entered(content: Content) -> Iterator[Figure]:
    """The figures a person wrote: quantities, the counts of lists and of table rows."""
    for locality in content.localities.values():
        for cell in locality.cells.values():
            match cell.stated:
                case Quantity() as quantity:
                    of_policy = cell.path.startswith(_POLICY)
                    is_bound = of_policy and quantity.upper is None and cell.formula is None
                    magnitude = quantity.threshold if is_bound else quantity.magnitude
                    yield Figure(cell.key, cell.name, quantity.text, magnitude, cell.span, quantity)
                case Items(items=items, open_ended=open_ended):
                    count = counted(len(items), open_ended=open_ended)
                    yield Figure(cell.key, f"{cell.name}所列", f"{len(items)}项", count, cell.span)
        for table in locality.tables.values():
            rows, label = len(table.rows), f"{table.path}的行数"
            count = counted(rows, open_ended=False)
            yield Figure(locality.key(table.path), label, f"{rows}行", count, table.span)


def _waiting(content: Content) -> Iterator[str]:
    """The keys of what is still to be filled in. No formula derives it; else figures beside 【待补】 would rest on one nobody stated."""
    unread: set[str] = set()
    for identity, place in content.localities.items():
        groups = {group.name for group in place.groups.values() if group.unread}
        unread |= {identity, parent_of(identity)} if groups else set()
        for cell in place.cells.values():
            if cell.pending or (cell.stated is None and cell.formula is None and _is_faulty(cell, groups)):
                yield cell.key
    yield from map(unaccepted, content.incomplete | unread)


def _is_faulty(cell: Cell, unread: Set[str]) -> bool:
    """Whether what would derive a cell has a fault that is told: its group's, or that of its line of the dictionary."""
    return cell.group in unread or (cell.indicator is not None and cell.indicator.faulty)


def _valued(
    content: Content, locality: Locality, computed: Computed, pending: frozenset[str]
) -> Iterator[Cell]:
    """The locality's cells that say something: stated, derived, waiting to be filled in, or with a formula that gave nothing."""
    figures = computed.figures
    for cell in locality.cells.values():
        if cell.key in pending:
            yield replace(cell, pending=True)
        elif cell.key in figures.derived:
            yield _derived(cell, computed, content.dictionary.units)
        elif cell.stated is not None:
            figure = figures.entered.get(cell.key)
            yield replace(cell, printed=cell.stated.text, magnitude=figure.magnitude if figure else None)
        elif cell.key in computed.nought:
            rule = computed.chosen[cell.key]
            source = cell.span if cell.formula else rule.source
            yield replace(cell, over_nought=True, definition=rule.expr, span=source)
        elif cell.formula is not None:
            yield cell


def _derived(cell: Cell, computed: Computed, units: Units) -> Cell:
    figures = computed.figures
    definition = figures.derived[cell.key]
    magnitude = figures.magnitude(cell.key)
    roots = (figures.entered[key] for key in sorted(figures.roots(definition)))
    text = printed(computed.patterns[cell.key], magnitude, roots, units)
    source = cell.span if cell.formula else computed.chosen[cell.key].source
    return replace(cell, magnitude=magnitude, printed=text, definition=definition, span=source)
