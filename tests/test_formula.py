"""The language over quantities: reading, computing, isolating."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.finding import Span, Text
from reportgen.formula import (
    TOTAL,
    Call,
    Comparison,
    Expr,
    FormulaError,
    Name,
    Number,
    Operation,
    Ref,
    evaluate,
    fold,
    isolate,
    isolate_root,
    label,
    parse_comparison,
    parse_expression,
    rebuild,
    refs,
    show,
    tidy_formula,
)
from reportgen.formula.parse import DEEPEST
from reportgen.quantity import COUNT, INFINITY, MONEY, Interval, Magnitude, Units
from reportgen.relation import Figure, Figures, folded, sides
from reportgen.value import replace

CELLS = {
    "钱": Magnitude.exactly(7, MONEY),
    "款": Magnitude.exactly(9, MONEY),
    "数": Magnitude.exactly(5, COUNT),
}


def span(text: str) -> Span:
    return Span(Text("公式", text), 0, len(text))


def expression(text: str) -> Expr:
    return parse_expression(span(text), Units())


def resolved(expr: Expr) -> Expr:
    """Every name stands for the cell of that name."""

    def leaf(node: Number | Name | Ref) -> Expr:
        return Ref(node.text, node.text, node.span) if isinstance(node, Name) else node

    return rebuild(expr, leaf)


def value(text: str, **cells: str | int) -> Decimal:
    return evaluate(resolved(expression(text)), lambda key: Magnitude.exactly(Decimal(cells[key]))).point


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("甲 + 乙 * 2", 14),
        ("(甲 + 乙) * 2", 18),
        ("甲 - 乙 - 1", -2),
        ("-甲 + 乙", 1),
        ("甲 / 乙", Decimal("0.8")),
        ("sum(甲, 乙, 1)", 10),
        ("max(甲, 乙) - min(甲, 乙)", 1),
        ("round(3.333, 2)", Decimal("3.33")),
        ("甲（", None),
    ],
)
def test_a_formula_computes(text: str, point: object) -> None:
    if point is None:
        with pytest.raises(FormulaError):
            expression(text)
    else:
        assert value(text, 甲=4, 乙=5) == point


def test_literals_have_units_and_are_exact() -> None:
    assert value("100%") == 1
    assert value("1000亿元") == 10**11


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("甲 +", "甲 +"),
        ("甲 乙", "乙"),
        ("(甲 + 乙", "("),
        ("甲 & 乙", "&"),
        ("甲 + * 乙", "*"),
        ("sum 甲", "sum"),
        ("5万圆", "5万圆"),
    ],
)
def test_a_fault_is_said_with_its_place(text: str, quote: str) -> None:
    with pytest.raises(FormulaError) as error:
        expression(text)
    assert error.value.span.quote == quote


@pytest.mark.parametrize(
    ("text", "hint"), [("SUM(甲, 乙)", "写成 sum(…)"), ("1 + 求和(甲)", "可用的函数：sum、max")]
)
def test_a_function_that_is_none_is_named(text: str, hint: str) -> None:
    with pytest.raises(FormulaError, match=r"没有名为“(SUM|求和)”的函数") as error:
        expression(text)
    assert error.value.hint.startswith(hint)


def test_a_sign_that_is_none_is_named() -> None:
    with pytest.raises(FormulaError, match="公式里不能有“&”"):
        expression("甲 & 乙")


def test_full_width_operators_read_as_their_ascii_forms_at_their_own_place() -> None:
    text = "（甲＋乙）×２"
    assert value(text, 甲=1, 乙=2) == 6
    assert tidy_formula(text) == "(甲+乙)*2"
    with pytest.raises(FormulaError) as error:
        expression("甲＋乙）")
    assert error.value.span.start == 3


def test_deep_nesting_is_refused_not_crashed() -> None:
    with pytest.raises(FormulaError, match="嵌套"):
        expression("(" * 5000 + "甲" + ")" * 5000)


def test_money_and_counts_do_not_add() -> None:
    lookup = {"钱": Magnitude.exactly(1, MONEY), "数": Magnitude.exactly(1, (("count", 1),))}
    with pytest.raises(FormulaError, match="单位不合"):
        evaluate(resolved(expression("钱 + 数")), lookup.__getitem__)
    assert evaluate(resolved(expression("10 * 钱")), lookup.__getitem__).dimension == MONEY
    assert evaluate(resolved(expression("数 + 3")), lookup.__getitem__).point == 4


def test_a_sum_of_counts_and_bare_numbers_is_no_bare_number() -> None:
    with pytest.raises(FormulaError, match="单位不合"):
        evaluate(resolved(expression("sum(1, 数) + 90分")), CELLS.__getitem__)
    assert evaluate(resolved(expression("sum(1, 2) + 90分")), CELLS.__getitem__).point == 93


def test_a_quotient_is_no_bare_number_that_takes_a_unit() -> None:
    lookup = {"钱": Magnitude.exactly(4, MONEY), "数": Magnitude.exactly(3, (("count", 1),))}
    with pytest.raises(FormulaError, match="单位不合"):
        evaluate(resolved(expression("钱 / 钱 + 数")), lookup.__getitem__)


def test_division_by_zero_is_an_error_with_the_divisor_as_its_place() -> None:
    with pytest.raises(FormulaError, match="除数为零") as error:
        value("甲 / 乙", 甲=1, 乙=0)
    assert error.value.span.quote == "乙"


COMPARISONS = [
    "甲 = 乙 + 丙",
    "甲 = 乙 - 丙",
    "甲 = 乙 / 丙",
    "甲 = 乙 * 丙",
    "甲 = -(乙 - 丙)",
    "sum(乙, 丙) = 甲",
    "甲 = sum(乙, 丙, 丁)",
]


@pytest.mark.parametrize("text", COMPARISONS)
@given(numbers=st.lists(st.integers(1, 10**6), min_size=4, max_size=4))
def test_isolating_a_figure_gives_back_its_value(text: str, numbers: list[int]) -> None:
    """Whatever makes the equation true is what isolating any of its figures says."""
    written = parse_comparison(span(text), Units())
    comparison = Comparison("=", resolved(written.left), resolved(written.right), written.span)
    cells = {key: Magnitude.exactly(number) for key, number in zip("乙丙丁甲", numbers, strict=True)}
    total = isolate(comparison, "甲")
    assert total is not None
    cells["甲"] = evaluate(total, cells.__getitem__)
    for key in {ref.key for ref in (*refs(comparison.left), *refs(comparison.right))}:
        solved = isolate(comparison, key)
        assert solved is not None
        if cells["甲"].point:
            assert (
                abs(evaluate(solved, cells.__getitem__).point - cells[key].point) < Decimal("1e-30") * 10**12
            )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a - (b + c) / d", "a − (b + c) ÷ d"),
        ("a - (b - c)", "a − (b − c)"),
        ("a + (b - c)", "a + b − c"),
        ("(a - b) - c", "a − b − c"),
        ("(a + b) * c", "(a + b) × c"),
        ("a * (b + c)", "a × (b + c)"),
        ("-a + b", "−a + b"),
        ("-(a + b)", "−(a + b)"),
        ("a / (b * c)", "a ÷ (b × c)"),
        ("a / b * c", "a ÷ b × c"),
        ("a * (b / c)", "a × b ÷ c"),
        ("sum(a, b * 100%)", "sum(a, b × 100%)"),
    ],
)
def test_a_formula_shows_in_the_readers_notation(text: str, shown: str) -> None:
    assert show(expression(text), label) == shown


def test_nesting_is_counted_from_where_it_is_open() -> None:
    assert value("(" * DEEPEST + "甲" + ")" * DEEPEST, 甲=4) == 4
    assert value("+".join(["((甲))"] * DEEPEST), 甲=1) == DEEPEST
    assert value("-" * DEEPEST + "甲", 甲=4) == 4
    deep = "(" * (DEEPEST + 1) + "甲" + ")" * (DEEPEST + 1)
    for text in (
        deep,
        "-" * (DEEPEST + 1) + "甲",
        "(甲) + " * DEEPEST + deep,
        "sum(甲, 甲) + " * DEEPEST + deep,
    ):
        with pytest.raises(FormulaError, match=f"嵌套超过 {DEEPEST} 层"):
            expression(text)


@pytest.mark.parametrize(
    ("text", "point", "dimension"),
    [
        ("max(3, 数)", 5, COUNT),
        ("max(数, 3)", 5, COUNT),
        ("min(数)", 5, COUNT),
        ("max(钱, 款)", 9, MONEY),
        ("min(款, 钱, 款)", 7, MONEY),
        ("sum(3, 数, 2)", 10, COUNT),
        ("round(数 * 钱 / 款, 0)", 4, COUNT),
    ],
)
def test_the_dimension_of_a_call_is_what_its_arguments_share(
    text: str, point: int, dimension: object
) -> None:
    found = evaluate(resolved(expression(text)), CELLS.__getitem__)
    assert found.point == point and found.dimension == dimension


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("max(钱, 款, 数)", "单位不合"),
        ("10 * 数 + 钱", "单位不合"),
        ("数 * 10 - 钱", "单位不合"),
        ("2 * 3 * 数 + 钱", "单位不合"),
        ("sum(钱, 数)", "单位不合"),
        ("round(钱)", "round 要写成"),
        ("round(钱, 数)", "round 要写成"),
        ("round(钱, 13)", "round 要写成"),
        ("round(钱, 1, 2)", "round 要写成"),
        ("count(钱)", "count 只能数一个清单或表"),
        ("钱 + 3", "“3”没有写单位"),
        ("10 - 钱", "“10”没有写单位"),
        ("sum(钱, 10)", "“10”没有写单位"),
        ("max(10, 钱)", "“10”没有写单位"),
    ],
)
def test_a_call_that_makes_no_sense_is_said(text: str, said: str) -> None:
    with pytest.raises(FormulaError, match=said):
        evaluate(resolved(expression(text)), CELLS.__getitem__)


@pytest.mark.parametrize("text", ["数 + 3", "钱 + 0", "max(0, 钱)", "3 * 钱"])
def test_a_bare_number_stands_beside_a_count_and_nought_beside_all(text: str) -> None:
    evaluate(resolved(expression(text)), CELLS.__getitem__)


def test_a_name_nobody_looked_up_is_an_error() -> None:
    with pytest.raises(FormulaError, match=r"找不到“甲\.乙”"):
        evaluate(expression("甲.乙"), CELLS.__getitem__)


@pytest.mark.parametrize(("text", "low", "high"), [("max(约, 余)", 95, 110), ("min(约, 余)", 95, 105)])
def test_the_extreme_of_intervals_is_taken_end_by_end(text: str, low: int, high: int) -> None:
    cells = {"约": Interval(Decimal(95), Decimal(105)), "余": Interval(Decimal(95), Decimal(110))}
    found = evaluate(resolved(expression(text)), lambda key: Magnitude(Decimal(100), cells[key], COUNT))
    assert found.interval == Interval(Decimal(low), Decimal(high))


def test_what_has_no_upper_bound_has_none_when_rounded() -> None:
    above = Magnitude(Decimal(100), Interval(Decimal("99.95"), INFINITY), COUNT)
    found = evaluate(resolved(expression("round(甲 * 2, 0)")), {"甲": above}.__getitem__)
    assert found.interval == Interval(Decimal(200), INFINITY)


@pytest.mark.parametrize(
    "text", ["甲 <= 乙", "甲 + 甲 = 乙", "max(甲, 乙) = 丙", "甲 = max(甲, 乙)", "乙 = 丙"]
)
def test_what_cannot_be_solved_for_a_figure_is_not(text: str) -> None:
    written = parse_comparison(span(text), Units())
    comparison = Comparison(written.comparator, resolved(written.left), resolved(written.right), written.span)
    assert isolate(comparison, "甲") is None


def compared(text: str) -> Comparison:
    written = parse_comparison(span(text), Units())
    return Comparison(written.comparator, resolved(written.left), resolved(written.right), written.span)


DEFINED = {
    "甲": resolved(expression("乙 + 2 * 丙")),
    "丙": resolved(expression("-丁")),
    "戊": expression("1"),
}
RESTING = {"甲": "乙丁", "丙": "丁", "戊": ""}


@pytest.mark.parametrize(
    ("text", "key", "solved"),
    [
        ("己 = 甲 / 戊", "丁", "−(己 × 戊 − 乙) ÷ 2"),
        ("己 = 甲 / 戊", "戊", "甲 ÷ 己"),
        ("己 = 甲 - 丁", "丁", None),
        ("己 = 甲 - 丙", "丁", None),
        ("己 <= 甲", "丁", None),
    ],
)
def test_a_figure_is_solved_for_through_the_cells_that_rest_on_it(
    text: str, key: str, solved: str | None
) -> None:
    found = isolate_root(compared(text), key, lambda cell: key in RESTING.get(cell, ""), DEFINED)
    assert (show(found, label) if found else None) == solved


def test_an_equation_is_not_solved_through_thousands_of_cells() -> None:
    definitions = {f"甲{n}": resolved(expression(f"甲{n - 1} + 1")) for n in range(1, 3000)}
    assert isolate_root(compared("乙 = 甲2999"), "甲0", definitions.__contains__, definitions) is None


def test_a_total_of_thousands_is_computed_shown_and_solved() -> None:
    terms = tuple(Ref(f"县{n}", f"县{n}", span("甲")) for n in range(3000))
    total = Call(TOTAL, terms, span("甲"))
    cells = {ref.key: Magnitude.exactly(1, COUNT) for ref in terms} | {"合": Magnitude.exactly(3005, COUNT)}
    assert evaluate(total, cells.__getitem__).point == 3000
    solved = isolate(Comparison("=", Ref("合", "合", span("甲")), total, span("甲")), "县7")
    assert solved is not None and evaluate(solved, cells.__getitem__).point == 6
    few = Call(TOTAL, terms[:2], span("甲"))
    assert show(few, label) == "县0 + 县1"
    assert show(Operation("-", terms[2], few, span("甲")), label) == "县2 − (县0 + 县1)"
    assert show(Operation("/", few, few, span("甲")), label) == "(县0 + 县1) ÷ (县0 + 县1)"


def test_a_formula_of_a_thousand_steps_is_refused_and_one_of_two_hundred_read() -> None:
    assert value(" + ".join(["甲"] * 200), 甲=4) == 800
    for text in (" + ".join(["甲"] * 1200), f"甲 <= {' - '.join(['甲'] * 1200)}"):
        with pytest.raises(FormulaError, match="公式太长：一层套一层共 1199 步，最多 200 步"):
            (parse_comparison if "<" in text else parse_expression)(span(text), Units())


TERMS = st.recursive(
    st.sampled_from(["钱", "款", "数", "导", "3", "0", "2.5", "10万元"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(
            st.sampled_from(["sum", "max", "min", "部分"]), st.lists(inner, min_size=1, max_size=4)
        ).map(lambda p: f"{p[0]}({', '.join(p[1])})"),
        inner.map(lambda p: f"(-{p})"),
    ),
    max_leaves=8,
)


def sides_of(
    comparison: Comparison, figures: Figures, changed: dict[str, Magnitude]
) -> tuple[Magnitude, Magnitude] | None:
    try:
        return sides(comparison, figures, changed)
    except FormulaError:
        return None


@given(left=TERMS, right=TERMS, moving=st.sets(st.sampled_from(sorted(CELLS))), by=st.integers(-3, 3))
def test_a_folded_comparison_says_the_same_whatever_moves(
    left: str, right: str, moving: set[str], by: int
) -> None:
    entered = {key: Figure(key, key, "", magnitude, span(key)) for key, magnitude in CELLS.items()}
    figures = Figures(entered, {"半": resolved(expression("数 * 2")), "导": resolved(expression("数 + 半"))})
    whole = Comparison("=", resolved(expression(left)), resolved(expression(right)), span(left))
    short, steps = folded(whole, moving, figures)
    for step in (0, by):
        changed = {key: replace(CELLS[key], point=CELLS[key].point + step) for key in moving}
        assert sides_of(short, steps, changed) == sides_of(whole, figures, changed)
    assert {*short.keys} <= moving | steps.derived.keys()


def test_of_hundreds_of_terms_a_folded_sum_keeps_those_that_move() -> None:
    cells = {f"县{n}": Magnitude.exactly(n, MONEY) for n in range(300)}
    total = resolved(expression(f"sum({', '.join(cells)})"))
    short = fold(total, {"县7"}, cells.__getitem__)
    assert show(short, lambda leaf: leaf.key if isinstance(leaf, Ref) else "…") == "sum(…, 县7)"
    assert evaluate(short, cells.__getitem__).point == sum(range(300))


def test_comparisons_need_a_comparator() -> None:
    with pytest.raises(FormulaError, match="缺少比较号"):
        parse_comparison(span("甲 + 乙"), Units())
    assert parse_comparison(span("甲 == 乙"), Units()).comparator == "="
    assert parse_comparison(span("甲 ≤ 乙"), Units()).comparator == "<="
