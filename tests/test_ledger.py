"""ledger.xlsx as Excel sees it: frozen head, filter, number formats, links, and nothing that could run."""

import zipfile
from pathlib import Path

import openpyxl

from projects import Project, report
from reportgen.pipeline import build
from reportgen.value import replace
from shelf import shelf


def test_its_features_are_real() -> None:
    made = shelf(2023)
    path = made.file("baoji", "ledger.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["数据来源", "需人工核对", "问题与豁免"]
    for sheet in book:
        assert sheet.freeze_panes == "C2" and sheet.auto_filter.ref == sheet.dimensions
    assert [sheet.page_setup.paperSize for sheet in book] == [8, 9, 9], "A3 for the wide one"
    assert [sheet.page_setup.fitToWidth or 1 for sheet in book] == [2, 1, 1], (
        "wide enough to be read on paper"
    )
    assert all(sheet.print_title_cols == "$A:$B" and sheet.print_title_rows == "$1:$1" for sheet in book)
    page = book["数据来源"]
    assert [page.cell(n, 1).value for n in (2, 3)] == [1, 2], "numbers, that a filter can sort"
    heads = {str(cell.value): cell.column for cell in page[1]}
    rows = {page.cell(n, heads["印出文字"]).value: n for n in range(2, page.max_row + 1)}
    value = page.cell(rows["24053.22万元"], heads["数值"])
    assert (value.value, value.number_format) == (24053.22, '0.00"万元"')
    rate = page.cell(rows["38.08%"], heads["数值"])
    assert (round(rate.value, 6), rate.number_format) == (0.3808, "0.00%")
    about = page.cell(rows["约169亿元"], heads["数值"])
    assert (about.value, about.number_format) == (169, '"约"0"亿元"')
    link = page.cell(rows["24053.22万元"], 1).hyperlink
    target = made.file("baoji", ".html")
    assert (
        link and link.target == target.name and f'id="{link.location}"' in target.read_text(encoding="utf-8")
    )


def test_the_count_of_a_list_that_goes_on_is_no_equation() -> None:
    page = openpyxl.load_workbook(shelf(2025).file("ningxian", "ledger.xlsx"))["数据来源"]
    said = " ".join(str(cell.value) for row in page.iter_rows() for cell in row)
    assert "10项 ≥ 所列4项（有“等”）" in said and "17类 = 所列17项" in said


def test_children_that_a_sum_does_without_are_named(tmp_path: Path) -> None:
    city = "locality: 宝鸡市\nyear: 2025\nreport: work-summary\ntitle: 情况\n"
    city += "metrics:\n  事前评估: {项目数: = 部分(下级.事前评估.项目数)}\n"
    city += "sections:\n  - heading: 情况\n    text: 评估{{ 事前评估.项目数 }}。\n"
    county = "locality: 太白县\nyear: 2025\nmetrics:\n  事前评估: {项目数: 3个}\n"
    files = {"2025/baoji": city, "2025/baoji/taibai": county}
    files["2025/baoji/fengxian"] = "locality: 凤县\nyear: 2025\nmetrics:\n  问题整改: {问题数: 3个}\n"
    made = Project(tmp_path, files)
    build(replace(made.request(), formats=("ledger",)))
    (path,) = made.output.rglob("ledger.xlsx")
    heads, row, *_ = openpyxl.load_workbook(path)["数据来源"].iter_rows(values_only=True)
    assert dict(zip(heads, row, strict=True))["未填报的下级"] == "凤县"


def test_a_row_is_as_tall_as_its_longest_text_and_every_cell_is_ruled() -> None:
    sheet = openpyxl.load_workbook(shelf(2023).file("baoji", "ledger.xlsx"))["数据来源"]
    heads = {str(cell.value): cell for cell in sheet[1]}
    guards, number = (heads[name].column_letter for name in ("核对关系", "序号"))
    tall = 0
    for row in range(2, sheet.max_row + 1):
        height = sheet.row_dimensions[row].height or 15
        lines = str(sheet[f"{guards}{row}"].value or "").count("\n") + 1
        assert height >= min(lines * 15, 409), f"第 {sheet[f'{number}{row}'].value} 行的核对关系显示不全"
        tall += lines > 1
    assert tall > 20
    ruled = [
        (str(area.sqref), rule.dxf.border.left.style)
        for area in sheet.conditional_formatting
        for rule in area.rules
    ]
    assert ruled == [(sheet.dimensions.replace("A1", "A2"), "thin")]


def test_no_cell_becomes_a_formula(tmp_path: Path) -> None:
    text = report().replace(
        "审减金额: 6008.00万元",
        "审减金额: {value: 6008.00万元, source: '=HYPERLINK(\"http://x\")', note: '+1+1'}",
    )
    made = Project(tmp_path, {"2025/ningxian": text})
    build(replace(made.request(draft=True), formats=("ledger",)))
    path = made.output / "2025/ningxian/ledger.xlsx"
    with zipfile.ZipFile(path) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if "worksheets/sheet" in name]
    assert all("<f>" not in sheet and "<hyperlink" not in sheet for sheet in sheets)
    page = openpyxl.load_workbook(path)["数据来源"]
    kinds = {
        cell.data_type for row in page.iter_rows() for cell in row if str(cell.value).startswith(("=", "+"))
    }
    assert kinds == {"s"}


def test_a_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path: Path) -> None:
    names = [f"第{n}{'乡镇' * 50}项目数" for n in range(1, 320)]
    cells = "\n".join(f"    {name}: 1个" for name in names)
    text = f"locality: 宁县\nyear: 2025\nreport: work-summary\ntitle: 情况\nmetrics:\n  多:\n    合计: 319个 = sum({', '.join(names)})\n"
    text += f"{cells}\nsections:\n  - heading: 情况\n    text: |\n      共{{{{ 多.合计 }}}}。\n"
    made = Project(tmp_path, {"2025/ningxian": text})
    build(replace(made.request(draft=True), formats=("ledger",)))
    page = openpyxl.load_workbook(made.output / "2025/ningxian/ledger.xlsx")["数据来源"]
    heads = {str(cell.value): cell.column for cell in page[1]}
    said = page.cell(2, heads["核对关系"]).value
    assert len(said) <= 32_767 and said.endswith("……（太长，全文见审阅页）")


def test_a_draft_has_it_and_a_final_only_when_asked(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report()})
    made.build(draft=True)
    assert "2025/ningxian/ledger.xlsx" in made.files()
    made.build()
    assert "2025/ningxian/ledger.xlsx" not in made.files()
