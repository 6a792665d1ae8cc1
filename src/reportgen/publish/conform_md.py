"""The table of clauses as Markdown, for documents kept with the project."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from reportgen.conformity import Conformity
from reportgen.publish.conform_table import BASIS, HEADINGS, NOT_JUDGED, STRENGTHS, TITLE, cells, summary
from reportgen.value import spelt


def write(tables: Sequence[Conformity]) -> bytes:
    """The document, one section a file."""
    lines = [f"# {TITLE}", "", BASIS, ""]
    lines += [f"- {name}：{meaning}。" for name, meaning in STRENGTHS]
    lines += [f"- {note}" for note in NOT_JUDGED]
    for table in tables:
        lines += ["", f"## {PurePosixPath(table.text.path).name}", "", f"{summary(table)}。", ""]
        lines += [
            _line(HEADINGS),
            _line(["---"] * len(HEADINGS)),
            *(_line(cells(row)) for row in table.rows),
        ]
    return spelt("\n".join(lines) + "\n").encode()


def _line(texts: Sequence[str]) -> str:
    escaped = (re.sub(r"([\\|<>*_`])", r"\\\1", text) if text != "---" else text for text in texts)
    return f"| {' | '.join(escaped)} |"
