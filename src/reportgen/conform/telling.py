"""Clauses that are not met, as findings."""

from reportgen.conform.verdict import Row, Strength
from reportgen.finding import Finding, Severity, Span, Text

LONGEST_QUOTE = 40  # characters of the paragraph that are shown

_SEVERITIES = {
    Strength.REQUIRED: Severity.ERROR,
    Strength.RECOMMENDED: Severity.WARNING,
    Strength.USUAL: Severity.WARNING,
    Strength.CUSTOM: Severity.HINT,
}


def as_finding(row: Row, text: Text) -> Finding:
    """An unmet row at the paragraph it is about; at the beginning of the document when it is about all of it."""
    clause, found = row.clause, row.found
    where = f"{found.place}，" if found.place else ""
    said = f"{where}{clause.element}为{found.measured}，应为{clause.required}"
    basis = f"GB/T 9704-2012 第{clause.number}条（{clause.strength}）"
    return Finding(clause.code, said, _span(text, found.line), _SEVERITIES[clause.strength], basis=basis)


def _span(text: Text, line: int | None) -> Span:
    if line is None:
        return Span(text)
    start = text.offset(line, 1)
    return Span(text, start, start + min(len(text.line(line)), LONGEST_QUOTE))
