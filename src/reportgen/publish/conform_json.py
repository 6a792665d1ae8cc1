"""Clauses in the JSON envelope that all commands share."""

from collections.abc import Iterable, Mapping
from typing import Any

from reportgen.finding import Finding
from reportgen.publish.checks_json import finding_entry
from reportgen.publish.conform_table import ClauseTable, Entry


def envelope(judged: Iterable[tuple[str, ClauseTable | None, Iterable[Finding]]]) -> Mapping[str, Any]:
    """One entry a file, in the order given: its path, its clauses when it could be read, and its findings."""
    return {"files": [_entry(path, table, findings) for path, table, findings in judged]}


def _entry(path: str, table: ClauseTable | None, findings: Iterable[Finding]) -> dict[str, Any]:
    clauses = {"clauses": [_clause(entry) for entry in table.entries]} if table else {}
    return {"path": path, "findings": [finding_entry(finding) for finding in findings], **clauses}


def _clause(entry: Entry) -> dict[str, Any]:
    place = f"{entry.place}：" if entry.place else ""
    fields: dict[str, Any] = {
        "clause": entry.clause,
        "element": entry.element,
        "strength": entry.strength,
        "required": entry.required,
        "measured": place + entry.measured,
        "verdict": entry.verdict,
    }
    return fields | ({"line": entry.line} if entry.line else {})
