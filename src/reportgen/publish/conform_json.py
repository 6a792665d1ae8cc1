"""Clauses in the JSON envelope that all commands share."""

from collections.abc import Iterable, Mapping
from typing import Any

from reportgen.conformity import Conformity, Row
from reportgen.finding import Finding
from reportgen.publish.checks_json import finding_entry


def envelope(judged: Iterable[tuple[str, Conformity | None, Iterable[Finding]]]) -> Mapping[str, Any]:
    """One entry a file, in the order given: its path, its clauses when it could be read, and its findings."""
    return {"files": [_entry(path, table, findings) for path, table, findings in judged]}


def _entry(path: str, table: Conformity | None, findings: Iterable[Finding]) -> dict[str, Any]:
    clauses = {"clauses": [_clause(row) for row in table.rows]} if table else {}
    return {"path": path, "findings": [finding_entry(finding) for finding in findings], **clauses}


def _clause(row: Row) -> dict[str, Any]:
    clause, found = row.clause, row.found
    place = f"{found.place}：" if found.place else ""
    fields: dict[str, Any] = {
        "clause": clause.number,
        "element": clause.element,
        "strength": clause.strength,
        "required": clause.required,
        "measured": place + found.measured,
        "verdict": found.verdict,
    }
    return fields | ({"line": found.line} if found.line else {})
