"""Cells that name a spreadsheet as their source (台账/评审.xlsx!汇总!C5), compared with it."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reportgen import patterns
from reportgen.content import Cell, Content, Locality
from reportgen.finding import Finding
from reportgen.pipeline.sources.attach import attached
from reportgen.pipeline.sources.figures import Reference, Sourced

if TYPE_CHECKING:
    from reportgen.pipeline.sources.workbooks import Workbooks

_MEANT = patterns.compile(r"\.(?:xls[a-z]?|csv|et|ods)\s*[!！]", re.IGNORECASE)
_WRITTEN = patterns.compile(
    r"(?P<file>[^!]+\.xlsx)!(?P<sheet>[^!]+)!(?P<cell>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})"
)
_ESCAPES = patterns.compile(r"^[/\\~]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)")
_MISTAKES = (
    (patterns.compile("！"), "感叹号要用半角的 !；"),
    (patterns.compile(r"\\"), "路径里的 \\ 改成 /；"),
    (patterns.compile(r"\.xls\s*[!！]", re.IGNORECASE), "旧版 .xls 请另存为 .xlsx；"),
    (
        patterns.compile(r"\.(?:csv|et|ods)\s*[!！]", re.IGNORECASE),
        "只读 .xlsx，请在 Excel 或 WPS 中另存为 .xlsx；",
    ),
    (patterns.compile(r"![^!]*[:：][^!]*$"), "一个数只指一个单元格；"),
)
_FORM = "写作 文件.xlsx!工作表!单元格，路径从本文件所在的文件夹算起，如 台账/评审.xlsx!汇总!C5"


def files_besides(locality: Locality) -> list[str]:
    """The paths below content/ of what a locality's file names: attachments, and spreadsheets, each once."""
    found = (_reference(locality, cell) for cell in _pointing(locality))
    return [*attached(locality), *dict.fromkeys(one.path.as_posix() for one in found if one)]


def _pointing(locality: Locality) -> list[Cell]:
    """The cells whose sources may name a place in a spreadsheet, as few do."""
    return [cell for cell in locality.cells.values() if "!" in cell.source or "！" in cell.source]


def compare(content: Content, root: Path, year: int) -> dict[str, list[Finding]]:
    """What does not agree with its spreadsheet, by the locality's id; `root` is the content folder."""
    of_the_year = (locality for locality in content.localities.values() if locality.year == year)
    named = [
        (locality, cell)
        for locality in of_the_year
        for cell in _pointing(locality)
        if _MEANT.search(cell.source) and not cell.pending
    ]
    if not named:
        return {}
    from reportgen.pipeline.sources.workbooks import Workbooks  # openpyxl takes half a second

    books = Workbooks(content.dictionary.units, root)
    found: dict[str, list[Finding]] = {}
    for locality, cell in named:
        found.setdefault(locality.id, []).extend(_compared(locality, cell, books))
    return found


def _compared(locality: Locality, cell: Cell, books: "Workbooks") -> Iterator[Finding]:
    reference = _reference(locality, cell)
    return books.compared(cell, reference) if reference else iter((_misnamed(cell),))


def _reference(locality: Locality, cell: Cell) -> Reference | None:
    match = _WRITTEN.fullmatch(cell.source.strip())
    if match is None or _ESCAPES.search(match["file"]) or "\\" in match["file"]:
        return None
    folder = PurePosixPath(locality.id).parent
    return Reference(
        folder / match["file"].strip(), match["sheet"].strip("'"), match["cell"].replace("$", "")
    )


def _misnamed(cell: Cell) -> Finding:
    escapes = _ESCAPES.search(cell.source)
    message = f"来源“{cell.source}”" + ("通到内容文件夹以外" if escapes else "的写法不对")
    why = next((said for pattern, said in _MISTAKES if pattern.search(cell.source)), "")
    return Sourced(cell, "").told("D151", message, f"{why}{_FORM}")
