"""Collecting and resolving every formula of a content: the rules to derive by and the relations to judge."""

from collections.abc import Iterator, Set

from reportgen.content import BELOW, Cell, Check, Content, Formula, Locality, column_below
from reportgen.derive.kinds import kind_of
from reportgen.derive.resolve import Scope, resolve, resolve_comparison
from reportgen.derive.solve import Rule, inversions
from reportgen.finding import Finding, Span
from reportgen.formula import Call, Comparison, Expr, Name, Ref, refs
from reportgen.relation import Kind
from reportgen.value import Value


class Claim(Value, frozen=True):
    """A comparison over keys that somebody wrote and that must hold; `own` says that it stands in the locality's file.

    `subject` is the key of the cell whose formula it is, empty for a check.
    """

    locality: str
    kind: Kind
    formula: str
    comparison: Comparison
    subject: str
    span: Span
    own: bool


def collect(content: Content, entered: Set[str]) -> "Formulas":
    """Every check of a content whose cells are already complete, and every formula for what is not `entered`."""
    formulas = Formulas(content, entered)
    for locality in content.localities.values():
        for cell in locality.cells.values():
            if formula := cell.formula_in_force:
                formulas.add(locality, cell, formula)
                formulas.claims += _kept_beside(content, locality, cell)
        for check, group, own in _checks(content, locality):
            formulas.add_check(Scope(content, locality, group), check, own=own)
    return formulas


class Formulas:
    """The rules to derive by, the claims to judge, and what is to be said about the names in them.

    `refused` are the cells that only a formula with such a fault would give.
    """

    def __init__(self, content: Content, entered: Set[str]) -> None:
        self._content, self._entered = content, entered
        self.rules: list[Rule] = []
        self.claims: list[Claim] = []
        self.findings: list[Finding] = []
        self.refused: set[str] = set()

    def add(self, locality: Locality, cell: Cell, formula: Formula) -> None:
        own = formula is cell.formula
        resolved, problems = resolve(formula.expr, Scope.of_cell(self._content, locality, cell))
        self.findings += problems if own else ()
        if own and cell.stated is None and any(problem.is_error for problem in problems):
            self.refused.add(cell.key)
        elif resolved is not None and cell.stated is not None and cell.key in {r.key for r in refs(resolved)}:
            hint = "公式里写别的数，不写它自己"
            message = f"“{cell.name}”的公式里又写了“{cell.name}”，什么也没有核对"
            self.findings.append(Finding("F102", message, formula.span, hint=hint, at=cell.path))
        elif resolved is not None:
            claim = _claim(locality, cell, formula, resolved, own=own)
            self.rules += _rules(claim, self._entered)
            self.claims.append(claim)

    def add_check(self, scope: Scope, check: Check, *, own: bool) -> None:
        comparison, problems = resolve_comparison(check.comparison, scope)
        self.findings += problems if own else ()
        if comparison is not None:
            kind = kind_of(check.comparison)
            self.claims.append(Claim(scope.locality.id, kind, check.text, comparison, "", check.span, own))


def _claim(locality: Locality, cell: Cell, formula: Formula, resolved: Expr, *, own: bool) -> Claim:
    subject = Ref(cell.key, cell.name, cell.span)
    return Claim(
        locality.id,
        kind_of(Comparison("=", subject, formula.expr, formula.span), cell.name),
        f"{cell.name} = {formula.text}",
        Comparison("=", subject, resolved, formula.span),
        cell.key,
        formula.span,
        own,
    )


def _kept_beside(content: Content, locality: Locality, cell: Cell) -> Iterator[Claim]:
    """The dictionary's relation of a cell whose own formula only adds it up over the children. What holds for each child holds for
    their sums too, so that the relation still checks the figures beside them."""
    if cell.formula and cell.indicator and cell.indicator.formula and _adds_up_below(content, locality, cell):
        formula = cell.indicator.formula
        resolved, _ = resolve(formula.expr, Scope.of_cell(content, locality, cell))
        if resolved is not None:
            yield _claim(locality, cell, formula, resolved, own=False)


def _adds_up_below(content: Content, locality: Locality, cell: Cell) -> bool:
    """Whether a cell's own formula is the sum of the same indicator over the children, none of whom has replaced its relation."""
    match cell.formula.expr if cell.formula else None:
        case Call(function="sum", arguments=(Name(parts=(first, *_)) as name,)) if first == BELOW:
            below, _ = column_below(content, locality, name.rest, cell.group)
        case _:
            return False
    owners = (content.owner(child.key) for child in below)
    return all(
        child.indicator is cell.indicator and (child.formula is None or _adds_up_below(content, owner, child))
        for child, owner in zip(below, owners, strict=True)
    )


def _rules(claim: Claim, entered: Set[str]) -> Iterator[Rule]:
    """The ways in which a cell's formula gives a figure that is not entered."""
    expr = claim.comparison.right
    if claim.subject not in entered and (claim.own or not _checks_only(expr)):
        yield Rule(claim.subject, expr, claim.span, claim.subject)
    if not claim.own:
        for target, inverse in inversions(claim.comparison, entered):
            yield Rule(target, inverse, claim.span, claim.subject)


def _checks_only(expr: Expr) -> bool:
    """sum(…) in the dictionary takes what is stated: it checks, it never derives."""
    return isinstance(expr, Call) and expr.function == "sum"


def _checks(content: Content, locality: Locality) -> Iterator[tuple[Check, str, bool]]:
    for group in locality.groups.values():
        known = content.dictionary.of(group)
        for check in known.checks if known else ():
            yield check, group.name, False
    for check in locality.checks:
        yield check, "", True
