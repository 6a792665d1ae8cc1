"""The board of a year: every locality with its state, whoever was built last."""

import json
import re
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from offices import DICTIONARY, Office
from projects import WRONG, Project, report
from reportgen.files import locked
from reportgen.pipeline import build
from reportgen.pipeline.signoff.absorbing import Asked, absorb_file
from reportgen.pipeline.signoff.signing import sign, submit
from reportgen.publish.board import Line, State, write
from reportgen.signoff.record import Role
from reportgen.value import replace


def board(made: Project) -> dict[str, dict[str, Any]]:
    page = (made.output / "2025/index.html").read_text(encoding="utf-8")
    found = re.search(r'id="lines">(.*?)</script>', page, re.DOTALL)
    assert found
    lines = {line["slug"]: line for line in json.loads(found[1])}
    for line in lines.values():
        assert f">{line['name']}<" in page
        assert line["state"] in page
    return lines


def test_a_run_for_one_locality_loses_nobody(tmp_path: Path) -> None:
    made = Project(
        tmp_path,
        {
            "2025/ningxian": report(),
            "2025/huanxian": report("环县", approved=WRONG),
            "2025/qingyang": "locality: 庆阳市\nyear: 2025\nmetrics:\n  事前评估: {项目数: 3个}\n",
        },
    )
    made.build()
    first = board(made)
    assert {slug: line["state"] for slug, line in first.items()} == {
        "ningxian": "已生成",
        "huanxian": "有问题",
        "qingyang": "只报数据",
    }
    assert first["huanxian"]["errors"] == 1 and first["huanxian"]["outputs"] == []
    made.build(2025, "宁县")
    assert board(made) == first


def test_an_old_report_is_shown_as_such(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report()})
    made.build()
    made.write("2025/ningxian", report(approved=WRONG))
    made.build()
    (line,) = board(made).values()
    assert (line["state"], line["kept"], len(line["outputs"])) == ("有问题", True, 2)
    assert "（上次的）" in (made.output / "2025/index.html").read_text(encoding="utf-8")


def test_who_is_no_longer_there_is_no_longer_said_to_be_in_order(tmp_path: Path) -> None:
    made = Project(
        tmp_path,
        {
            "2025/ningxian": report(),
            "2025/huachi": report("华池县", approved=WRONG),
            "2025/zhengning": report("正宁县"),
        },
    )
    made.build()
    for slug in ("huachi", "zhengning"):
        (tmp_path / f"content/2025/{slug}.yaml").unlink()
    outcome = made.build()
    assert (len(outcome.built), len(outcome.kept)) == (0, 1)
    after = board(made)
    assert {slug: line["state"] for slug, line in after.items()} == {
        "ningxian": "已生成",
        "zhengning": "内容文件已不在",
    }
    assert after["zhengning"]["kept"] and after["zhengning"]["outputs"]
    made.write("2025/zhengning", report("正宁县"))
    made.build()
    assert board(made)["zhengning"]["state"] == "已生成"


def test_what_is_waited_for_and_until_when(tmp_path: Path) -> None:
    deadline = (
        "metrics:\n  政策标准: {报送期限: 2026年1月10日}\n  事前评估: {送审金额: 64727.72万元, 项目数: 待补, "
    )
    text = report().replace("metrics:\n  事前评估: {送审金额: 64727.72万元, ", deadline)
    made = Project(tmp_path, {"2025/ningxian": text})
    made.build(draft=True)
    (line,) = board(made).values()
    assert (line["state"], line["filled"], line["asked"], line["deadline"]) == ("待补", 4, 5, "2026年1月10日")


@pytest.mark.parametrize(
    ("filled", "asked", "share"), [(2, 3, 67), (1, 3, 33), (199, 200, 99), (3, 3, 100), (0, 3, 0)]
)
def test_how_far_a_file_is_filled_in_is_rounded_but_never_up_to_all(
    filled: int, asked: int, share: int
) -> None:
    page = write(2025, [Line("a", "甲县", State.WAITING, filled=filled, asked=asked)]).decode()
    assert f"</span> {share}%" in page


def test_nothing_built_leaves_nothing(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report(approved=WRONG)})
    made.build()
    assert made.files() == {}


def test_a_board_that_cannot_be_read_is_made_anew(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report()})
    made.build()
    first = board(made)
    (made.output / "2025/index.html").write_text(
        '<script type="application/json" id="lines">[{"slug": 1}]</script>'
    )
    made.build(2025, "宁县")
    assert board(made) == first


def test_sign_off_shows_and_is_void_once_a_figure_changes(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report()})
    request = replace(made.request(), signoff=tmp_path / "signoff")
    states = []

    def built() -> None:
        build(request)
        (line,) = board(made).values()
        states.append(line["state"])

    built()
    submit(request, "宁县", "2025-12-01")
    built()
    for role in Role:
        sign(request, "宁县", role, "张三", "2025-12-02")
    built()
    text = report().replace("6008.00万元", "6009.00万元").replace("58719.72万元", "58718.72万元")
    made.write("2025/ningxian", text)
    built()
    assert states == ["已生成", "待签批", "已签批", "签批失效"]


def test_the_board_follows_every_step_of_sign_off_without_a_build(tmp_path: Path) -> None:
    office = Office(tmp_path)
    (tmp_path / "content/2025/huanxian.yaml").write_text(report("环县"), encoding="utf-8")
    build(office.request)
    made = Project(tmp_path, {}, dictionary=DICTIONARY)
    seen = [state(made)]
    office.submit()
    seen.append(state(made))
    office.sign_all()
    seen.append(state(made))
    asked = absorb_file(
        office.returned(lambda xml: xml.replace("形成了合力", "形成了工作合力")), office.request
    )
    assert isinstance(asked, Asked)
    asked.accept(asked.pieces)
    seen.append(state(made))
    office.submit("2025-12-05")
    office.sign_all()
    seen.append(state(made))
    office.change(("审减金额: 6008.00万元", "审减金额: 6009.00万元"))
    office.state()
    seen.append(state(made))
    office.change(("审减金额: 6009.00万元", "审减金额: 6009.00万元万"))
    office.state()
    seen.append(state(made))
    assert seen == ["已生成", "待签批", "已签批", "签批失效", "已签批", "签批失效", "有问题"]
    assert board(made)["huanxian"]["state"] == "已生成"
    assert made.json("2025/ningxian/manifest.json")["state"]["signoff"] == "签批失效"


def state(made: Project) -> str:
    said: str = board(made)["ningxian"]["state"]
    return said


def test_a_board_is_only_changed_where_one_is(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.submit()
    assert not (tmp_path / "output").exists()


def test_a_report_that_was_only_submitted_is_on_the_board(tmp_path: Path) -> None:
    office = Office(tmp_path)
    (tmp_path / "content/2025/huanxian.yaml").write_text(report("环县"), encoding="utf-8")
    build(replace(office.request, localities=("环县",)))
    office.submit()
    made = Project(tmp_path, {}, dictionary=DICTIONARY)
    assert (state(made), board(made)["ningxian"]["outputs"]) == ("待签批", [])
    build(replace(office.request, localities=("环县",)))
    assert state(made) == "待签批"


def test_a_sign_off_stands_though_a_build_holds_the_board(tmp_path: Path) -> None:
    office = Office(tmp_path)
    build(office.request)
    with locked(tmp_path / "output/2025"):
        made = office.submit()
    (finding,) = [f for f in made.findings if f.code == "O204"]
    assert not finding.is_error and finding.message.startswith("年度看板没有更新：")
    office.state()
    assert state(Project(tmp_path, {}, dictionary=DICTIONARY)) == "待签批"


def test_what_is_found_in_figures_without_a_report_is_counted(tmp_path: Path) -> None:
    figures = """
    locality: 庆阳市
    year: 2025
    metrics:
      事前评估: {送审金额: 64727.72万元, 审减金额: 6008.00万元, 审定金额: 58791.72万元}
    """
    made = Project(tmp_path, {"2025/ningxian": report(), "2025/qingyang": dedent(figures)})
    made.build()
    line = board(made)["qingyang"]
    assert (line["state"], line["errors"]) == ("有问题", 1)
    made.build(2025, "宁县")
    assert board(made)["qingyang"] == line


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
def test_a_name_that_is_no_text_is_told_on_the_board_too(tmp_path: Path) -> None:
    made = Project(tmp_path, {"2025/ningxian": report()})
    stray, misplaced = made.root / "content/2025/\udcff.yaml", made.root / "content/\udcff.yaml"
    stray.touch()
    misplaced.touch()
    first, second = made.build(), made.build()
    assert [finding.message[:6] for finding in first.findings] == [r"\udcff", r"\udcff"]
    assert first.findings == second.findings
    assert [one.kept for one in second.made] == [False, True]
    states = {slug: line["state"] for slug, line in board(made).items()}
    assert states == {"ningxian": "已生成", r"\udcff": "有问题"}
    stray.unlink()
    misplaced.unlink()
    assert not made.build().findings
