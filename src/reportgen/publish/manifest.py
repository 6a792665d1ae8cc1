"""manifest.json: SHA-256 of every input read and every output written, and the report's state for the board of the year.

No clock, no host, no absolute path.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reportgen.content import Cell, Locality
from reportgen.files import FileTrouble, digest, read_bytes
from reportgen.finding import Severity
from reportgen.publish.edition import Edition
from reportgen.value import from_json, to_json

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
        "inputs": _digests(edition.inputs),
        "outputs": _digests(outputs),
    }
    return to_json(content)


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: digest(data) for name, data in sorted(files.items())}


def outputs(folder: Path) -> list[str]:
    """The names of a report's files, the manifest's own among them; none when there is no manifest that can be read."""
    try:
        return [NAME, *from_json(read_bytes(folder / NAME))["outputs"]]
    except (FileTrouble, ValueError, KeyError, TypeError):
        return []


def with_inputs(data: bytes, inputs: Mapping[str, bytes]) -> bytes:
    """The manifest of a report that stays, with its inputs as they are now: they have changed in what does not concern it."""
    content = from_json(data)
    content["inputs"] = _digests(inputs)
    return to_json(content)


def with_made(data: bytes, name: str, source: str, others: Mapping[str, bytes]) -> bytes:
    """A manifest with one output more, named with the document it was made from: a PDF states the clock, so it has no digest.
    `others` are outputs made anew with it."""
    content = from_json(data)
    anew = {name: {"made_from": source}, **{other: digest(made) for other, made in others.items()}}
    content["outputs"] = dict(sorted({**content["outputs"], **anew}.items()))
    return to_json(content)


def with_standing(data: bytes, standing: str) -> bytes:
    """A manifest that says how far sign-off has come since."""
    content = from_json(data)
    content["state"]["signoff"] = standing
    return to_json(content)


def _state(edition: Edition) -> dict[str, Any]:
    listed = [noted.finding.severity for noted in edition.noted]
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
    """Of what a writer has to fill in (cells, and elements of the letter written as 待补): how much is filled in, and how much there is."""
    filled = sum(cell.stated is not None for cell in locality.cells.values())
    letter = sum(field.pending for field in locality.letter.values())
    return filled, filled + len(waiting(locality)) + letter


def waiting(locality: Locality) -> list[Cell]:
    """The cells written as 待补; not those that only rest on one."""
    waits = (c for c in locality.cells.values() if c.pending and c.stated is None and not c.formula)
    return [cell for cell in waits if cell.span.text.path == locality.text.path]
