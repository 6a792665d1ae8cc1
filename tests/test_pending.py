"""待补: nothing prints it that does not say 草稿, whatever was asked, and nothing final does."""

from pathlib import Path

from offices import parts_of, words_of
from projects import Project, codes, report
from reportgen.finding import Severity
from reportgen.package import MAIN_PART, W, parse_xml
from reportgen.pipeline import build
from reportgen.pipeline.signoff.signing import Submitted, submit
from reportgen.publish import ledger
from reportgen.render.tree import text_of
from reportgen.value import replace

WAITING = report().replace("审减金额: 6008.00万元, 审定金额: 58719.72万元", "审减金额: 待补")
CITY = """
locality: 大市
year: 2025
report: work-summary
title: 2025年预算绩效管理工作情况
metrics:
  自查: {项目数: 3个}
sections:
  - heading: 工作完成情况
    text: |
      自查{{ 自查.项目数 }}，安县审定{{ 安县.事前评估.审定金额 }}。
"""


def said(project: Project, identity: str) -> str:
    (path,) = (project.output / identity).glob("*.docx")
    words = words_of(path.read_bytes())
    return "\n".join((*sorted(words.margins), *words.body))


def highlighted(document: bytes) -> list[str]:
    runs = parse_xml(parts_of(document)[MAIN_PART]).iter(W + "r")
    return [text_of(run) for run in runs if run.find(f"{W}rPr/{W}highlight") is not None]


LETTER = """
locality: 大市
year: 2025
report: official-letter
title: 关于2025年度预算绩效管理工作的报告
letter: {发文机关: 大市财政局, 发文字号: 待补, 签发人: 待补, 主送机关: 省财政厅, 成文日期: 待补}
sections:
  - text: |
      特此报告。
"""


def test_a_letter_yet_to_be_numbered_signed_and_dated_is_a_draft(tmp_path: Path) -> None:
    project = Project(tmp_path, {"2025/city": LETTER})
    outcome = project.build(draft=True)
    told = [(f.code, f.at) for f in outcome.findings if f.severity is not Severity.HINT]
    assert told == [("D130", "发文字号"), ("D130", "签发人"), ("D130", "成文日期")]
    (path,) = (project.output / "2025/city").glob("*.docx")
    body = words_of(path.read_bytes()).body
    assert highlighted(path.read_bytes()) == [
        "【待补：发文字号】",
        "【待补：签发人】",
        "【待补：成文日期】",
        "【待补：成文日期】",
    ]
    assert {"【待补：成文日期】", "大市财政局 【待补：成文日期】印发"} <= set(body)
    assert "【待补：发文字号】" in said(project, "2025/city") and "签发人：【待补：签发人】" in said(
        project, "2025/city"
    )
    assert project.build().exit_code == 0 and "草稿" in said(project, "2025/city")
    project.write(
        "2025/city", LETTER.replace("待补, 主", "某人, 主").replace("字号: 待补", "字号: 大财〔2026〕1号")
    )
    outcome = project.build()
    assert [(f.code, f.at) for f in outcome.findings if f.code != "D124"] == [("D130", "成文日期")]


def test_a_report_with_something_to_come_is_a_draft(tmp_path: Path) -> None:
    project = Project(tmp_path, {"2025/ningxian": WAITING, "2025/huanxian": report("环县")})
    outcome = project.build()
    assert (codes(outcome), len(outcome.built), outcome.exit_code) == ([], 2, 0)
    assert "【待补：审减金额】" in said(project, "2025/ningxian")
    assert "草稿" in said(project, "2025/ningxian") and "草稿" not in said(project, "2025/huanxian")
    assert project.json("2025/ningxian/manifest.json")["draft"] is True
    assert not (project.output / "2025/ningxian" / ledger.NAME).exists()
    project.write("2025/ningxian", report())
    project.build()
    assert "草稿" not in said(project, "2025/ningxian")


def test_what_is_still_to_come_is_yellow_in_a_title_too(tmp_path: Path) -> None:
    title = "title: 2025年事前评估预算绩效审减{{ 事前评估.审减金额 }}工作情况"
    project = Project(
        tmp_path, {"2025/ningxian": WAITING.replace("title: 2025年预算绩效管理工作情况", title)}
    )
    project.build()
    (path,) = (project.output / "2025/ningxian").glob("*.docx")
    assert highlighted(path.read_bytes())[0] == "【待补：审减金额】"


def test_what_another_locality_has_still_to_say_makes_a_draft_too_and_no_final(tmp_path: Path) -> None:
    county = WAITING.partition("sections:")[0].replace("宁县", "安县").replace("report: work-summary\n", "")
    county = county.replace("title: 2025年预算绩效管理工作情况\n", "")
    project = Project(tmp_path, {"2025/city": CITY.lstrip(), "2025/city/anxian": county})
    outcome = project.build()
    assert codes(outcome) == []
    assert "【待补：审定金额】" in said(project, "2025/city") and "草稿" in said(project, "2025/city")
    final = build(replace(project.request(), final=True, signoff=tmp_path / "signoff"))
    assert [f.at for f in final.findings if f.code == "O303"] == ["安县 事前评估.审定金额"]
    assert final.built == ()


def test_a_letter_with_an_element_to_come_is_no_final_and_its_package_says_so(tmp_path: Path) -> None:
    project = Project(tmp_path, {"2025/city": LETTER})
    request = replace(project.request(), signoff=tmp_path / "signoff")
    final = build(replace(request, final=True))
    told = [(f.at, f.span.quote) for f in final.findings if f.code == "O303"]
    assert told == [("发文字号", "待补"), ("签发人", "待补"), ("成文日期", "待补")]
    made = submit(request, "大市", "2025-12-01")
    assert isinstance(made, Submitted)
    listed = words_of((made.folder / "核对结论表.docx").read_bytes()).body
    assert {"发文字号", "签发人", "成文日期"} <= set(listed)
    assert "3处待补" in "".join(words_of((made.folder / "领导速览.docx").read_bytes()).body).replace(" ", "")


def test_what_rests_on_a_figure_to_come_waits_though_others_would_give_it(tmp_path: Path) -> None:
    figures = "送审金额: 64727.72万元, 审减金额: 待补, 审定金额: 58719.72万元"
    text = report().replace(
        "审减金额: 6008.00万元, 审定金额: 58719.72万元", "审减金额: 待补, 审定金额: 58719.72万元"
    )
    assert figures in text
    text = text.replace("sections:", "  合计: {共审减: = 事前评估.审减金额}\nsections:", 1)
    text = (
        text.rstrip()
        + "\n      审减{{ 事前评估.审减金额 }}，审减率{{ 事前评估.审减率 }}，共审减{{ 合计.共审减 }}。\n"
    )
    project = Project(tmp_path, {"2025/ningxian": text})
    outcome = project.build()
    assert (codes(outcome), outcome.exit_code) == ([], 0)
    assert "审减【待补：审减金额】，审减率【待补：审减率】，共审减【待补：共审减】。" in said(
        project, "2025/ningxian"
    )
