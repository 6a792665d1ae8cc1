"""What an audit writes for people: a page on which every figure answers, and a copy with comments at the spot."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from ours import TEMPLATES
from reportgen.document import Document
from reportgen.finding import Finding, Severity, Span
from reportgen.package import read_parts
from reportgen.publish import audit_docx, audit_html
from reportgen.publish.review import Figure, Review, share
from reportgen.read import read
from reportgen.relation import Kind, Statement, Verdict
from reportgen.word import Story, flow
from test_read_docx import HIDDEN, LIVE, NOTE, NUMBERING, SECTION, SILENT, box, field, numbered
from wordfiles import docx, paragraph, run, table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIGURE = re.compile(r"\d[\d,.]*(?:万元|个|%)?")


def document(folder: Path, name: str, data: bytes) -> Document:
    path = folder / name
    path.write_bytes(data)
    found, _ = read(path)
    assert found is not None
    return found


def reviewed(found: Document, wrong: str = "", severity: Severity = Severity.ERROR) -> Review:
    """A review in which the figure `wrong` fails a sum with the figure before it, the first holds alone, and no other is checked."""
    spans = [
        passage.prose.span(*match.span())
        for passage in found.passages
        for match in FIGURE.finditer(passage.text)
    ]
    at = next((i for i, span in enumerate(spans) if wrong and wrong in span.quote), -1)
    statements, figures, findings = [], [], []
    if at > 0:
        pair = spans[at], spans[at - 1]
        statements = [
            Statement(Kind.BOUND, "乙 ≤ 甲", pair, tuple(s.quote for s in pair), Verdict.HOLDS),
            Statement(Kind.SUM, "合计 = 甲 & <乙>", pair, tuple(s.quote for s in pair), Verdict.FAILS),
        ]
        findings = [Finding("D163", "合计 写错 & <b>", spans[at], severity, "若为 9 则成立", "甲 + 乙")]
    for index, span in enumerate(spans):
        verdict = {at: Verdict.FAILS, at - 1: Verdict.UNCERTAIN}.get(index, Verdict.NOT_CHECKABLE)
        figures.append(Figure(span, verdict, (0, 1) if verdict is not Verdict.NOT_CHECKABLE else ()))
    return Review(found, tuple(figures), tuple(statements), tuple(findings))


def test_shares_are_rounded_half_up() -> None:
    assert [share(*pair) for pair in ((0, 3), (1, 3), (2, 3), (1, 2000), (45, 45))] == [
        "0.0%", "33.3%", "66.7%", "0.1%", "100.0%",
    ]  # fmt: skip


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Page(HTMLParser):
    """A page's elements with their attributes, and the words of its text."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(data.decode())
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attributes}))
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"script", "style"} & set(self.open):
            self.words += data

    def figures(self) -> list[dict[str, str]]:
        return [a for tag, a in self.elements if tag == "a" and "data-r" in a]


BODY = (
    paragraph("一、情况")
    + paragraph("完成甲100个，乙250个，合计", run("400个"), "。")
    + table(("甲", "1"), ("乙", "2"))
)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return reviewed(document(tmp_path, "报告.docx", docx(BODY)), "400")


def test_every_figure_is_marked_by_its_verdict_and_leads_to_its_relations(review: Review) -> None:
    page = Page(audit_html.write(review))
    figures = page.figures()
    assert [figure["class"] for figure in figures] == [
        "n unchecked",
        "n uncertain",
        "n fails",
        "n unchecked",
        "n unchecked",
    ]
    wrong = figures[2]
    assert (wrong["data-r"], wrong["data-f"], wrong["href"]) == ("1 0", "0", "#r1"), "what fails comes first"
    identities = {attributes["id"] for _, attributes in page.elements if "id" in attributes}
    targets = {a["href"][1:] for _, a in page.elements if a.get("href", "").startswith("#")}
    assert targets <= identities, "no link leads nowhere"
    assert all(a.keys() & {"href", "role"} for tag, a in page.elements if tag == "a"), "each answers to a key"


def test_the_page_says_what_nothing_can_check(review: Review) -> None:
    assert "有 3 个数（60.0%）文中没有别的数可以核对" in Page(audit_html.write(review)).words


def test_the_page_holds_the_whole_text_and_all_findings(review: Review) -> None:
    words = "".join(Page(audit_html.write(review)).words.split())
    for said in (
        "一、情况",
        "完成甲100个，乙250个，合计400个。",
        "合计写错&<b>",
        "提示：若为9则成立",
        "依据：甲+乙",
        "第2段",
    ):
        assert said in words


def test_the_page_needs_nothing_but_itself(review: Review) -> None:
    data = audit_html.write(review)
    page = Page(data)
    assert not [a for _, a in page.elements if a.keys() & {"src", "onclick", "style"}]
    assert not re.search(rb"https?://|url\(|@import", data)
    policy = next(a["content"] for tag, a in page.elements if a.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in policy
    assert any(a.get("name") == "viewport" for _, a in page.elements), "fits a phone"


def test_words_are_never_markup(tmp_path: Path) -> None:
    text = "审减<script>alert(1)</script>&amp; \"100个\" '200个'"
    found = document(tmp_path, "<b>报告.txt", text.encode())
    page = Page(audit_html.write(reviewed(found, "200")))
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert text in page.words and "<b>报告.txt" in page.words


def test_what_is_no_live_text_is_set_apart(tmp_path: Path) -> None:
    body = SILENT["deleted"]("11", 0) + SILENT["hidden"]("22", 0) + SECTION
    data = docx(body, header1=paragraph("页眉33"), footer1=paragraph("44"), styles=HIDDEN)
    page = Page(audit_html.write(reviewed(document(tmp_path, "报告.docx", data))))
    assert [a["data-role"] for _, a in page.elements if "data-role" in a] == [
        "页眉页脚",
        "页眉页脚",
        "已删去",
        "隐藏文字",
    ]


def test_a_table_is_no_larger_than_what_it_shows(tmp_path: Path) -> None:
    spanning = f"<w:tc><w:tcPr><w:gridSpan w:val='9'/></w:tcPr>{paragraph('甲')}</w:tc>"
    rows = [
        f"<w:tr>{spanning * 300}</w:tr>",
        *(table((f"{i}",)).split("<w:tbl>")[1][:-8] for i in range(300)),
    ]
    data = docx(f"<w:tbl>{''.join(rows)}</w:tbl>")
    page = Page(audit_html.write(reviewed(document(tmp_path, "报告.docx", data))))
    cells = [int(attributes.get("colspan", 1)) for tag, attributes in page.elements if tag == "td"]
    assert len(cells) < 2 * 600 + 300
    assert sum(cells) == 301 * (299 * 9 + 1)


def test_a_document_without_figures_or_findings(tmp_path: Path) -> None:
    words = Page(audit_html.write(reviewed(document(tmp_path, "报告.txt", "无数可核。".encode())))).words
    assert "文中没有可以核对的数" in words and "没有发现对不上的地方" in words


# ── the commented copy ───────────────────────────────────────────────────────────────────────────────────────────────


def opened(data: bytes) -> dict[str, bytes]:
    found = read_parts(data)
    assert isinstance(found, dict)
    return found


def commented(data: bytes) -> list[tuple[str, list[str]]]:
    """The words each comment is about, and its paragraphs; every comment by 核对."""
    found = opened(data)
    body = etree.fromstring(found["word/document.xml"])
    comments = {c.get(W + "id"): c for c in etree.fromstring(found["word/comments.xml"]).iter(W + "comment")}
    about = []
    for identity, comment in comments.items():
        inside, words = False, ""
        for element in body.iter():
            if (
                element.tag in (W + "commentRangeStart", W + "commentRangeEnd")
                and element.get(W + "id") == identity
            ):
                inside = element.tag == W + "commentRangeStart"
            elif inside and element.tag == W + "t":
                words += element.text or ""
        assert [e.get(W + "id") for e in body.iter(W + "commentReference")].count(identity) == 1
        said = ["".join(t.text or "" for t in p.iter(W + "t")) for p in comment.iter(W + "p")]
        if comment.get(W + "author") == "核对":
            about.append((words, said))
    return about


def test_a_comment_stands_at_its_figure(review: Review, tmp_path: Path) -> None:
    data = audit_docx.write(review, docx(BODY))
    (_, first), (words, second) = commented(data)
    assert first == [
        "核对：数 5 个，关系 2 条（成立 1 条，不成立 1 条）；3 个数（60.0%）文中无从核对，请对照原始资料"
    ]
    assert words == "400个"
    assert second == ["错误 D163：合计 写错 & <b>", "依据：甲 + 乙", "提示：若为 9 则成立"]
    assert "\n".join(lines(data)) == review.document.text.content


def lines(data: bytes) -> list[str]:
    """All lines of a Word file but the comments."""
    return [line.text for line in flow(opened(data)).lines if line.story is not Story.COMMENT]


def bodies() -> list[tuple[str, str, str]]:
    """Where a figure can stand: the name of the case, its body, and what the comment is about (the paragraph where Word allows no
    closer)."""
    figure = "777"
    around = paragraph("前100个，后", f'<w:hyperlink r:id="h">{run(figure)}</w:hyperlink>', "完")
    many = paragraph("前100个，后", *(run(digit) for digit in figure), "完")
    tabbed = paragraph(
        "前100个", f"<w:r><w:rPr><w:b/></w:rPr><w:tab/><w:t>后{figure}完</w:t><w:br/><w:t>又</w:t></w:r>"
    )
    return [
        ("plain", paragraph(f"前100个，后{figure}完"), figure),
        ("many runs", many, figure),
        ("hyperlink", around, figure),
        ("tab", tabbed, figure),
        ("inserted", paragraph("前100个") + LIVE["inserted"](figure, 0), figure + "万元"),
        ("field", paragraph("前100个") + LIVE["field"](figure, 0), figure + "万元"),
        ("smart tag", paragraph("前100个") + LIVE["smart tag"](figure, 0), figure),
        ("content control", paragraph("前100个") + LIVE["content control"](figure, 1), figure),
        ("cell", table(("前100个", figure)), figure),
        ("text box", paragraph("旁100个", f"<w:r>{box(paragraph(figure), 1)[5:-6]}</w:r>"), "旁100个" + figure),
        ("equation", paragraph("前100个，", f"<m:oMath><m:r><m:t>{figure}</m:t></m:r></m:oMath>"), "前100个，"),
        ("footnote", paragraph("前100个") + LIVE["footnote"](figure, 0), "注"),
        ("after a break", paragraph("前100个", f"<w:r><w:br/><w:t>{figure}</w:t></w:r>"), figure),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "body", "about"), bodies(), ids=lambda value: value if len(value) < 16 else ""
)
def test_comments_stand_wherever_figures_do(name: str, body: str, about: str, tmp_path: Path) -> None:
    notes = {"footnotes": NOTE.format("footnote", paragraph("777"))} if name == "footnote" else {}
    data = docx(body, **notes)
    found = reviewed(document(tmp_path, "报告.docx", data), "777")
    copy = audit_docx.write(found, data)
    assert commented(copy)[1][0] == about
    assert lines(copy) == lines(data)


def test_comments_of_others_stay(tmp_path: Path) -> None:
    old = f'<w:comment w:id="5" w:author="张">{paragraph("原批注")}</w:comment>'
    marked = paragraph("前100个，后777", '<w:r><w:commentReference w:id="5"/></w:r>')
    data = docx(marked, comments=old)
    copy = audit_docx.write(reviewed(document(tmp_path, "报告.docx", data), "777"), data)
    comments = etree.fromstring(opened(copy)["word/comments.xml"])
    assert [(c.get(W + "id"), c.get(W + "author")) for c in comments] == [
        ("5", "张"),
        ("6", "核对"),
        ("7", "核对"),
    ]


def test_an_automatic_number_takes_the_comment_on_its_paragraph(tmp_path: Path) -> None:
    data = docx(paragraph("前100个") + numbered("题", 2), numbering=NUMBERING)
    found = document(tmp_path, "报告.docx", data)
    start = found.text.content.index("1. 题")
    finding = Finding("P230", "编号不连", Span(found.text, start, start + 2))
    copy = audit_docx.write(Review(found, (), (), (finding,)), data)
    assert commented(copy)[1][0] == "题"


@pytest.mark.parametrize("name", ["报告.txt", "报告.md"])
def test_other_files_become_a_plain_word_file(name: str, tmp_path: Path) -> None:
    content = "标题\r\n\r\n完成\t100个，共 777个 <&>。\n"
    found = document(tmp_path, name, content.encode())
    copy = audit_docx.write(reviewed(found, "777"), content.encode())
    assert commented(copy)[1][0] == "777个"
    shown = content.replace("\r", " ").replace("\t", " ")
    assert lines(copy) == shown.split("\n")


def errors(data: bytes, path: Path) -> list[str]:
    path.write_bytes(data)
    return [f"{error.part_uri}: {error.description}" for error in OpenXmlValidator().validate(path).errors]


def test_word_would_open_what_is_written(tmp_path: Path) -> None:
    text = document(tmp_path, "报告.txt", "前100个，后777个。\n".encode())
    assert errors(audit_docx.write(reviewed(text, "777"), b""), tmp_path / "a.docx") == []
    template = TEMPLATES / "work-summary.docx"
    data = template.read_bytes()
    found = document(tmp_path, "b.docx", data)
    place = found.passages[0].prose.span(0, 2)
    review = Review(found, (), (), (Finding("D163", "看这里", place), Finding("D163", "再看", place)))
    known = errors(data, tmp_path / "c.docx")
    assert errors(audit_docx.write(review, data), tmp_path / "d.docx") == known


PIECES = st.sampled_from([
    paragraph("前100个"), paragraph("甲", run("7"), run("77个"), "。"), LIVE["text box"]("777", 0), LIVE["inserted"]("777", 1),
    LIVE["nested table"]("777", 0), SILENT["deleted"]("9", 0), field("777", 0).join(["<w:p>", "</w:p>"]), numbered("题777", 0),
])  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=6), st.data())
def test_commenting_changes_no_word(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[str], data: st.DataObject
) -> None:
    original = docx("".join(blocks), numbering=NUMBERING)
    found = document(tmp_path_factory.mktemp("copy"), "报告.docx", original)
    length = len(found.text.content)
    places = data.draw(st.lists(st.tuples(st.integers(0, length), st.integers(0, 9)), max_size=5))
    findings = tuple(
        Finding("D163", f"第{n}处", Span(found.text, start, min(start + more, length)))
        for n, (start, more) in enumerate(places)
    )
    copy = audit_docx.write(Review(found, (), (), findings), original)
    assert lines(copy) == lines(original)
    assert len(commented(copy)) == len(findings) + 1
