"""Planted deviations: each is found by its clause, in the file and on the page, and the good files have none."""

from collections.abc import Mapping

import pytest

from deviations import (
    ALL,
    DOCUMENT,
    Deviation,
    Parts,
    deviation,
    directly,
    good,
    moved,
    planted,
    styled,
    swap,
)
from letters import ALL as SAMPLES
from letters import HEAD, LETTER, SENTENCE, SIGNED_SUMMARY, SUMMARY, TABLE, heading, words
from ours import TEMPLATES
from reportgen.conform import clauses, examine
from reportgen.conformity import Conformity, Strength, Verdict
from reportgen.finding import Severity
from reportgen.package import Refusal, read_parts, write_package
from reportgen.publish.pdf import to_pdf
from reportgen.render import render
from reportgen.value import replace

CHAPTERS = replace(
    LETTER.attachments[0],
    blocks=(
        heading(1, "第一章　总则"),
        words("第一条　财政部门的职责："),
        words("（一）制定制度；"),
        words("第二条　本办法自印发之日起施行。"),
    ),
)
LONG_NAME = "云溪市人力资源和社会保障局（云溪市退役军人事务局）"
LONG_ISSUER = replace(
    LETTER,
    letterhead=replace(HEAD, issuers=(LONG_NAME,), signers=("古丽巴哈尔·买买提依明",), printer=LONG_NAME),
    title_lines=(LONG_NAME[:7], LONG_NAME[7:], "关于2023年度预算绩效管理工作情况的报告"),
)
OFFICIAL = {
    **SAMPLES,
    "an issuer longer than a line": LONG_ISSUER,
    "a table before 附件说明": replace(LETTER, blocks=(words(SENTENCE), TABLE)),
    "a regulation attached": replace(LETTER, attachments=(CHAPTERS, *LETTER.attachments[1:])),
}
"""Documents without fault."""


@pytest.fixture(scope="module")
def parts() -> Parts:
    return good()


def table(name: str, document: bytes, pdf: bytes | None = None) -> Conformity:
    found = examine(f"{name}.docx", document, pdf)
    assert isinstance(found, Conformity)
    return found


def unmet(found: Conformity, *, on_page: bool = False) -> frozenset[str]:
    rows = found.of(Verdict.UNMET)
    return frozenset(row.clause.key for row in rows if not on_page or row.found.place)


def test_the_good_letter_has_every_element_and_no_fault(parts: Parts) -> None:
    found = table("good", write_package(parts))
    assert unmet(found) == frozenset()
    absent = {row.clause.key for row in found.of(Verdict.ABSENT)}
    assert absent == {"c8_landscape"}


@pytest.mark.parametrize("planned", ALL, ids=lambda planned: planned.name)
def test_a_deviation_is_found_by_its_clause_alone(parts: Parts, planned: Deviation) -> None:
    assert unmet(table(planned.name, planted(parts, planned))) == planned.found_by


def test_attachments_without_a_list_of_them_are_a_fault_told_once() -> None:
    document, _ = render(replace(SIGNED_SUMMARY, enclosures=()), TEMPLATES)
    assert document and unmet(table("unlisted", document)) == {"c7_3_4_form"}


def test_there_are_deviations_for_all_clauses_that_a_file_shows() -> None:
    covered = frozenset[str]().union(*(planned.found_by for planned in ALL))
    only_on_page = {
        "c7_3_3_first_page",
        "c7_3_4_align",
        "c7_3_7_order",
        "c7_3_7_title_shape",
        "c7_4_1_bottom",
        "c7_4_even",
        "c8_landscape",
    }
    assert {clause.key for clause in clauses()} - covered == only_on_page
    assert len(ALL) >= 40


def test_only_binding_clauses_are_errors_and_habits_are_hints(parts: Parts) -> None:
    severities = {
        Strength.REQUIRED: Severity.ERROR,
        Strength.RECOMMENDED: Severity.WARNING,
        Strength.USUAL: Severity.WARNING,
        Strength.CUSTOM: Severity.HINT,
    }
    for name in ("红线 150mm", "标志黑体", "行距 28 磅", "黑体加粗"):
        found = table(name, planted(parts, next(planned for planned in ALL if planned.name == name)))
        asked = (row.clause for row in found.of(Verdict.UNMET))
        expected = sorted((clause.code, severities[clause.strength]) for clause in asked)
        assert sorted((finding.code, finding.severity) for finding in found.findings) == expected


ON_PAGE = {
    "信纸高度": "c5_1_paper", "天头 40mm": "c5_2_1_top", "订口 26mm": "c5_2_1_left", "右白边 36mm": "c5_2_1_area",
    "行距 28 磅": "c5_2_3_lines", "行距 29 磅": "c5_2_3_lines", "字距不紧缩": "c5_2_3_characters", "份号缩进": "c7_2_3_order",
    "标志居左": "c7_2_4_centre", "标志 26 毫米高": "c7_2_4_top", "标志下空三行": "c7_2_5_gap", "文号左空三字": "c7_2_5_place",
    "签发人顶右": "c7_2_6_place", "红线 150mm": "c7_2_7_width", "红线黑色": "c7_2_7_red", "红线低 2mm": "c7_2_7_gap",
    "标题居左": "c7_3_1_centre", "标题紧跟红线": "c7_3_1_gap", "主送机关缩进": "c7_3_2_form", "标题下不空行": "c7_3_2_gap",
    "正文前空一行": "c7_3_3_start", "段首空一字": "c7_3_3_indent", "附件说明不空行": "c7_3_4_place", "日期右空一字": "c7_3_5_place",
    "附件不另面": "c7_3_7_page", "附件标题在第二行": "c7_3_7_title", "版记窄 16mm": "c7_4_1_width", "版记细线": "c7_4_1_weight",
    "抄送不缩进": "c7_4_2_place", "印发日期顶右": "c7_4_3_place", "没有奇偶页不同": "c7_5_side", "页码居中": "c7_5_side",
    "页码用半字线": "c7_5_form", "页码离版心 16mm": "c7_5_height", "首页没有正文": "c7_3_3_first_page", "版记不在底部": "c7_4_1_bottom",
    "附件名称回行顶格": "c7_3_4_align", "版记在附件之前": "c7_3_7_order", "横排页码在下方": "c8_landscape",
    "日期另面": "c7_3_5_above",
}  # fmt: skip
"""Deviations that the page shows too, and the clause that measures them there."""

ONLY_ON_PAGE = (
    deviation("首页没有正文", styled("Title", 'w:after="579"', 'w:after="6000"')),
    deviation("版记不在底部", swap('w:tblpYSpec="bottom"', 'w:tblpYSpec="top"')),
    deviation("日期另面", styled("Date", "<w:keepLines/>", "<w:keepLines/><w:pageBreakBefore/>")),
    deviation("附件名称回行顶格", directly("3.云溪市", '<w:ind w:left="1585" w:hanging="0"/>')),
    deviation("版记在附件之前", moved('<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0"', "</w:tbl>", "附件1")),
)


@pytest.fixture(scope="module")
def rendered(parts: Parts) -> Mapping[str, Conformity]:
    """The samples, the good letter and the deviations, all set in one batch."""
    documents = {
        planned.name: planted(parts, planned) for planned in (*ALL, *ONLY_ON_PAGE) if planned.name in ON_PAGE
    }
    documents |= {name: render(report, TEMPLATES)[0] or b"" for name, report in OFFICIAL.items()}
    documents["good"] = write_package(parts)
    documents["跨面的表"] = _with_a_table_over_two_pages()
    documents["横排页码在下方"] = _with_upright_footers(documents["letter"])
    pdfs, findings = to_pdf(documents)
    assert not [finding for finding in findings if finding.is_error]
    return {name: table(name, data, pdfs[name]) for name, data in documents.items()}


def _with_a_table_over_two_pages() -> bytes:
    """Thirteen rows that begin at the foot of a page, their head not repeated on the next."""
    document, _ = render(replace(SUMMARY, blocks=(*(words(SENTENCE) for _ in range(5)), TABLE)), TEMPLATES)
    parts = read_parts(document or b"")
    assert not isinstance(parts, Refusal)
    return write_package({**parts, DOCUMENT: parts[DOCUMENT].replace(b"<w:tblHeader/>", b"")})


def _with_upright_footers(document: bytes) -> bytes:
    """The letter with a landscape page whose page number is that of upright pages."""
    parts = read_parts(document)
    assert not isinstance(parts, Refusal)
    text = parts[DOCUMENT].decode()
    return write_package(
        {**parts, DOCUMENT: text.replace('"rIdFL"', '"rIdF"').replace('"rIdFLE"', '"rIdFE"').encode()}
    )


@pytest.mark.system
@pytest.mark.parametrize("name", ["good", *OFFICIAL])
def test_good_pages_have_no_fault(rendered: Mapping[str, Conformity], name: str) -> None:
    found = rendered[name]
    habits = {row.clause.key for row in found.rows if row.clause.strength is Strength.CUSTOM}
    assert found.pages and unmet(found) <= habits
    assert found.of(Verdict.UNKNOWN) == []


@pytest.mark.system
@pytest.mark.parametrize("name", ON_PAGE)
def test_a_deviation_is_found_on_the_page(rendered: Mapping[str, Conformity], name: str) -> None:
    assert ON_PAGE[name] in unmet(rendered[name], on_page=True)


@pytest.mark.system
def test_a_short_table_over_two_pages_is_judged_by_its_pages(rendered: Mapping[str, Conformity]) -> None:
    def heads(name: str) -> list[tuple[Verdict, str]]:
        rows = rendered[name].rows
        return [(r.found.verdict, r.found.measured) for r in rows if r.clause.key == "c8_table_header"]

    assert heads("跨面的表") == [(Verdict.UNMET, "表1排在第1、2面，没有重复表头")]
    assert heads("signed summary") != [(Verdict.ABSENT, "没有这一要素")]


@pytest.mark.system
def test_a_full_page_has_22_lines_of_28_characters(rendered: Mapping[str, Conformity]) -> None:
    measured = {row.clause.key: row.found.measured for row in rendered["letter"].rows if row.found.place}
    assert measured["c5_2_3_lines"].startswith("22行，行距10.21mm")
    assert "28字" in measured["c5_2_3_characters"]


@pytest.mark.system
def test_an_imprint_on_an_odd_page_is_told(rendered: Mapping[str, Conformity]) -> None:
    seen = set()
    for found in rendered.values():
        told = any(finding.code == "G740" for finding in found.findings)
        verdicts = {row.found.verdict for row in found.rows if row.clause.key == "c7_4_even"}
        assert told == (Verdict.UNMET in verdicts)
        seen.add(told)
    assert seen == {True, False}
