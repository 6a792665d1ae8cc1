"""How a failing relation is told: what was written, what the formula says, on what that rests, and which slip would explain it."""

from collections.abc import Iterable, Iterator, Set

from reportgen.checks.subject import Subject
from reportgen.content import Cell, Content, path_of, quantity_of
from reportgen.finding import Finding, Span, Text
from reportgen.formula import Expr, Name, Number, Ref, evaluate, label, show
from reportgen.quantity import Magnitude, Quantity
from reportgen.relation import Kind, Relation, sides
from reportgen.slips import Diagnosis, written_among, written_like


def told(code: str, kinds: Set[Kind], subject: Subject) -> Iterator[Finding]:
    """The diagnoses whose leading relation is of one of the kinds, as findings of that code."""
    for diagnosis in subject.diagnoses:
        if diagnosis.lead.kind in kinds:
            empty = None if diagnosis.slip else next(_unfilled(subject, diagnosis.lead), None)
            if empty:
                yield _of_an_empty_cell(subject, code, diagnosis.lead, *empty)
            else:
                yield _finding(subject, code, diagnosis)


def _unfilled(subject: Subject, relation: Relation) -> Iterator[tuple[Cell, str]]:
    """The rows without a figure in a column that a relation adds up: the cell that names the row, and the column."""
    terms, locality = set(relation.terms), subject.locality
    for table in locality.tables.values() if terms else ():
        if relation.subject.startswith(locality.key(f"{table.path}.")):
            continue
        head, *columns = table.columns
        for column in columns:
            filled = {row for row in table.rows if f"{table.path}.{row}.{column}" in locality.cells}
            if filled and all(locality.key(f"{table.path}.{row}.{column}") in terms for row in filled):
                empty = (row for row in table.rows if row not in filled)
                yield from ((locality.cells[f"{table.path}.{row}.{head}"], column) for row in empty)


def _of_an_empty_cell(subject: Subject, code: str, relation: Relation, head: Cell, column: str) -> Finding:
    row, both = head.printed, _both_sides(subject.content, relation)
    message = f"“{row}”一行没有填“{column}”，“{relation.formula}”不成立：{both}"
    return Finding(code, message, head.span, hint=f"补上“{row}”的“{column}”", at=f"{head.group}.{column}")


def _finding(subject: Subject, code: str, diagnosis: Diagnosis) -> Finding:
    figure, message, basis = diagnosis.figure, _message(subject, diagnosis), _basis(subject, diagnosis)
    return Finding(code, message, figure.span, hint=_hint(diagnosis), basis=basis, at=path_of(figure.key))


def _message(subject: Subject, diagnosis: Diagnosis) -> str:
    figure, relation = diagnosis.figure, diagnosis.lead
    if diagnosis.expected is None or figure.quantity is None:
        return f"{figure.label} {figure.text} 不满足“{relation.formula}”：{_both_sides(subject.content, relation)}"
    expected = diagnosis.expected
    gap = abs(expected.magnitude.point - figure.magnitude.point)
    apart = written_like(expected, Magnitude.exactly(gap, figure.magnitude.dimension)).text
    apart = apart.replace("%", "个百分点")  # the difference of two rates
    end = _open_end(diagnosis.solved, subject.content) if diagnosis.solved is not None else ""
    return f"{figure.label} 写为 {figure.text}，按公式应为 {expected}{end}，相差 {apart}"


def _open_end(solved: Expr, content: Content) -> str:
    """以上 or 以下 if what a figure should be is bounded on one side only, like the count of a list that ends in 等."""
    interval = evaluate(solved, content.figures.magnitude).interval
    ends = {(True, False): "以上", (False, True): "以下"}
    return ends.get((interval.low.is_finite(), interval.high.is_finite()), "")


def _both_sides(content: Content, relation: Relation) -> str:
    figures = content.figures
    left, right = sides(relation.comparison, figures)
    rooted = (figures.entered[key].quantity for key in sorted(relation.roots))
    quantities = [*_written(content, relation.terms), *(q for q in rooted if q)]
    both = relation.comparison.sides
    values = (written_among(quantities, value) for value in (left, right))
    one, other = (_side(content, *side) for side in zip(both, values, strict=True))
    said = f"左边为 {one}，右边为 {other}"
    in_points = any(label(side).endswith("百分点") for side in both if isinstance(side, Number))
    return said.replace("%", "个百分点") if in_points else said


def _side(content: Content, side: Expr, value: str) -> str:
    """A figure by itself as it is written, 约 and all; anything else by its value."""
    entered = content.figures.entered.get(side.key) if isinstance(side, Ref) else None
    return entered.text if entered and entered.quantity else f"{value}{_open_end(side, content)}"


def _written(content: Content, keys: Iterable[str]) -> Iterator[Quantity]:
    """How the figures of keys are written, entered or derived."""
    for key in keys:
        cell = content.find(key)
        if cell and (quantity := quantity_of(cell, content.dictionary.units)):
            yield quantity


def _basis(subject: Subject, diagnosis: Diagnosis) -> str:
    """The formula that gives the expected figure, each term with its value and place; and where the relation is written."""
    here, relation = diagnosis.figure.span.text, diagnosis.lead
    if diagnosis.solved is not None:
        shown = _shown(subject.content, diagnosis.solved, here)
    else:
        comparison = relation.comparison
        left, right = (_shown(subject.content, side, here) for side in comparison.sides)
        shown = f"{left} {comparison.comparator} {right}"
    return f"{shown}，{_place(relation.span, here)}"


def in_figures(content: Content, cell: Cell, here: Text) -> str:
    """What a cell is derived by, each term with its value and place; and where that is written."""
    if cell.definition is None:
        return ""
    return f"{_shown(content, cell.definition, here)}，{_place(cell.span, here)}"


def _shown(content: Content, formula: Expr, here: Text) -> str:
    return show(formula, lambda leaf: _term(content, leaf, here))


def _term(content: Content, leaf: Number | Name | Ref, here: Text) -> str:
    """A leaf of a formula as its reader meets it: 送审金额 64727.72万元 (8:11)."""
    if not isinstance(leaf, Ref):
        return label(leaf)
    entered = content.figures.entered.get(leaf.key)
    if entered is None:
        return f"{leaf.label} {content.cell(leaf.key).printed or '算不出'}（推算）"
    return f"{leaf.label} {entered.text} ({_place(entered.span, here)})"


def _place(span: Span, here: Text) -> str:
    return span.place if span.text is here else str(span)


def _hint(diagnosis: Diagnosis) -> str:
    number = len(diagnosis.relations)
    if diagnosis.slip:
        settled = f"，并使 {number} 条关系都成立" if number > 1 else ""
        return f"{diagnosis.slip.sentence}{settled}"
    others = f"（另有 {number - 1} 条关系因同一个数不成立）" if number > 1 else ""
    return f"请对照原始台账核对这几个数{others}"
