"""The table of clauses as Markdown, for documents kept with the project."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from reportgen.publish.conform_table import BASIS, HEADINGS, NOT_JUDGED, STRENGTHS, TITLE, ClauseTable
from reportgen.value import spelt


def write(tables: Sequence[ClauseTable]) -> bytes:
    """The document, one section a file."""
    lines = [f"# {TITLE}", "", BASIS, ""]
    lines += [f"- {name}：{meaning}。" for name, meaning in STRENGTHS]
    lines += [f"- {note}" for note in NOT_JUDGED]
    for table in tables:
        lines += ["", f"## {PurePosixPath(table.path).name}", "", f"{table.summary}。", ""]
        lines += [
            _cells(HEADINGS),
            _cells(["---"] * len(HEADINGS)),
            *(_cells(entry.cells) for entry in table.entries),
        ]
    return spelt("\n".join(lines) + "\n").encode()


def _cells(texts: Sequence[str]) -> str:
    escaped = (re.sub(r"([\\|<>*_`])", r"\\\1", text) if text != "---" else text for text in texts)
    return f"| {' | '.join(escaped)} |"
