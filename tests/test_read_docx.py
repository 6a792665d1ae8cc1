"""Reading Word files: every place that keeps words, each with its place, and nothing taken for said that is not."""

import random
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document import CellPlace, Document, Passage, Role
from reportgen.finding import Finding
from reportgen.read.docx import read_docx
from wordfiles import docx, paragraph, parts, run, table, zipped


def read(body: str, **others: str) -> Document:
    document, _ = read_docx(docx(body, **others), "报告.docx")
    assert document is not None
    return document


def findings(body: str, **others: str) -> list[Finding]:
    return read_docx(docx(body, **others), "报告.docx")[1]


def texts(body: str, **others: str) -> list[str]:
    return [passage.text for passage in read(body, **others).passages]


def held(document: Document, text: str) -> list[Passage]:
    return [passage for passage in document.passages if text in passage.text]


# ── the fourteen places ──────────────────────────────────────────────────────────────────────────────────────────────

HIDDEN = '<w:style w:type="character" w:styleId="H"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style>'
SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'


def box(inside: str, style: int) -> str:
    """A text box as Word writes it: a shape, and the same again for older programs; or only the older form."""
    old = (
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )
    new = (
        f"<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{inside}"
        "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'
    return f"<w:r>{(both, old)[style]}</w:r>"


def field(result: str, style: int) -> str:
    if style:
        return f'<w:fldSimple w:instr=" REF 金额 ">{run(result)}</w:fldSimple>'
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText> DOCPROPERTY 数123 </w:instrText></w:r>{marks[1]}{run(result)}{marks[2]}"


def split(figure: str, style: int) -> str:
    """A number in one run, or over many with marks of proofreading between."""
    return run(figure) if style else '<w:proofErr w:type="spellStart"/>'.join(run(digit) for digit in figure)


def removed(figure: str, style: int) -> str:
    """Deleted, or moved to another place."""
    if style:
        return f'<w:moveFrom w:id="2" w:author="a">{run(figure)}</w:moveFrom>'
    return f'<w:del w:id="2" w:author="a"><w:r><w:delText>{figure}</w:delText></w:r></w:del>'


LIVE: dict[str, Callable[[str, int], str]] = {
    "body": lambda n, s: paragraph("完成", split(n, s), "万元。"),
    "table": lambda n, s: table(("县", "数"), ("甲", paragraph(split(n, s)))),
    "nested table": lambda n, s: table((table((n, "乙")) + paragraph("外"), "丙")),
    "text box": lambda n, s: paragraph("旁", box(paragraph(f"框{n}万元"), s)),
    "content control": lambda n, s: (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(n)}</w:sdtContent></w:sdt>"
        if s
        else paragraph("控", f"<w:sdt><w:sdtContent>{run(n)}</w:sdtContent></w:sdt>")
    ),
    "footnote": lambda n, s: paragraph(
        "注", f'<w:r><w:{("footnote", "endnote")[s]}Reference w:id="2"/></w:r>'
    ),
    "inserted": lambda n, s: paragraph("收入", f'<w:ins w:id="1" w:author="a">{run(n)}</w:ins>', "万元"),
    "field": lambda n, s: paragraph("域", field(n, s), "万元"),
    "smart tag": lambda n, s: paragraph("签", f'<w:smartTag w:uri="u" w:element="e">{run(n)}</w:smartTag>'),
}
SILENT: dict[str, Callable[[str, int], str]] = {
    "deleted": lambda n, s: paragraph("收入", removed(n, s), "万元"),
    "hidden": lambda n, s: paragraph("明", run(n, ("<w:vanish/>", '<w:rStyle w:val="H"/>')[s]), "处"),
    "comment": lambda n, s: paragraph("批", '<w:r><w:commentReference w:id="5"/></w:r>'),
}  # fmt: skip
ELSEWHERE = {"header": "header1", "footer": "footer1"}
ROLES = {"deleted": Role.DELETED, "hidden": Role.HIDDEN, "comment": Role.COMMENT}
NOTE = '<w:{0} w:id="0" w:type="separator"><w:p/></w:{0}><w:{0} w:id="2">{1}</w:{0}>'


@pytest.mark.parametrize("seed", range(30))
def test_numbers_in_fourteen_places_are_found_each_with_its_place(seed: int) -> None:
    dice = random.Random(seed)
    places = [*LIVE, *SILENT, *ELSEWHERE]
    assert len(places) == 14
    numbers = {
        place: f"{n}.{n % 100:02}"
        for place, n in zip(places, dice.sample(range(1000, 9999), 14), strict=True)
    }
    styles = {place: dice.randrange(2) for place in places}
    blocks = [write(numbers[place], styles[place]) for place, write in {**LIVE, **SILENT}.items()]
    dice.shuffle(blocks)
    notes = NOTE.format("endnote" if styles["footnote"] else "footnote", paragraph(numbers["footnote"]))
    document, told = read_docx(
        docx(
            "".join(blocks) + SECTION,
            styles=HIDDEN,
            comments=f'<w:comment w:id="5" w:author="张">{paragraph("原为" + numbers["comment"])}</w:comment>',
            header1=paragraph("页眉" + numbers["header"]),
            footer1=paragraph("页脚", numbers["footer"]),
            **{"endnotes" if styles["footnote"] else "footnotes": notes},
        ),
        "报告.docx",
    )
    assert document is not None
    for place, number in numbers.items():
        (passage,) = held(document, number)
        start = passage.text.index(number)
        assert passage.prose.span(start, start + len(number)).quote == number, place
        assert (passage.role in ROLES.values()) == (place in ROLES), place
        assert passage.role is ROLES.get(place, passage.role)
        assert (passage.place is not None) == ("table" in place), place
    assert {finding.code for finding in told} == {"L520", "L521", "L522"}


# ── what is said ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_line_is_a_paragraph() -> None:
    document = read(paragraph("甲") + paragraph("") + table(("乙", "丙")) + paragraph("丁"))
    assert document.text.content == "甲\n\n乙\n丙\n丁"
    assert [p.prose.span(0, 1).place for p in document.passages] == ["1:1", "3:1", "4:1", "5:1"]


WORDS = st.text(st.sampled_from("甲乙丙12.,。；（ \u2028"), max_size=8)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=6))
def test_every_character_is_where_its_passage_says(lines: list[list[str]]) -> None:
    body = "".join(paragraph(*(run(word) for word in words)) for words in lines)
    document = read(body)
    for passage in document.passages:
        for index, character in enumerate(passage.text):
            assert document.text.content[passage.prose.offset(index)] == character
    written = "".join(word for words in lines for word in words)
    said = "".join(p.text for p in document.passages)
    assert [c for c in said if c not in " "] == [c for c in written if c not in " \u2028"]


def test_only_what_xml_keeps_counts_as_a_blank() -> None:
    assert texts("<w:p><w:r><w:t>  甲  </w:t><w:t xml:space='preserve'> 乙\n丙</w:t></w:r></w:p>") == [
        "甲 乙 丙"
    ]


def test_tabs_breaks_and_hyphens_are_characters() -> None:
    inside = "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t></w:r>"
    assert texts(paragraph(inside)) == ["甲 乙-丙"]


@pytest.mark.parametrize(
    ("code", "read_as"), [("F0B3", "\uf0b3"), ("B3", "\uf0b3"), ("", "\uf000"), ("x", "\uf000")]
)
def test_a_symbol_of_a_font_is_a_character_of_the_text(code: str, read_as: str) -> None:
    symbol = f'<w:r><w:sym w:font="Symbol" w:char="{code}"/></w:r>'
    assert texts(paragraph("执行率", symbol, "95%")) == [f"执行率{read_as}95%"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("关于2023年度", "预算绩效管理的报告", ["关于2023年度预算绩效管理的报告"]),
        ("共100", "200", ["共100 200"]),
        ("到此为止。", "另起一行", ["到此为止。", "另起一行"]),
        ("总的情况", "一、工作成效", ["总的情况", "一、工作成效"]),
    ],
)
def test_a_line_break_parts_what_it_ends(before: str, after: str, said: list[str]) -> None:
    assert texts(paragraph(f"<w:r><w:t>{before}</w:t><w:br/><w:t>{after}</w:t></w:r>")) == said


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    first = paragraph("送审金额6", properties='<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>')
    document = read(first + paragraph("008.00万元") + paragraph("完"))
    passage, rest = document.passages
    assert (passage.text, rest.text) == ("送审金额6008.00万元", "完")
    assert [passage.prose.span(i, i + 1).line for i in (4, 5)] == [1, 2]


def test_a_title_of_two_lines_is_one() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    title, heading = ('<w:pStyle w:val="T"/>', '<w:pStyle w:val="H"/>')
    body = paragraph("宝鸡市财政局", properties=title) + paragraph("关于2023年度工作的报告", properties=title)
    body += (
        paragraph("一、成效", properties=heading)
        + paragraph("二、打算", properties=heading)
        + paragraph("正文。")
    )
    document = read(body, styles=styles)
    assert [(p.text, p.role) for p in document.passages] == [
        ("宝鸡市财政局关于2023年度工作的报告", Role.TITLE),
        ("一、成效", Role.HEADING),
        ("二、打算", Role.HEADING),
        ("正文。", Role.TEXT),
    ]
    assert document.passages[0].prose.span(6, 8).place == "2:1"


def test_a_deleted_row_is_not_said() -> None:
    row = '<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr><w:tc><w:p><w:r><w:t>88</w:t></w:r></w:p></w:tc></w:tr>'
    (passage,) = held(read(f"<w:tbl>{row}</w:tbl>" + paragraph("完")), "88")
    assert passage.role is Role.DELETED


def test_page_numbers_and_field_codes_are_no_text() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    footer = paragraph(
        "共", f"{begin}<w:r><w:instrText>NUMPAGES</w:instrText></w:r>{separate}{run('12')}{end}", "页"
    )
    dashes = paragraph("— ", f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>', " —")
    section = SECTION.replace("</w:sectPr>", '<w:headerReference w:type="first" r:id="header2"/></w:sectPr>')
    said = texts(paragraph("文") + section, footer1=footer, header1=dashes, header2=paragraph("密级"))
    assert said == ["文", "共页", "密级"]


def test_a_field_whose_code_never_ends_hides_one_paragraph_at_most() -> None:
    broken = paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "吞")
    assert texts(broken + paragraph("还在12万元")) == ["还在12万元"]


def test_a_hidden_row_and_a_hidden_style_are_told() -> None:
    row = "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p><w:r><w:t>77</w:t></w:r></w:p></w:tc></w:tr>"
    styled = paragraph(run("66", '<w:vanish w:val="0"/>'), "55", properties='<w:pStyle w:val="P"/>')
    style = '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="p"/><w:basedOn w:val="Q"/></w:style>'
    style += '<w:style w:type="paragraph" w:styleId="Q"><w:rPr><w:vanish/></w:rPr></w:style>'
    document = read(f"<w:tbl>{row}</w:tbl>" + styled, styles=style)
    assert {p.text: p.role for p in document.passages} == {
        "77": Role.HIDDEN,
        "66": Role.TEXT,
        "55": Role.HIDDEN,
    }


def test_equations_and_phonetic_guides() -> None:
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>rou</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>柔</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert texts(paragraph("<m:oMath><m:r><m:t>9=4+5</m:t></m:r></m:oMath>", ruby)) == ["9=4+5柔"]


def test_merged_cells_keep_their_column() -> None:
    row = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='3'/></w:tcPr><w:p><w:r><w:t>合</w:t></w:r></w:p></w:tc>"
    row += f"<w:tc>{paragraph('末')}</w:tc></w:tr>"
    document = read(f"<w:tbl>{row}</w:tbl>")
    assert [p.place for p in document.passages] == [CellPlace(0, 0, 0), CellPlace(0, 0, 3)]


@pytest.mark.parametrize(("said", "meant"), [(60_000_000, 63), (10**30, 1), (-5, 1), (0, 1)])
def test_cells_span_no_more_columns_than_word_has(said: int, meant: int) -> None:
    wide = f"<w:tc><w:tcPr><w:gridSpan w:val='{said}'/></w:tcPr>{paragraph('合')}</w:tc>"
    late = f"<w:trPr><w:gridBefore w:val='{said}'/></w:trPr>"
    row = wide + f"<w:tc>{paragraph('末')}</w:tc>"
    document = read(f"<w:tbl><w:tr>{row}</w:tr><w:tr>{late}{row}</w:tr></w:tbl>")
    before = meant if meant > 1 else 0
    columns = [p.place and p.place.column for p in document.passages]
    assert columns == [0, meant, before, before + meant]


def test_a_cell_of_two_paragraphs_is_one_passage() -> None:
    document = read(table((paragraph("甲") + paragraph("乙"), "丙")))
    assert [p.text for p in document.passages] == ["甲\n乙", "丙"]


# ── automatic numbers ────────────────────────────────────────────────────────────────────────────────────────────────


def level(depth: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%3.%4", "<w:isLgl/>")
    + level(4, "bullet", "\uf0b7")
    + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="8"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def numbered(text: str, depth: int, num: int = 7) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
    return paragraph(text, properties=properties)


def test_automatic_numbers_are_read_as_printed() -> None:
    depths = [0, 1, 1, 2, 2, 3, 0, 1, 4]
    body = "".join(numbered(f"题{i}", depth) for i, depth in enumerate(depths)) + numbered("续", 0, 8)
    assert texts(body, numbering=NUMBERING) == [
        "一、题0", "（一）题1", "（二）题2", "1. 题3", "2. 题4", "1.2.1 题5", "二、题6", "（一）题7", "题8", "五、续",
    ]  # fmt: skip


HANZI = "".join(chr(0x4E00 + i % 20_000) for i in range(90_000))


@pytest.mark.parametrize(
    ("start", "form", "text", "printed"),
    [
        ("1", "decimal", "%1" + HANZI, "1" + HANZI[:253]),
        ("9000", "upperLetter", "%1" * 127, "D" * 255),
        ("9" * 4_000, "decimal", "%1、", "1、"),
    ],
)
def test_a_number_is_no_longer_than_word_prints(start: str, form: str, text: str, printed: str) -> None:
    only = level(0, form, text).replace('w:start w:val="1"', f'w:start w:val="{start}"')
    kinds = f'<w:abstractNum w:abstractNumId="0">{only}</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    assert [text.removesuffix("题").rstrip() for text in texts(numbered("题", 0), numbering=kinds)] == [
        printed
    ]


def test_a_list_has_nine_levels_whatever_the_file_says() -> None:
    deep = 10**8
    kinds = NUMBERING.replace('w:ilvl="4"', f'w:ilvl="{deep}"').replace("bullet", "decimal")
    assert texts(numbered("题", deep) + numbered("题", 0), numbering=kinds) == ["题", "一、题"]


def test_a_style_numbers_its_paragraphs_and_a_deleted_one_does_not_count() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style>'
    )
    one, two = (paragraph(text, properties='<w:pStyle w:val="T"/>') for text in ("成效", "打算"))
    gone = paragraph(
        '<w:del w:id="1" w:author="a"><w:r><w:delText>弃</w:delText></w:r></w:del>',
        properties='<w:pStyle w:val="T"/>',
    )
    document = read(one + gone + two, styles=style, numbering=NUMBERING)
    live = [p for p in document.passages if p.role is Role.HEADING]
    assert [p.text for p in live] == ["一、成效", "二、打算"]


def test_contents_lose_their_page_numbers() -> None:
    sdt = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('一、成效' + '…' * 6 + '3')}</w:sdtContent></w:sdt>"
    )
    assert texts(sdt) == ["一、成效"]


# ── what is told ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_tracked_changes_are_told_at_the_first() -> None:
    body = paragraph("开头") + SILENT["deleted"]("6008.00", 0) + LIVE["inserted"]("6108.00", 0)
    (finding,) = findings(body)
    assert finding.code == "L520"
    assert finding.message == "有修订还没有接受：插入 1 处，删除 1 处，删去的有“6008.00”；已按全部接受核对"
    assert finding.span.place == "2:3"


def test_pictures_are_told() -> None:
    picture = "<w:r><w:pict><v:shape><v:imagedata r:id='x'/></v:shape></w:pict></w:r>"
    (finding,) = findings(paragraph(picture, "图") + paragraph(picture))
    assert (finding.code, finding.severity) == ("L523", "hint")
    assert finding.message.startswith("有 2 处图片")


def test_a_clean_file_has_nothing_told() -> None:
    assert findings(paragraph("甲") + table(("乙", "1"))) == []


@pytest.mark.parametrize(("kind", "code"), list(product(("DDE", "ddeauto"), (0, 1))))
def test_fields_that_start_programs_are_refused(kind: str, code: int) -> None:
    inside = (
        f'<w:fldSimple w:instr=" {kind} c:\\\\windows\\\\cmd.exe "/>'
        if code
        else f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{kind[:2]}</w:instrText>'
        f'<w:instrText>{kind[2:]} x</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document, (finding,) = read_docx(docx(paragraph(inside)), "报告.docx")
    assert (document, finding.code) == (None, "L509")


def test_deep_nesting_is_refused() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 300 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 300
    document, (finding,) = read_docx(docx(body), "报告.docx")
    assert (document, finding.code) == (None, "L506")
    assert "套得太深" in finding.message


def test_nesting_as_deep_as_xml_allows_is_read() -> None:
    depth = 80
    body = "<w:tbl><w:tr><w:tc>" * depth + paragraph("底") + "</w:tc></w:tr></w:tbl>" * depth
    assert texts(body) == ["底"]


def test_two_hundred_thousand_paragraphs_are_too_many() -> None:
    document, (finding,) = read_docx(docx(paragraph("段") * 200_000), "报告.docx")
    assert (document, finding.code) == (None, "L506")


def test_the_strict_kind_is_refused() -> None:
    made = parts(paragraph("甲"))
    transitional, strict = (
        b"schemas.openxmlformats.org/wordprocessingml/2006",
        b"purl.oclc.org/ooxml/wordprocessingml",
    )
    made["word/document.xml"] = made["word/document.xml"].replace(transitional, strict)
    document, (finding,) = read_docx(zipped(made), "报告.docx")
    assert (document, finding.code) == (None, "L501")
