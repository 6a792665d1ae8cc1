"""What is measured on a page: lines of text, page numbers beside a landscape table, rules; in millimetres from its upper left corner."""

from decimal import Decimal

import pytest

from pdffiles import HEIGHT, Rule, Turned, Words, pdf
from reportgen.conform.page import measured
from reportgen.pdf.reader import pages

MM = 72 / 25.4


def mm(points: float) -> object:
    return pytest.approx(Decimal(str(round(points / MM, 2))), abs=Decimal("0.02"))


def test_a_line_has_a_baseline_a_size_and_pieces_where_gaps_are_wide() -> None:
    (page,) = measured(pdf([Words("签发人：", 90, 100), Words("张三", 300, 100), Words("正文", 90, 130, 14)]))
    first, second = page.lines
    assert [piece.text for piece in first.pieces] == ["签发人：", "张三"]
    assert (first.left, first.right, first.baseline) == (mm(90), mm(332), mm(100))
    assert (first.size, second.size) == (Decimal(16), Decimal(14))
    assert (first.color, first.page) == ("000000", 1)
    assert (page.width, page.height) == (mm(595), mm(HEIGHT))


def test_rules_that_touch_are_one_and_upright_ones_are_none() -> None:
    drawn = [
        Rule(80, 200, 300, 200),
        Rule(300, 200, 520, 200),
        Rule(80, 200, 80, 400),
        Rule(80, 300, 520, 300),
    ]
    (page,) = measured(pdf(drawn))
    assert [(rule.left, rule.right, rule.y) for rule in page.rules] == [
        (mm(80), mm(520), mm(200)),
        (mm(80), mm(520), mm(300)),
    ]
    assert {(rule.thickness, rule.color) for rule in page.rules} == {(Decimal("0.18"), "000000")}


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_turned_page_number_is_read_the_way_it_runs(degrees: int) -> None:
    (page,) = measured(pdf([Turned(Words("— 5 —", 280, 800, 14), degrees)]))
    (line,) = page.lines
    assert line.turned and line.unspaced == "—5—" and page.number_line == line
    assert line.upper < line.baseline


def test_how_characters_look_is_told_where_it_is_asked_for() -> None:
    data = pdf([Words("甲乙", 90, 100)])
    (plain, _), (looked, _) = (page.glyphs for asked in (False, True) for page in pages(data, looks=asked))
    assert (plain.size, looked.size, plain.text, plain.box) == (0, 16, looked.text, looked.box)
