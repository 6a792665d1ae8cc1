"""Narrative fragments: what is let in, what is refused, and where."""

from collections.abc import Iterator

import pytest
from jinja2 import Environment, TemplateSyntaxError, nodes

from reportgen.finding import Span, Text
from reportgen.narrative import (
    Choice,
    Fragment,
    NarrativeError,
    Segment,
    Tag,
    Words,
    expression,
    parse_fragment,
    tags,
)
from reportgen.prose import Prose


def parsed(text: str) -> tuple[Fragment, tuple[NarrativeError, ...]]:
    return parse_fragment(Prose.whole(Span(Text("正文", text), 0, len(text))))


def words(segments: tuple[Segment, ...]) -> Iterator[str]:
    """The literal text, in every branch."""
    for segment in segments:
        if isinstance(segment, Words):
            yield segment.prose.text
        elif isinstance(segment, Choice):
            yield from (text for _, branch in segment.branches for text in words(branch))


def test_words_tags_and_choices_keep_their_places() -> None:
    text = "查出{{ 问题数 }}，{% if 剩余数 > 0 %}余{{ 剩余数 | 汉字 }}{% else %}全部改好{% endif %}。"
    fragment, faults = parsed(text)
    assert not faults
    first, tag, comma, choice, stop = fragment.segments
    assert isinstance(first, Words) and isinstance(comma, Words) and isinstance(stop, Words)
    assert isinstance(tag, Tag) and tag.span.quote == "{{ 问题数 }}" and tag.name_span.quote == "问题数"
    assert isinstance(choice, Choice) and len(choice.branches) == 2
    assert [t.name for t in tags(fragment.segments)] == ["问题数", "剩余数"]
    assert "".join(words(fragment.segments)) == "查出，余全部改好。"


REFUSED = [
    ("甲{{ 1 + 1 }}", "{{ 1 + 1 }}"),
    ("{{ 甲.__class__ }}", "{{ 甲.__class__ }}"),
    ("{{ ''.join(甲) }}", "{{ ''.join(甲) }}"),
    ("{{ 甲() }}", "{{ 甲() }}"),
    ("{{ 甲[0] }}", "{{ 甲[0] }}"),
    ("{{ 甲 | upper }}", "{{ 甲 | upper }}"),
    ("{{ 甲 | 亿元(99) }}", "{{ 甲 | 亿元(99) }}"),
    ("{% for x in 甲 %}", "{% for x in 甲 %}"),
    ("{% set x = 1 %}", "{% set x = 1 %}"),
    ("{% endif %}", "{% endif %}"),
    ("{% if 甲 > 1 %}前{% if 甲 > 2 %}后", "{% if 甲 > 2 %}"),
    ("前{% if 甲 > 0 %}后", "{% if 甲 > 0 %}"),
    ("{% if 甲 is defined %}后{% endif %}", "{% if 甲 is defined %}"),
    ("{# 注 #}", "{#"),
    ("{{ 甲", "{{"),
    ("甲 }}", "}}"),
    ("｛｛ 甲 ｝｝", "｛｛ 甲 ｝｝"),
    ("甲 ｝｝", "｝｝"),
    ("{{ }}", "{{ }}"),
]


@pytest.mark.parametrize(("text", "quote"), REFUSED)
def test_anything_else_is_a_fault_at_its_place(text: str, quote: str) -> None:
    _, faults = parsed(text)
    assert faults and faults[0].span.quote == quote


CONDITIONS = {
    "剩余数 = 0": "写成 {% if 剩余数 == 0 %}",
    "剩余数 ＞ ０": "写成 {% if 剩余数 > 0 %}",
    "剩余数≥4 且 剩余数<9": "写成 {% if 剩余数>=4 and 剩余数<9 %}",
    "甲.金额 > 4亿元": "数不写单位，按指标印出来的单位算：单位相同的写成 {% if 甲.金额 > 4 %}，不同的先换算",
    "审减率 < 100%": "数不写单位，按指标印出来的单位算：单位相同的写成 {% if 审减率 < 100 %}，不同的先换算",
    "剩余数 > 0.5": "写成 {% if 指标名 > 0 %}：用 ==",
    "": "写成 {% if 指标名 > 0 %}：用 ==",
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_misread_says_what_to_write(condition: str) -> None:
    _, (fault,) = parsed(f"甲{{% if {condition} %}}乙{{% endif %}}")
    assert fault.hint.startswith(CONDITIONS[condition])


def test_reading_goes_on_past_a_fault() -> None:
    fragment, faults = parsed("甲{{ 1 }}乙{{ 丙 | 万 }}丁{{ 戊 }}己{% macro %}庚")
    assert len(faults) == 3
    assert [t.name for t in tags(fragment.segments)] == ["戊"]
    assert "".join(words(fragment.segments)) == "甲乙丁己庚"


@pytest.mark.parametrize(
    "inside",
    ["{" * 80, "(" * 5_000, "甲." * 5_000 + "乙", "1" * 5_000, "甲|" * 3_000 + "汉字", "not " * 5_000],
)
def test_an_expression_without_end_is_a_fault(inside: str) -> None:
    text = f"共{{{{ {inside} }}}}个"
    _, faults = parse_fragment(Prose(text, Text("文", text), (0,), (0,)))
    assert faults and len(faults[0].message) < 200


@pytest.mark.parametrize("levels", [21, 3000])
def test_conditions_without_end_are_one_fault_where_it_goes_too_far(levels: int) -> None:
    opening = "{% if 甲 > 1 %}"
    _, faults = parsed("前" + opening * levels + "后" + "{% endif %}" * levels)
    assert [fault.message for fault in faults] == ["条件一层套一层，超过 20 层"]
    assert faults[0].span.start == 1 + 20 * len(opening)
    _, faults = parsed("前" + opening * 20 + "后" + "{% endif %}" * 20)
    assert not faults


@pytest.mark.parametrize(
    "source",
    [
        "甲",
        " 甲.乙一 ",
        "a1.b_2.if",
        "self",
        "in",
        "not",
        "True",
        "none.甲",
        "1a",
        "甲..乙",
        "甲 .乙",
        "·甲",
        "甲·",
        "²",
        "",
    ],
)
def test_a_name_alone_is_read_as_jinja_reads_it(source: str) -> None:
    try:
        output = Environment().parse("{{" + source + "}}").body[0]
    except TemplateSyntaxError:
        assert expression._name(source) is None
    else:
        assert isinstance(output, nodes.Output)
        assert expression._name(source) in (None, output.nodes[0])
