"""Reading PDFs: paragraphs joined over lines and pages, page numbers left out, tables as tables."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ours import TEMPLATES
from pages import typeset
from pdffiles import SIZE, Mark, Picture, Rule, Turned, Words, pdf
from projects import Project, report
from reportgen.document import CellPlace, Document, Role
from reportgen.read import pdf_document, read
from reportgen.read.confined import LimitReached, confined
from reportgen.read.docx import read_docx
from reportgen.read.pdf import MOST_PAGES, Fault, Unreadable, pages, parts

LEFT, RIGHT = 80, 80 + 27 * SIZE
STEP = 28
"""27 characters a line, lines 28 points apart."""


def set_lines(text: str, down: float, indent: int = 2) -> list[Words]:
    """A paragraph set in lines of 27 characters, its first line indented."""
    lines = [text[: 27 - indent]] + [text[i : i + 27] for i in range(27 - indent, len(text), 27)]
    return [
        Words(line, LEFT + (indent * SIZE if number == 0 else 0), down + STEP * number)
        for number, line in enumerate(lines)
        if line
    ]


def document(*sheets: list[Mark], rotate: int = 0) -> Document:
    found, _ = pdf_document.read_pdf(pdf(*sheets, rotate=rotate), "报告.pdf")
    assert found is not None
    return found


def said(*sheets: list[Mark]) -> list[str]:
    return [passage.text for passage in document(*sheets).passages if passage.role is not Role.HEADER]


LONG = "全县完成事前绩效评估项目二百六十个涉及预算部门五十三家其中重点项目十一个送审金额合计六万四千七百万元"
ONE, TWO = LONG + "，审减率为百分之九点二八。", LONG[:40] + "，其余项目正在评审。"


def test_lines_of_a_paragraph_are_joined() -> None:
    first = set_lines(ONE, 100)
    second = set_lines(TWO, 100 + STEP * len(first))
    assert said([*first, *second]) == [ONE, TWO]


def test_a_paragraph_goes_on_over_a_page_and_page_numbers_are_no_text() -> None:
    lines = set_lines(ONE + TWO, 700)
    upper = [line for line in lines if line.down < 740]
    lower = [Words(line.text, line.left, 100 + STEP * n) for n, line in enumerate(lines[len(upper) :])]
    numbers = [Words(f"— {n} —", 280, 800, 14) for n in (1, 2)]
    assert said([*upper, numbers[0]], [*lower, numbers[1]]) == [ONE + TWO]


def test_a_number_that_did_not_fit_on_its_line_is_whole() -> None:
    first = Words("全县完成评估项目二百六十个，送审金额的合计数为", LEFT + 2 * SIZE, 100)
    rest = Words("64727.72万元，" + LONG[:20], LEFT, 100 + STEP)
    full = set_lines(ONE, 200)
    assert said([first, rest, *full])[0] == first.text + rest.text


@pytest.mark.parametrize(
    ("words", "begins"),
    [("财政评价涉及的二十五个项目绩效自评总共反馈问题有11", "个，已整改"), (LONG[:25], "（含镇）")],
)
def test_a_character_moved_down_with_its_mark_tears_no_paragraph(words: str, begins: str) -> None:
    moved = [Words(words, LEFT, 100), Words(begins + LONG[:20] + "。", LEFT, 100 + STEP)]
    full = [Words(LONG[:27], LEFT, 300 + STEP * n) for n in range(3)]
    assert said([*moved, *full])[0] == words + begins + LONG[:20] + "。"


def test_a_date_at_the_beginning_of_a_line_begins_no_paragraph() -> None:
    words = [LONG[:25], "2024年1月12日" + LONG[:20], LONG[:10] + "。"]
    lines = [Words(text, LEFT + (0 if n else 2 * SIZE), 100 + STEP * n) for n, text in enumerate(words)]
    assert said([*lines, *set_lines(ONE, 300)]) == ["".join(words), ONE]


def test_headings_titles_and_items_stand_alone() -> None:
    title = [Words("关于2024年度预算绩效", 150, 80, 22), Words("管理工作的报告", 200, 110, 22)]
    heading = Words("一、主要工作成效", LEFT + 2 * SIZE, 150)
    item = Words("附件：1.推进管理关口前移加强事前绩效评估形成全过程闭环", LEFT + SIZE, 700)
    rest = Words("管理机制", LEFT + 6 * SIZE, 700 + STEP)
    found = document([*title, heading, *set_lines(ONE, 150 + STEP), item, rest])
    assert [(p.text, p.role) for p in found.passages] == [
        ("关于2024年度预算绩效管理工作的报告", Role.TITLE),
        ("一、主要工作成效", Role.HEADING),
        (ONE, Role.TEXT),
        (item.text + rest.text, Role.TEXT),
    ]


def test_running_heads_come_last_and_once() -> None:
    sheets: list[list[Mark]] = [[Words("某某局文件", 250, 40), *set_lines(ONE, 100)] for _ in range(3)]
    found = document(*sheets)
    assert [p.role for p in found.passages] == [Role.TEXT] * 3 + [Role.HEADER]


COLUMNS, ROWS = (80, 180, 300, 420), (100, 130, 160, 190)


def grid(rows: tuple[float, ...] = ROWS, columns: tuple[float, ...] = COLUMNS) -> Iterator[Rule]:
    for y in rows:
        yield Rule(columns[0], y, columns[-1], y)
    for x in columns:
        yield Rule(x, rows[0], x, rows[-1])


def cells(rows: list[list[str]], columns: tuple[float, ...] = COLUMNS, top: float = 100) -> Iterator[Words]:
    for number, row in enumerate(rows):
        for left, text in zip(columns, row, strict=False):
            if text:
                yield Words(text, left + 8, top + 30 * number + 20, 12)


TABLE = [["县区", "送审金额", "审减金额"], ["甲县", "100.50", "10.05"], ["合计", "100.50", "10.05"]]


def placed(found: Document) -> dict[tuple[int, int, int], str]:
    return {(p.place.table, p.place.row, p.place.column): p.text for p in found.passages if p.place}


def as_placed(rows: list[list[str]], table: int = 0, shift: int = 0) -> dict[tuple[int, int, int], str]:
    return {(table, r + shift, c): text for r, row in enumerate(rows) for c, text in enumerate(row) if text}


def test_a_ruled_table_is_a_table() -> None:
    found = document([*set_lines(TWO, 50), *grid(), *cells(TABLE), *set_lines(TWO, 250)])
    assert placed(found) == as_placed(TABLE)
    assert [p.text for p in found.passages if not p.place] == [TWO, TWO]


def test_empty_cells_open_sides_and_two_lines_in_a_cell() -> None:
    rows = [["县区", "送审", ""], ["甲县", "", "7.5"], ["合计", "1", "2"]]
    sideless = [rule for rule in grid() if rule.left not in (80, 420) or rule.left != rule.right]
    more = Words("金额", 188, 128, 6)
    found = placed(document([*sideless, *cells(rows), more]))
    assert found == {**as_placed(rows), (0, 0, 1): "送审金额"}


def test_merged_cells() -> None:
    rules = [rule for rule in grid() if rule != Rule(180, 100, 180, 190)] + [Rule(180, 130, 180, 190)]
    found = placed(document([*rules, *cells([["项目（合并）", "", "数"], *TABLE[1:]])]))
    assert found[0, 0, 0] == "项目（合并）"
    assert found[0, 1, 1] == "100.50"


def test_a_table_goes_on_over_a_page_and_says_its_head_once() -> None:
    more = [TABLE[0], ["乙县", "3.00", "1.00"], ["丙县", "4.00", "2.00"]]
    found = document([*set_lines(TWO, 50), *grid(), *cells(TABLE)], [*grid(), *cells(more)])
    assert placed(found) == {**as_placed(TABLE), **as_placed(more[1:], shift=3)}


def test_columns_without_rules() -> None:
    rows = [["县区", "金额", "比率"], ["甲县", "100.50", ""], ["乙县", "", "9.28%"], ["合计", "1", "2"]]
    found = document([*set_lines(TWO, 50), *cells(rows, (80, 230, 400), 200), *set_lines(TWO, 500)])
    assert placed(found) == as_placed(rows)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_words_are_read_the_way_they_run(rotate: int, degrees: int) -> None:
    """A page may be turned, and the words on it turned back. (pdfium knows no turned words without a shape, and the hanzi of the test
    font have none: so a digit stands in each.)"""
    rows = [["县1", "送审2", "审减3"], *([text or "0" for text in row] for row in TABLE[1:])]
    rows = [[text if text.isascii() else text + "1" for text in row] for row in rows]
    upright: list[Words | Rule] = [Words("完成260个项目。", 96, 60), *grid(), *cells(rows)]
    found = document([Turned(mark, degrees) for mark in upright], rotate=rotate)
    assert [p.text for p in found.passages if not p.place] == ["完成260个项目。"]
    assert placed(found) == as_placed(rows)


def test_a_page_number_beside_a_landscape_table_is_none_of_it() -> None:
    number = Turned(Words("— 5 —", 280, 800, 14), 90)
    found = document([*set_lines(TWO, 50), *grid(), *cells(TABLE), number])
    assert placed(found) == as_placed(TABLE)
    assert [p.text for p in found.passages if not p.place] == [TWO]


def test_a_hyphen_that_ends_a_line_is_read() -> None:
    page = pdf([Words("型号为AB-", 60, 100), Words("CD的设备", 60, 124)])
    assert "".join(glyph.text for glyph in pages(page)[0].glyphs) == "型号为AB-CD的设备"


def test_words_printed_twice_to_look_bold_are_read_once() -> None:
    assert said([Words("合计100.50万元", 90, 100), Words("合计100.50万元", 90.3, 100)]) == ["合计100.50万元"]


def test_pictures_of_pages_are_told() -> None:
    found, told = pdf_document.read_pdf(pdf(set_lines(ONE, 100), [Picture()]), "报告.pdf")
    assert found is not None
    assert [finding.code for finding in told] == ["L523"]
    assert told[0].message == "第 2 页只有图像，其中的文字和数没有核对"


def test_a_scan_is_refused() -> None:
    found, (finding,) = pdf_document.read_pdf(pdf([Picture()]), "扫描.pdf")
    assert (found, finding.code) == (None, "L511")
    assert "扫描件" in finding.message


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        pages(pdf(*[[] for _ in range(MOST_PAGES + 1)]))
    assert refused.value.fault is Fault.LONG


def _sleep(seconds: float) -> None:
    time.sleep(seconds)


def _fill(megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20))


def test_work_that_takes_too_long_or_too_much_is_ended() -> None:
    begin = time.monotonic()
    with pytest.raises(LimitReached):
        confined(_sleep, 60.0, seconds=1, megabytes=100)
    assert time.monotonic() - begin < 20
    with pytest.raises(LimitReached):
        confined(_fill, 4_000, seconds=60, megabytes=100)
    assert confined(_fill, 1, seconds=60, megabytes=100) == 2**20


def test_a_hundred_pages_are_read_in_time() -> None:
    sheet: list[Mark] = [line for n in range(7) for line in set_lines(ONE, 120 + 85 * n)]
    begin = time.process_time()
    found = parts(pages(pdf(*[sheet] * 100)))
    assert len(found) == 700 and {part.text for part in found} == {ONE}
    assert time.process_time() - begin < 10


@pytest.mark.system
def test_a_report_reads_alike_as_word_and_as_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.cli import main

    Project(tmp_path, {"2025/ningxian": report()})
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--year", "2025", "--templates", str(TEMPLATES)]) == 0
    (made,) = (tmp_path / "output").rglob("*.docx")
    typeset({"made": made.read_bytes()}, tmp_path)
    word, _ = read_docx(made.read_bytes(), "a.docx")
    printed, _ = read(tmp_path / "made.pdf")
    assert word is not None and printed is not None

    def live(document: Document) -> list[tuple[str, CellPlace | None]]:
        shown = (p for p in document.passages if p.role is not Role.HEADER)
        return [("".join(p.text.split()), p.place) for p in shown]

    assert live(printed) == live(word)
