"""Figures as written: reading, intervals, units, rounding, numerals."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.quantity import (
    COUNT,
    MONEY,
    Interval,
    Magnitude,
    Misreading,
    Quantity,
    Units,
    from_hanzi,
    hanzi,
    hanzi_year,
    in_formal,
    in_hanzi,
    looks_like_figure,
    read_pattern,
    read_quantity,
    round_half_up,
)

UNITS = Units(frozenset({"本（册）"}))
FINITE = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=3)


def read(text: str) -> Quantity:
    quantity = read_quantity(text, UNITS)
    assert isinstance(quantity, Quantity), quantity
    return quantity


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("9.28%", "0.09275", "0.09285"), ("5.60亿元", "559500000", "560500000"), ("260个", "260", "260"),
        ("3个月", "3", "3"), ("100%", "1", "1"), ("23%", "0.225", "0.235"), ("9倍", "8.5", "9.5"),
        ("约169亿元", "16800000000", "17000000000"), ("约170亿元", "16150000000", "17850000000"),
        ("2000余本（册）", "2000", "2999"), ("1700余条", "1700", "1799"), ("2.33", "2.325", "2.335"),
        ("10", "10", "10"), ("近30个", "28.5", "30"), ("5%-10%", "0.045", "0.105"), ("达到60%", "0.595", "Infinity"),
        ("不低于20%", "0.195", "Infinity"), ("100万元以上", "995000", "Infinity"), ("60分以下", "-Infinity", "60.5"),
        ("90分", "89.5", "90.5"), ("2.5万人次", "24500", "25500"),
        ("约0个", "0", "0"), ("0余个", "0", "0"), ("3余个", "3", "3"), ("5.60余万元", "56000", "57000"),
        ("3万余人", "30000", "40000"), ("1.2亿多元", "120000000", "130000000"),
        ("近0.05亿元", "4750000", "5000000"),
        ("约1个", "0.95", "1.05"), ("约-200个", "-210", "-190"), ("超3.0倍", "2.95", "Infinity"), ("100.0%", "1", "1"),
        ("100%以上", "1", "Infinity"), ("12", "12", "12"), ("3.5个", "3.45", "3.55"),
    ],
)  # fmt: skip
def test_a_written_figure_stands_for_the_interval_its_decimals_and_qualifier_allow(
    text: str, low: str, high: str
) -> None:
    assert read(text).magnitude.interval == Interval(Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("２６０个", "260个"),
        ("6，008.00万元", "6,008.00万元"),
        ("012个", "12个"),
        ("1,23万元", ""),
        ("612,40万元", ""),
        ("6O家", "60家"),
        ("23l个", "231个"),
        ("2O5.1O万元", "205.10万元"),
        ("600W元", ""),
        ("1_000元", "1000元"),
        ("-0.00%", "0.00%"),
        ("5.60亿原", "5.60亿元"),
        ("9.28％", "9.28%"),
    ],
)
def test_what_is_no_figure_is_refused_with_its_tidy_form(text: str, tidy: str) -> None:
    misread = read_quantity(text, UNITS)
    assert isinstance(misread, Misreading) and misread.tidy == tidy


OTHER_NUMBERS = ("1e3", "0x1F个", "1.2.3万元", "12:30", ".5%", "5.万元", "+5个", "六十个", "--5个", "5 000元")
CONTRADICTIONS = ("约10个左右", "10余个以上", "约5%-10%", "10%-5%")


@pytest.mark.parametrize("text", [*OTHER_NUMBERS, *CONTRADICTIONS])
def test_only_plain_decimals_with_one_qualifier_are_figures(text: str) -> None:
    assert isinstance(read_quantity(text, UNITS), Misreading)


@given(FINITE, st.sampled_from(["个", "%", "万元", "亿元"]))
def test_the_text_written_is_the_text_kept(value: Decimal, unit: str) -> None:
    text = f"{value:f}{unit}"
    quantity = read_quantity(text, UNITS)
    if isinstance(quantity, Quantity):
        assert (str(quantity), quantity.value, quantity.decimals) == (text, value, 3)
    else:
        assert value == 0 and text.startswith("-")


@given(FINITE, FINITE, FINITE, FINITE)
def test_interval_arithmetic_holds_every_point(a: Decimal, b: Decimal, c: Decimal, d: Decimal) -> None:
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    assert a + c in one + other and a - c in one - other and a * c in one * other


@given(st.integers(1, 10**6))
def test_a_figure_divided_by_itself_is_one(number: int) -> None:
    same = Interval.at(Decimal(number))
    assert same / same == Interval.at(Decimal(1))


def test_division_by_an_interval_around_zero_is_unbounded_and_by_zero_an_error() -> None:
    one = Interval.at(Decimal(1))
    assert Decimal(10**30) in one / Interval(Decimal(-1), Decimal(1))
    with pytest.raises(ZeroDivisionError):
        one / Interval.at(Decimal(0))


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("1.005", 2, "1.01"),
        ("2.675", 2, "2.68"),
        ("0.125", 2, "0.13"),
        ("-0.001", 2, "0.00"),
        ("-2.5", 0, "-3"),
        ("9" * 34 + ".5", 33, "9" * 34 + ".5" + "0" * 32),
        ("9" * 60 + ".5", 0, "1" + "0" * 60),
    ],
)
def test_rounding_is_half_up_and_never_minus_zero(value: str, places: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), places)) == rounded


@pytest.mark.parametrize(
    ("pattern", "point", "text"),
    [
        ("0.00万元", "587197200", "58719.72万元"),
        ("#,##0.00万元", "587197200", "58,719.72万元"),
        ("0.00%", "0.0928195", "9.28%"),
        ("0个", "12", "12个"),
    ],
)
def test_a_pattern_prints_a_derived_magnitude(pattern: str, point: str, text: str) -> None:
    read_as = read_pattern(pattern, UNITS)
    assert read_as is not None and str(read_as) == pattern
    assert read_as.write(Magnitude.exactly(Decimal(point), read_as.unit.dimension)).text == text


def test_a_pattern_needs_a_known_unit() -> None:
    assert read_pattern("0.00万圆", UNITS) is None and read_pattern("万元", UNITS) is None


def test_units_carry_their_dimension() -> None:
    assert read("1亿元").magnitude == read("10000万元").magnitude.__class__(
        Decimal(10**8), Interval(Decimal(50000000), Decimal(150000000)), MONEY
    )
    assert read("4384条").unit.dimension == read("1个").unit.dimension == COUNT


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("260个", True),
        ("约169亿元", True),
        ("２个", True),
        ("-5%", True),
        ("近年来", False),
        ("多部门联动", False),
        ("超额", False),
    ],
)
def test_what_starts_like_a_figure_must_be_one(text: str, figure: bool) -> None:
    assert looks_like_figure(text) is figure


def test_chinese_numerals() -> None:
    for number in range(120):
        assert hanzi(number) == cn2an.an2cn(str(number), "low")
        assert from_hanzi(hanzi(number)) == number == cn2an.cn2an(hanzi(number), "strict")
    assert (hanzi(1), hanzi(10), hanzi(21), hanzi(110)) == ("一", "十", "二十一", "一百一十")
    assert hanzi_year(2025) == "二〇二五"
    assert (in_hanzi(read("2名")), in_hanzi(read("12项"))) == ("两名", "十二项")
    assert in_formal(read("239.60万元")) == "贰佰叁拾玖万陆仟元整"


@pytest.mark.parametrize(
    ("text", "point"),
    [("5%-10%", "0.075"), ("3至5个", "4"), ("10—20万元", "150000"), ("1.5～2.5亿元", "200000000")],
)
def test_the_point_of_a_range_is_its_middle(text: str, point: str) -> None:
    assert read(text).magnitude.point == Decimal(point)


@pytest.mark.parametrize(("point", "grouped"), [("999", False), ("1000", True), ("-1000", True)])
def test_a_figure_knows_whether_it_shows_separators(point: str, grouped: bool) -> None:
    pattern = read_pattern("#,##0个", UNITS)
    assert pattern is not None and pattern.write(Magnitude.exactly(Decimal(point), COUNT)).grouped is grouped


@pytest.mark.parametrize(
    ("text", "factor", "dimension"),
    [
        ("1元", "1", MONEY),
        ("1%", "0.01", ()),
        ("1个", "1", COUNT),
        ("1万人次", "10000", COUNT),
        ("1亿元", "100000000", MONEY),
    ],
)
def test_a_unit_is_as_many_base_units(text: str, factor: str, dimension: object) -> None:
    unit = read(text).unit
    assert unit.factor == Decimal(factor) and unit.dimension == dimension


@pytest.mark.parametrize(
    ("text", "message", "tidy"),
    [
        ("012个", "“012”以 0 开头", "12个"), ("-012.50万元", "“-012.50”以 0 开头", "-12.50万元"),
        (".5%", "“.5”的小数点前后都要有数字", "0.5%"), ("5.万元", "“5.”的小数点前后都要有数字", "5万元"),
        ("+5个", "“+5”不是规范的数字写法（千分位用半角逗号，三位一节）", "5个"), ("1e3个", "“1e3个”读不成“数字＋单位”", ""),
        ("5万圆", "不认识单位“万圆”，如确需使用请登记到 indicators.yaml 的 units", "5万元"), ("5魑魅", "不认识单位“魑魅”", ""),
        ("5%-10", "区间“5%-10”只有前一个数写了单位", "5%-10%"),
        ("5万元-6亿元", "区间“5万元-6亿元”两头的单位不同，写成同一个单位", ""),
        ("10%-5%", "区间“10%-5%”上限小于下限", ""), ("约5%-10%", "区间“约5%-10%”不能再带“约”", ""),
        ("约10个左右", "“约10个左右”有两个限定词（约、左右），只留一个", ""), ("-0个", "零不带负号", "0个"),
        ("-0,000个", "“-0,000”以 0 开头", "-0000个"), ("3几人", "不认识单位“几人”", ""),
        ("5%以内", "“以内”不是限定词", "5%以下"), ("100个上下", "“上下”不是限定词", "100个左右"),
    ],
)  # fmt: skip
def test_a_misreading_says_what_is_wrong(text: str, message: str, tidy: str) -> None:
    misread = read_quantity(text, UNITS)
    assert isinstance(misread, Misreading), misread
    if text == "-0,000个":
        return  # what it says does not matter, only that it is refused
    assert (misread.message[: len(message)], misread.tidy) == (message, tidy)


def test_thirty_four_digits_are_the_most() -> None:
    assert read("1" * 34 + "个").value == Decimal("1" * 34)
    assert isinstance(read_quantity("1" * 35 + "个", UNITS), Misreading)
    assert isinstance(read_quantity("1" * 17 + "." + "1" * 18 + "万元", UNITS), Misreading)
    assert isinstance(read_quantity("1" * 17 + "个-" + "2" * 18 + "个", UNITS), Misreading)


def test_figures_in_words() -> None:
    assert (in_hanzi(read("2.50亿元")), in_hanzi(read("2个月")), in_hanzi(read("12.0倍"))) == (
        "二点五零亿元",
        "两个月",
        "十二点零倍",
    )
    assert (in_formal(read("16个")), in_formal(read("3.005元"))) == ("壹拾陆个", "叁元零壹分")


def test_a_range_may_end_where_it_begins() -> None:
    assert read("5%-5%").upper == read("5%").value


@pytest.mark.parametrize(
    ("name", "exact"), [("个", True), ("分钟", True), ("万人次", False), ("年", False), ("元", False)]
)
def test_only_what_is_counted_one_by_one_is_exact(name: str, exact: bool) -> None:
    unit = Units().find(name)
    assert unit and unit.counts_exactly is exact
