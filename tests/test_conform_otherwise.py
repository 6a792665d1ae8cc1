"""The good letter made in other ways, as Word and WPS make it: it has no fault either, in the file or on the page."""

from collections.abc import Mapping

import pytest

from deviations import Parts, deviation, footer, good, planted, styled, swap, together
from reportgen.conform import examine, for_libreoffice
from reportgen.conformity import Conformity, Strength, Verdict
from reportgen.package import XMLNS_W
from reportgen.publish.pdf import to_pdf
from test_conform import pandoc, verdicts


def cell(width: int, span: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>'


def opened(style: str, properties: str = "") -> str:
    """A paragraph of a style down to its first words."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
    return f'<w:p>{look}<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'


def ruled(side: str, before: int, line: int) -> str:
    """An empty paragraph that carries the red rule."""
    border = f'<w:pBdr><w:{side} w:val="single" w:sz="12" w:space="0" w:color="FF0000"/></w:pBdr>'
    return f'<w:p><w:pPr>{border}<w:spacing w:before="{before}" w:line="{line}" w:lineRule="exact"/></w:pPr></w:p>'


def numbered(parts: Parts) -> None:
    """Gives the document a list that begins with 2."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="2"/><w:suff w:val="nothing"/><w:lvlText w:val="%1."/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    parts["word/numbering.xml"] = f"<w:numbering {XMLNS_W}>{lists}</w:numbering>".encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
    relationship = f'<Relationship Id="rIdN" Type="{kind}" Target="numbering.xml"/></Relationships>'
    swap("</Relationships>", relationship, "word/_rels/document.xml.rels")(parts)
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
    swap(
        "</Types>",
        f'<Override PartName="/word/numbering.xml" ContentType="{media}"/></Types>',
        "[Content_Types].xml",
    )(parts)


IN_LIST = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
HALVES = '<w:tblGrid><w:gridCol w:w="4422"/><w:gridCol w:w="4422"/></w:tblGrid>'
TEXT = '<w:t xml:space="preserve">'
CLOSED = "</w:t></w:r></w:p></w:tc>"
RIGHT = '<w:ind w:left="0" w:right="{}"/><w:jc w:val="right"/>'
FRAMED = (
    '<w:tbl><w:tblPr><w:tblW w:w="8844" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
    f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>{HALVES}<w:tr>{cell(4422)}'
)
LINE = (
    '<w:r><w:pict><v:line xmlns:v="urn:schemas-microsoft-com:vml" from="79.4pt,351pt" to="521.6pt,351pt" strokecolor="red"'
    ' strokeweight="1.5pt" style="position:absolute;mso-position-horizontal-relative:page;mso-position-vertical-relative:page"/>'
    "</w:pict></w:r>"
)
UNRULED = styled(
    "DocumentNumber",
    '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="7" w:color="FF0000"/></w:pBdr>',
    "",
)
HIGH = '<w:spacing w:before="247"/></w:pPr>'
SIGNER = "林一舟</w:t></w:r></w:p>"
ROW = "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
WHOLE = f'<w:tblGrid><w:gridCol w:w="8844"/></w:tblGrid>{ROW}{cell(8844)}'
DIVIDED = HALVES + ROW + cell(8844, '<w:gridSpan w:val="2"/>')
NEXT = "{}" + CLOSED + cell(4422)
PRINTER, NUMBER = opened("Printer"), opened("DocumentNumber")
DATE = ">2024年1月12日</w:t></w:r>"
MIDDLE = '<w:ind w:right="0"/><w:jc w:val="center"/>'
COLUMN = (
    '<w:tbl><w:tblPr><w:tblW w:w="2600" w:type="dxa"/><w:tblInd w:w="5044" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
    '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="2600"/></w:tblGrid>'
    f"<w:tr>{cell(2600)}"
)
LOW = '<w:spacing w:after="140"/>'
RED_FRAMED = FRAMED.replace(
    "<w:tblLayout",
    '<w:tblBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="FF0000"/></w:tblBorders><w:tblLayout',
)
DRAWN = together(UNRULED, swap(HIGH, HIGH + LINE))
OTHERWISE = {
    "字符网格": together(
        styled("Normal", '<w:snapToGrid w:val="0"/>', ""),
        styled("Normal", '<w:spacing w:val="-5"/>', ""),
        swap('type="lines" w:line', 'type="linesAndChars" w:charSpace="4294966447" w:line', count=9),
    ),
    "只按字数缩进": together(
        styled("BodyText", ' w:firstLine="640"', ' w:firstLine="420"'),
        styled("Note", ' w:firstLine="640"', ""),
    ),
    "单倍行距对齐网格": together(
        styled("BodyText", "<w:ind", '<w:snapToGrid/><w:spacing w:line="240" w:lineRule="auto"/><w:ind'),
    ),
    "Word 的网格": swap('w:linePitch="579"', 'w:linePitch="312"', count=9),
    "印发机关和日期各一格": together(
        swap(WHOLE, DIVIDED),
        swap(cell(8844) + PRINTER, cell(4422) + PRINTER),
        swap(
            f"办公室</w:t><w:tab/>{TEXT}", NEXT.format("办公室") + opened("Printer", RIGHT.format(280)) + TEXT
        ),
    ),
    "文号和签发人各一格": together(
        UNRULED,
        swap(f"{NUMBER}<w:tab/>", FRAMED + opened("DocumentNumber", '<w:ind w:left="320"/>')),
        swap(
            f"2号</w:t><w:tab/>{TEXT}",
            NEXT.format("2号") + opened("DocumentNumber", RIGHT.format(320)) + TEXT,
        ),
        swap(SIGNER, f"{SIGNER}</w:tc></w:tr></w:tbl>" + ruled("bottom", 0, 140)),
    ),
    "红线是表格的边框": together(
        UNRULED,
        swap(f"{NUMBER}<w:tab/>", RED_FRAMED + opened("DocumentNumber", LOW + '<w:ind w:left="320"/>')),
        swap(
            f"2号</w:t><w:tab/>{TEXT}",
            NEXT.format("2号") + opened("DocumentNumber", LOW + RIGHT.format(320)) + TEXT,
        ),
        swap(SIGNER, f"{SIGNER}</w:tc></w:tr></w:tbl>"),
    ),
    "红线在下一段之上": together(
        UNRULED,
        swap(SIGNER, SIGNER + ruled("top", 140, 579)),
        styled("Title", 'w:before="1158"', 'w:before="579"'),
    ),
    "红线是图形": DRAWN,
    "附件顺序号自动编": together(
        numbered,
        swap(f"{opened('EnclosureNext')}{TEXT}2.", opened("EnclosureNext", IN_LIST) + TEXT),
        swap(f"{opened('EnclosureNext', '<w:keepNext/>')}{TEXT}3.", opened("EnclosureNext", IN_LIST) + TEXT),
    ),
    "署名和日期在表里": together(
        swap(opened("Signature", '<w:ind w:right="1560"/>'), COLUMN + opened("Signature", MIDDLE)),
        swap(opened("Date", "<w:keepNext/>"), f"</w:tc></w:tr><w:tr>{cell(2600)}" + opened("Date", MIDDLE)),
        swap(f"{DATE}</w:p>", f"{DATE}</w:p></w:tc></w:tr></w:tbl>"),
    ),
}


@pytest.fixture(scope="module")
def parts() -> Parts:
    return good()


def otherwise(parts: Parts, name: str) -> bytes:
    return planted(parts, deviation(name, OTHERWISE[name]))


def judged(name: str, document: bytes, pdf: bytes | None = None) -> Conformity:
    found = examine(f"{name}.docx", document, pdf)
    assert isinstance(found, Conformity)
    return found


def faults(found: Conformity) -> list[tuple[str, str]]:
    told = found.of(Verdict.UNMET)
    return [
        (row.clause.key, row.found.measured) for row in told if row.clause.strength is not Strength.CUSTOM
    ]


@pytest.fixture(scope="module")
def rendered(parts: Parts, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Conformity]:
    documents = {name: otherwise(parts, name) for name in OTHERWISE}
    documents["pandoc"] = pandoc(tmp_path_factory.mktemp("pandoc"))
    documents["没有画出来的红线"] = planted(
        parts, deviation("", together(DRAWN, swap(' strokecolor="red"', ' stroked="f"')))
    )
    pdfs, _ = to_pdf({name: for_libreoffice(data) for name, data in documents.items()})
    return {name: judged(name, data, pdfs[name]) for name, data in documents.items()}


@pytest.mark.parametrize("name", OTHERWISE)
def test_the_good_letter_made_otherwise_has_every_element_and_no_fault(parts: Parts, name: str) -> None:
    found = judged(name, otherwise(parts, name))
    assert faults(found) == []
    assert {row.clause.key for row in found.of(Verdict.ABSENT)} == {"c8_landscape"}


@pytest.mark.system
@pytest.mark.parametrize("name", OTHERWISE)
def test_nor_has_it_on_the_page(rendered: Mapping[str, Conformity], name: str) -> None:
    assert faults(rendered[name]) == [] and not rendered[name].of(Verdict.UNKNOWN)


@pytest.mark.system
def test_a_rule_that_the_page_does_not_show_is_missed(rendered: Mapping[str, Conformity]) -> None:
    missed = {key for key, said in faults(rendered["没有画出来的红线"]) if said == "没有找到红色分隔线"}
    assert missed == {"c7_2_7_gap", "c7_2_7_red", "c7_2_7_width"}


@pytest.mark.system
def test_pages_of_any_width_are_measured(rendered: Mapping[str, Conformity]) -> None:
    assert "c5_2_1_area" in dict(faults(rendered["pandoc"]))


def test_a_page_number_in_a_frame_is_left_to_the_page(parts: Parts) -> None:
    frames = together(
        *(footer(even, "<w:pPr>", '<w:pPr><w:framePr w:wrap="around"/>') for even in (True, False))
    )
    found = judged("framed", planted(parts, deviation("framed", frames)))
    assert verdicts(found)["c7_5_side"] == {Verdict.UNKNOWN}
