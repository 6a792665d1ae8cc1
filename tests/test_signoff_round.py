"""A round: submit, sign, change one figure and one sentence, submit again; what is void, what is refused, what is kept."""

import errno
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from offices import REPORT, Office, edited, parts_of, words_of
from projects import Project, report
from reportgen.files import FileTrouble, digest, locked
from reportgen.finding import Finding
from reportgen.pipeline import Outcome, Request, UsageError, build
from reportgen.pipeline.signoff.signing import Submitted, Verified, sign, submit, verify_all, verify_file
from reportgen.signoff import filed
from reportgen.signoff.record import Role, decoded, digests, encoded, load_record
from reportgen.signoff.verify import Judgement, bears_mark
from reportgen.value import replace

OTHER = (("审减金额: 6008.00万元", "审减金额: 6009.00万元"), ("形成了合力。", "形成了工作合力。"))
CHANGED = {"事前评估.审减金额", "事前评估.审定金额", "事前评估.审减率"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def shelf(office: Office, number: int = 1) -> Path:
    return office.root / "signoff/2025/ningxian" / str(number)


def build_final(office: Office) -> Outcome:
    request = office.request
    return build(
        Request(
            2025, (), request.content, request.templates, request.output, final=True, signoff=request.signoff
        ),
    )


def codes(outcome: Outcome) -> list[str]:
    return sorted({finding.code for finding in outcome.findings if finding.is_error})


def test_a_package_holds_all_an_office_needs(office: Office) -> None:
    made = office.submit()
    names = {path.name for path in made.folder.iterdir()}
    title = "宁县2025年预算绩效管理工作情况"
    assert names == {
        f"{title}（送审稿）.docx", "领导速览.docx", "数据变动表.docx", "核对结论表.docx", "公文格式核对表.docx", "签批页.docx",
        "数据来源表.xlsx", "draft.json", f"{title}（送审包第1稿）.zip",
    }  # fmt: skip
    office.change(*OTHER)
    made = office.submit("2025-12-05")
    assert {path.name for path in made.folder.iterdir()} - names == {
        f"{title}（花脸稿）.docx",
        f"{title}（送审包第2稿）.zip",
    }


def test_every_page_bears_the_number_of_the_draft(office: Office) -> None:
    made = office.submit()
    mark = made.submission.mark
    assert re.fullmatch("[0-9A-F]{8}", mark)
    for path in made.folder.glob("*.docx"):
        assert any(mark in text for text in words_of(path.read_bytes()).margins), path.name


def test_the_record_is_bound_to_every_file(office: Office) -> None:
    made = office.submit()
    record = load_record(office.root / "signoff/2025/ningxian", "2025/ningxian")
    assert decoded(encoded(record), "record.yaml") == record
    for name, both in made.submission.files.items():
        data = (made.folder / name).read_bytes()
        assert (both.sha256, len(both.sm3)) == (digest(data), 64)
    page = "".join(words_of((made.folder / "签批页.docx").read_bytes()).body)
    assert made.submission.files[made.submission.document].sha256 in page.replace(" ", "")


def test_sm3_is_that_of_the_standard() -> None:
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905-2016, A.1
    assert digests(b"abc").sm3 == expected


def test_the_same_submission_gives_the_same_bytes(tmp_path: Path) -> None:
    files = []
    for name in ("a", "b"):
        office = Office(tmp_path / name)
        office.submit()
        office.change(*OTHER)
        folder = office.submit("2025-12-05").folder
        files.append({path.name: path.read_bytes() for path in folder.parent.rglob("*") if path.is_file()})
    assert files[0].keys() == files[1].keys()
    assert [name for name, data in files[0].items() if files[1][name] != data] == []


def test_changes_name_the_cell_and_all_that_rests_on_it(office: Office) -> None:
    office.submit()
    office.change(*OTHER)
    changes = office.submit("2025-12-05").changes
    assert changes is not None
    assert {change.name for change in changes.figures} == CHANGED
    assert {change.causes for change in changes.figures} == {("事前评估.审减金额",)}
    (sentence,) = changes.sentences
    assert (sentence.before, sentence.after) == (
        "各部门各司其职，形成了合力。",
        "各部门各司其职，形成了工作合力。",
    )
    assert sentence.place.startswith("content/2025/ningxian.yaml:")
    sheet = "\n".join(words_of((shelf(office, 2) / "数据变动表.docx").read_bytes()).body)
    for said in (
        "6008.00万元",
        "6009.00万元",
        "58719.72万元",
        "58718.72万元",
        "随 事前评估.审减金额 变动",
        "形成了工作合力。",
    ):
        assert said in sheet
    assert "260个" not in sheet


def test_sign_offs_are_void_for_just_what_changed(office: Office) -> None:
    office.submit()
    office.sign_all()
    assert [state.in_words for state in office.state().standings] == ["有效"] * 3
    office.change(*OTHER)
    state = office.state()
    assert [standing.in_words for standing in state.standings] == ["部分失效：数 3 个，句子 1 处"] * 3
    said = [finding.message for finding in state.findings]
    assert (
        len(said) == 4 and {name for name in CHANGED if any(name in message for message in said)} == CHANGED
    )
    assert sum("形成了" in message for message in said) == 1
    assert all(
        "填报 张三（第1稿）、复核 李四（第1稿）、签发 王五（第1稿）" in f.basis for f in state.findings
    )
    figure = next(f for f in state.findings if "审减金额 由" in f.message)
    assert figure.span.quote == "6009.00万元"


def test_a_comment_or_a_line_more_voids_nothing(office: Office) -> None:
    office.submit()
    office.sign_all()
    office.change(("# 第一段由办公室起草", "# 第一段由办公室起草\n    # 十二月一日又看过一遍"))
    assert [state.in_words for state in office.state().standings] == ["有效"] * 3
    assert office.submit("2025-12-09").again
    assert not shelf(office, 2).exists()


CHECKED = ("metrics:\n", "checks: [事前评估.审减金额 <= 6000.00万元]\nmetrics:\n")
WAIVED = (
    "metrics:\n",
    "waive: [{code: D102, at: 事前评估.审减金额, reason: 上级批复, by: 赵六}]\nmetrics:\n",
)


def _voided(office: Office) -> list[str]:
    return [finding.message for finding in office.state().findings if finding.code == "O302"]


def test_a_sentence_gone_from_below_the_end_of_the_file_is_told_at_its_end(office: Office) -> None:
    office.submit()
    office.sign_all()
    last = REPORT[REPORT.index("  - heading: 下一步打算") :]
    office.change((last, ""))
    gone = [f for f in office.state().findings if "我们将继续努力" in f.message]
    assert gone and all((f.code, f.span.start) == ("O302", len(f.span.text.content)) for f in gone)


def test_a_waiver_nobody_has_seen_voids_every_sign_off(office: Office) -> None:
    office.submit()
    office.sign_all()
    office.change(CHECKED)
    office.change(WAIVED)
    state = office.state()
    assert [one.in_words for one in state.standings] == ["部分失效：数 0 个，句子 0 处，豁免 1 条"] * 3
    (finding,) = state.findings
    assert "新增 D102 事前评估.审减金额" in finding.message
    assert finding.code == "O302" and finding.span.quote.startswith("{code: D102")
    assert codes(build_final(office)) == ["O302"]
    made = office.submit("2025-12-05")
    assert made.changes is not None and len(made.changes.waivers) == 1 and not made.again
    for name in ("签批页", "核对结论表", "数据变动表"):
        sheet = "\n".join(words_of((made.folder / f"{name}.docx").read_bytes()).body)
        assert all(word in sheet for word in ("D102", "事前评估.审减金额", "上级批复", "赵六")), name
    office.sign_all()
    assert build_final(office).exit_code == 0
    office.change(("by: 赵六", "by: 钱七"))
    (message,) = _voided(office)
    assert "批准人：赵六 → " in message and "批准人：钱七" in message
    assert not office.submit("2025-12-06").again


def test_a_waiver_withdrawn_or_accepting_something_else_is_a_change_too(office: Office) -> None:
    office.change(CHECKED)
    office.change(WAIVED)
    office.submit()
    office.sign_all()
    assert _voided(office) == []
    office.change(("[事前评估.审减金额 <= 6000.00万元]", "[事前评估.审减金额 <= 5000.00万元]"))
    assert ["5000.00万元" in message for message in _voided(office)] == [True]
    office.change(("checks: [事前评估.审减金额 <= 5000.00万元]\n", ""))
    office.change((WAIVED[1].partition("\n")[0] + "\n", ""))
    (message,) = _voided(office)
    assert "撤销 D102" in message


def test_a_draft_filed_before_waivers_were_is_still_read(office: Office) -> None:
    made = office.submit()
    data = json.loads((made.folder / "draft.json").read_bytes())
    assert data.pop("accepted") == []
    draft = filed.decoded(json.dumps(data).encode())
    assert draft is not None and draft.accepted == ()


def test_a_sign_off_of_the_new_draft_is_good_again(office: Office) -> None:
    office.submit()
    office.sign_all()
    office.change(*OTHER)
    office.submit("2025-12-05")
    signed = sign(office.request, "ningxian", Role.REVIEWER, "李四", "2025-12-06")
    assert signed.since is not None and {change.name for change in signed.since.figures} == CHANGED
    assert [state.holds for state in office.state().standings] == [False, True, False]


def test_what_cannot_be_submitted_says_so(office: Office) -> None:
    office.change(("审减金额: 6008.00万元", "审减金额: 6008.00万元\n    审定金额: 58791.72万元"))
    made = office.try_submit()
    assert isinstance(made, Outcome) and codes(made) == ["D101"] and made.exit_code == 1
    assert not (office.root / "signoff").exists()


def test_signing_needs_something_to_sign(office: Office) -> None:
    with pytest.raises(UsageError, match="还没有送审稿"):
        sign(office.request, "宁县", Role.WRITER, "张三", "2025-12-01")


def test_an_altered_package_can_neither_be_signed_nor_trusted(office: Office) -> None:
    made = office.submit()
    office.sign_all()
    path = made.folder / "draft.json"
    path.write_text(path.read_text("utf-8").replace("6008.00万元", "6018.00万元"), "utf-8")
    with pytest.raises(FileTrouble, match="缺失或被改动"):
        sign(office.request, "宁县", Role.WRITER, "张三", "2025-12-03")
    state = office.state()
    assert {finding.code for finding in state.findings} == {"O302", "O305"}
    assert not any(standing.holds for standing in state.standings)


def test_an_altered_package_is_not_sent_again(office: Office) -> None:
    made = office.submit()
    (made.folder / "数据来源表.xlsx").write_bytes(b"PK")
    with pytest.raises(FileTrouble, match=r"第1稿的送审包缺失或被改动：数据来源表.xlsx"):
        office.try_submit()


def test_an_altered_zip_is_made_again_of_the_package(office: Office) -> None:
    made = office.submit()
    packed = made.zip.read_bytes()
    for damage in (lambda: made.zip.write_bytes(packed[:-9] + b"forged"), made.zip.unlink):
        damage()
        assert office.submit().again and made.zip.read_bytes() == packed


def test_a_template_that_is_missing_is_told_once(office: Office) -> None:
    (office.root / "templates/signoff-sheet.docx").unlink()
    outcome = office.try_submit()
    assert isinstance(outcome, Outcome) and [f.code for f in outcome.findings] == ["T105"]


def test_an_altered_package_is_told_alike_of_a_final_and_of_its_sign_offs(office: Office) -> None:
    made = office.submit()
    office.sign_all()
    (made.folder / "签批页.docx").unlink()
    final = build(replace(office.request, final=True), lambda done, total: None)
    told = [finding for finding in final.findings if finding.code == "O305"]
    assert told and told == [finding for finding in office.state().findings if finding.code == "O305"]


def test_a_county_signs_for_its_own_figures_and_the_city_for_those_it_rests_on(tmp_path: Path) -> None:
    """The city's sum guards every county's figures; that makes none of them the neighbour's."""
    city = re.sub(r"事前评估: \{.*\}", "事前评估: {送审金额: = sum(下级.事前评估.送审金额)}", report("大市"))
    city = re.sub(r"，审减\{\{.*。", "。", city)
    project = Project(
        tmp_path, {"2025/shi": city, "2025/shi/a": report("东县"), "2025/shi/b": report("西县")}
    )
    request = replace(project.request(), signoff=tmp_path / "signoff")
    for name in ("东县", "西县", "大市"):
        assert isinstance(submit(request, name, "2025-12-01"), Submitted)
        for role in Role:
            sign(request, name, role, "张三", "2025-12-02")

    def void(*changes: tuple[str, str]) -> set[str]:
        text = report("东县")
        for old, new in changes:
            text = text.replace(old, new)
        project.write("2025/shi/a", text)
        states = verify_all(request)
        return {state.report for state in states if not all(one.holds for one in state.standings)}

    approved = ("58719.72", "58718.72")
    assert void() == set()
    assert void(approved, ("6008.00", "6009.00")) == {"2025/shi/a"}
    assert void(approved, ("64727.72", "64726.72")) == {"2025/shi/a", "2025/shi"}


def test_who_signs_while_another_does_waits(office: Office) -> None:
    office.submit()
    with locked(office.root / "signoff/2025"), pytest.raises(FileTrouble) as refused:
        sign(office.request, "宁县", Role.WRITER, "张三", "2025-12-06")
    assert refused.value.code == "O204"
    with locked(office.root / "signoff/2025"), pytest.raises(FileTrouble):
        office.try_submit("2025-12-02")
    assert {path.name for path in (office.root / "signoff/2025").iterdir()} == {"ningxian"}


def test_one_record_that_cannot_be_told_hides_no_other(office: Office) -> None:
    office.submit()
    shutil.copytree(office.root / "signoff/2025/ningxian", office.root / "signoff/2024/gone")
    for name in ("2024/gone", "2025/damaged", "2025/old", "elsewhere"):
        record = office.root / "signoff" / name / "record.yaml"
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text("report: [" if name.endswith("damaged") else f'report: "{name}"\n...\n', "utf-8")
    states = {state.report: state for state in verify_all(office.request)}
    assert {report: [f.code for f in state.findings] for report, state in states.items()} == {
        "2024/gone": ["O302"],
        "2025/damaged": ["O310"],
        "2025/ningxian": [],
        "2025/old": ["O302"],
        "elsewhere": ["O302"],
    }
    assert "没有叫“old”的地区" in states["2025/old"].findings[0].message
    assert "damaged/record.yaml" in states["2025/damaged"].findings[0].message


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "report: [",
        lambda text: text[: text.index("signoffs:")],
        lambda text: text.replace("signoffs:", "<<<<<<< HEAD\nsignoffs:"),
        lambda text: "".join(line for line in text.splitlines(True) if "draft.json" not in line),
    ],
)
def test_a_damaged_record_is_refused(office: Office, damage: Callable[[str], str]) -> None:
    office.submit()
    office.sign_all()
    record = office.root / "signoff/2025/ningxian/record.yaml"
    record.write_text(damage(record.read_text("utf-8")), "utf-8")
    with pytest.raises(FileTrouble, match="读不出来"):
        office.try_submit("2025-12-02")
    with pytest.raises(FileTrouble, match="读不出来"):
        sign(office.request, "宁县", Role.WRITER, "张三", "2025-12-06")
    assert [f.code for f in office.state().findings] == ["O310"]


def test_a_record_lost_or_older_than_its_packages_is_told(office: Office) -> None:
    office.submit()
    record = office.root / "signoff/2025/ningxian/record.yaml"
    older = record.read_bytes()
    for number, words in ((2, "形成了工作合力。"), (3, "凝聚了合力。")):
        office.change(("形成了合力。" if number == 2 else "形成了工作合力。", words))
        office.submit("2025-12-05")
    record.write_bytes(older)
    with pytest.raises(FileTrouble, match="送审包有第3稿，签批记录里却没有"):
        office.try_submit("2025-12-06")
    record.unlink()
    assert [f.code for f in office.state().findings] == ["O310"]


def test_a_folder_in_place_of_the_record_is_no_lack_of_one(office: Office) -> None:
    (office.root / "signoff/2025/ningxian/record.yaml").mkdir(parents=True)
    assert [f.code for f in office.state().findings] == ["O203"]


@pytest.mark.parametrize("shut", ["", "2025", "2025/ningxian"])
def test_a_folder_nobody_may_look_into_is_no_lack_of_records(
    office: Office, monkeypatch: pytest.MonkeyPatch, shut: str
) -> None:
    office.submit()
    folder = office.root / "signoff" / shut

    def guarding(read: Callable[[Path], Any]) -> Callable[[Path], Any]:
        def guarded(path: Path) -> Any:
            if Path(path).is_relative_to(folder):
                raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return read(path)

        return guarded

    monkeypatch.setattr("os.scandir", guarding(os.scandir))
    monkeypatch.setattr(Path, "read_bytes", guarding(Path.read_bytes))
    assert [f.code for f in office.state().findings] == ["O201"]


def test_a_damaged_record_hides_the_drafts_of_no_other(office: Office) -> None:
    office.submit()
    damaged = office.root / "signoff/2025/other/record.yaml"
    damaged.parent.mkdir()
    damaged.write_text("report: [", "utf-8")
    found = verify_file(office.returned(lambda xml: xml), office.root / "signoff")
    assert isinstance(found, Verified) and found.judgement is Judgement.FORMAT
    (office.root / "signoff/2025/ningxian/record.yaml").unlink()
    with pytest.raises(FileTrouble, match="other"):
        verify_file(office.root / "退回稿.docx", office.root / "signoff")


def test_a_damaged_record_stops_a_final_and_no_other_build(office: Office) -> None:
    office.submit()
    record = office.root / "signoff/2025/ningxian/record.yaml"
    record.write_text("report: [", "utf-8")
    for again in (False, True):
        outcome = build(office.request)
        (told,) = (f for f in outcome.findings if f.code == "O310")
        assert not told.is_error and outcome.exit_code == 0 and not outcome.missing
        assert bool(outcome.kept) == again
    assert codes(build_final(office)) == ["O310"] and build_final(office).exit_code == 2


def test_no_final_without_every_sign_off(office: Office) -> None:
    office.submit()
    assert codes(build_final(office)) == ["O301"]
    sign(office.request, "宁县", Role.WRITER, "张三", "2025-12-02")
    outcome = build_final(office)
    assert any("复核、签发" in f.message for f in outcome.findings)
    assert not list(office.root.rglob("output/**/*.docx"))


def test_the_final_is_the_signed_text_without_marks(office: Office) -> None:
    office.submit()
    office.sign_all()
    outcome = build_final(office)
    assert outcome.exit_code == 0, outcome.findings
    (path,) = (office.root / "output/2025/ningxian").glob("*.docx")
    final, draft = words_of(path.read_bytes()), words_of(office.document(1))
    assert final.body == draft.body
    assert not any("稿" in text for text in final.margins)
    assert not re.search(
        "<w:(?:sdt|ins|del|highlight)[ />]", parts_of(path.read_bytes())["word/document.xml"].decode()
    )


def test_no_final_of_what_changed_after_the_sign_off(office: Office) -> None:
    office.submit()
    office.sign_all()
    office.change(*OTHER)
    outcome = build_final(office)
    assert codes(outcome) == ["O302"] and len([f for f in outcome.findings if f.code == "O302"]) == 4


def test_no_final_with_something_to_fill_in(tmp_path: Path) -> None:
    office = Office(tmp_path, REPORT.replace("审减金额: 6008.00万元", "审减金额: 待补"))
    office.submit()
    office.sign_all()
    outcome = build_final(office)
    assert "O303" in codes(outcome)
    sheet = "\n".join(words_of((shelf(office) / "核对结论表.docx").read_bytes()).body)
    assert "待补的数" in sheet


LETTER = REPORT.replace(
    "report: work-summary\ntitle: 宁县2025年预算绩效管理工作情况",
    """report: official-letter
title: 关于2025年预算绩效管理工作情况的报告
letter:
  发文机关: 宁县财政局
  发文字号: 待补
  签发人: 王五
  主送机关: 市财政局
  成文日期: 待补
  印发机关: 宁县财政局办公室
  印发日期: 待补""",
)
ISSUED = (
    ("发文字号: 待补", "发文字号: 宁财报〔2025〕31号"),
    ("成文日期: 待补", "成文日期: 2025年12月3日"),
    ("印发日期: 待补", "印发日期: 2025年12月4日"),
)


def test_number_and_dates_given_after_signing_void_nothing(tmp_path: Path) -> None:
    office = Office(tmp_path, LETTER)
    office.submit()
    office.sign_all()
    waiting = [f for f in build_final(office).findings if f.is_error]
    assert {(f.code, f.at, f.hint) for f in waiting} == {
        ("O303", name, "补上，签批不会因此失效") for name in ("发文字号", "成文日期", "印发日期")
    }
    office.change(*ISSUED)
    assert {state.in_words for state in office.state().standings} == {
        "有效（签批后编定：发文字号 宁财报〔2025〕31号，成文日期 2025年12月3日，印发日期 2025年12月4日）"
    }
    outcome = build_final(office)
    assert outcome.exit_code == 0, outcome.findings
    (path,) = (office.root / "output/2025/ningxian").glob("*.docx")
    assert "宁财报〔2025〕31号" in "".join(words_of(path.read_bytes()).body)
    verified = verify_file(path, office.request.signoff)
    assert isinstance(verified, Verified)
    assert verified.judgement is Judgement.FORMAT and not bears_mark(verified.returned.words)
    assert {finding.message for finding in verified.findings} == {
        f"送审时待补、现在有了：{said}"
        for said in ("发文字号 宁财报〔2025〕31号", "成文日期 2025年12月3日", "印发日期 2025年12月4日")
    }
    path.write_bytes(edited(path.read_bytes(), lambda xml: xml.replace("市财政局", "省财政局")))
    verified = verify_file(path, office.request.signoff)
    assert isinstance(verified, Verified) and verified.judgement is Judgement.CHANGED
    assert [f.message for f in verified.findings if f.is_error] == ["“市”改成了“省”，原句：市财政局："]


@pytest.mark.parametrize(
    "more",
    [
        ("签发人: 王五", "签发人: 赵六"),
        ("主送机关: 市财政局", "主送机关: 省财政厅"),
        ("印发机关: 宁县财政局办公室", "印发机关: 宁县财政局"),
        ("审减金额: 6008.00万元", "审减金额: 6009.00万元"),
    ],
)
def test_whatever_else_changes_beside_them_is_void(tmp_path: Path, more: tuple[str, str]) -> None:
    office = Office(tmp_path, LETTER)
    office.submit()
    office.sign_all()
    office.change(*ISSUED, more)
    assert codes(build_final(office)) == ["O302"]


def test_a_number_given_before_signing_cannot_be_changed_after(tmp_path: Path) -> None:
    office = Office(tmp_path, LETTER)
    office.change(*ISSUED)
    office.submit()
    office.sign_all()
    office.change(("〔2025〕31号", "〔2025〕32号"))
    assert codes(build_final(office)) == ["O302"]


def test_no_final_of_content_that_git_does_not_have(office: Office) -> None:
    office.submit()
    office.sign_all()
    _git(office.root, "init", "-q")
    assert office.file in _not_on_record(office)
    assert all(f.hint.startswith("先提交") for f in build_final(office).findings if f.code == "O304")
    _commit(office)
    assert build_final(office).exit_code == 0
    office.change(("# 台账第一页", "# 台账第二页"))
    assert _not_on_record(office) == [office.file]
    _git(office.root, "add", "content")
    assert _not_on_record(office) == [office.file]
    _git(office.root, "update-index", "--assume-unchanged", "content/2025/ningxian.yaml")
    assert _not_on_record(office) == [office.file]


def test_no_final_of_a_sign_off_that_git_does_not_have(office: Office) -> None:
    _git(office.root, "init", "-q")
    _commit(office)
    office.submit()
    office.sign_all()
    outcome = build_final(office)
    record = office.root / "signoff/2025/ningxian/record.yaml"
    (finding,) = [finding for finding in outcome.findings if finding.is_error]
    assert finding.code == "O304" and Path(_file(finding)) == record and "9 个文件" in finding.message
    _commit(office)
    assert build_final(office).exit_code == 0
    sign(office.request, "宁县", Role.ISSUER, "赵六", "2025-12-07")
    assert _not_on_record(office) == [record]


def test_no_final_of_content_that_git_ignores(office: Office) -> None:
    office.submit()
    office.sign_all()
    _git(office.root, "init", "-q")
    (office.root / ".gitignore").write_text("ningxian.yaml\ntemplates/\n", "utf-8")
    _commit(office)
    assert _not_on_record(office) == [office.file, office.root / "templates/work-summary.docx"]


def _refusing(office: Office, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")


def _without_git(office: Office, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("PATH", str(office.root))


def _broken(office: Office, patch: pytest.MonkeyPatch) -> None:
    (office.root / ".git/HEAD").write_bytes(b"garbage")


def _without_objects(office: Office, patch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(office.root / ".git/objects")


@pytest.mark.parametrize("fails", [_refusing, _without_git, _broken, _without_objects])
def test_no_final_where_git_gives_no_answer(
    office: Office, monkeypatch: pytest.MonkeyPatch, fails: Callable[[Office, pytest.MonkeyPatch], None]
) -> None:
    office.submit()
    office.sign_all()
    _git(office.root, "init", "-q")
    _commit(office)
    fails(office, monkeypatch)
    outcome = build_final(office)
    assert codes(outcome) == ["O304"] and outcome.exit_code == 1
    assert "git 没有回答" in next(f.message for f in outcome.findings if f.code == "O304")


def _commit(office: Office) -> None:
    _git(office.root, "add", ".")
    _git(office.root, "-c", "user.name=a", "-c", "user.email=a@b.cn", "commit", "-qm", "内容")


def _not_on_record(office: Office) -> list[Path]:
    return [Path(_file(f)) for f in build_final(office).findings if f.code == "O304"]


def _file(finding: Finding) -> str:
    return finding.span.text.path


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True)


def test_a_city_signs_for_the_figures_of_its_counties(tmp_path: Path) -> None:
    office = Office(tmp_path)
    city = """
locality: 庆阳市
year: 2025
report: work-summary
title: 庆阳市2025年预算绩效管理工作情况
metrics:
  汇总:
    送审总额: = sum(下级.事前评估.送审金额)
    评估个数: 2个
sections:
  - heading: 总体情况
    with: 汇总
    text: |
      全市送审{{ 送审总额 }}。
"""
    county = (
        REPORT[: REPORT.index("sections:")]
        .replace("report: work-summary\n", "")
        .replace("title: 宁县2025年预算绩效管理工作情况\n", "")
    )
    (tmp_path / "content/2025/qingyang").mkdir()
    (tmp_path / "content/2025/qingyang.yaml").write_text(city, "utf-8")
    path = tmp_path / "content/2025/qingyang/ningxian.yaml"
    path.write_text(county, "utf-8")
    office.file.unlink()
    office.file = path
    assert isinstance(submit(office.request, "庆阳市", "2025-12-01"), Submitted)
    office.change(("送审金额: 64727.72万元", "送审金额: 64737.72万元"))
    made = submit(office.request, "庆阳市", "2025-12-02")
    assert isinstance(made, Submitted) and made.changes is not None
    total = next(change for change in made.changes.figures if change.name == "汇总.送审总额")
    assert total.causes == ("宁县 事前评估.送审金额",)


def test_the_zip_holds_the_package(office: Office) -> None:
    made = office.submit()
    with zipfile.ZipFile(made.zip) as package:
        assert {*package.namelist(), made.zip.name} == {path.name for path in made.folder.iterdir()}
        assert package.testzip() is None
