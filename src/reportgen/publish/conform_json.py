"""Clauses in the JSON envelope that all commands share."""

from collections.abc import Mapping
from typing import Any

from reportgen.conformity import Conformity, Row


def entry(table: Conformity | None) -> Mapping[str, Any]:
    """What the entry of a file says of the clauses; nothing when it could not be read."""
    return {"clauses": [_clause(row) for row in table.rows]} if table else {}


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
