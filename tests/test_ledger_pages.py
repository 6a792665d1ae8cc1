"""The ledger's page column: what it says is where the PDF prints the figure, as another reader of PDFs finds it."""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pdfplumber
import pytest

from ours import ROOT
from pdffiles import Words, pdf
from projects import Project, report
from reportgen.pipeline import Request, build
from reportgen.publish import ledger, ledger_pages
from reportgen.read.docx import read_docx
from reportgen.read.paged import paged
from reportgen.value import replace
from shelf import REPORTS, SLUGS

UNKNOWN = "—"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """The output of each year, with PDFs and ledgers."""
    found = {}
    for year in SLUGS:
        output = tmp_path_factory.mktemp(f"printed{year}")
        request = Request(year, (), ROOT / "content", ROOT / "templates", output, 1, False, ("pdf", "ledger"))
        build(request)
        found[year] = output
    return found


def rows(path: Path) -> Iterator[dict[str, Any]]:
    heads, *lines = openpyxl.load_workbook(path)["数据来源"].iter_rows(values_only=True)
    return (dict(zip(map(str, heads), line, strict=True)) for line in lines)


@pytest.mark.system
@pytest.mark.parametrize(("year", "slug"), REPORTS)
def test_every_figure_stands_on_the_page_its_row_names(
    printed: dict[int, Path], year: int, slug: str
) -> None:
    folder = printed[year] / str(year) / slug
    (printed_as,) = folder.glob("*.pdf")
    with pdfplumber.open(printed_as) as document:
        pages = ["".join((page.extract_text() or "").split()) for page in document.pages]
    last, listed = 1, list(rows(folder / ledger.NAME))
    assert listed
    for row in listed:
        page, words = row["PDF页码"], "".join(row["印出文字"].split())
        assert isinstance(page, int) and last <= page <= len(pages), row
        on_two = pages[page - 1] + pages[page] if page < len(pages) else pages[page - 1]
        assert words in pages[page - 1] or letters(words) in letters(on_two), row
        last = page
    if len(pages) > 2:
        assert last > 1


def letters(text: str) -> str:
    """A text without page numbers and the marks that hang beside a line's end."""
    return re.sub(r"—\d+—|[，。；：、]", "", text)


@pytest.mark.system
@pytest.mark.parametrize("year", SLUGS)
def test_the_manifest_knows_the_ledger_with_its_pages(printed: dict[int, Path], year: int) -> None:
    manifests = list(printed[year].rglob("manifest.json"))
    assert len(manifests) == len(SLUGS[year])
    for path in manifests:
        listed = json.loads(path.read_text(encoding="utf-8"))["outputs"]
        assert listed[ledger.NAME] == sha256(path.with_name(ledger.NAME).read_bytes()).hexdigest()


@pytest.mark.system
def test_rows_of_a_table_over_several_pages_have_the_page_they_stand_on(tmp_path: Path) -> None:
    towns = [f"第{n}乡镇" for n in range(1, 91)]
    table = ", ".join(f"{{乡镇: {town}, 项目: {n % 7}个}}" for n, town in enumerate(towns))
    text = "locality: 宁县\nyear: 2025\nreport: work-summary\ntitle: 情况\n"
    text += f"metrics:\n  分类: {{表: [{table}]}}\n"
    text += "sections:\n  - heading: 情况\n    text: 见表。\n    table: {rows: 分类.表, columns: [项目], title: 各乡镇项目数}\n"
    made = Project(tmp_path, {"2025/ningxian": text})
    build(replace(made.request(draft=True), formats=("ledger", "pdf")))
    folder = made.output / "2025/ningxian"
    (printed_as,) = folder.glob("*.pdf")
    with pdfplumber.open(printed_as) as document:
        pages = ["".join((page.extract_text() or "").split()) for page in document.pages]
    listed = [row for row in rows(folder / ledger.NAME) if row["性质"] == "填写"]
    assert len(listed) == 90 and len({row["PDF页码"] for row in listed}) >= 3
    for town, row in zip(towns, listed, strict=True):
        assert town in pages[row["PDF页码"] - 1], row


def test_without_a_pdf_no_page_is_named(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report()})
    build(replace(made.request(draft=True), formats=("ledger",)))
    path = made.output / "2025/ningxian" / ledger.NAME
    assert [row["PDF页码"] for row in rows(path)] == [UNKNOWN] * 3


def test_nothing_but_the_pages_changes(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report()})
    build(replace(made.request(draft=True), formats=("ledger",)))
    path = made.output / "2025/ningxian" / ledger.NAME
    before = list(rows(path))
    path.write_bytes(
        ledger_pages.paged(path.read_bytes(), lambda paragraph, column: 7 if column < 20 else None)
    )
    after = list(rows(path))
    assert [row["PDF页码"] for row in after] == [7 if row["字"] < 20 else UNKNOWN for row in before]
    assert 7 in {row["PDF页码"] for row in after} and UNKNOWN in {row["PDF页码"] for row in after}
    assert [{**row, "PDF页码": UNKNOWN} for row in after] == before


def test_one_pdf_that_cannot_be_read_costs_only_its_own_pages(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report()})
    made.build()
    (path,) = made.output.rglob("*.docx")
    document, _ = read_docx(path.read_bytes(), "x.docx")
    assert document
    title = Words(document.text.line(1), 100, 120)
    good, bad = paged([(document, pdf([title])), (document, b"%PDF-1.4 broken")])
    assert (good.at(1, 1), bad.at(1, 1)) == (1, None)


def test_a_ledger_someone_has_damaged_stays_as_it_is() -> None:
    assert ledger_pages.paged(b"PK no ledger", lambda paragraph, column: 1) == b"PK no ledger"
