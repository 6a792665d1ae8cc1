"""Accounts of cells: what they come from and what guards them."""

from reportgen.content import BELOW, Cell, Content, Items, Locality, absent_below, look_up, quantity_of
from reportgen.coverage import Grade, Grades, worst
from reportgen.finding import Span
from reportgen.formula import label, names, refs, show
from reportgen.relation import Figure
from reportgen.report import Total, to_fill_in
from reportgen.trace.before import before
from reportgen.trace.guarding import Guards
from reportgen.trace.literals import Typed
from reportgen.trace.model import Account, Origin


class Accounts:
    """Makes the accounts for the report of one locality, each once, by key."""

    def __init__(self, content: Content, home: Locality) -> None:
        self._content, self._home = content, home
        self._guards = Guards(content)
        self.made: dict[str, Account] = {}

    def add(self, key: str) -> None:
        """Makes the account of a cell and of all it rests on or is compared with."""
        waiting = [key]
        while waiting:
            key = waiting.pop()
            if key not in self.made:
                account = self.made[key] = self._account(key)
                waiting += [*account.inputs, *(other for guard in account.guards for other in guard.others)]

    def total(self, key: str, total: Total, text: str) -> None:
        """Makes the account of a figure of a total row under a key of its own."""
        for inner in total.keys:
            self.add(inner)
        added = " + ".join(self.made[inner].text for inner in total.keys) if "之和" in total.formula else ""
        self.made[key] = Account(
            key,
            f"合计行.{total.name}",
            total.name.rpartition(".")[2],
            text,
            Origin.TOTAL,
            formula=total.formula,
            values=added,
            inputs=total.keys,
            absent=total.absent,
            grade=worst(g for inner in total.keys if (g := self.made[inner].grade)),
        )

    def typed(self, key: str, text: str, why: Typed, span: Span | None) -> None:
        """Makes the account of a number its writer typed; one that no name, title or quotation holds is for a person to check."""
        grade = Grade.NONE if why is Typed.BARE else None
        self.made[key] = Account(
            key, "手写", text, text, Origin.TYPED, span=span, note=why.value, grade=grade
        )

    def _account(self, key: str) -> Account:
        cell = self._content.find(key)
        return self._of_cell(cell) if cell else self._of_count(self._content.figures.entered[key])

    def _of_count(self, figure: Figure) -> Account:
        """The number of rows of a table, which is no cell."""
        return Account(figure.key, figure.label, figure.label, figure.text, Origin.LIST, span=figure.span)

    def _of_cell(self, cell: Cell) -> Account:
        tried, definition = self._guards.tried(cell.key), cell.definition
        return Account(
            key=cell.key,
            path=self._path(cell),
            name=cell.name,
            text=cell.printed or to_fill_in(cell.name),
            origin=_origin(cell),
            meaning=cell.indicator.meaning if cell.indicator else "",
            formula=_formula(cell),
            values=self._guards.in_figures(definition) if definition else "",
            inputs=tuple(dict.fromkeys(ref.key for ref in refs(definition))) if definition else (),
            absent=self._absent(cell),
            span=cell.span,
            source=cell.source,
            note=cell.note,
            quantity=quantity_of(cell, self._content.dictionary.units),
            before=before(self._content, cell),
            guards=self._guards.of(cell.key),
            grade=tried.grade if tried else self._derived_grade(cell),
            tried=tried.tried if tried else 0,
            caught=tried.caught if tried else 0,
        )

    def _path(self, cell: Cell) -> str:
        other = self._content.owner(cell.key)
        if other.id == self._home.id:
            return cell.path
        year = "" if other.year == self._home.year else f"{other.year}年 "
        return f"{other.name} {year}{cell.path}"

    def _derived_grade(self, cell: Cell) -> Grade | None:
        """As well guarded as the least guarded figure it rests on; what only counts lists is guarded by them."""
        if cell.definition is None or cell.magnitude is None:
            return None
        roots = self._content.figures.roots(cell.definition)
        return worst([grade for key in roots if (grade := self._guards.grade(key))] or [Grade.COUNT])

    def _absent(self, cell: Cell) -> tuple[str, ...]:
        """The children that a formula over 下级 had to do without."""
        locality = self._content.owner(cell.key)
        below = (n for n in names(cell.formula.expr) if BELOW in n.parts) if cell.formula else ()
        missing: dict[str, None] = {}
        for name in below:
            missing |= dict.fromkeys(absent_below(self._content, locality, name.text, cell.group))
            cells = look_up(self._content, locality, name.text, cell.group)
            column = cells if isinstance(cells, tuple) else ()
            missing |= dict.fromkeys(self._content.owner(c.key).name for c in column if c.magnitude is None)
        return tuple(missing)


def _formula(cell: Cell) -> str:
    """The formula a cell is derived by, by the names of its inputs; as written where nothing could be derived."""
    if cell.definition:
        return show(cell.definition, label)
    return cell.formula.text if cell.formula else ""


def is_unguarded(content: Content, grades: Grades, key: str) -> bool:
    """Whether a key is that of an entered figure which nothing guards; the number of rows of a table is no such figure."""
    cell = content.find(key)
    entered = content.figures.entered.get(key)
    if cell is None or entered is None or _origin(cell) is not Origin.ENTERED:
        return False
    return not any(grades.guarding(entered))


def _origin(cell: Cell) -> Origin:
    if cell.pending:
        return Origin.PENDING
    if cell.definition is not None:
        return Origin.DERIVED
    if isinstance(cell.stated, Items):
        return Origin.LIST
    return Origin.ENTERED if cell.quantity else Origin.WORDS
