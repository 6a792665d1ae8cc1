"""Eleven reports of the genre, arithmetically right and written for this test: nothing may be said against them in any form, and a
slip planted in one must be found."""

import json
import re
from pathlib import Path

import pytest

from ours import TESTS
from pdffiles import Words, pdf
from reportgen.audit import audit
from reportgen.finding import Finding, Severity, display_width
from reportgen.read import read
from wordfiles import docx, paragraph, table

FOLDER = TESTS / "audit_texts"
TEXTS = sorted(path for path in FOLDER.iterdir() if path.suffix in (".txt", ".md"))
SLIPS = json.loads((FOLDER / "slips.json").read_text(encoding="utf-8"))


def loud(path: Path) -> list[Finding]:
    document, found = read(path)
    assert document is not None and not found, found
    return [f for f in audit(document).findings if f.severity is not Severity.HINT]


def said(findings: list[Finding]) -> list[str]:
    return [f"{f.span.place} {f.code} {f.message}" for f in findings]


def as_word(text: str) -> bytes:
    """A Word file of the text: rows parted by tabs or bars are its tables."""
    body, rows = "", list[tuple[str, ...]]()
    for line in [*text.split("\n"), ""]:
        cells = re.split(r"\t|\s*\|\s*", line.strip("| "))
        if len(cells) > 1:
            rows += [] if set(line) <= set("|- ") else [tuple(cells)]
            continue
        if rows:
            body += table(*rows)
            rows = []
        body += paragraph(line.lstrip("# ")) if line.strip() else ""
    return docx(body)


def as_pdf(text: str) -> bytes:
    """A PDF of the text's paragraphs, 30 characters a line, the first line indented; tables are left out."""
    lines = [
        (piece, 104.0 if first else 72.0)
        for line in text.split("\n")
        if line.strip() and "\t" not in line and "|" not in line
        for first, piece in _pieces(line.lstrip("# "))
    ]
    pages = [lines[i : i + 24] for i in range(0, len(lines), 24)]
    return pdf(*([Words(words, left, 72 + 29 * n) for n, (words, left) in enumerate(page)] for page in pages))


def _narrow(line: str) -> str:
    """A paragraph as lines of a narrow file; rows of tables stay as they are."""
    if "\t" in line or "|" in line or line.startswith("#"):
        return line
    return "\n".join(("　　" if first else "") + piece for first, piece in _pieces(line))


def _pieces(line: str) -> list[tuple[bool, str]]:
    """A paragraph in lines of 56 cells, the first four cells shorter."""
    pieces, room = [""], 52
    for character in line:
        if display_width(pieces[-1] + character) > room:
            pieces, room = [*pieces, ""], 56
        pieces[-1] += character
    return [(i == 0, piece) for i, piece in enumerate(pieces)]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem[:6])
def test_nothing_is_said_against_a_report_that_is_right(path: Path) -> None:
    assert said(loud(path)) == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem[:6])
@pytest.mark.parametrize("form", ["docx", "pdf", "narrow.txt"])
def test_nor_in_another_form(path: Path, form: str, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    other = tmp_path / f"文.{form}"
    if form == "docx":
        other.write_bytes(as_word(text))
    elif form == "pdf":
        other.write_bytes(as_pdf(text))
    else:
        other.write_text("\n".join(map(_narrow, text.split("\n"))), encoding="utf-8")
    assert said(loud(other)) == []


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip['text'][:2]} {slip['for']}→{slip['wrote']}")
def test_a_planted_slip_is_found(slip: dict[str, str], tmp_path: Path) -> None:
    (path,) = FOLDER.glob(f"{slip['text']}-*")
    text = path.read_text(encoding="utf-8")
    assert slip["for"] in text
    wrong = tmp_path / path.name
    wrong.write_text(text.replace(slip["for"], slip["wrote"], 1), encoding="utf-8")
    assert any(slip["figure"] in f"{f.span.quote} {f.basis} {f.message}" for f in loud(wrong)), said(
        loud(wrong)
    )
