"""manifest.json: SHA-256 of every input read and every output written; no clock, no host, no absolute path."""

import json
from collections.abc import Mapping

from reportgen.files import digest
from reportgen.report import Report

NAME = "manifest.json"


def write(report: Report, inputs: Mapping[str, bytes], outputs: Mapping[str, bytes]) -> bytes:
    """The manifest of a report, the same bytes for the same inputs."""
    content = {
        "report": f"{report.year}/{report.slug}",
        "draft": report.draft,
        "inputs": {path: digest(data) for path, data in sorted(inputs.items())},
        "outputs": {name: digest(data) for name, data in sorted(outputs.items())},
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
