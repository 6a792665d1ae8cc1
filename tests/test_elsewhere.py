"""What was found in a county's file at a figure that the city's report prints is told to whoever signs the city's report."""

import json
from pathlib import Path

import openpyxl

from projects import Project
from reportgen.pipeline import build
from reportgen.publish import ledger
from reportgen.read.docx import read_docx
from reportgen.value import replace

CITY = """
locality: 宝鸡市
year: 2025
report: work-summary
title: 2025年预算绩效管理工作情况
sections:
  - heading: 工作完成情况
    text: |
      {tag}。
"""
COUNTY = """
locality: 眉县
year: 2025
metrics:
  事前评估: {more}
"""
PRINTS = "眉县送审{{ 眉县.事前评估.送审金额 }}"
UNVOUCHED = "{送审金额: 100.00万元, 审减金额: 20.00万元}"
VOUCHED = "{送审金额: 100.00万元, 审减金额: 20.00万元, 审定金额: 80.00万元}"
WAITING = "{送审金额: 待补, 审减金额: 20.00万元, 审定金额: 80.00万元}"


def project(root: Path, tag: str = PRINTS, more: str = UNVOUCHED) -> Project:
    files = {"2025/baoji": CITY.replace("{tag}", tag), "2025/baoji/meixian": COUNTY.replace("{more}", more)}
    return Project(root, files)


def told(made: Project, *, draft: bool = False) -> list[str]:
    """The codes that the review page lists; ledger, page and manifest must agree on them."""
    request = replace(made.request(draft=draft), formats=("docx", "html", "ledger"))
    build(request)
    folder = made.output / "2025/baoji"
    (page,) = folder.glob("*.html")
    text = page.read_text(encoding="utf-8")
    rows = list(openpyxl.load_workbook(folder / ledger.NAME)["问题与豁免"].iter_rows(2, values_only=True))
    listed = [str(row[1]) for row in rows if row[1]]
    assert all(f"{row[0]} {row[1]}</em>" in text for row in rows if row[1])
    counted = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["state"]["findings"]
    assert sum(counted.values()) == len(listed) == text.count("data-finding=")
    return listed


def test_a_finding_at_a_county_s_figure_that_is_printed_is_told(tmp_path: Path) -> None:
    assert told(project(tmp_path)) == ["D110"]


def test_one_at_a_figure_that_is_not_printed_is_not(tmp_path: Path) -> None:
    assert told(project(tmp_path, "眉县审减{{ 眉县.事前评估.审减金额 }}")) == []


def test_once_mended_it_is_told_no_more(tmp_path: Path) -> None:
    assert told(project(tmp_path)) == ["D110"]
    assert told(project(tmp_path, more=VOUCHED)) == []


def test_the_page_leads_to_the_figure(tmp_path: Path) -> None:
    made = project(tmp_path)
    told(made)
    (page,) = (made.output / "2025/baoji").glob("*.html")
    assert '"findings":[{"figures":[1]}]' in page.read_text(encoding="utf-8")


def test_a_draft_says_what_a_county_has_still_to_fill_in(tmp_path: Path) -> None:
    made = project(tmp_path, more=WAITING)
    assert told(made, draft=True) == ["D130"]
    (page,) = (made.output / "2025/baoji").glob("*.docx")
    document, _ = read_docx(page.read_bytes(), "x.docx")
    assert document and "D130" in document.text.content


def test_what_a_figure_waits_for_is_told_though_it_is_not_printed_itself(tmp_path: Path) -> None:
    made = project(tmp_path, "眉县审减率{{ 眉县.事前评估.审减率 }}", "{送审金额: 100.00万元, 审减金额: 待补}")
    assert told(made, draft=True) == ["D130"]
    (page,) = (made.output / "2025/baoji").glob("*.html")
    assert "还有 1 个数待补</p>" in page.read_text(encoding="utf-8")
