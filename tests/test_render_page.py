"""The printed page, measured against GB/T 9704-2012 with LibreOffice and stand-in fonts."""

from collections.abc import Mapping

import pytest

from letters import ALL, HEAD, SENTENCE, SHORT, words
from ours import TEMPLATES
from pages import Page, typeset
from reportgen.compose.columns import UPRIGHT
from reportgen.compose.lines import plain
from reportgen.compose.tables import DrawnColumn, laid_out
from reportgen.render import render
from reportgen.report import Run
from reportgen.value import replace

pytestmark = pytest.mark.system

NEAR = 0.5  # mm
COLUMNS = [
    DrawnColumn((Run(f"审减金额{n}"),), [(Run(f"{n}0125.9{n}", figure=f"事前评估.审减{n}"),)], numeric=True)
    for n in range(10)
]
FULL = {
    "all but the imprint": replace(SHORT, blocks=(words(SENTENCE[:50]), words("特此报告。"))),
    "five issuers": replace(
        SHORT,
        letterhead=replace(
            HEAD,
            issuers=tuple(f"云溪市{name}局" for name in ("财政", "住房和城乡建设", "水利", "教育", "审计")),
            signers=("林一舟", "欧阳文远", "张　三", "李四光", "王　五"),
            serial="000012",
        ),
        title_lines=("甲", "乙丙", "丁戊己", "庚辛壬癸"),
    ),
    "many columns": replace(SHORT, draft=True, blocks=(laid_out(COLUMNS, UPRIGHT),)),
    "one paragraph": replace(SHORT, blocks=(words(SENTENCE * 3),)),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Page]]:
    documents = {name: render(report, TEMPLATES)[0] for name, report in {**ALL, **FULL}.items()}
    complete = {name: data for name, data in documents.items() if data is not None}
    assert len(complete) == len(documents)
    return typeset(complete, tmp_path_factory.mktemp("pages"))


def body(page: Page) -> list[str]:
    return [line.text for line in page.lines if line.size == 16]


def test_a_full_page_has_22_lines_and_a_full_line_28_characters(pages: Mapping[str, list[Page]]) -> None:
    full = next(page for page in pages["letter"] if len(body(page)) == 22)
    assert max(len(text.rstrip("，。")) for text in body(full)) == 28
    assert max(len(body(page)) for document in pages.values() for page in document) == 22
    first, last = full.lines[0], [line for line in full.lines if line.size == 16][-1]
    assert 37 <= first.top <= 41 and 259 <= last.bottom <= 262
    assert min(line.left for line in full.lines) == pytest.approx(28, abs=NEAR)


def test_the_head_stands_at_its_heights(pages: Mapping[str, list[Page]]) -> None:
    page = pages["letter"][0]
    mark, number, (rule,) = page.line("云溪市财政局文件"), page.line("云财绩"), page.rules
    assert page.size == (210, 297)
    assert mark.top == pytest.approx(72, abs=NEAR)
    assert (mark.left + mark.right) / 2 == pytest.approx(106, abs=NEAR)
    assert rule.y - number.bottom == pytest.approx(4, abs=NEAR) and rule.red
    assert (rule.left, rule.right) == pytest.approx((28, 184), abs=NEAR)
    assert (number.left, number.right) == pytest.approx((28 + 5.6, 184 - 5.6), abs=NEAR)


def test_title_and_recipient_keep_their_blank_lines(pages: Mapping[str, list[Page]]) -> None:
    page = pages["letter"][0]
    title, last, recipient = page.lines[2], page.lines[3], page.line("省财政厅：")
    assert (title.size, last.size) == (22, 22)
    assert title.top - page.rules[0].y == pytest.approx(2 * 10.2, abs=2)
    assert recipient.top - last.bottom == pytest.approx(10.2, abs=5)
    assert recipient.left == pytest.approx(28, abs=NEAR)
    assert page.lines[5].left == pytest.approx(28 + 11.3, abs=NEAR)


def test_what_stands_above_the_mark_does_not_move_it(pages: Mapping[str, list[Page]]) -> None:
    page = pages["classified"][0]
    mark = page.line("云溪市人力资源和社会保障局文件")
    assert mark.top == pytest.approx(72, abs=NEAR)
    assert mark.left >= 28 - NEAR and mark.right <= 184 + NEAR
    assert [line.text for line in page.lines[:3]] == ["000012", "机密★1年", "特急"]
    signers, last = page.line("签发人："), page.line("云财绩")
    assert signers.right == pytest.approx(184 - 5.6, abs=NEAR)
    assert last.text.endswith("李四光") and page.rules[0].y - last.bottom == pytest.approx(4, abs=NEAR)


def test_a_mark_of_many_issuers_leaves_room_for_text_on_the_first_page(
    pages: Mapping[str, list[Page]],
) -> None:
    page = pages["five issuers"][0]
    mark = page.line("云溪市财政局")
    assert 22 <= mark.size < 48 and mark.top == pytest.approx(72, abs=1)
    assert page.line("云溪市各级财政部门")


def test_page_numbers_stand_seven_millimetres_below(pages: Mapping[str, list[Page]]) -> None:
    odd, even = (page.line("— ") for page in pages["letter"][:2])
    assert (odd.text, even.text) == ("— 1 —", "— 2 —")
    assert odd.right == pytest.approx(184 - 4.9, abs=NEAR)
    assert even.left == pytest.approx(28 + 4.9, abs=NEAR)
    middle = odd.bottom - (0.12 + 0.35) * 14 / 72 * 25.4  # the dash: about 0.35 em above the baseline
    assert middle == pytest.approx(269, abs=1) and odd.size == 14


def test_signature_is_centred_on_the_date_four_characters_in(pages: Mapping[str, list[Page]]) -> None:
    page = pages["short"][-1]
    signature, date = (next(x for x in page.lines if x.text == t) for t in ("云溪市财政局", "2024年1月12日"))
    assert date.right == pytest.approx(184 - 22.6, abs=1)
    assert (signature.left + signature.right) == pytest.approx(date.left + date.right, abs=2)


@pytest.mark.parametrize("name", ["letter", "short", "copied", "classified"])
def test_the_imprint_ends_with_the_text_area_of_the_last_page(
    pages: Mapping[str, list[Page]], name: str
) -> None:
    page = pages[name][-1]
    rules = [rule for rule in page.rules if not rule.red]
    assert rules[-1].y == pytest.approx(262, abs=NEAR)
    assert all((rule.left, rule.right) == pytest.approx((28, 184), abs=NEAR) for rule in rules)
    assert [rule.width for rule in rules] == [1.0, *[0.75] * (len(rules) - 2), 1.0]
    line = page.line("云溪市财政局办公室")
    assert (line.left, line.right) == pytest.approx((28 + 4.9, 184 - 4.9), abs=NEAR) and line.size == 14


def test_an_imprint_that_finds_no_room_leaves_the_date_by_the_signature(
    pages: Mapping[str, list[Page]],
) -> None:
    first, last = pages["all but the imprint"]
    assert [line.text for line in first.lines if line.size == 16][-2:] == ["云溪市财政局", "2024年1月12日"]
    assert last.line("云溪市财政局办公室") and not body(last)


def test_the_first_page_shows_text_where_the_text_is_one_paragraph(pages: Mapping[str, list[Page]]) -> None:
    first, last = pages["one paragraph"]
    assert any(line.startswith("云溪市各级") for line in body(first))
    assert last.line("云溪市财政局办公室")


def test_an_imprint_alone_on_its_page_leaves_it_unnumbered(pages: Mapping[str, list[Page]]) -> None:
    *_, table, last = pages["letter"]
    assert table.size == (297, 210) and last.size == (210, 297)
    assert [line.text for line in last.lines] == ["云溪市财政局办公室2024年1月12日印发"]


def test_attachments_begin_on_a_page_with_their_label_and_title(pages: Mapping[str, list[Page]]) -> None:
    page = next(page for page in pages["letter"] if page.lines[0].text == "附件1")
    label, title = page.lines[:2]
    assert label.left == pytest.approx(28, abs=NEAR)
    assert title.bottom - label.bottom == pytest.approx(2 * 10.2, abs=1.5)
    assert page.lines[3].text == "（云溪市财政局）"


def test_no_figure_is_broken_where_columns_are_many_in_a_draft_as_in_the_report(
    pages: Mapping[str, list[Page]],
) -> None:
    line = next(line for page in pages["many columns"] for line in page.lines if "00125.90" in line.text)
    assert line.text == "".join(plain(column.texts[0]) for column in COLUMNS) and line.size < 12


def test_a_draft_is_marked_on_every_page(pages: Mapping[str, list[Page]]) -> None:
    assert all(page.lines[0].text.startswith("草稿") for page in pages["draft"])
    assert any("核对提示" in line.text for line in pages["draft"][-1].lines)
    assert len(pages["draft"]) == len(pages["letter"]) + 1
