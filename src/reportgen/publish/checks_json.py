"""checks.json: what was checked and what was found, in the envelope all commands share.

A path's relations carry the place in that file: the cell whose formula it is, or the first figure it names.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from reportgen.content import Content, Locality, Waiver
from reportgen.finding import Finding, Span, in_order
from reportgen.relation import Relation, Statement
from reportgen.value import Value, to_json

NAME = "checks.json"

Waived = tuple[Waiver, Finding | None]
"""A waiver and the finding it waived, None when it was not needed."""


class Checked(Value, frozen=True):
    """A locality and what its checks said."""

    content: Content
    locality: Locality
    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]


def write(checked: Checked, root: str) -> bytes:
    """The checks of one report; `root` is the content folder as findings show it."""
    return to_json(envelope([checked], checked.findings, root))


@lru_cache(maxsize=256)
def neutral(path: str, root: str) -> str:
    """A path below the content folder as content/…, wherever that lies: what is filed must not tell one machine from another."""
    below = PurePosixPath(path)
    return f"content/{below.relative_to(root)}" if below.is_relative_to(root) else path


def envelope(
    checked: Iterable[Checked], findings: Iterable[Finding], root: str = "content"
) -> dict[str, Any]:
    """The JSON of the contract, one entry a file, by path: the localities checked, and every file with a finding."""
    by_path: dict[str, list[Finding]] = {}
    for finding in in_order(findings):
        by_path.setdefault(finding.span.text.path, []).append(finding)
    judged = {one.locality.text.path: one for one in checked}
    paths = sorted({*judged, *by_path})
    return {"files": [_entry(neutral(p, root), judged.get(p), by_path.get(p, [])) for p in paths]}


def envelope_of(
    files: Iterable[tuple[Path, Mapping[str, Any], Iterable[Finding]]], refused: Iterable[Finding]
) -> dict[str, Any]:
    """The JSON of the contract for finished documents: of each its path, what is said of it, and its findings; then what the machine
    refused, each finding under the path it is at."""
    read = [(path.as_posix(), said, findings) for path, said, findings in files]
    nothing: Mapping[str, Any] = {}
    alone = [(finding.span.text.path, nothing, (finding,)) for finding in refused]
    return {
        "files": [
            {"path": path, **said, "findings": [finding_entry(finding) for finding in findings]}
            for path, said, findings in (*read, *alone)
        ]
    }


def _entry(path: str, checked: Checked | None, findings: list[Finding]) -> dict[str, Any]:
    entry: dict[str, Any] = {"path": path}
    if checked:
        entry |= _judged(checked.content, checked.locality)
    entry["findings"] = [finding_entry(finding) for finding in findings]
    if checked and checked.waived:
        entry["waivers"] = [_waiver(*pair) for pair in checked.waived]
    return entry


def _judged(content: Content, locality: Locality) -> dict[str, Any]:
    told = (cell for cell in locality.cells.values() if not cell.over_nought)
    figures = [cell for cell in told if cell.quantity or cell.definition]
    relations = [_relation(content, locality, relation) for relation in locality.relations]
    return {"figures": len(figures), "relations": relations}


def _relation(content: Content, locality: Locality, relation: Relation) -> dict[str, Any]:
    place = _place(content, locality, relation)
    return relation_entry(relation, place, [_printed(content, key) for key in relation.terms])


def relation_entry(relation: Relation | Statement, place: Span, values: Iterable[str]) -> dict[str, Any]:
    """A relation as the contract has it."""
    return {
        "kind": relation.kind.value,
        "formula": relation.formula,
        "quote": place.quote,
        "line": place.line,
        "column": place.column,
        "values": list(values),
        "verdict": relation.verdict.value,
    }


def _printed(content: Content, key: str) -> str:
    """A figure as it stands on the page; the count of a list or table, which is no cell, as it is named."""
    entered = content.figures.entered.get(key)
    return entered.text if entered else content.cell(key).printed


def _place(content: Content, locality: Locality, relation: Relation) -> Span:
    """Where a relation stands in the locality's own file; a relation of the dictionary, at the cell it is about."""
    cells = (_span(content, key) for key in (relation.subject, *relation.terms) if key)
    spans = chain(cells, [relation.span]) if relation.subject else chain([relation.span], cells)
    return next((span for span in spans if span.text.path == locality.text.path), relation.span)


def _span(content: Content, key: str) -> Span:
    entered = content.figures.entered.get(key)
    return entered.span if entered else content.cell(key).span


def finding_entry(finding: Finding) -> dict[str, Any]:
    """A finding as the contract has it."""
    fields: dict[str, Any] = {"code": finding.code, "severity": finding.severity.value}
    placed = bool(finding.span.text.content)  # a fault of the machine has a path, no line
    if placed:
        fields |= {"line": finding.span.line, "column": finding.span.column}
    fields["message"] = finding.message
    if placed:
        fields["quote"] = finding.span.quote
    return fields | ({"hint": finding.hint} if finding.hint else {})


def _waiver(waiver: Waiver, finding: Finding | None) -> dict[str, str]:
    fields = {"code": waiver.code, "at": waiver.at, "reason": waiver.reason, "by": waiver.by}
    return fields | ({"message": finding.message} if finding else {})
