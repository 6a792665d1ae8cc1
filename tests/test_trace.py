"""Every printed figure has its row, and the row tells the truth: read back from the finished documents."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from letters import words
from ours import TEMPLATES
from pages import typeset
from projects import Project, report
from reportgen.compose import compose
from reportgen.document import Document, Passage, Role
from reportgen.package import W, parse_xml, read_parts
from reportgen.pipeline import read
from reportgen.read.docx import read_docx
from reportgen.render import render
from reportgen.report import Heading, Paragraph, Report, Run
from reportgen.trace import locate
from reportgen.value import replace
from shelf import REPORTS, TWO_YEARS, Shelf, clear, shelf


@pytest.fixture(scope="module", autouse=True)
def _cleared() -> Iterator[None]:
    yield
    clear()


def rows(made: Shelf, slug: str, sheet: str = "数据来源") -> list[dict[str, Any]]:
    """The rows of a sheet of the ledger, by their heads, as another program reads them."""
    page = openpyxl.load_workbook(made.file(slug, "ledger.xlsx"))[sheet]
    heads, *lines = page.iter_rows(values_only=True)
    return [dict(zip(map(str, heads), line, strict=True)) for line in lines]


@pytest.mark.parametrize(("year", "slug"), REPORTS)
def test_what_a_row_claims_stands_at_its_place(year: int, slug: str) -> None:
    made = shelf(year)
    text = made.document(slug).text
    listed = rows(made, slug)
    assert listed
    for row in listed:
        start = row["字"] - 1
        assert text.line(row["段"])[start : start + len(row["印出文字"])] == row["印出文字"], row
    composed, _ = compose(made.content, made.locality(slug))
    from_cells = [row["印出文字"] for row in listed if row["性质"] != "手写"]
    assert from_cells == [run.text for run in figures(composed)]


def figures(report: Report) -> Iterator[Run]:
    from reportgen.report import block_runs

    return (run for block in report.all_blocks() for run in block_runs(block) if run.figure or run.total)


_NO_FIGURE = re.compile(
    r"(?:19|20)\d\d(?=年|至|、|—|和|-)|(?<=\D)\d{1,2}(?=月|日|至\d{1,2}月)|[〔（(\[]20\d\d[〕）)\]]\d+号|(?<=附件)\d+"
)
_NUMBER_OF_A_HEADING = re.compile(r"^(?:附件：)?\s*\d+\.(?!\d)|^（\d+）")


@pytest.mark.parametrize(("year", "slug"), REPORTS)
def test_no_figure_is_naked(year: int, slug: str) -> None:
    """Every digit on the page is a row's, or that of a date, a document number or the number of a heading, row or attachment."""
    made = shelf(year)
    document = made.document(slug)
    covered = {(row["段"], row["字"] + i) for row in rows(made, slug) for i in range(len(row["印出文字"]))}
    naked, scanned = [], 0
    for passage in document.passages:
        if passage.role is Role.HEADER or is_row_number(passage):
            continue
        free = {i for pattern in (_NO_FIGURE, _NUMBER_OF_A_HEADING) for m in pattern.finditer(passage.text)
                for i in range(*m.span())}  # fmt: skip
        for i, character in enumerate(passage.text):
            place = passage.prose.span(i, i + 1)
            scanned += character.isdigit()
            if character.isdigit() and (place.line, place.column) not in covered and i not in free:
                naked.append((place.line, passage.text[max(0, i - 8) : i + 8]))
    assert naked == []
    assert scanned > 30


def is_row_number(passage: Passage) -> bool:
    return passage.place is not None and passage.place.column == 0 and passage.text.strip().isdigit()


ANNOTATED = """
locality: 宁县
year: 2025
report: official-letter
title: 2025年{{ 事前评估.项目数 }}项目|事前评估情况
letter:
  发文机关: 宁县财政局
  发文字号: 宁财函〔2025〕7号
  签发人: 张三
  主送机关: 市财政局
  成文日期: 2025年12月1日
  附注: 联系电话：0934-6622110
metrics:
  事前评估: {项目数: 260个, 送审金额: 64727.72万元, 审减金额: 6008.00万元, 审定金额: 58719.72万元}
  分类: {表: [{类: 甲, 数: 3个}, {类: 乙, 数: 4个}]}
sections:
  - heading: 情况
    with: 事前评估
    text: 按《“1233”行动方案》和“2.0”版要求，送审{{ 送审金额 }}，见附件1、附件2。
    table: {rows: 分类.表, columns: [数], title: "{{ 项目数 }}项目分类"}
attachments:
  - title: 审减{{ 事前评估.审减金额 }}的清单
    sections: [{text: 略。}]
  - title: 说明
    sections: [{text: 无。}]
""".lstrip()


def test_figures_in_titles_captions_and_enclosures_have_rows_and_controls(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": ANNOTATED})
    outcome = made.build(draft=True)
    (one,) = outcome.built
    assert one.written
    data = one.written.read_bytes()
    document, _ = read_docx(data, "x.docx")
    assert document
    book = openpyxl.load_workbook(one.written.with_name("ledger.xlsx"))
    by_hand = [row[2] for row in book["需人工核对"].iter_rows(values_only=True) if row[1] == "手写"]
    assert by_hand == ["0934-6622110"]
    page = book["数据来源"]
    heads, *lines = page.iter_rows(values_only=True)
    listed = [dict(zip(map(str, heads), line, strict=True)) for line in lines]
    for row in listed:
        assert document.text.line(row["段"])[row["字"] - 1 :].startswith(row["印出文字"]), row
    by_kind = [(row["印出文字"], row["指标"], row["说明"]) for row in listed if row["性质"] == "手写"]
    assert by_kind == [
        ("1233", "手写", "书名号内"), ("2.0", "手写", "引号内"), ("0934-6622110", "手写", "直接写在文字里，没有单元格")
    ]  # fmt: skip
    places = [(row["指标"], row["印出文字"]) for row in listed if row["性质"] == "填写"]
    assert places.count(("事前评估.项目数", "260个")) == 2, "title and caption"
    assert places.count(("事前评估.审减金额", "6008.00万元")) == 2, "enclosure and attachment"
    assert [text for tag, text in controls(data) if tag == "事前评估.审减金额"] == ["6008.00万元"] * 2
    assert [text for tag, text in controls(data) if tag == "事前评估.项目数"] == ["260个"] * 2
    assert OpenXmlValidator().validate(str(one.written)).errors == []
    final, _ = render(replace(composed(made), draft=False), TEMPLATES)
    assert final and controls(final) == []
    assert body(data)[: len(body(final))] == body(final), "the draft's notices come after"


def composed(made: Project) -> Report:
    content, _ = read(made.request())
    report, _ = compose(content, content.localities["2025/ningxian"], draft=True)
    return report


def document_of(report: Report) -> Document:
    data, findings = render(report, TEMPLATES)
    assert data, findings
    document, _ = read_docx(data, "x.docx")
    assert document
    return document


BLOCKS = (
    Heading(1, (Run("一、工作情况"),)),
    words(
        "评审",
        Run("260个", figure="2025/x#事前评估.项目数"),
        "项目，审减",
        Run("6008.00万元", figure="2025/x#事前评估.审减金额"),
        "。",
    ),
    words("又评", Run("34个", figure="2025/x#部门评价.评价数"), "项目。"),
)
REPORT = Report("x", 2025, "宁县", "work-summary", "情况", ("情况",), "", None, BLOCKS, (), ())


def test_places_count_from_one_as_the_reader_does() -> None:
    located, findings = locate(REPORT, document_of(REPORT))
    assert findings == []
    assert [(one.run.text, one.spot and (one.spot.paragraph, one.spot.column)) for one in located] == [
        ("260个", (3, 3)),
        ("6008.00万元", (3, 12)),
        ("34个", (4, 3)),
    ]


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        (BLOCKS[:2], "没有照原样印"),
        ((BLOCKS[0], BLOCKS[2], BLOCKS[1]), "没有照原样印"),
        ((*BLOCKS, BLOCKS[1]), "不止一次"),
        ((BLOCKS[0], words("评审26个项目，审减6008.00万元。"), BLOCKS[2]), "没有照原样印"),
    ],
)
def test_what_is_lost_doubled_moved_or_changed_is_an_error(
    printed: tuple[Paragraph | Heading, ...], word: str
) -> None:
    _, findings = locate(REPORT, document_of(replace(REPORT, blocks=printed)))
    assert [finding.code for finding in findings] == ["O103"]
    assert word in findings[0].message


def test_a_template_that_drops_a_paragraph_stops_the_report(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report()})
    parts = read_parts((TEMPLATES / "work-summary.docx").read_bytes())
    assert isinstance(parts, dict)
    source = parts["word/document.xml"].decode().replace("block.level == 1 %}", "block.level == 2 %}")
    broken = BytesIO()
    with zipfile.ZipFile(broken, "w") as package:
        for name, data in (parts | {"word/document.xml": source.encode()}).items():
            package.writestr(name, data)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "work-summary.docx").write_bytes(broken.getvalue())
    from reportgen.pipeline import build

    outcome = build(replace(made.request(), templates=tmp_path / "templates"))
    assert {finding.code for finding in outcome.findings if finding.is_error} == {"O103"}
    assert made.files() == {}


@pytest.mark.parametrize(("year", "slug"), REPORTS)
def test_a_draft_names_the_cell_of_every_figure_and_a_final_none(
    year: int, slug: str, tmp_path: Path
) -> None:
    content = shelf(year).content
    report, _ = compose(content, content.localities[f"{year}/{slug}"])
    final, _ = render(report, TEMPLATES)
    draft, _ = render(replace(report, draft=True), TEMPLATES)
    assert final and draft
    assert controls(final) == []
    own = f"{year}/{slug}#"
    wanted = [
        run.figure.removeprefix(own) or f"合计行.{run.total and run.total.name}" for run in figures(report)
    ]
    assert [tag for tag, _ in controls(draft)] == [w if len(w) <= 64 else f"{w[:55]}~" for w in wanted]
    assert [text for _, text in controls(draft)] == [run.text for run in figures(report)]
    assert body(draft) == body(final)
    (tmp_path / "draft.docx").write_bytes(draft)
    assert OpenXmlValidator().validate(str(tmp_path / "draft.docx")).errors == []


def controls(data: bytes) -> list[tuple[str, str]]:
    """Tag and text of each content control; a tag that was cut, up to its mark."""
    parts = read_parts(data)
    assert isinstance(parts, dict)
    root = parse_xml(parts["word/document.xml"])
    found = []
    for control in root.iter(W + "sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        assert tag is not None
        value = tag.get(W + "val", "")
        found.append((re.sub("~.{8}$", "~", value), "".join(t.text or "" for t in control.iter(W + "t"))))
    ids = [e.get(W + "val") for e in root.iterfind(f".//{W}sdtPr/{W}id")]
    assert len(ids) == len(set(ids))
    return found


def body(data: bytes) -> list[str]:
    document, _ = read_docx(data, "x.docx")
    assert document
    return [passage.text for passage in document.passages if "草稿" not in passage.text]


def test_last_years_values_and_changes() -> None:
    listed = {row["指标"]: row for row in rows(shelf(2024, TWO_YEARS), "heilongjiang")}
    said = {
        path: (row["上年"], row["较上年"], row["较上年（%）"]) for path, row in listed.items() if row["上年"]
    }
    assert said == {
        "自评价.专项资金数": ("192项", "−31项（−16.1%）", -16.1),
        "自评价.债券项目数": ("2074项", "−495项（−23.9%）", -23.9),
        "重点评价.部门数": ("26个", "−2个（−7.7%）", -7.7),
        "重点评价.政策数": ("223项", "−2项（−0.9%）", -0.9),
    }
    assert listed["自评价.资金合计"]["性质"] == "推算"
    assert listed["自评价.资金合计"]["代入数值"] == "210亿元 + 597亿元"
    assert listed["自评价.债券项目数"]["来源"] == "债券项目库年末导出"


@pytest.mark.system
def test_libreoffice_shows_the_text_of_a_draft_unchanged(tmp_path: Path) -> None:
    content = shelf(2025).content
    report, _ = compose(content, content.localities["2025/ningxian"])
    final, _ = render(report, TEMPLATES)
    draft, _ = render(replace(report, draft=True), TEMPLATES)
    assert final and draft
    pages = typeset({"final": final, "draft": draft}, tmp_path)
    texts = {
        name: "".join(line.text for page in found for line in page.lines if "未经审签" not in line.text)
        for name, found in pages.items()
    }
    draft_text, final_text = (re.sub("— \\d+ —", "", texts[name]) for name in ("draft", "final"))
    assert draft_text == final_text  # lines may break a character earlier or later around a content control
