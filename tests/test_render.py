"""A report through its template: what stands in the document, in which style, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from openxml_audit import OpenXmlValidator

from letters import (
    ALL,
    ATTACHMENTS,
    CLASSIFIED,
    COPIED,
    DRAFT,
    HEAD,
    JOINT,
    LETTER,
    SHORT,
    SIGNED_SUMMARY,
    SUMMARY,
    TABLE,
    words,
)
from ours import TEMPLATES
from reportgen.package import Element, W, parse_xml, read_parts
from reportgen.render import render
from reportgen.report import Column, Mark, Paragraph, Report, Row, Run, Table, TableCell
from reportgen.value import replace
from test_render_lint import rewritten


def document(report: Report, part: str = "word/document.xml", templates: Path = TEMPLATES) -> Element:
    data, findings = render(report, templates)
    assert findings == [] and data is not None
    parts = read_parts(data)
    assert isinstance(parts, dict)
    return parse_xml(parts[part])


def texts(root: Element) -> list[str]:
    return ["".join(t.text or "" for t in p.iter(W + "t")) for p in root.iter(W + "p")]


def styled(root: Element, style: str) -> Iterator[Element]:
    for paragraph in root.iter(W + "p"):
        if paragraph.findall(f"{W}pPr/{W}pStyle[@{W}val='{style}']"):
            yield paragraph


def only(root: Element, style: str) -> Element:
    (paragraph,) = styled(root, style)
    return paragraph


@pytest.mark.parametrize("report", ALL.values(), ids=ALL)
def test_every_document_is_valid(report: Report, tmp_path_factory: pytest.TempPathFactory) -> None:
    data, findings = render(report, TEMPLATES)
    assert findings == [] and data is not None
    path = tmp_path_factory.mktemp("docx") / "report.docx"
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


@pytest.mark.parametrize("report", ALL.values(), ids=ALL)
def test_the_same_report_gives_the_same_bytes(report: Report) -> None:
    assert render(report, TEMPLATES) == render(report, TEMPLATES)


@pytest.mark.parametrize("report", ALL.values(), ids=ALL)
def test_no_paragraph_is_empty_but_where_the_format_demands_one(report: Report) -> None:
    body = document(report)[0]
    for paragraph in body.findall(W + "p"):
        if not "".join(t.text or "" for t in paragraph.iter(W + "t")):
            around = (paragraph.getprevious(), paragraph.getnext())
            assert any(element is not None and element.tag == W + "tbl" for element in around)


def test_a_letter_reads_in_the_order_of_the_standard() -> None:
    lines = texts(document(COPIED))
    wanted = [
        "云溪市财政局文件",
        "云财绩〔2024〕2号签发人：林一舟",
        "云溪市财政局",
        "关于2023年度预算绩效管理工作的报告",
        "省财政厅：",
    ]
    assert lines[:5] == wanted
    assert lines[-6:-3] == ["云溪市财政局", "2024年1月12日", "（联系人：王五，电话：0900-1234567）"]
    assert lines[-3].startswith("抄送：市人大常委会") and lines[-2] == "云溪市财政局办公室2024年1月12日印发"


def test_a_note_stays_on_the_page_of_the_date_above_it() -> None:
    for note in ("", "（联系人：王五）"):
        root = document(replace(LETTER, letterhead=replace(HEAD, note=note)))
        assert (only(root, "Date").find(f"{W}pPr/{W}keepNext") is not None) == bool(note)


def test_enclosures_hang_by_their_number() -> None:
    body = document(LETTER)
    assert [texts(body).count(line) for line in ("附件：1.把好第一道关口从源头管住预算", "2.评价为基")] == [
        1,
        1,
    ]
    one = document(replace(LETTER, enclosures=("评价为基",), attachments=ATTACHMENTS[1:2]))
    assert "".join(t.text or "" for t in only(one, "Enclosure").iter(W + "t")) == "附件：评价为基"
    many = document(replace(LETTER, enclosures=tuple(f"{n}.附表" for n in range(1, 13))))
    assert len(list(styled(many, "EnclosureTens"))) == 3


@pytest.mark.parametrize("report", ALL.values(), ids=ALL)
def test_docxtpl_itself_prints_the_same(report: Report) -> None:
    template = DocxTemplate(TEMPLATES / f"{report.template}.docx")
    template.render({"report": report}, SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
    theirs = parse_xml(template.docx.element.xml.encode())
    ours, printed = texts(document(report)), texts(theirs)
    assert sorted(filter(None, printed)) == sorted(filter(None, ours))  # the imprint alone moves


def test_what_xml_would_swallow_is_printed() -> None:
    evil = "A&B 公司 <试行> 5<6 且 7>3 ]]> <!-- “引” {{ report.title }} {% if %} {_{ </w:t>"
    report = replace(
        SHORT, blocks=(words(evil),), title_lines=(evil,), letterhead=replace(HEAD, issuers=(evil,))
    )
    assert texts(document(report)).count(evil) == 3


def test_spaces_at_the_edge_of_a_run_stay() -> None:
    assert "前 中 后" in texts(document(replace(SHORT, blocks=(words("前 ", "中", " 后"),))))


def test_levels_have_their_styles() -> None:
    body = document(SHORT)
    assert [next(styled(body, f"Heading{n}")) is not None for n in (1, 2)] == [True, True]
    leads = document(LETTER)
    fonts = {s.get(W + "val") for s in leads.iter(W + "rStyle")}
    assert fonts == {"RunInHeading1", "RunInHeading2", "SignerName"}


def test_a_draft_says_so_on_every_page_and_lists_its_notices() -> None:
    for part in ("word/header1.xml", "word/header2.xml"):
        assert texts(document(DRAFT, part)) == ["草稿　未经审签，不得报送"]
        assert texts(document(LETTER, part)) == [""]
    body = document(DRAFT)
    assert texts(body)[-2:] == ["核对提示", *DRAFT.notices]
    marked = [run for run in body.iter(W + "r") if run.find(f"{W}rPr/{W}highlight") is not None]
    assert ["".join(t.text or "" for t in run.iter(W + "t")) for run in marked] == ["【待补：送审金额】"]


def test_columns_share_the_width_of_their_page() -> None:
    tables = [t for t in document(LETTER)[0].findall(W + "tbl") if t.findall(f".//{W}tblHeader")]
    portrait, landscape = ([int(c.get(W + "w", 0)) for c in t.iter(W + "gridCol")] for t in tables)
    assert (sum(portrait), sum(landscape)) == (8844, 12756)
    assert len(portrait) == 7 and portrait[0] == 8844 * 160 // 1000
    for table in tables:
        cells = [int(c.get(W + "w", 0)) for c in table.findall(f"{W}tr[1]/{W}tc/{W}tcPr/{W}tcW")]
        assert cells == [int(c.get(W + "w", 0)) for c in table.iter(W + "gridCol")]
        assert table.findall(f"{W}tr/{W}trPr/{W}cantSplit") and len(table.findall(f"{W}tr")) == 13


BARE = {
    "no grid": r"<w:tblGrid>.*?</w:tblGrid>",
    "no widths": r"<w:t(?:c|bl)W [^>]*/>",
    "no width of the table": r"<w:tblW [^>]*/>",
    "a head without widths": r"<w:tcW [^>]*/>(?=((?!</w:tc>).)*column.title)",
    "nothing of cells": r"<w:tcPr>.*?</w:tcPr>",
    "no properties at all": r"<w:t(?:cPr|blPr|blGrid)>.*?</w:t(?:cPr|blPr|blGrid)>",
}


@pytest.mark.parametrize("pattern", BARE.values(), ids=BARE)
def test_columns_get_their_widths_in_a_bare_template_too(tmp_path: Path, pattern: str) -> None:
    _assert_widths(document(SUMMARY, templates=rewritten(tmp_path, pattern, "")))


def test_widths_in_percent_become_widths(tmp_path: Path) -> None:
    percent = r'\1 w:type="pct" w:w="5000"/>'
    _assert_widths(document(SUMMARY, templates=rewritten(tmp_path, r"(<w:t(?:c|bl)W) [^>]*/>", percent)))


def test_a_row_with_fewer_cells_leaves_the_next_its_widths(tmp_path: Path) -> None:
    note = '<w:tr><w:tc><w:tcPr><w:tcW w:w="9" w:type="dxa"/><w:gridSpan w:val="7"/></w:tcPr><w:p/></w:tc></w:tr>'
    templates = rewritten(tmp_path, r"</w:tblHeader>.*?</w:tr>|<w:tblHeader/>.*?</w:tr>", rf"\g<0>{note}")
    table = next(t for t in document(SUMMARY, templates=templates)[0].findall(W + "tbl"))
    rows = [[c.get(W + "w") for c in row.iter(W + "tcW")] for row in table.findall(W + "tr")]
    assert len(rows[1]) == 1 and rows[0] == rows[2] == rows[-1]


def _assert_widths(body: Element) -> None:
    (table,) = (t for t in body[0].findall(W + "tbl") if t.findall(f".//{W}tblHeader"))
    columns = [c.get(W + "w") for c in table.iter(W + "gridCol")]
    assert len(columns) == 7 and sum(int(width or 0) for width in columns) == 8844
    for row in table.findall(W + "tr"):
        widths = [c[0].find(W + "tcW") for c in row.findall(W + "tc")]
        assert [(w.get(W + "w"), w.get(W + "type")) for w in widths if w is not None] == [
            (width, "dxa") for width in columns
        ]
    whole = table[0].find(W + "tblW")
    assert whole is not None and (whole.get(W + "w"), whole.get(W + "type")) == ("8844", "dxa")


def test_numbers_stand_right_and_totals_stand_out() -> None:
    body = document(SUMMARY)
    assert [
        len(list(styled(body, s))) for s in ("TableNumber", "TableText", "TableTotalNumber", "TableTotal")
    ] == [
        55,
        22,
        5,
        2,
    ]


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (120, ["送审金额", "（万元）"]),  # in smaller type, as no line would hold （万元）
        (60, ["送审金额（万元）"]),  # nor would the smallest: left to Word
        (170, ["送审金额", "（万元）"]),
        (250, ["送审金额（万元）"]),
    ],
)
def test_a_head_is_broken_before_its_unit(width: int, lines: list[str]) -> None:
    head = Column("送审金额（万元）", width, True, title_words=("送审", "金额", "（万元）"))
    columns = (head, Column("备注", 1000 - width, numeric=False))
    cells = tuple(map(TableCell, ((Run("1"),), (Run("无"),)), columns))
    body = document(replace(SUMMARY, blocks=(Table("", "", columns, (Row(cells),)),)))
    first, *_ = styled(body, "TableHead")
    assert [t.text for t in first.iter(W + "t")] == lines
    assert len(list(first.iter(W + "br"))) == len(lines) - 1


@pytest.mark.parametrize(("columns", "size"), [(5, None), (8, "22"), (40, "15")])
def test_a_table_of_many_figures_is_set_smaller_before_one_is_broken(columns: int, size: str | None) -> None:
    heads = [Column("审减", 1000 // columns, numeric=True) for _ in range(columns)]
    cells = tuple(TableCell((Run("10000.25"),), head) for head in heads)
    waiting = tuple(TableCell((Run("【待补：审减金额】", Mark.PENDING),), head) for head in heads)
    table = Table("", "", tuple(heads), (Row(cells), Row(waiting)))
    (found,) = document(replace(SUMMARY, blocks=(table,))).iter(W + "tbl")
    assert {s.get(W + "val") for s in found.iter(W + "sz")} == ({size} if size else set())
    pitches = {spacing.get(W + "line") for spacing in found.iter(W + "spacing")}
    assert pitches == ({str(int(size) * 40 // 3)} if size else set())


def test_a_total_never_stands_alone_on_a_page() -> None:
    (table,) = document(SUMMARY).iter(W + "tbl")
    *others, before_last, last = table.iter(W + "tr")
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in before_last.iter(W + "p"))
    assert not [kept for row in (*others, last) for kept in row.iter(W + "keepNext")]


def test_a_note_never_stands_alone_on_a_page() -> None:
    note = Paragraph((Run("注：甲报告"),), note=True)
    (table,) = document(replace(SUMMARY, blocks=(TABLE, note))).iter(W + "tbl")
    *others, before_last, last = table.iter(W + "tr")
    kept = [
        p.find(f"{W}pPr/{W}keepNext") is not None for row in (before_last, last) for p in row.iter(W + "p")
    ]
    assert all(kept) and not [kept for row in others for kept in row.iter(W + "keepNext")]


def test_row_numbers_stand_in_the_middle_and_a_note_belongs_to_its_table() -> None:
    columns = (Column("序号", 100, numeric=False, ordinal=True), Column("名称", 900, numeric=False))
    cells = tuple(map(TableCell, ((Run("1"),), (Run("甲报告"),)), columns))
    note = Paragraph((Run("注：甲报告"), Run("【待补：数】", Mark.PENDING)), note=True)
    blocks = (Table("", "", columns, (Row(cells),)), note)
    for report in (SUMMARY, replace(LETTER, attachments=(replace(ATTACHMENTS[0], blocks=blocks),))):
        body = document(replace(report, blocks=blocks))
        for style, text in (
            ("TableOrdinal", "1"),
            ("TableText", "甲报告"),
            ("TableNote", "注：甲报告【待补：数】"),
        ):
            found = ["".join(t.text or "" for t in p.iter(W + "t")) for p in styled(body, style)]
            assert found and set(found) == {text}


def test_a_summary_lists_what_is_attached() -> None:
    assert [line for line in texts(document(SIGNED_SUMMARY)) if "统计表" in line] == [
        "附件：1.统计表甲",
        "2.统计表乙",
        "统计表甲",
        "统计表乙",
    ]


def orientations(root: Element) -> list[str]:
    return [size.get(W + "orient", "portrait") for size in root.iter(W + "pgSz")]


def test_a_landscape_attachment_has_its_own_section() -> None:
    assert orientations(document(LETTER)) == ["portrait", "landscape", "portrait"]
    assert orientations(document(SHORT)) == ["portrait"]
    assert orientations(document(SIGNED_SUMMARY)) == ["portrait", "landscape", "landscape"]
    *_, last = document(LETTER).iter(W + "sectPr")
    assert last.find(W + "titlePg") is not None
    assert [kind.get(W + "val") for kind in last.iter(W + "type")] == ["evenPage"]


def test_several_signers_stand_two_in_a_line_with_the_number_last() -> None:
    lines = texts(document(CLASSIFIED))
    assert lines[:3] == ["000012", "机密★1年", "特急"]
    assert lines[4:6] == ["签发人：林一舟张　三", "云财绩〔2024〕2号李四光"]


@pytest.mark.parametrize(
    ("signers", "stops"),
    [
        (("林一舟", "张三"), (5324, 6604, 7884)),
        (("张三", "林一舟", "欧阳修远"), (4684, 5964, 7564)),
    ],
)
def test_names_below_names_end_one_character_from_the_edge(
    signers: tuple[str, ...], stops: tuple[int, ...]
) -> None:
    body = document(replace(SHORT, letterhead=replace(HEAD, signers=signers)))
    lines = [*styled(body, "Signers"), *styled(body, "DocumentNumberJoint")]
    assert len(lines) == (len(signers) + 1) // 2
    for line in lines:
        tabs = [(tab.get(W + "val"), tab.get(W + "pos")) for tab in line.iter(W + "tab") if tab.keys()]
        assert [int(position or 0) for kind, position in tabs if kind == "left"] == list(stops)
        cleared = {position for kind, position in tabs if kind == "clear"}
        assert cleared == {"4950", "6304", "7564"} - {str(stop) for stop in stops}


def test_a_long_mark_is_narrowed_and_keeps_its_height() -> None:
    mark = only(document(CLASSIFIED), "IssuerMark")
    (scale,) = {w.get(W + "val") for w in mark.iter(W + "w")}
    assert scale == str(8844 * 100 // (15 * 960))
    (spacing,) = mark.findall(f"{W}pPr/{W}spacing")
    assert spacing.get(W + "before") == str(1984 - 3 * 579)
    assert not list(only(document(SHORT), "IssuerMark").iter(W + "w"))


def test_two_texts_too_long_for_their_line_are_narrowed_on_it() -> None:
    head = replace(
        HEAD, signers=("古丽巴哈尔·买买提依明",), printer="云溪市人力资源和社会保障局（云溪市退役军人事务局）"
    )
    wide = replace(head, number="云人社绩效办发〔2024〕1234号")
    body = document(replace(SHORT, letterhead=wide))
    scales = [
        [w.get(W + "val") for w in only(body, style).iter(W + "w")] for style in ("DocumentNumber", "Printer")
    ]
    assert scales == [["84", "84"], ["82"]]
    assert not list(only(document(replace(SHORT, letterhead=head)), "DocumentNumber").iter(W + "w"))


def test_a_long_mark_may_hold_what_newer_versions_of_word_write(tmp_path: Path) -> None:
    newer = (
        '<w14:shadow xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:sx="100000"/>'
        '<w14:ligatures xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:val="none"/>'
    )
    letter = "official-letter.docx"
    templates = rewritten(
        tmp_path, r"</w:rPr>(?=<w:t[ >][^<]*letterhead\.mark)", newer + "</w:rPr>", template=letter
    )
    mark = only(document(CLASSIFIED, templates=templates), "IssuerMark")
    (properties,) = mark.iterfind(f"{W}r/{W}rPr")
    assert [str(child.tag).rpartition("}")[2] for child in properties] == [
        "rFonts",
        "w",
        "shadow",
        "ligatures",
    ]


def test_a_template_that_prints_nothing_gives_an_empty_page(tmp_path: Path) -> None:
    nothing = "<w:p><w:r><w:t>{%p if report.edition %}</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>"
    body = document(SUMMARY, templates=rewritten(tmp_path, "<w:body>.*(?=<w:sectPr)", f"<w:body>{nothing}"))[
        0
    ]
    assert [child.tag for child in body] == [W + "p", W + "sectPr"]


@pytest.mark.parametrize(
    ("signature", "right"),
    [("云溪市财政局", 1280 + (2420 - 6 * 320) // 2), ("云溪市发展和改革委员会办公室综合科", 0)],
)
def test_the_signature_is_centred_on_the_date(signature: str, right: int) -> None:
    report = replace(SHORT, letterhead=replace(HEAD, issuers=(signature,)))
    (indent,) = only(document(report), "Signature").findall(f"{W}pPr/{W}ind")
    assert abs(int(indent.get(W + "right", -1)) - right) <= 40


def test_the_issuers_of_a_joint_issue_stand_below_one_another() -> None:
    body = document(JOINT)
    table, marks = next(body.iter(W + "tbl")), list(styled(body, "IssuerMarkJoint"))
    assert texts(table) == ["云溪市财政局", "云溪市发展和改革委员会", "云溪市审计局", "文件"]
    assert list(table.iter(W + "p")) == marks
    assert sum(int(column.get(W + "w", 0)) for column in table.iter(W + "gridCol")) <= 8844
    assert {scale.get(W + "val") for scale in table.iter(W + "w")} == {str(8824 * 100 // (11 * 960 + 2400))}
    assert {space.get(W + "before") for space in table.iter(W + "spacing")} == {str(1984 - 2 * 579)}

    lines = [*styled(body, "Signature"), *styled(body, "Date")]
    ends = [int(indent.get(W + "right", 0)) for line in lines for indent in line.iter(W + "ind")]
    start = 640 + 11 * 315
    assert ends[:3] == [start - 6 * 315, 640, start - 6 * 315]
    assert start - ends[3] == 640 + (7 * 160 + 3 * 320 + 5 * 80) - 10 * 5


def test_a_signature_too_long_to_stand_over_the_date_draws_it_under_its_middle() -> None:
    name = "云溪市人民政府国有资产监督管理委员会办公室"
    root = document(replace(SHORT, letterhead=replace(HEAD, issuers=(name,))))
    ends = [only(root, style).find(f"{W}pPr/{W}ind") for style in ("Signature", "Date")]
    date = 7 * 160 + 3 * 320 + 5 * 80
    assert [end is not None and end.get(W + "right") for end in ends] == ["0", str((21 * 320 - date) // 2)]


def test_the_imprint_floats_from_a_line_of_its_own() -> None:
    root = document(COPIED)
    assert [child.tag for child in root[0]][-3:] == [W + "tbl", W + "p", W + "sectPr"]
    assert root[0][-2] is only(root, "ImprintAnchor")


def test_properties_name_the_report_and_no_clock() -> None:
    root = document(LETTER, "docProps/core.xml")
    assert [element.text for element in root] == [LETTER.name, "云溪市财政局"]
