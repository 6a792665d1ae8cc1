"""The audit: every kind of relation, the traps of real reports, and random paragraphs that are right or one digit wrong."""

import json
import random
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from reportgen.audit import Audit, audit, modules
from reportgen.document import Document, Passage
from reportgen.finding import Severity, Span, Text
from reportgen.prose import Prose
from reportgen.relation import Kind

CASES = json.loads((Path(__file__).parent / "cases" / "audit" / "cases.json").read_text(encoding="utf-8"))


def document(text: str) -> Document:
    source, passages, at = Text("文.txt", text), [], 0
    for line in text.split("\n"):
        if line.strip():
            passages.append(Passage(Prose.whole(Span(source, at, at + len(line)))))
        at += len(line) + 1
    return Document(source, tuple(passages))


def checked(text: str) -> Audit:
    return audit(document(text))


def loud(result: Audit) -> list[str]:
    return [f"{f.span.quote} {f.message}" for f in result.findings if f.severity is not Severity.HINT]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, str]) -> None:
    result = checked(case["text"])
    errors = [f for f in result.findings if f.is_error]
    if case["expect"] == "holds":
        assert not loud(result)
        assert any(r.kind == case["kind"] and r.verdict == "holds" for r in result.relations), (
            result.relations
        )
    elif case["expect"] == "silent":
        assert not loud(result)
    else:
        found = (
            errors
            if case["expect"] == "error"
            else [f for f in result.findings if f.severity is Severity.WARNING]
        )
        assert any(f.span.quote == case["at"] and f.code == case["code"] for f in found), result.findings
        assert case["expect"] == "error" or not errors


def test_every_finder_explains_itself() -> None:
    for code, module in modules().items():
        assert module.__doc__ is not None, code
        for heading in ("检查什么", "为什么", "反例", "正例"):
            assert f"## {heading}" in module.__doc__, (code, heading)


def test_the_slip_finder_names_the_label_that_was_swapped() -> None:
    finding = checked("送审金额24053.22万元，审减金额14892.89万元，审减率38.08%。").findings[0]
    assert "审定金额" in finding.hint and "标签互换" in finding.hint


def test_a_relation_that_only_another_unit_mends_does_not_hold() -> None:
    result = checked("一般公共预算收入100000万元，增加9091元，增长10.0%。")
    assert [(f.code, f.span.quote) for f in result.findings] == [("D169", "9091元")]
    assert [r.verdict for r in result.relations if r.kind == "growth"] == ["fails"]


def test_the_basis_of_a_sum_is_a_sum() -> None:
    finding = checked(
        "三公经费29.00万元，其中：因公出国（境）费5.00万元，公务用车购置及运行费12.34万元，公务接待费4.56万元。"
    ).findings[0]
    assert finding.basis.startswith(
        "三公经费 29.00万元 (1:5) = 因公出国费 5.00万元 (1:24) + 公务用车购置及运行费 12.34万元 (1:41) + "
    )


def test_so_is_a_sum_within_a_quotient() -> None:
    (finding,) = checked(
        "预算评审送审4.00亿元，结算评审送审1.00亿元，共审减0.50亿元，综合审减率20%。"
    ).findings
    assert finding.basis.endswith("÷ (预算评审送审 4.00亿元 (1:7) + 结算评审送审 1.00亿元 (1:20))")


def test_a_figure_without_a_noun_is_called_by_what_was_done() -> None:
    (finding,) = checked("项目资金1200万元，到位1100万元，到位率81.7%。").findings
    assert "到位率 = 项目资金到位 ÷ 项目资金" in finding.message


def test_a_figure_without_any_name_is_not_called_by_itself() -> None:
    (finding,) = checked("1000.05万元，其中：税收收入400.00万元，非税收入600.00万元。").findings
    assert finding.message.startswith("此数 写为 1000.05万元")


def test_nought_is_no_slip_of_the_unit() -> None:
    (finding,) = checked("支出总计0万元，比上年减少56.95万元，下降1.87%。").findings
    assert "0万元 则" not in finding.hint


def test_a_relation_of_words_and_figures_tells_what_stands_at_each_of_its_places() -> None:
    told = checked(
        "年初预算为1560.05万元，支出决算为1511.89万元。决算数大于预算数的主要原因是人员增加。"
    ).relations
    (said,) = [one for one in told if one.kind is Kind.DIRECTION]
    assert said.values == ("决算数大于预算数", "1560.05万元", "1511.89万元")


def test_the_figures_that_something_can_check_are_told() -> None:
    result = checked("培训450人。收入100.00万元，其中：甲60.00万元，乙40.00万元。")
    assert (len(result.figures), len(result.checked)) == (4, 3)


def _rounded(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _paragraph(chance: random.Random) -> tuple[str, list[str]]:
    """A consistent paragraph in one of many phrasings, and the figures any change of which must be noticed."""
    places = chance.choice([0, 2])
    parts = [
        Decimal(chance.randint(10**6, 10**8 - 1)).scaleb(-2).quantize(Decimal(1).scaleb(-places))
        for _ in range(chance.randint(2, 5))
    ]
    whole, names = (
        sum(parts, Decimal(0)),
        chance.sample(["教育", "卫生", "农林水", "交通", "住房", "科技", "国防"], len(parts)),
    )
    shares = [_rounded(part / whole * 100, 2) for part in parts]
    form = chance.randrange(5)
    if form == 0:
        items = chance.choice(["；", "，", "、"]).join(
            f"{n}支出{p}万元" for n, p in zip(names, parts, strict=True)
        )
        opening = chance.choice(["其中：", "其中", "包括：", "分别为：", "主要用于："])
        return f"全年支出合计{whole}万元，{opening}{items}。", [str(whole), *map(str, parts)]
    if form == 1:
        items = "；".join(f"{n}支出{p}万元，占{s}%" for n, p, s in zip(names, parts, shares, strict=True))
        return f"本年支出合计{whole}万元，其中：{items}。", [str(whole), *map(str, parts)]
    if form == 2:
        delta = _rounded(parts[0] * chance.randint(5, 60) / 100, places)
        rate = _rounded(delta / (parts[0] - delta) * 100, 1)
        verb = chance.choice(["比上年增加", "较上年增加", "增加", "同比增加", "比2022年增加"])
        return (
            f"{names[0]}支出{parts[0]}万元，{verb}{delta}万元，{chance.choice(['增长', '增幅', '同比增长'])}{rate}%。",
            [str(delta)],
        )
    if form == 3:
        rate = _rounded(parts[0] / whole * 100, 2)
        return f"{names[0]}支出年初预算为{whole}万元，支出决算为{parts[0]}万元，完成年初预算的{rate}%。", [
            str(whole),
            str(parts[0]),
        ]
    rate = _rounded(parts[0] / whole * 100, 2)
    rest = whole - parts[0]
    return f"评审项目{chance.randint(5, 99)}个，送审金额{whole}万元，审减金额{parts[0]}万元，审定金额{rest}万元，审减率{rate}%。", [
        str(whole), str(parts[0]), str(rest)
    ]  # fmt: skip


def test_consistent_paragraphs_are_left_alone() -> None:
    chance = random.Random(11)
    for _ in range(300):
        text, _ = _paragraph(chance)
        assert not loud(checked(text)), text


def test_a_wrong_leading_digit_is_noticed() -> None:
    chance, noticed, tried = random.Random(12), 0, 0
    for _ in range(300):
        text, figures = _paragraph(chance)
        figure = chance.choice(figures)
        wrong = chance.choice([d for d in "123456789" if d != figure[0]]) + figure[1:]
        tried += 1
        noticed += bool(loud(checked(text.replace(figure, wrong, 1))))
    assert noticed >= tried * 0.97, (noticed, tried)


def test_a_list_of_thousands_is_judged_and_told_at_its_total() -> None:
    rows = "、".join(f"项目{i}支出{i + 1000}.5万元" for i in range(900))
    result = checked(f"支出合计9999.5万元，分别为：{rows}。")
    assert len(result.figures) == 1801 and not loud(result)  # too long to be meant as a sum
    table = "\n".join(f"项{i}\t{i}.5\t{i}.25" for i in range(3000))
    for total, quotes in (("4500000.0", []), ("4501000.0", ["4501000.0"])):
        result = checked(f"名称\t甲（万元）\t乙（万元）\n{table}\n合计\t{total}\t4499250.00")
        assert [finding.span.quote for finding in result.findings] == quotes


def test_a_number_of_countless_digits_is_none() -> None:
    assert checked(f"编码{'1' * 100_000}，支出100万元。").figures[0].quantity.text == "100万元"


@pytest.mark.parametrize(
    "text",
    [
        "全年涉及资金约3十万，其中已拨付2十万，未拨付1十万。",
        "收入合计{0}567.12万元，其中：税收{0}567.00万元，非税收入0.13万元。".format("1," + "234," * 20),
        f"收入合计{'9' * 34}万元，其中：税收{'8' * 34}万元，非税收入0.{'3' * 33}万元。",
        f"收入{'9' * 34}亿元，比上年增加0.{'3' * 33}万元，增长{'7' * 34}%，占{'8' * 34}元的0.{'0' * 32}1%。",
    ],
)
def test_figures_beyond_all_measure_are_audited_like_others(text: str) -> None:
    checked(text)
