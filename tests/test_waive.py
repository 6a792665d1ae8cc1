"""What a waiver may accept: a judgement of what was read, never that something could not be read or is missing."""

from pathlib import Path

import pytest

from projects import Project, codes, report

FIGURES = "{送审金额: 64727.72万元, 审减金额: 6008.00万元, 审定金额: 58719.72万元}"

UNREADABLE = {
    "L301 4.1e4": ("事前评估.审定金额", "{送审金额: 64727.72万元, 审定金额: 4.1e4万元}"),
    "L203 a list": ("事前评估.审定金额", "{送审金额: 64727.72万元, 审定金额: [一, 二]}"),
    "L204 nothing": ("事前评估.审定金额", "{送审金额: 64727.72万元, 审定金额: }"),
    "L303 no unit": ("事前评估.审定金额", "{送审金额: 64727.72万元, 审定金额: 58719.72}"),
    "L304 in words": ("事前评估.审定金额", "{送审金额: 64727.72万元, 审定金额: 五万八千万元}"),
    "F103 another dimension": ("事前评估.审定金额", "{送审金额: 64727.72万元, 审定金额: 58719.72%}"),
    "D130 to come": ("事前评估.审定金额", "{送审金额: 64727.72万元, 审定金额: 待补}"),
}  # fmt: skip


@pytest.mark.parametrize("fault", UNREADABLE)
def test_what_cannot_be_read_cannot_be_waived(tmp_path: Path, fault: str) -> None:
    code, (at, figures) = fault.partition(" ")[0], UNREADABLE[fault]
    waiver = f"waive: [{{code: {code}, at: {at}, reason: 以后再说, by: 张三}}]"
    text = report(more=waiver).replace(FIGURES, figures)
    outcome = Project(tmp_path, {"2025/ningxian": text}).check()
    told = {finding.code: finding for finding in outcome.findings}
    assert code in told and f"{code} 不能豁免" in told["D190"].message
    assert outcome.exit_code == (0 if code == "D130" else 1)


def test_a_name_that_is_not_there_cannot_be_waived(tmp_path: Path) -> None:
    waiver = "waive: [{code: P101, at: 没有的数, reason: 以后再说, by: 张三}]"
    text = report(more=waiver).replace("{{ 审定金额 }}", "{{ 没有的数 }}")
    assert codes(Project(tmp_path, {"2025/ningxian": text}).build()) == ["P101"]


def test_a_warning_of_reading_may_be_waived(tmp_path: Path) -> None:
    listed = FIGURES.replace("}", ", 办法: [《甲、乙办法》, 丙、丁]}")
    project = Project(tmp_path, {"2025/ningxian": report().replace(FIGURES, listed)})
    (found,) = [finding for finding in project.check().findings if finding.code == "L307"]
    waiver = f"waive: [{{code: L307, at: {found.at}, reason: 原文如此, by: 张三}}]"
    project.write("2025/ningxian", report(more=waiver).replace(FIGURES, listed))
    assert {finding.code for finding in project.check().findings} & {"L307", "D190"} == set()


def test_a_finding_waived_twice_is_told_as_such(tmp_path: Path) -> None:
    waiver = "{code: D101, at: 事前评估.审定金额, reason: 台账如此, by: 张三}"
    text = report(approved="58791.72万元", more=f"waive: [{waiver}, {waiver}]")
    outcome = Project(tmp_path, {"2025/ningxian": text}).check()
    (again,) = [finding for finding in outcome.findings if finding.code == "D190"]
    assert "已经豁免，这一条是重复的" in again.message and outcome.exit_code == 0


def test_a_waiver_at_a_short_name_is_told_the_whole_one(tmp_path: Path) -> None:
    waiver = "{code: D101, at: 审定金额, reason: 台账如此, by: 张三}"
    text = report(approved="58791.72万元", more=f"waive: [{waiver}]")
    outcome = Project(tmp_path, {"2025/ningxian": text}).check()
    (unused,) = [finding for finding in outcome.findings if finding.code == "D190"]
    assert unused.hint == "是不是想写 at: 事前评估.审定金额？"
