"""What a template can print is judged before it prints anything: templates as people make them, and random ones."""

import io
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from lxml.etree import tostring

from letters import SUMMARY, TABLE, words
from ours import TEMPLATES
from reportgen.package import MAIN_PART, W, XmlError, parse_xml, read_parts, write_package
from reportgen.render import render
from reportgen.render.body import Body
from reportgen.render.level import CUT, BlockAcross, judge_levels
from reportgen.render.prepare import prepare
from reportgen.report import Report, Run
from reportgen.value import replace
from test_render_lint import changed
from wordfiles import NAMESPACES, paragraph

BODY = "<w:body>"
TEMPLATE = "work-summary.docx"


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def box(*paragraphs: str) -> str:
    """A text box, as Word 2010 and later write it: twice, for itself and for programs that do not know it."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


CELL = '<w:tc><w:tcPr><w:tcW w:w="100" w:type="dxa"/></w:tcPr>{}</w:tc>'
GRID = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid>'

SOUND = {
    "an if within a run": paragraph(text("甲{% if report.draft %}乙{% else %}丙{% endif %}丁")),
    "an if over runs": paragraph(text("甲{% if report.draft %}"), text("乙"), text("{% endif %}丙")),
    "an if over paragraphs": paragraph(text("甲{% if report.draft %}乙"))
    + paragraph(text("丙{% endif %}丁")),
    "a for over paragraphs": paragraph(text("甲{% for line in report.title_lines %}{{ line }}"))
    + paragraph(text("丙{% endfor %}丁")),
    "a run of its own": paragraph(
        text("甲"), text("{%r if report.draft %}"), text("乙"), text("{%r endif %}")
    ),
    "cells": f"<w:tbl>{GRID}<w:tr>"
    + "".join(
        CELL.format(paragraph(text(t)))
        for t in ("{%tc for line in report.title_lines %}", "{{ line }}", "{%tc endfor %}")
    )
    + "</w:tr></w:tbl>"
    + paragraph("甲"),
    "a table in a table": f"<w:tbl>{GRID}<w:tr>"
    + CELL.format(
        f"<w:tbl>{GRID}<w:tr>{CELL.format(paragraph('{{ report.title }}'))}</w:tr></w:tbl>" + paragraph("甲")
    )
    + "</w:tr></w:tbl>"
    + paragraph("乙"),
    "a text box": paragraph(
        box(
            paragraph("{%p for line in report.title_lines %}"),
            paragraph("{{ line }}"),
            paragraph("{%p endfor %}"),
        )
    ),
    "an if around a text box": paragraph(
        text("{% if report.draft %}甲"), box(paragraph("乙")), text("{% endif %}")
    ),
    "an attribute": '<w:p w:rsidR="{% if report.draft %}1{% else %}2{% endif %}{{ report.year }}"/>',
    "a hyperlink": paragraph(
        f'<w:hyperlink w:anchor="x">{text("{% if report.draft %}甲{% endif %}")}</w:hyperlink>'
    ),
    "tidy XML": "\n  " + paragraph("{{ report.title }}") + "\n  ",
    "what < and > are": paragraph(text("a &lt; b &gt; &amp;amp; \" ' {{ report.title }}")),
}


@pytest.fixture(params=SOUND.values(), ids=list(SOUND))
def sound(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with a template that holds some XML as people, Word and WPS make it."""
    return _with(tmp_path, request.param)


def _with(folder: Path, xml: str) -> Path:
    root = f"<w:document {NAMESPACES}><w:body>"
    part = _part((TEMPLATES / TEMPLATE).read_bytes()).decode()
    return changed(folder, part[part.index("<w:document") : part.index(BODY) + len(BODY)], root + xml)


def _part(data: bytes) -> bytes:
    parts = read_parts(data)
    assert isinstance(parts, dict)
    return parts[MAIN_PART]


@pytest.mark.parametrize("draft", [False, True])
def test_what_people_make_prints_what_docxtpl_prints(sound: Path, draft: bool) -> None:
    report = replace(SUMMARY, draft=draft, title_lines=("A&B <1>", '"2"'), blocks=(words(Run("文")), TABLE))
    data, findings = render(report, sound)
    assert findings == [] and data is not None
    theirs = DocxTemplate(sound / TEMPLATE)
    theirs.render({"report": report}, autoescape=True)
    target = io.BytesIO()
    theirs.save(target)
    assert list(_texts(_part(data))) == list(_texts(_part(target.getvalue())))


def _texts(part: bytes) -> Iterator[str]:
    for element in parse_xml(part).iter(W + "p"):
        if words := "".join(t.text or "" for t in element.iter(W + "t")):
            yield words


def test_the_body_is_cut_between_its_elements(sound: Path) -> None:
    prepared, findings = prepare((sound / TEMPLATE).read_bytes(), TEMPLATE)
    assert prepared is not None and findings == ()
    filled = prepared.templates[MAIN_PART].render(report=SUMMARY)
    whole = parse_xml(filled.replace(CUT, "").encode())
    assert [tostring(piece.tree) for piece in Body(filled).pieces] == [tostring(child) for child in whole[0]]


def test_an_element_answers_as_it_is_now() -> None:
    root = f"<w:document {NAMESPACES}><w:body>"
    styled, table = '<w:p><w:pPr><w:pStyle w:val="甲"/></w:pPr></w:p>', "<w:tbl><w:tr/></w:tbl>"
    (piece,) = Body(f"{root}{CUT}{styled}{CUT}</w:body></w:document>").pieces
    assert (piece.is_paragraph, piece.is_table, piece.style) == (True, False, "甲")
    piece.tree[0][0].set(W + "val", "乙")
    assert piece.style == "乙"
    piece.become(parse_xml(f"{root}{table}</w:body></w:document>".encode())[0][0])
    assert (piece.is_paragraph, piece.is_table, piece.style) == (False, True, "")


def test_a_coloured_page_changes_nothing_else(tmp_path: Path) -> None:
    coloured = changed(tmp_path, BODY, f'<w:background w:color="FFFFFF"/>{BODY}')
    data, findings = render(SUMMARY, coloured)
    plain, _ = render(SUMMARY, TEMPLATES)
    assert findings == [] and data is not None and plain is not None
    assert [tostring(child) for child in parse_xml(_part(data))[1]] == [
        tostring(child) for child in parse_xml(_part(plain))[0]
    ]


def test_a_part_under_other_prefixes_is_to_be_saved_again(tmp_path: Path) -> None:
    parts = read_parts((TEMPLATES / TEMPLATE).read_bytes())
    assert isinstance(parts, dict)
    other = (
        parts[MAIN_PART].replace(b"<w:", b"<x:").replace(b"</w:", b"</x:").replace(b"xmlns:w=", b"xmlns:x=")
    )
    (tmp_path / TEMPLATE).write_bytes(
        write_package({**parts, MAIN_PART: other.replace(b" w:", b" x:").replace(b"{%p", b"{%")})
    )
    data, (finding,) = render(SUMMARY, tmp_path)
    assert data is None and finding.code == "T105" and "重新另存" in finding.hint


ACROSS = {
    "out of a hyperlink": paragraph(
        text("{% if report.draft %}"), f"<w:hyperlink>{text('{% endif %}')}</w:hyperlink>"
    ),
    "into a cell": paragraph(text("{% if report.draft %}"))
    + f"<w:tbl>{GRID}<w:tr>{CELL.format(paragraph(text('{% endif %}')))}</w:tr></w:tbl>",
    "else in a cell": paragraph(text("{% if report.draft %}"))
    + f"<w:tbl>{GRID}<w:tr>{CELL.format(paragraph(text('{% else %}')))}</w:tr></w:tbl>"
    + paragraph(text("{% endif %}")),
    "from attribute to attribute": '<w:p w:rsidR="{% if report.draft %}" w:rsidP="{% endif %}"/>',
    "a loop into a text box": paragraph(
        text("{% for line in report.title_lines %}"),
        f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('{% endfor %}')}</w:txbxContent></v:textbox></w:pict></w:r>",
    ),
}


@pytest.mark.parametrize("xml", ACROSS.values(), ids=ACROSS)
@pytest.mark.parametrize("report", [SUMMARY, replace(SUMMARY, draft=True)])
def test_a_block_across_a_boundary_is_refused_for_every_report(
    tmp_path: Path, xml: str, report: Report
) -> None:
    data, (finding,) = render(report, _with(tmp_path, xml))
    assert data is None and finding.code == "T101" and "边界" in finding.message


PLACE = "|"
"""Where a sketch may hold a tag."""
MOST_BLOCKS = 4


def trees(value: str, depth: int = 3) -> st.SearchStrategy[str]:
    """Small pieces of XML, with the places where a tag may stand; `value` is what their attributes hold."""
    inside = st.lists(trees(value, depth - 1), max_size=3).map("".join) if depth else st.just("")
    return st.builds('<{0} v="{2}">|{1}|</{0}>|'.format, st.sampled_from("pr"), inside, st.just(value))


@st.composite
def templates(draw: st.DrawFn, value: str = "") -> str:
    """XML strewn with blocks, each asking for a name of its own, and printing tags."""
    pieces = f"<d>|{draw(trees(value))}|</d>".split(PLACE)
    names, opened = iter(range(MOST_BLOCKS)), list[str]()
    out = ""
    for piece in pieces[:-1]:
        out += piece
        match draw(st.sampled_from(("", "", "", "if", "for", "else", "end", "end", "print"))):
            case "if" | "for" as word if (name := next(names, None)) is not None:
                out += f"{{% if report.n{name} %}}" if word == "if" else f"{{% for x in report.n{name} %}}"
                opened.append(word)
            case "else" if opened and opened[-1] in ("if", "for"):
                out += "{% else %}"
                opened[-1] += " else"
            case "end" if opened:
                out += f"{{% end{opened.pop().split()[0]} %}}"
            case "print":
                out += "{{ report.n0 }}"
    return out + "".join(f"{{% end{word.split()[0]} %}}" for word in reversed(opened)) + pieces[-1]


def is_sound(source: str) -> bool:
    """Whether the template is let through."""
    try:
        judge_levels(Environment().parse(source))
    except BlockAcross:
        return False
    return True


def fillings(source: str) -> Iterator[str]:
    """What docxtpl's engine prints of it, whatever the names stand for: nothing, one thing, two things."""
    template = Environment(autoescape=True).from_string(source)
    for values in product(("", "&", '<"'), repeat=MOST_BLOCKS):
        yield template.render(report={f"n{n}": value for n, value in enumerate(values)})


def is_xml(text: str) -> bool:
    try:
        parse_xml(text.encode())
    except XmlError:
        return False
    return True


@given(templates())
def test_a_template_is_let_through_when_all_it_can_print_is_well_formed(source: str) -> None:
    assert is_sound(source) == all(map(is_xml, fillings(source)))


@given(templates("|1|"))
def test_what_is_let_through_prints_nothing_else(source: str) -> None:
    assert not is_sound(source) or all(map(is_xml, fillings(source)))
