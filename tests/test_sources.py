"""Figures compared with the spreadsheet they were taken from."""

import time
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from projects import Project, codes, report
from reportgen.finding import Finding
from wordfiles import zipped

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


def test_a_derived_figure_is_compared_as_it_prints(tmp_path: Path) -> None:
    made = project(tmp_path, value="= 送审金额 - 审定金额")
    book, page = ledger(made)
    assert said(made, book) == []
    page["C5"] = 6009
    (finding,) = found(made, book)
    assert finding.message == "“审减金额”写为 6008.00万元，来源 评审.xlsx 的 汇总!C5 为 6009"


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


def test_nothing_is_looked_up_for_a_figure_still_to_come(tmp_path: Path) -> None:
    assert said(project(tmp_path, "台账/没有.xlsx!汇总!C5", "待补")) == []


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


@pytest.mark.parametrize(
    ("head", "place", "value", "code", "words"),
    [
        ("审减金额（元）", "C3", 60080000, ("D158", "hint"), "60080000元，换算后一致"),
        ("审减金额（亿元）", "C3", 0.6008, ("D158", "hint"), "0.6008亿元，换算后一致"),
        ("审减金额(元)", "C3", 6008, ("D158", "error"), "数字相同而单位不同，相差 10000 倍"),
        ("单位：元", "A1", 6008, ("D158", "error"), "数字相同而单位不同，相差 10000 倍"),
        ("审减金额（万元）", "C3", 60080000, ("D158", "error"), "表头写明单位是万元，相差 10000 倍"),
        ("审减金额（元）", "C3", 60090000, ("D153", "error"), "为 60090000元（单位照表格）"),
        ("元", "B5", 60080000, ("D158", "hint"), "换算后一致"),
    ],
)
def test_the_unit_is_read_where_the_sheet_names_it(
    tmp_path: Path, head: str, place: str, value: float, code: tuple[str, str], words: str
) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page[place], page["C5"] = head, value
    (finding,) = found(made, book)
    assert (finding.code, finding.severity.value) == code and words in finding.message


def test_a_unit_in_the_number_format_or_the_right_head_is_the_figure_s_own(tmp_path: Path) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["C3"], page["A1"] = "审减金额（万元）", "单位：元"
    assert said(made, book) == [], "the nearest head counts"
    page["C5"].number_format = '0.00"元"'
    assert said(made, book) == [("D158", "error")]


@pytest.mark.parametrize(
    ("stored", "slip"),
    [
        (6009, "有一位数字不同（8↔9）"),
        (6080, "疑似数字颠倒（08↔80）"),
        (608, "疑似多写或漏写一位数字"),
        (7119, ""),
    ],
)
def test_the_slip_of_a_digit_is_named(tmp_path: Path, stored: int, slip: str) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["C5"] = stored
    (finding,) = found(made, book)
    assert finding.code == "D153"
    assert finding.hint == f"{slip}；核对以哪个为准，改掉错的那个".removeprefix("；")


@pytest.mark.parametrize(("value", "code"), [("6008.00万元以上", []), ("6100万元以上", [("D153", "error")])])
def test_no_unit_explains_a_bound_that_is_not_met(
    tmp_path: Path, value: str, code: list[tuple[str, str]]
) -> None:
    made = project(tmp_path, value=value)
    book, _ = ledger(made)
    assert said(made, book) == code


def test_a_cell_inside_merged_ones_leads_to_their_corner(tmp_path: Path) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["B5"] = 6008
    page.merge_cells("B5:D6")
    (finding,) = found(made, book)
    assert finding.code == "D152" and "左上角 B5" in finding.message
    assert finding.hint == "写作 台账/评审.xlsx!汇总!B5"
    corner = project(tmp_path / "corner", "台账/评审.xlsx!汇总!B5")
    ledger(corner)
    book.save(tmp_path / "corner/content/2025/台账/评审.xlsx")
    assert said(corner) == []


@pytest.mark.parametrize(
    ("value", "words"), [(date(2025, 1, 2), "“2025-01-02”，不是数"), ("6008个", "“6008个”，单位不同")]
)
def test_what_is_no_such_figure_is_told(tmp_path: Path, value: object, words: str) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["C5"] = value
    (finding,) = found(made, book)
    assert finding.code == "D153" and finding.message.endswith(words)


def test_full_width_digits_are_a_number_stored_as_text(tmp_path: Path) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["C5"] = "６００８"
    assert said(made, book) == [("D155", "error")]


def test_a_share_that_differs_is_told_in_per_cent(tmp_path: Path) -> None:
    text = report().replace(
        "审减金额: 6008.00万元", f"审减金额: 6008.00万元, 审减率: {{value: 9.28%, source: '{SOURCE}'}}"
    )
    made = Project(tmp_path, {"2025/ningxian": text})
    book, page = ledger(made)
    page["C5"], page["C5"].number_format = 0.1234, "0.00%"
    (finding,) = found(made, book)
    assert finding.code == "D153" and finding.message.endswith("为 12.34%")


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


def changed(made: Project, before: str, after: str) -> list[Finding]:
    """What is found when the XML of the sheet says something else."""
    book, _ = ledger(made)
    target = BytesIO()
    book.save(target)
    with zipfile.ZipFile(target) as package:
        members = {name: package.read(name) for name in package.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"].decode()
    assert before in sheet
    members["xl/worksheets/sheet1.xml"] = sheet.replace(before, after).encode()
    (made.root / "content/2025/台账/评审.xlsx").write_bytes(zipped(members))
    return found(made)


@pytest.mark.parametrize(
    "joined",
    [
        '<mergeCells><mergeCell ref="D1:M100000"/></mergeCells>',
        "<mergeCells>" + '<mergeCell ref="D1:Z1000"/>' * 5 + "</mergeCells>",
        '<mergeCells><mergeCell ref="Z1048576:D1"/></mergeCells>',
        '<hyperlinks><hyperlink ref="D:Z" location="A1"/></hyperlinks>',
    ],
)
def test_cells_merged_or_linked_by_the_million_are_not_even_made(tmp_path: Path, joined: str) -> None:
    began = time.process_time()
    (finding,) = changed(project(tmp_path), "</sheetData>", "</sheetData>" + joined)
    assert finding.code == "D152" and "里合并或链接了太多单元格（" in finding.message
    assert "取消多余的合并" in finding.hint
    assert time.process_time() - began < 20, "it took minutes, and gigabytes"


def test_a_column_merged_as_far_as_a_long_ledger_is_read(tmp_path: Path) -> None:
    merged = '</sheetData><mergeCells><mergeCell ref="A1:A20000"/></mergeCells>'
    assert changed(project(tmp_path), "</sheetData>", merged) == []


@pytest.mark.parametrize("stored", ["1E+34", "1E+60", "1E+999"])
def test_a_number_beyond_all_figures_is_an_error_of_the_sheet(tmp_path: Path, stored: str) -> None:
    (finding,) = changed(project(tmp_path), "<v>6008</v>", f"<v>{stored}</v>")
    assert finding.code == "D156" and "是错误值" in finding.message


@pytest.mark.parametrize("form", ["0." + "0" * 13, "0." + "0" * 200])
def test_more_decimals_than_a_number_has_do_not_matter(tmp_path: Path, form: str) -> None:
    made = project(tmp_path)
    book, page = ledger(made)
    page["C5"], page["C5"].number_format = 6009, form
    assert said(made, book) == [("D153", "error")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("</worksheet>", ""),
        ('<c r="C5"', '<c r="C5" s="99"'),
        ('r="C5"', 'r="ZZZZ5"'),
        ("<v>6008</v>", "<f t='shared' si='0'>SUM(\"</f><v>6008</v></c><c r='D5'><f t='shared' si='0'/>"),
        ("</sheetData>", "</sheetData><mergeCells><mergeCell ref='A0:B'/></mergeCells>"),
    ],
)
def test_a_sheet_that_is_broken_inside_is_refused(tmp_path: Path, before: str, after: str) -> None:
    (finding,) = changed(project(tmp_path), before, after)
    assert finding.code == "D152" and "已损坏" in finding.message


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        (r"台账\评审.xlsx!汇总!C5", "的写法不对", r"路径里的 \ 改成 /；写作 "),
        (r"..\..\评审.xlsx!汇总!C5", "通到内容文件夹以外", r"路径里的 \ 改成 /；"),
        ("台账/评审.csv!汇总!C5", "的写法不对", "只读 .xlsx，请在 Excel 或 WPS 中另存为 .xlsx；"),
        ("台账/评审.et!汇总!C5", "的写法不对", "另存为 .xlsx；"),
    ],
)
def test_a_source_that_is_written_otherwise_is_told(
    tmp_path: Path, source: str, message: str, hint: str
) -> None:
    (finding,) = found(project(tmp_path, source))
    assert finding.code == "D151"
    assert finding.message.endswith(message) and hint in finding.hint
