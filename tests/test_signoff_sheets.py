"""The sheets of a package as printed: valid Word files, the summary on one page, nothing cut off."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from offices import Office, main_part, words_of
from ours import CONTENT, TEMPLATES
from pages import typeset
from reportgen.finding import display_width
from reportgen.pipeline import Request
from reportgen.pipeline.signoff.signing import Submitted, submit
from reportgen.signoff.sheets.sheet import WIDE, rows

OURS = ((2019, "pingyin"), (2021, "wuzhong"), (2023, "baoji"), (2024, "jiashi"), (2025, "ningxian"))


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Submitted]:
    signoff = tmp_path_factory.mktemp("signoff")
    made = {}
    for year, name in OURS:
        request = Request(year, content=CONTENT, templates=TEMPLATES, signoff=signoff)
        submitted = submit(request, name, "2025-12-01")
        assert isinstance(submitted, Submitted), submitted.findings
        made[name] = submitted
    return made


def test_every_document_is_a_valid_word_file(packages: dict[str, Submitted]) -> None:
    for made in packages.values():
        for path in made.folder.glob("*.docx"):
            assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == [], path


def test_the_checks_name_every_figure_that_nothing_guards(packages: dict[str, Submitted]) -> None:
    said = "\n".join(words_of((packages["ningxian"].folder / "核对结论表.docx").read_bytes()).body)
    assert "核对关系" in said and "不成立 0 条" in said and "培训宣传.赴省次数" in said


def said_in(made: Submitted, sheet: str) -> str:
    return "\n".join(words_of((made.folder / f"{sheet}.docx").read_bytes()).body)


def test_what_concerns_the_report_in_files_of_others_is_counted_everywhere_alike(
    packages: dict[str, Submitted],
) -> None:
    made = packages["baoji"]
    (warning,) = [finding for finding in made.findings if finding.code == "D110"]
    assert warning.span.text.path.endswith("meixian.yaml")
    checks, summary = said_in(made, "核对结论表"), said_in(made, "领导速览")
    assert "警告 1 个，提示 2 个" in checks and warning.message in checks
    assert "1 个警告" in summary
    (relations,) = re.findall(r"核对关系 (\d+) 条", checks)
    assert f"{relations} 条核对关系全部成立" in summary and int(relations) > 100
    workbook = load_workbook(made.folder / "数据来源表.xlsx", read_only=True)
    kinds = [row[0] for row in workbook["问题与豁免"].iter_rows(min_row=2, values_only=True)]
    assert (kinds.count("警告"), kinds.count("提示")) == (1, 2)


def test_what_a_county_waives_is_counted_and_listed(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    county = tmp_path / "content/2023/baoji/meixian.yaml"
    waiver = "waive: [{code: D101, at: 事前评估.送审金额, reason: 台账如此, by: 张三}]\n"
    text = county.read_text("utf-8").rstrip("\n") + "\n    审定金额: 52179.43万元\n" + waiver
    county.write_text(text, encoding="utf-8")
    request = Request(2023, content=tmp_path / "content", templates=TEMPLATES, signoff=tmp_path / "signoff")
    made = submit(request, "宝鸡市", "2025-12-01")
    assert isinstance(made, Submitted), made.findings
    checks = said_in(made, "核对结论表")
    assert "不成立 1 条" in checks and "豁免 1 个" in checks
    assert "D101\n眉县 事前评估.送审金额\n在它自己的文件里豁免\n台账如此\n张三" in checks
    summary = said_in(made, "领导速览")
    assert "有 1 条不成立，已逐条豁免" in summary and "1 个豁免" in summary


def test_what_a_county_has_still_to_fill_in_is_listed_at_its_place(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    county = tmp_path / "content/2023/baoji/meixian.yaml"
    county.write_text(county.read_text("utf-8").replace("80126.57万元", "待补"), encoding="utf-8")
    request = Request(2023, content=tmp_path / "content", templates=TEMPLATES, signoff=tmp_path / "signoff")
    made = submit(request, "宝鸡市", "2025-12-01")
    assert isinstance(made, Submitted), made.findings
    assert "眉县 事前评估.送审金额\nbaoji/meixian.yaml 第7行" in said_in(made, "核对结论表")
    assert "3 处待补" in said_in(made, "领导速览")


def test_what_no_figure_lacks_is_not_spoken_of(tmp_path: Path) -> None:
    office = Office(tmp_path, GUARDED)
    assert "其中“无”" not in said_in(office.submit(), "核对结论表")


GUARDED = """locality: 宁县
year: 2025
report: work-summary
title: 宁县2025年预算绩效管理工作情况
metrics:
  问题整改: {问题数: 110个, 整改数: 105个, 剩余数: 5个}
sections:
  - heading: 总体情况
    with: 问题整改
    text: 查出问题{{ 问题数 }}，整改{{ 整改数 }}。
"""


def test_the_summary_shows_the_share_below_100_and_no_figure_twice(packages: dict[str, Submitted]) -> None:
    said = "\n".join(words_of((packages["ningxian"].folder / "领导速览.docx").read_bytes()).body)
    assert "财政评价整改率" in said and "95.45%" in said and "自评整改率" not in said
    said = "\n".join(words_of((packages["baoji"].folder / "领导速览.docx").read_bytes()).body)
    assert said.count("24053.22万元") == 1


def test_no_sheet_speaks_to_whoever_types_commands(packages: dict[str, Submitted]) -> None:
    for made in packages.values():
        for name in ("领导速览", "数据变动表", "核对结论表", "公文格式核对表", "签批页"):
            said = "\n".join(words_of((made.folder / f"{name}.docx").read_bytes()).body)
            assert not re.search(r"reportgen|--\w|单元格|\.yaml:\d", said), (made.report.locality, name)
            assert not re.search(r"^draft\.json", said, re.MULTILINE), made.report.locality


def test_each_kind_of_digest_has_its_column(packages: dict[str, Submitted]) -> None:
    made = packages["ningxian"]
    said = list(words_of((made.folder / "签批页.docx").read_bytes()).body)
    head = said.index("文件")
    assert said[head + 1 : head + 3] == ["SHA-256", "SM3"]
    name, both = next(iter(made.submission.files.items()))
    row = [text.replace(" ", "") for text in said[head + 3 : head + 6]]
    assert row == [name, both.sha256, both.sm3]


def test_numbers_of_rows_are_centred(packages: dict[str, Submitted]) -> None:
    xml = main_part((packages["ningxian"].folder / "核对结论表.docx").read_bytes())
    assert re.search(
        '<w:pStyle w:val="TableOrdinal"/>(?:<w:keepNext/>)?</w:pPr><w:r>(?:(?!</w:p>).)*<w:t[^>]*>1</w:t>',
        xml,
    )


@given(
    st.lists(
        st.tuples(st.text("甲乙丙", max_size=30), st.text("0123456789.", max_size=12)), min_size=1, max_size=4
    )
)
def test_no_figure_and_no_word_is_broken_while_there_is_room(texts: list[tuple[str, str]]) -> None:
    heads = ("序号", "指标", "上一稿", "本稿", "写在")
    told = [[name, f"{figure}万元", f"{figure}亿元", f"xian{figure}.yaml 第7行"] for name, figure in texts]
    table = rows(heads, told, ("上一稿", "本稿"))
    lines = [["".join(run.text for run in cell.runs) for cell in row.cells] for row in table.rows]
    assert [line[1:] for line in lines] == told
    assert [line[0] for line in lines] == [str(number) for number in range(1, len(told) + 1)]
    assert sum(column.width for column in table.columns) == 1000
    for number, column in enumerate(table.columns):
        room = column.width * WIDE // 1000
        whole = column.numeric or column.ordinal
        words = [line[number] if whole else line[number].split(" ")[0] for line in lines if number != 1]
        assert all(display_width(word) + 2 <= room for word in words), (column, lines)


@pytest.mark.system
def test_the_summary_is_one_page_and_the_sheet_for_signing_begins_with_the_names(
    packages: dict[str, Submitted], tmp_path: Path
) -> None:
    names = {"领导速览": 1, "签批页": 2}
    documents = {
        f"{place}-{name}": (made.folder / f"{name}.docx").read_bytes()
        for place, made in packages.items()
        for name in names
    }
    for name, pages in typeset(documents, tmp_path).items():
        assert len(pages) <= names[name.partition("-")[2]], name
        if name.endswith("签批页"):
            first = [line.text.replace("\u3000", "").replace(" ", "") for line in pages[0].lines]
            assert [any(text.startswith(role) for text in first) for role in ("填报", "复核", "签发")] == [
                True
            ] * 3
            roles = [
                next(line for line in pages[0].lines if line.text.startswith(role))
                for role in ("填报", "复核")
            ]
            assert roles[1].top - roles[0].top >= 22, "room for an opinion by hand"
