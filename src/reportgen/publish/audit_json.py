"""An audit in the JSON envelope that all commands share."""

from collections.abc import Iterable, Mapping
from typing import Any

from reportgen.finding import Finding
from reportgen.publish.checks_json import finding_entry, relation_entry
from reportgen.publish.review import Review


def envelope(audited: Iterable[tuple[str, Review | None, Iterable[Finding]]]) -> Mapping[str, Any]:
    """One entry a file, in the order given: its path, what was found in it when it could be read, and its findings."""
    return {"files": [_entry(path, review, findings) for path, review, findings in audited]}


def _entry(path: str, review: Review | None, findings: Iterable[Finding]) -> dict[str, Any]:
    judged: dict[str, Any] = {}
    if review:
        judged["figures"] = len(review.figures)
        judged["unchecked"] = review.unchecked
        judged["relations"] = [relation_entry(one, one.place, one.values) for one in review.statements]
    return {"path": path, **judged, "findings": [finding_entry(finding) for finding in findings]}
