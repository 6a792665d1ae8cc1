"""manifest.json: SHA-256 of every input read and every output written, and the report's state for the board of the year.

No clock, no host, no absolute path.
"""

import json
from collections.abc import Mapping
from typing import Any

from reportgen.content import Cell, Locality
from reportgen.files import digest
from reportgen.finding import Severity
from reportgen.publish.edition import Edition

NAME = "manifest.json"


def write(edition: Edition, outputs: Mapping[str, bytes]) -> bytes:
    """The manifest of a report, the same bytes for the same inputs."""
    report = edition.report
    content = {
        "report": f"{report.year}/{report.slug}",
        "locality": report.locality,
        "title": report.title,
        "draft": report.draft,
        "state": _state(edition),
        "inputs": {path: digest(data) for path, data in sorted(edition.inputs.items())},
        "outputs": {name: digest(data) for name, data in sorted(outputs.items())},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def with_made(data: bytes, name: str, source: str, others: Mapping[str, bytes]) -> bytes:
    """A manifest with one output more, named with the document it was made from: a PDF states the clock, so it has no digest.
    `others` are outputs made anew with it."""
    content = json.loads(data)
    anew = {name: {"made_from": source}, **{other: digest(made) for other, made in others.items()}}
    content["outputs"] = dict(sorted({**content["outputs"], **anew}.items()))
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def with_standing(data: bytes, standing: str) -> bytes:
    """A manifest that says how far sign-off has come since."""
    content = json.loads(data)
    content["state"]["signoff"] = standing
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _state(edition: Edition) -> dict[str, Any]:
    listed = [finding.severity for finding in edition.checked.findings]
    filled, asked = fill(edition.checked.locality)
    return {
        "findings": {severity.value: listed.count(severity) for severity in Severity},
        "waived": sum(finding is not None for _, finding in edition.checked.waived),
        "printed": sum(not one.typed for one in edition.trace.printed),
        "unguarded": len(edition.trace.unguarded),
        "filled": filled,
        "asked": asked,
        "signoff": edition.standing,
    }


def fill(locality: Locality) -> tuple[int, int]:
    """How many of the cells its writer has to fill in are filled in, and how many there are."""
    filled = sum(cell.stated is not None for cell in locality.cells.values())
    return filled, filled + len(waiting(locality))


def waiting(locality: Locality) -> list[Cell]:
    """The cells written as 待补; not those that only rest on one."""
    return [
        cell
        for cell in locality.cells.values()
        if cell.pending
        and cell.stated is None
        and not cell.formula
        and cell.span.text.path == locality.text.path
    ]
