"""The second line of defence: what only the sentence gets wrong is found once the document is built, where it was written."""

from pathlib import Path

import pytest

from ours import CONTENT, TEMPLATES
from projects import Project
from reportgen.finding import Finding, Severity
from reportgen.pipeline import Outcome, Request, build

DICTIONARY = """
    units: [亩]
    甲组:
      上年数: 0个
      本年数: 0个
      预算数: 0.00万元
      决算数: 0.00万元
      面积: 0亩
"""
FIGURES = "{上年数: 100个, 本年数: 120个, 预算数: 64727.72万元, 决算数: 58719.72万元, 面积: 30亩}"


def built(root: Path, text: str, more: str = "", *, figures: str = FIGURES, draft: bool = False) -> Outcome:
    content = f"""locality: 宁县
year: 2025
report: work-summary
title: 2025年预算绩效管理工作情况
metrics:
  甲组: {figures}
{more}
sections:
  - heading: 工作完成情况
    with: 甲组
    text: |
      {text}
"""
    return Project(root, {"2025/ningxian": content}, DICTIONARY).build(draft=draft)


def told(outcome: Outcome) -> list[Finding]:
    return [f for f in outcome.findings if f.message.startswith("成文后核对") or f.code == "D190"]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_nothing_is_said_against_our_own_reports(year: int, tmp_path: Path) -> None:
    outcome = build(Request(year, content=CONTENT, templates=TEMPLATES, output=tmp_path))
    assert outcome.built and [str(finding.message) for finding in told(outcome)] == []


def test_sentences_that_hold_pass(tmp_path: Path) -> None:
    said = "项目由{{ 上年数 }}增加到{{ 本年数 }}；预算数{{ 预算数 }}，决算数{{ 决算数 }}，决算数小于预算数。"
    outcome = built(tmp_path, said)
    assert (outcome.exit_code, len(outcome.built), told(outcome)) == (0, 1, [])


@pytest.mark.parametrize(
    ("text", "code", "quote", "at"),
    [
        ("项目由{{ 上年数 }}下降到{{ 本年数 }}。", "D166", "120个", "甲组.本年数"),
        ("预算数{{ 预算数 }}，决算数{{ 决算数 }}，决算数大于预算数。", "D166", "决算数大于预算数", "甲组.预算数"),
        ("预算数{{ 预算数 }}，决算数{{ 决算数 }}，完成预算的百分比见下。审减率是{{ 本年数 }}。", "", "", ""),
        ("送审金额{{ 预算数 }}，审减金额{{ 预算数 }}，审定金额{{ 决算数 }}。", "D164", "64727.72万元", "甲组.预算数"),
    ],
)  # fmt: skip
def test_what_the_sentence_gets_wrong_stops_the_report(
    tmp_path: Path, text: str, code: str, quote: str, at: str
) -> None:
    outcome = built(tmp_path, text)
    findings = told(outcome)
    assert [(f.code, f.span.quote, f.at) for f in findings] == ([(code, quote, at)] if code else [])
    assert outcome.exit_code == len(findings) and len(outcome.built) == 1 - len(findings)
    assert all(f.span.text.path.endswith("content/2025/ningxian.yaml") for f in findings)


def test_a_draft_is_written_all_the_same(tmp_path: Path) -> None:
    outcome = built(tmp_path, "项目由{{ 上年数 }}下降到{{ 本年数 }}。", draft=True)
    assert [f.code for f in told(outcome)] == ["D166"] and len(outcome.built) == 1


def test_figures_typed_into_the_words_are_told_there_as_a_warning(tmp_path: Path) -> None:
    accepted = "waive:\n" + "".join(
        f"  - {{code: P201, at: {said}, reason: 试, by: 张三}}\n" for said in ("300个", "100个")
    )
    outcome = built(
        tmp_path, "完成项目300个，其中：优秀100个，良好{{ 本年数 }}，一般{{ 上年数 }}。", accepted
    )
    (finding,) = told(outcome)
    assert (finding.code, finding.severity) == ("D163", Severity.WARNING)
    assert finding.span.quote in ("300个", "100个") and finding.span.line > 10, "in the words of the section"
    assert (outcome.exit_code, len(outcome.built)) == (0, 1)


def test_a_waiver_accepts_it(tmp_path: Path) -> None:
    waiver = "waive:\n  - {code: D166, at: 甲组.本年数, reason: 排序, by: 张三}"
    outcome = built(tmp_path / "a", "项目由{{ 上年数 }}下降到{{ 本年数 }}。", waiver)
    assert (outcome.exit_code, told(outcome)) == (0, [])
    (made,) = outcome.made
    assert [(w.code, f.code if f else "") for w, f in made.waived] == [("D166", "D166")]
    unused = built(tmp_path / "b", "项目由{{ 上年数 }}增加到{{ 本年数 }}。", waiver)
    assert [f.code for f in told(unused)] == ["D190"]


def test_checking_without_building_cannot_tell_whether_such_a_waiver_is_needed(tmp_path: Path) -> None:
    waiver = "waive:\n  - {code: D166, at: 甲组.本年数, reason: 排序, by: 张三}"
    built(tmp_path, "项目由{{ 上年数 }}下降到{{ 本年数 }}。", waiver)
    assert {finding.code for finding in Project(tmp_path, {}, DICTIONARY).check().findings} <= {"D124"}


def test_what_the_checks_said_is_not_said_again(tmp_path: Path) -> None:
    more = "checks:\n  - 甲组.预算数 = 甲组.决算数"
    said = "送审金额{{ 预算数 }}，审减金额{{ 预算数 }}，审定金额{{ 决算数 }}。"
    outcome = built(tmp_path, said, more, draft=True)
    assert outcome.exit_code == 1 and told(outcome) == []
