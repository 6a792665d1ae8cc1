"""Figures made of others: in another unit, with the qualifier that is still true."""

from decimal import Decimal

import pytest

from reportgen.quantity import (
    INFINITY,
    MONEY,
    RATIO,
    Interval,
    Magnitude,
    Units,
    carried,
    converted,
    in_hanzi,
    qualified,
)
from test_quantity import read

UNITS = Units()


@pytest.mark.parametrize(
    ("text", "unit", "decimals", "printed"),
    [
        ("64727.72万元", "亿元", None, "6.47亿元"),
        ("64727.72万元", "亿元", 4, "6.4728亿元"),
        ("6.47亿元", "万元", 0, "64700万元"),
        ("64,727.72万元", "元", 0, "647,277,200元"),
        ("64727.72万元", "元", 0, "647277200元"),
        ("约6008.00万元", "亿元", 3, "约0.601亿元"),
        ("6000万元以上", "亿元", 1, "0.6亿元以上"),
        ("6000余万元", "亿元", 1, "0.6余亿元"),
        ("5000-6000万元", "亿元", 1, "0.5亿元-0.6亿元"),
        ("5000万元至6000万元", "亿元", 1, "0.5亿元至0.6亿元"),
        ("260个", "亿元", 1, "260个"),
    ],
)
def test_an_amount_in_another_unit_keeps_its_words(
    text: str, unit: str, decimals: int | None, printed: str
) -> None:
    assert converted(read(text), unit, decimals, UNITS).text == printed


def made(low: object, high: object, point: int = 100) -> Magnitude:
    return Magnitude(Decimal(point), Interval(Decimal(str(low)), Decimal(str(high))), MONEY)


@pytest.mark.parametrize(
    ("magnitude", "sources", "qualifier"),
    [
        (made(100, 100), ["60万元", "40万元"], ""),
        (made(99, 101), ["约60万元", "40万元"], "约"),
        (made(100, INFINITY), ["60万元以上", "40万元"], "以上"),
        (made(-INFINITY, 100), ["60万元以下", "40万元"], "以下"),
        (made(20, INFINITY), ["60万元以上", "40万元以下"], "以上"),
        (made(-INFINITY, INFINITY), ["60万元以上", "40万元以上"], None),
        (made(98, 102), ["58-62万元", "40万元"], "约"),
        (made(80, 120), ["40-80万元", "40万元"], None),
        (made(100, INFINITY), ["约60万元", "40万元以上"], None),
    ],
)
def test_a_computed_figure_has_the_qualifier_of_its_sources_where_that_is_true(
    magnitude: Magnitude, sources: list[str], qualifier: str | None
) -> None:
    assert carried(magnitude, map(read, sources)) == qualifier


@pytest.mark.parametrize(
    ("qualifier", "text"), [("约", "约9个"), ("不低于", "不低于9个"), ("以上", "9个以上"), ("", "9个")]
)
def test_a_qualifier_stands_where_it_belongs(qualifier: str, text: str) -> None:
    assert qualified(qualifier, "9个") == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2个", "两个"),
        ("2分", "两分"),
        ("2万元", "二万元"),
        ("9000000000000000个", "九千万亿个"),
        ("90000000000000000个", None),
    ],
)
def test_a_number_is_spelt_as_it_is_said_and_only_as_far_as_words_reach(text: str, words: str | None) -> None:
    assert in_hanzi(read(text)) == words


def test_a_share_of_what_is_only_bounded_has_no_qualifier() -> None:
    share = Magnitude(Decimal("0.6"), Interval(Decimal(0), Decimal(1)), RATIO)
    assert carried(share, [read("60万元以上"), read("100万元")]) is None
