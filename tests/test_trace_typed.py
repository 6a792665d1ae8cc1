"""Numbers typed into the words: which are told, why they may stand there, and that nothing else of a paragraph changes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.finding import Span, Text
from reportgen.report import Run, Source
from reportgen.trace import Typed, Unit, parted

NAMES = ("1+8", "1+N", "3.0系统", "第21期")
FIGURE = Run("260个", figure="2025/x#事前评估.项目数")


def typed(text: str, *more: Run, is_cell: bool = False) -> list[tuple[str, Typed]]:
    runs = (Run(text, sources=(Source(len(text), Span(Text("x", text), 0, len(text))),)), *more)
    return [(p.run.text, p.typed) for p in parted(Unit(runs, 0, is_cell), NAMES) if p.typed]


@pytest.mark.parametrize(
    "text",
    [
        "2025年，2018—2022年、2020年至2021年度，2025年12月1日，9月25日至27日，1至6月，第3季度，1至3季度。",
        "《办法》（宁财发〔2025〕5号）见附件1、附件2-3，第12号。",
        "1.健全制度",
        "（2）查漏补缺",
        "两项、三个维度、十四五",
    ],
)
def test_dates_document_numbers_and_numbers_of_headings_are_no_figures(text: str) -> None:
    assert typed(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("按“1+8”机制", [("1+8", Typed.NAME)]),
        ("接入3.0系统，简报第21期", [("3.0系统", Typed.NAME), ("第21期", Typed.NAME)]),
        ("《“1233”行动方案》", [("1233", Typed.TITLE)]),
        ("“2.0”版", [("2.0", Typed.QUOTED)]),
        ("整改率95.45%，电话0934-6622110", [("95.45%", Typed.BARE), ("0934-6622110", Typed.BARE)]),
        ("金额1,234.50万元、１２个", [("1,234.50", Typed.BARE), ("１２", Typed.BARE)]),
        ("《甲》共3个，“乙”", [("3", Typed.BARE)]),
    ],
)
def test_other_numbers_are_told_with_why_they_may_stand(text: str, wanted: list[tuple[str, Typed]]) -> None:
    assert typed(text) == wanted


def test_a_figure_is_never_typed_and_a_row_number_is_none() -> None:
    assert typed("评估", FIGURE, Run("，其中5个")) == [("5", Typed.BARE)]
    assert [p for p in parted(Unit((Run("12"),), 0, is_cell=True), NAMES) if p.typed] == []
    assert typed("12", is_cell=True) == [("12", Typed.BARE)], "typed into a table cell"


def test_a_number_keeps_the_place_it_was_written_at() -> None:
    text = "按“1+8”机制"
    run = Run(text, sources=(Source(len(text), Span(Text("x", text), 0, len(text))),))
    (piece,) = [p for p in parted(Unit((run,), 0), NAMES) if p.typed]
    (source,) = piece.run.sources
    assert source.span and (source.span.start, source.span.quote) == (2, "1+8")


@given(
    st.lists(
        st.one_of(st.text("0123456789.+年月日“”《》个、1+8", max_size=12).map(Run), st.just(FIGURE)),
        max_size=8,
    )
)
def test_the_pieces_are_the_paragraph(runs: list[Run]) -> None:
    pieces = parted(Unit(tuple(runs), 0), NAMES)
    assert "".join(p.run.text for p in pieces) == "".join(run.text for run in runs)
    assert [p.run for p in pieces if p.run.figure] == [run for run in runs if run.figure]


@pytest.mark.parametrize("unit", ["1、", "《1》", "1月至", "“1+8”", "2020、2021、"])
def test_a_paragraph_without_end_takes_its_time_by_length(unit: str) -> None:
    def seconds(times: int) -> float:
        text, began = unit * times, time.process_time()
        typed(text)
        return time.process_time() - began

    one, ten = (min(seconds(times) for _ in range(3)) for times in (1_000, 10_000))
    assert ten < 60 * max(one, 0.01)  # by the square it would be a hundred times
