"""All findings as a GitLab code quality report, which GitLab shows on the lines of a merge request: those of the drafts, and those of
`check` (findings-2025.json), for a file in which too much is wrong for a draft, or that gives figures only, has none."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

LEVELS = {"error": "critical", "warning": "minor", "hint": "info"}


def main(folder: Path) -> None:
    issues: dict[str, dict[str, Any]] = {}
    for path in sorted([*folder.rglob("checks.json"), *folder.glob("findings-*.json")]):
        for file in json.loads(path.read_text(encoding="utf-8"))["files"]:
            for finding in file["findings"]:
                issue = as_issue(file["path"], finding)
                issues.setdefault(issue["fingerprint"], issue)
    print(json.dumps(list(issues.values()), ensure_ascii=False, indent=1))


def as_issue(path: str, finding: dict[str, Any]) -> dict[str, Any]:
    said = f"{finding['code']} {finding['message']}"
    key = f"{path}:{finding.get('line', 1)}:{finding.get('column', 1)}:{said}"
    return {
        "description": said + (f"。{finding['hint']}" if finding.get("hint") else ""),
        "check_name": finding["code"],
        "fingerprint": hashlib.sha256(key.encode()).hexdigest(),
        "severity": LEVELS[finding["severity"]],
        "location": {"path": path, "lines": {"begin": finding.get("line", 1)}},
    }


main(Path(sys.argv[1]))
