"""The table of clauses as Markdown, for documents kept with the project."""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from reportgen.publish.conform_table import NOT_JUDGED, STRENGTHS, ClauseTable, Entry
from reportgen.value import spelt

_HEADINGS = ("条款", "要素", "强度", "标准要求", "实测", "结论", "位置")


def write(tables: Sequence[ClauseTable]) -> bytes:
    """The document, one section a file."""
    lines = ["# 公文格式核对表", "", "依据 GB/T 9704-2012《党政机关公文格式》逐条核对。", ""]
    lines += [f"- {name}：{meaning}。" for name, meaning in STRENGTHS]
    lines += [f"- {note}" for note in NOT_JUDGED]
    for table in tables:
        lines += ["", f"## {PurePosixPath(table.path).name}", "", f"{table.summary}。", ""]
        lines += [_cells(_HEADINGS), _cells(["---"] * len(_HEADINGS)), *map(_row, table.entries)]
    return spelt("\n".join(lines) + "\n").encode()


def _row(entry: Entry) -> str:
    return _cells(
        (
            entry.clause,
            entry.element,
            entry.strength,
            entry.required,
            entry.measured,
            entry.verdict,
            entry.where,
        )
    )


def _cells(texts: Sequence[str]) -> str:
    escaped = (re.sub(r"([\\|<>*_`])", r"\\\1", text) if text != "---" else text for text in texts)
    return f"| {' | '.join(escaped)} |"
