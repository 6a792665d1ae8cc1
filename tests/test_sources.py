"""Figures compared with the spreadsheet they were taken from."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from projects import Project, codes, report
from reportgen.finding import Finding

SOURCE = "台账/评审.xlsx!汇总!C5"


def project(root: Path, source: str = SOURCE, value: str = "6008.00万元") -> Project:
    text = report().replace("审减金额: 6008.00万元", f"审减金额: {{value: {value}, source: '{source}'}}")
    return Project(root, {"2025/ningxian": text})


def ledger(made: Project, path: str = "content/2025/台账/评审.xlsx") -> tuple[Workbook, Worksheet]:
    """A workbook with 汇总!C5 = 6008, to be changed and saved."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "汇总"
    page["C5"] = 6008
    page["C5"].number_format = "0.00"
    (made.root / path).parent.mkdir(parents=True, exist_ok=True)
    return book, page


def found(made: Project, book: Workbook | None = None) -> list[Finding]:
    if book:
        book.save(made.root / "content/2025/台账/评审.xlsx")
    return [finding for finding in made.check().findings if finding.code.startswith("D15")]


def said(made: Project, book: Workbook | None = None) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity.value) for finding in found(made, book)]


def test_a_figure_that_agrees_says_nothing(tmp_path: Path) -> None:
    made = project(tmp_path)
    book, _ = ledger(made)
    assert said(made, book) == []
    assert "content/2025/台账/评审.xlsx" in _inputs(made)


def _inputs(made: Project) -> dict[str, str]:
    made.build()
    listed: dict[str, str] = made.json("2025/ningxian/manifest.json")["inputs"]
    return listed


def test_a_digit_that_differs_names_both_places(tmp_path: Path) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["C5"] = 6009
    (finding,) = found(made, book)
    assert (finding.code, finding.is_error, finding.span.quote) == ("D153", True, "6008.00万元")
    assert finding.message == "“审减金额”写为 6008.00万元，来源 评审.xlsx 的 汇总!C5 为 6009"
    assert finding.basis.startswith("评审.xlsx 的 汇总!C5，见 ") and ":6:" in finding.basis
    assert codes(made.build()) == ["D153"] and made.files() == {}


@pytest.mark.parametrize("hide", ["sheet", "row", "column"])
def test_what_is_hidden_is_told(tmp_path: Path, hide: str) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    if hide == "sheet":
        book.create_sheet("封面")
        page.sheet_state = "hidden"
    elif hide == "row":
        page.row_dimensions[5].hidden = True
    else:
        page.column_dimensions["C"].hidden = True
    (finding,) = found(made, book)
    assert (finding.code, finding.span.quote) == ("D154", SOURCE)
    assert {"sheet": "工作表", "row": "行", "column": "列"}[hide] in finding.message


def test_a_number_stored_as_text_is_told_and_compared(tmp_path: Path) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["C5"] = "6008.00"
    assert said(made, book) == [("D155", "error")]
    page["C5"] = "6,018.00"
    assert sorted(said(made, book)) == [("D153", "error"), ("D155", "error")]
    page["C5"] = "见附表"
    assert said(made, book) == [("D153", "error")]


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("台账/没有.xlsx!汇总!C5", "没有.xlsx"),
        ("台账/评审.xlsx!总表!C5", "没有工作表“总表”"),
        ("台账/评审.xlsx!汇总!C6", "是空的"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, source: str, word: str) -> None:
    made = project(tmp_path, source)
    book, _ = ledger(made)
    (finding,) = found(made, book)
    assert (finding.code, finding.span.quote) == ("D152", source)
    assert word in finding.message


@pytest.mark.parametrize(
    "source",
    [
        "/etc/评审.xlsx!汇总!C5",
        "../../评审.xlsx!汇总!C5",
        r"D:\台账\评审.xlsx!汇总!C5",
        "台账/评审.xlsx!C5",
        "台账/评审.xls!汇总!C5",
    ],
)
def test_paths_that_lead_elsewhere_are_refused(tmp_path: Path, source: str) -> None:
    made = project(tmp_path, source)
    book, _ = ledger(made, "评审.xlsx")
    book.save(tmp_path / "评审.xlsx")
    (finding,) = found(made)
    assert finding.code == "D151"


def test_a_link_that_leads_elsewhere_is_refused(tmp_path: Path) -> None:
    made = project(tmp_path / "project")
    book, _ = ledger(made)
    book.save(tmp_path / "outside.xlsx")
    (made.root / "content/2025/台账/评审.xlsx").symlink_to(tmp_path / "outside.xlsx")
    assert said(made) == [("D152", "error")]


def test_formulas_without_a_value_and_error_values(tmp_path: Path) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["C5"] = "=SUM(C1:C4)"
    (finding,) = found(made, book)
    assert finding.code == "D156" and "=SUM(C1:C4)" in finding.message
    page["C5"] = "#REF!"
    page["C5"].data_type = "e"
    (finding,) = found(made, book)
    assert finding.code == "D156" and "#REF!" in finding.message


def test_a_number_shown_otherwise_than_stored(tmp_path: Path) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["C5"] = 6008.43
    page["C5"].number_format = "#,##0"
    (finding,) = found(made, book)
    assert (finding.code, finding.is_error) == ("D157", True)
    assert "显示 6008，实际存的是 6008.43" in finding.message


def test_yuan_for_wan_yuan_is_only_told(tmp_path: Path) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["C5"] = 60080000
    assert said(made, book) == [("D158", "hint")]


@pytest.mark.parametrize(("stored", "form"), [(0.092819, "0.00%"), (9.2819, "0.00"), (0.092819, "General")])
def test_per_cent_however_stored(tmp_path: Path, stored: float, form: str) -> None:
    text = report().replace(
        "审减金额: 6008.00万元", f"审减金额: 6008.00万元, 审减率: {{value: 9.28%, source: '{SOURCE}'}}"
    )
    made = Project(tmp_path, {"2025/ningxian": text})
    book, page = ledger(made)
    page["C5"] = stored
    page["C5"].number_format = form
    assert said(made, book) == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 half", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"<html>"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    made = project(tmp_path)
    ledger(made)
    (made.root / "content/2025/台账/评审.xlsx").write_bytes(data)
    assert said(made) == [("D152", "error")]


def test_other_words_are_remarks(tmp_path: Path) -> None:
    assert said(project(tmp_path, "预算评审中心年度汇总，见 评审.xlsx")) == []


def test_one_key_hit_by_mistake_in_the_last_cell_is_told(tmp_path: Path) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["XFD1048576"] = 1
    (finding,) = found(made, book)
    assert finding.code == "D152" and "XFD1048576" in finding.message
    page["XFD1048576"] = None
    page["A300000"] = 1
    assert said(made, book) == []
