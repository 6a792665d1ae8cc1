"""Figures of a draft in content controls, wherever a template prints them and whatever stands beside them."""

from pathlib import Path

import pytest

from letters import LETTER, SUMMARY, words
from ours import TEMPLATES
from reportgen.package import Element, W, parse_xml, read_parts
from reportgen.render import render
from reportgen.report import Report, Run
from reportgen.value import replace
from test_render_lint import changed
from wordfiles import paragraph

FIGURE = Run("59个", figure="事前评估.项目数")
DRAFT = replace(
    SUMMARY,
    draft=True,
    title_runs=((Run("评估"), FIGURE, Run("项目")),),
    title_lines=("评估59个项目",),
    blocks=(words("评估", FIGURE, "，", FIGURE),),
)


def body(report: Report, templates: Path = TEMPLATES) -> Element:
    data, findings = render(report, templates)
    assert findings == [] and data is not None
    parts = read_parts(data)
    assert isinstance(parts, dict)
    return parse_xml(parts["word/document.xml"])[0]


def runs(element: Element) -> list[tuple[bool, str, str]]:
    """Of each run: whether a control holds it, its properties, and its text; a break is |."""
    return [
        (
            next(run.iterancestors(W + "sdtContent"), None) is not None,
            "".join(str(p.tag).removeprefix(W) for p in run.iterfind(f"{W}rPr/*")),
            "".join(
                (piece.text or "") if piece.tag == W + "t" else "|" for piece in run if piece.tag != W + "rPr"
            ),
        )
        for run in element.iter(W + "r")
    ]


def test_a_figure_amid_words_keeps_their_looks() -> None:
    assert runs(body(DRAFT)[0]) == [
        (False, "rFonts", "评估"),
        (True, "rFonts", "59个"),
        (False, "rFonts", "项目"),
    ]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("<w:t>{}</w:t>", [(True, "", "59个")]),
        ("<w:t>甲{}</w:t><w:br/><w:t>乙</w:t>", [(False, "", "甲"), (True, "", "59个"), (False, "", "|乙")]),
        ("<w:t>甲</w:t><w:br/><w:t>{}</w:t>", [(False, "", "甲|"), (True, "", "59个")]),
        (
            "<w:rPr><w:b/></w:rPr><w:t>{0}至{0}</w:t>",
            [(True, "b", "59个"), (False, "b", "至"), (True, "b", "59个")],
        ),
    ],
)
def test_what_else_a_run_holds_stays(tmp_path: Path, run: str, expected: list[tuple[bool, str, str]]) -> None:
    line = "{% for line in report.title_lines %}{{ line }}{% endfor %}"
    templates = changed(tmp_path, "<w:body>", f"<w:body><w:p><w:r>{run.format(line)}</w:r></w:p>")
    report = replace(DRAFT, title_runs=((FIGURE,),), title_lines=("59个",))
    assert runs(body(report, templates)[0]) == expected


def test_a_figure_outside_of_text_is_printed_as_it_is(tmp_path: Path) -> None:
    hidden = '<w:p w:rsidR="{{ report.title_lines | join }}"><w:r><w:instrText>{{ report.title_lines | join }}</w:instrText></w:r></w:p>'
    shown = body(DRAFT, changed(tmp_path, "<w:body>", "<w:body>" + hidden + paragraph("甲")))
    assert shown[0].get(W + "rsidR") == "评估59个项目"
    assert [field.text for field in shown.iter(W + "instrText")] == ["评估59个项目"]


@pytest.mark.parametrize("report", [DRAFT, replace(LETTER, draft=True)], ids=["summary", "letter"])
def test_a_draft_prints_what_a_writer_may_have_got_wrong(report: Report) -> None:
    odd = "\ue000自造字\ue001\ufffd"
    found = body(replace(report, blocks=(words(odd, FIGURE),), notices=("L102 有\x02\x1d\x03\x00字符",)))
    lines = ["".join(t.text or "" for t in p.iter(W + "t")) for p in found.iter(W + "p")]
    assert odd + FIGURE.text in lines
    assert lines[-1] == "L102 有\ufffd\ufffd\ufffd\ufffd字符"
