"""The reports of the five localities on the printed page: every binding clause is met, 22 lines a page, 28 characters a line.

`pytest tests/test_conform_reports.py --update` writes the tables into docs/conformance.md.
"""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from ours import ROOT
from reportgen.conformity import Conformity, Strength, Verdict
from reportgen.pipeline import Request, build, known_years
from reportgen.pipeline.conform import Batch, conform_files, write_report

pytestmark = pytest.mark.system

LOCALITIES = ("平阴县", "吴忠市", "宝鸡市", "伽师县", "宁县")
ELEMENTS_OF_A_LETTER = {
    "7.2.4",
    "7.2.5",
    "7.2.6",
    "7.2.7",
    "7.3.2",
    "7.3.4",
    "7.3.5",
    "7.3.7",
    "7.4.1",
    "7.4.3",
}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    """Every report of the content folder, built, set in one batch and judged."""
    output = tmp_path_factory.mktemp("output")
    written: list[Path] = []
    for year in known_years(ROOT / "content"):
        made = build(Request(year, (), ROOT / "content", ROOT / "templates", output))
        written += [one.written for one in made.built if one.written and one.id.count("/") == 1]
    return conform_files(sorted(written), rendered=True)


@pytest.fixture(scope="module")
def tables(outcome: Batch) -> Mapping[str, Conformity]:
    return {next(n for n in LOCALITIES if Path(t.text.path).name.startswith(n)): t for t in outcome.tables}


def test_the_five_reports_are_judged(outcome: Batch, request: pytest.FixtureRequest) -> None:
    assert len(outcome.tables) == len(LOCALITIES)
    if request.config.getoption("--update"):
        write_report(ROOT / "docs" / "conformance.md", outcome)


@pytest.mark.parametrize("name", LOCALITIES)
def test_every_binding_clause_is_met(tables: Mapping[str, Conformity], name: str) -> None:
    found = tables[name]
    assert found.pages and not found.breaches
    assert [row for row in found.of(Verdict.UNKNOWN) if row.clause.strength is Strength.REQUIRED] == []
    assert [row for row in found.of(Verdict.UNMET) if row.clause.strength is not Strength.CUSTOM] == []


def test_the_letter_shows_every_element_a_letter_has(tables: Mapping[str, Conformity]) -> None:
    met = (row for row in tables["宝鸡市"].of(Verdict.MET) if row.found.place)
    shown = {row.clause.number for row in met if row.clause.strength is Strength.REQUIRED}
    assert shown >= ELEMENTS_OF_A_LETTER


@pytest.mark.parametrize("name", LOCALITIES)
def test_pages_have_22_lines_of_28_characters(tables: Mapping[str, Conformity], name: str) -> None:
    rows = (row for row in tables[name].rows if row.clause.number == "5.2.3" and row.found.place)
    shown = {row.clause.element: row.found.measured for row in rows}
    assert re.match(r"22行，行距10\.2\dmm，末行字底2(?:59|60|61|62)\.\dmm", shown["每面行数"])
    lines = re.search(r"28字(\d+)行", shown["每行字数"])
    assert lines and int(lines[1]) >= 20


def test_the_kept_table_is_of_these_reports(tables: Mapping[str, Conformity]) -> None:
    kept = (ROOT / "docs" / "conformance.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)", kept, re.MULTILINE) == [Path(t.text.path).name for t in tables.values()]
    assert not re.search(rf"\| {Strength.REQUIRED} \|[^\n]*\| {Verdict.UNMET} \|", kept)
