"""A document as LibreOffice sets it: lines of text and long rules, in millimetres from the top left corner of the page."""

import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber

from ours import TESTS

MM = 72 / 25.4
FONTS = TESTS / "fonts.conf"
ASCENT, DESCENT = 0.88, 0.12  # of an em, above and below the baseline


@dataclass(frozen=True)
class Line:
    text: str
    left: float
    right: float
    top: float  # of the em box
    bottom: float
    size: float  # points


@dataclass(frozen=True)
class Rule:
    left: float
    right: float
    y: float
    width: float  # points
    red: bool


@dataclass(frozen=True)
class Page:
    size: tuple[int, int]
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]

    def line(self, text: str) -> Line:
        """The one line that begins with a text."""
        (found,) = [line for line in self.lines if line.text.startswith(text)]
        return found


def typeset(documents: Mapping[str, bytes], folder: Path) -> dict[str, list[Page]]:
    """The pages of each document, all converted in one run."""
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    sources = [str(folder / f"{name}.docx") for name in documents]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *sources],
        env={**os.environ, "FONTCONFIG_FILE": str(FONTS)},
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {name: _pages((folder / f"{name}.pdf").read_bytes()) for name in documents}


def _pages(data: bytes) -> list[Page]:
    with pdfplumber.open(BytesIO(data)) as document:
        return [
            Page((round(page.width / MM), round(page.height / MM)), _lines(page), _rules(page))
            for page in document.pages
        ]


def _lines(page: Any) -> tuple[Line, ...]:
    rows: dict[float, list[dict[str, Any]]] = defaultdict(list)
    for char in page.chars:
        if char["upright"]:
            rows[round(char["matrix"][5], 1)].append(char)
    return tuple(_line(page.height - y, row) for y, row in sorted(rows.items(), reverse=True))


def _line(baseline: float, chars: Iterable[dict[str, Any]]) -> Line:
    row = sorted(chars, key=lambda char: float(char["x0"]))
    size = round(float(row[0]["size"]), 1)
    top, bottom = baseline - ASCENT * size, baseline + DESCENT * size
    edges = (row[0]["x0"] / MM, row[-1]["x1"] / MM, top / MM, bottom / MM)
    return Line("".join(char["text"] for char in row), *edges, size)


def _rules(page: Any) -> tuple[Rule, ...]:
    found = {
        Rule(
            round(line["x0"] / MM, 2),
            round(line["x1"] / MM, 2),
            round(line["top"] / MM, 2),
            line["linewidth"],
            tuple(line["stroking_color"]) == (1.0, 0.0, 0.0),
        )
        for line in page.lines
        if line["width"] > 100 * MM
    }
    return tuple(sorted(found, key=lambda rule: rule.y))
