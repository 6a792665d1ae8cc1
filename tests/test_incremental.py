"""Only reports whose inputs changed are made, and what is kept is what a build from nothing would make."""

import re
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ours import ROOT, TEMPLATES
from projects import CITY, WRONG, Project, report
from reportgen import cache
from reportgen.cli import main
from reportgen.content import Content
from reportgen.derive import derive
from reportgen.files import FileTrouble
from reportgen.finding import Finding
from reportgen.pipeline import Outcome, Request, build
from reportgen.pipeline.family import family
from reportgen.pipeline.records import Records
from reportgen.pipeline.survey import survey
from reportgen.value import replace

NAMES = ("安县", "平县", "兴县", "和县")


@pytest.fixture
def city(tmp_path: Path) -> Project:
    files = {f"2025/city/{slug}": report(name) for slug, name in zip("abcd", NAMES, strict=True)}
    files |= {"2025/city": CITY, "2025/other": report("远县")}
    return Project(tmp_path, files)


def made(outcome: Outcome) -> list[str]:
    return [one.id.removeprefix("2025/") for one in outcome.built]


def why(outcome: Outcome) -> dict[str, str]:
    return {one.id.removeprefix("2025/"): one.why for one in outcome.made if one.due}


def edit(project: Project, identity: str, old: str, new: str) -> None:
    path = project.root / "content" / f"{identity}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_nothing_changed_nothing_made(city: Project) -> None:
    first = city.build()
    before = city.files()
    times = {path: path.stat().st_mtime_ns for path in city.output.rglob("*.*")}
    for path in (city.root / "content").rglob("*.yaml"):
        path.touch()
    second = city.build()
    assert len(first.built) == 6
    assert (made(second), len(second.kept), second.exit_code) == ([], 6, 0)
    assert second.findings == first.findings
    assert city.files() == before
    assert times == {path: path.stat().st_mtime_ns for path in city.output.rglob("*.*")}


def test_what_was_kept_is_said_and_why(city: Project, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["build", "--year", "2025", "--content", str(city.root / "content")]
    command += ["--templates", str(TEMPLATES), "--output", str(city.output), "--why"]
    assert main(command) == 0
    assert "大市：已生成，还没有生成过\n" in capsys.readouterr().out
    assert main(command) == 0
    *reasons, last = capsys.readouterr().out.splitlines()
    assert reasons[0] == "大市：不必生成，读到的内容都没有变化"
    assert sum(line.endswith(".docx") for line in reasons) == 6
    assert last.startswith("已生成 0 份，没有变化 6 份，未生成 0 份")


def test_one_figure_makes_its_county_and_whoever_quotes_it(city: Project) -> None:
    city.build()
    edit(city, "2025/city/b", "64727.72万元, 审减金额: 6008.00万元", "64728.72万元, 审减金额: 6009.00万元")
    again = city.build()
    assert made(again) == ["city", "city/b"]
    assert why(again)["city"] == "平县2025年的数有变化"
    assert why(again)["city/b"] == "2025/city/b.yaml有变化"
    assert why(again)["city/a"] == "读到的内容都没有变化"


def test_words_make_only_their_own_report(city: Project) -> None:
    city.build()
    edit(city, "2025/city/b", "工作完成情况", "主要工作完成情况")
    assert made(city.build()) == ["city/b"]
    listed = city.json("2025/city/manifest.json")["inputs"]["content/2025/city/b.yaml"]
    assert listed == cache.of_file(city.root / "content/2025/city/b.yaml")


def test_words_that_the_city_attaches_make_the_city_too(city: Project) -> None:
    edit(city, "2025/city", "sections:", "attachments: [{from: 平县}]\nsections:")
    city.build()
    edit(city, "2025/city/b", "，审减{{", "，另审减{{")
    assert made(city.build()) == ["city", "city/b"]
    edit(city, "2025/city/c", "，审减{{", "，另审减{{")
    assert made(city.build()) == ["city/c"]


def test_a_dictionary_line_makes_those_who_use_it(city: Project) -> None:
    city.build()
    with (city.root / "content/indicators.yaml").open("a", encoding="utf-8") as file:
        file.write("无人用的组:\n  数: 0个\n")
    assert made(city.build()) == []
    edit(city, "indicators", "送审金额: 0.00万元", "送审金额: 0.0万元")
    assert {"city", "city/a", "other"} <= set(made(city.build()))


def test_a_name_that_is_no_other_place_any_more_is_a_slip(tmp_path: Path) -> None:
    named = report("平阴县").replace("送审{{", "参照平阳县做法，送审{{")
    made_of = Project(tmp_path, {"2025/pingyin": named, "2025/pingyang": report("平阳县")})
    assert made(made_of.build()) == ["pingyang", "pingyin"]
    (tmp_path / "content/2025/pingyang.yaml").unlink()
    again = made_of.build()
    assert [finding.code for finding in again.findings] == ["P203"]


@pytest.mark.parametrize(
    ("gone", "come"), [("2025/city/a", ""), ("2025/city", ""), ("", "2024/city/a"), ("", "2025/aa")]
)
def test_files_that_come_or_go_do_not_make_others_new(city: Project, gone: str, come: str) -> None:
    city.build()
    if gone:
        (city.root / f"content/{gone}.yaml").unlink()
    else:
        year, _, slug = come.partition("/")
        city.write(come, report("远县" if slug == "aa" else "安县", int(year)))
    again = city.build()
    unheard = [slug for slug, said in why(again).items() if said == "还没有生成过"]
    assert unheard == (["aa"] if come == "2025/aa" else [])


def test_a_draft_with_errors_is_kept_and_told_again(city: Project) -> None:
    edit(city, "2025/city/b", "58719.72万元", WRONG)
    first, second = city.build(draft=True), city.build(draft=True)
    assert (len(first.built), len(second.built), len(second.kept)) == (6, 0, 6)
    assert (second.findings, second.exit_code) == (first.findings, 1)
    edit(city, "2025/other", "工作完成情况", "主要工作完成情况")
    third = city.build(draft=True)
    assert (made(third), third.findings) == (["other"], first.findings)


def test_a_template_makes_all_of_its_kind(city: Project, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    request = Request(2025, (), city.root / "content", templates, city.output)
    before = build(request)
    shutil.copy(templates / "official-letter.docx", templates / "work-summary.docx")
    again = build(request)
    assert sorted(why(again)) == sorted(made(before)) != []
    assert all(said.startswith("模板") for said in why(again).values())


def test_files_gone_or_changed_are_made_again(city: Project) -> None:
    city.build()
    whole = city.files()
    document = next((city.output / "2025/city/a").glob("*.docx"))
    document.write_bytes(b"")
    (city.output / "2025/other/checks.json").unlink()
    again = city.build()
    assert made(again) == ["city/a", "other"]
    assert why(again)["other"] == "上次生成的 checks.json 被改动或删除"
    assert city.files() == whole


@pytest.mark.parametrize(
    ("identity", "before", "after"),
    [
        ("2025/other", "工作完成情况", "主要工作完成情况"),
        ("indicators", "审减金额: 0.00万元", "审减金额: 0.0万元"),
    ],
)
@pytest.mark.parametrize("draft", [False, True])
def test_a_file_saved_while_a_build_runs_is_seen_by_the_next(
    city: Project, monkeypatch: pytest.MonkeyPatch, identity: str, before: str, after: str, draft: bool
) -> None:
    def saved_meanwhile(content: Content) -> tuple[Content, list[Finding]]:
        path = city.root / "content" / f"{identity}.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
        return derive(content)

    monkeypatch.setattr(family, "derive", saved_meanwhile)
    city.build(draft=draft)
    monkeypatch.undo()
    city.build(draft=draft)
    again = city.files()
    shutil.rmtree(city.output)
    city.build(draft=draft)
    assert again == city.files()


def test_a_remark_beside_a_finding_makes_its_report_and_no_other(city: Project) -> None:
    edit(city, "2025/city/a", "送审{{ 送审金额 }}", "送审{{ 送审金额 }}，，审定")
    assert [f.severity.value for f in city.build().findings] == ["warning"]
    path = city.root / "content/2025/city/a.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# 一句备注\n", encoding="utf-8")
    again = city.build()
    assert made(again) == ["city/a"] and why(again)["city/a"] == "2025/city/a.yaml有变化"


def test_where_another_file_says_a_figure_is_read_where_accounts_are_printed(
    city: Project, tmp_path: Path
) -> None:
    edit(city, "2025/city/a", "sections:", "checks: [事前评估.审减金额 <= 事前评估.送审金额]\nsections:")
    request = replace(city.request(), formats=("docx", "html"))
    build(request, lambda done, total: None)
    for old, new in (("万元}\n", "万元}  # 备注\n"), ("checks:", "\nchecks:")):
        edit(city, "2025/city/a", old, new)
        again = build(request, lambda done, total: None)
        assert why(again)["city"] == "安县2025年的数和出处有变化"
        clean = replace(request, output=tmp_path / "clean")
        build(clean, lambda done, total: None)
        pages = [next((one.output / "2025/city").glob("*.html")).read_bytes() for one in (request, clean)]
        assert pages[0] == pages[1]
        shutil.rmtree(clean.output)


def test_counties_of_one_name_in_two_cities_are_both_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"2025/p": CITY.replace("大市", "某省").lstrip()}
    for slug, name in (("a", "东市"), ("b", "西市")):
        files |= {
            f"2025/p/{slug}": CITY.replace("大市", name).lstrip(),
            f"2025/p/{slug}/qu": report("城关区"),
        }
    made_of = Project(tmp_path, files)
    asked = [
        "build",
        "--year",
        "2025",
        "--content",
        str(tmp_path / "content"),
        "--templates",
        str(TEMPLATES),
        "--why",
    ]
    assert main([*asked, "--output", str(tmp_path / "told")]) == 0
    said = capsys.readouterr().out
    assert (
        "城关区（p/a/qu）：已生成" in said and "城关区（p/b/qu）：已生成" in said and "东市：已生成" in said
    )
    assert made_of.build().exit_code == 0
    edit(made_of, "2025/p/a/qu", "64727.72万元, 审减金额: 6008.00万元", "64728.72万元, 审减金额: 6009.00万元")
    again = made_of.build()
    assert "城关区2025年的数" in why(again)["p"]


def test_other_outputs_asked_for_are_the_only_reason(city: Project) -> None:
    city.build()
    page, both = (build(replace(city.request(), formats=asked)) for asked in (("html",), ("html", "docx")))
    assert set(why(page).values()) == {"要求的输出有变化"} and not both.built
    assert set(why(build(replace(city.request(), final=True))).values()) == {"定稿每次都重新生成"}
    assert set(why(city.build(draft=True)).values()) == {"要求的输出有变化"}
    edit(city, "2025/other", "工作完成情况", "主要工作完成情况")
    assert why(city.build(draft=True))["other"] == "2025/other.yaml有变化"


@pytest.mark.parametrize("asked", [{}, {"formats": ("docx", "html", "ledger")}, {"draft": True}])
def test_where_the_content_folder_lies_is_no_reason(
    city: Project, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    absolute = replace(city.request(), **asked)
    build(absolute)
    edit(city, "2025/city/b", "工作完成情况", "主要工作完成情况")
    monkeypatch.chdir(city.root)
    again = build(replace(absolute, content=Path("content")))
    assert made(again) == ["city/b"]


def test_where_the_content_folder_lies_is_no_reason_beside_a_finding(
    city: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(city, "2025/city/a", "审定金额: 58719.72万元", f"审定金额: {WRONG}")
    absolute = city.request(draft=True)
    build(absolute)
    edit(city, "2025/city/b", "工作完成情况", "主要工作完成情况")
    monkeypatch.chdir(city.root)
    again = build(replace(absolute, content=Path("content")))
    assert "city" not in made(again)


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff", b"0" * 64 + b"\n{}"])
def test_a_damaged_record_is_told_and_nothing_kept(city: Project, damage: bytes) -> None:
    city.build()
    (city.output / "2025" / cache.NAME).write_bytes(damage)
    again = city.build()
    assert (len(again.built), [f.code for f in again.findings]) == (6, ["O208"])
    assert made(city.build()) == []


def test_a_record_of_an_older_program_only_makes_everything_anew(
    city: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "PROGRAM", "旧版的叫法")
    city.build()
    monkeypatch.undo()
    again = city.build()
    assert (len(again.built), [finding.code for finding in again.findings]) == (6, [])


def test_a_record_changed_by_hand_is_not_trusted(city: Project) -> None:
    city.build()
    path = city.output / "2025" / cache.NAME
    path.write_bytes(path.read_bytes().replace("安县".encode(), "坏县".encode()))
    assert len(city.build().built) == 6


def test_a_record_that_cannot_be_written_undoes_no_report(
    city: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise FileTrouble("O202", city.output / cache.NAME, "磁盘已满", "腾出空间后重试")

    monkeypatch.setattr(cache, "save", full)
    outcome = city.build()
    assert (len(outcome.built), [f.code for f in outcome.findings], outcome.exit_code) == (6, ["O202"], 2)
    monkeypatch.undo()
    assert len(city.build().built) == 6


def test_what_failed_is_told_each_time(city: Project) -> None:
    edit(city, "2025/city/b", "58719.72万元", WRONG)
    first, second = city.build(), city.build()
    assert first.findings == second.findings
    assert [one.id for one in second.missing] == ["2025/city", "2025/city/b"]
    assert made(second) == []


def test_a_mistake_taken_back_makes_nothing_and_the_board_knows(tmp_path: Path) -> None:
    """D110 stands in both states: what was told of a text is told again once it is as it was."""
    right = report("安县").replace(", 审定金额: 58719.72万元", "").replace("，审定{{ 审定金额 }}", "")
    project = Project(tmp_path, {"2025/a": right, "2025/b": report("平阴县")})
    first, pages = project.build(), project.files()
    assert first.findings
    project.write("2025/a", right.replace("审减金额: 6008.00", "审减金额: 96008.00"))
    assert [one.id for one in project.build().missing] == ["2025/a"]
    project.write("2025/a", right)
    again = project.build()
    assert (made(again), again.findings) == ([], first.findings)
    assert project.files() == pages
    record = (project.output / "2025" / cache.NAME).read_bytes()
    assert (made(project.build()), (project.output / "2025" / cache.NAME).read_bytes()) == ([], record)
    found = survey(project.request())
    records = Records(
        project.request(), found, cache.opened(project.output / "2025", project.root / "content")
    )
    assert all(records.fresh(family, frozenset(one.id for one in family)) for family in found.families())


def test_a_build_that_was_stopped_is_gone_on_with(city: Project, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(city.request(), stop)
    assert not (city.output / "2025/index.html").exists()
    again = city.build()
    assert made(again) == ["other"] and len(again.kept) == 5
    clean = replace(city.request(), output=tmp_path / "clean")
    build(clean)
    assert city.files() == {
        path.relative_to(clean.output).as_posix(): path.read_bytes()
        for path in clean.output.rglob("*")
        if path.is_file() and path.name != cache.NAME
    }


def test_one_locality_asked_for_loses_no_record(city: Project) -> None:
    city.build()
    edit(city, "2025/city/b", "工作完成情况", "主要工作完成情况")
    edit(city, "2025/other", "工作完成情况", "主要工作完成情况")
    assert made(city.build(2025, "平县")) == ["city/b"]
    assert made(city.build()) == ["other"]


def test_a_county_looked_at_for_its_city_is_still_to_be_built(city: Project) -> None:
    assert made(city.build(2025, "大市")) == ["city"]
    assert made(city.build()) == ["city/a", "city/b", "city/c", "city/d", "other"]


def test_a_county_looked_at_for_its_city_is_not_taken_for_made_anew(city: Project) -> None:
    city.build()
    edit(city, "2025/city/b", "工作完成情况", "主要工作完成情况")
    city.build(2025, "大市")
    assert "city/b" in made(city.build())


def test_a_draft_is_no_final_report(city: Project) -> None:
    city.build(draft=True)
    assert len(city.build().built) == 6
    assert len(city.build(draft=True).built) == 6


def digest_of(package: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The digest of a copy of the program."""
    monkeypatch.setattr(cache, "__file__", str(package / "cache.py"))
    return cache.program.__wrapped__()


def test_every_file_of_the_program_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "reportgen"
    shutil.copytree(Path(cache.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    kinds = {path.suffix: path for path in package.rglob("*.*")}
    assert {".py", ".css", ".js"} <= kinds.keys()
    before = digest_of(package, monkeypatch)
    for path in kinds.values():
        path.write_bytes(path.read_bytes() + b"\n")
        after = digest_of(package, monkeypatch)
        assert after != before, path
        before = after
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "cache.cpython-312.pyc").write_bytes(b"")
    assert digest_of(package, monkeypatch) == before
    kinds[".css"].rename(package / "other.css")
    assert digest_of(package, monkeypatch) != before


def required() -> list[str]:
    """What pyproject.toml requires: test_house.py holds that no other library is imported."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return [re.split("[><=]", line)[0] for line in tomllib.load(file)["project"]["dependencies"]]


@pytest.mark.parametrize("library", required())
def test_another_version_of_any_library_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    before = cache.program.__wrapped__()
    (tmp_path / f"{library.replace('-', '_')}-99.9.dist-info").mkdir()
    (tmp_path / "unheard_of-99.9.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert cache.program.__wrapped__() != before
    (tmp_path / f"{library.replace('-', '_')}-99.9.dist-info").rmdir()
    assert cache.program.__wrapped__() == before


Change = Callable[[re.Match[str], int], str]


def changed(text: str, pattern: str, change: Change, number: int) -> str:
    return re.sub(pattern, lambda found: change(found, number), text, count=1)


EDITS: list[tuple[str, Change]] = [
    (r"(?m)^(metrics:|  事前评估:.*)$", lambda m, n: f"{m[1]}  # 备注{n}"),
    (r"(?m)^(sections|checks):", lambda m, n: "\n" * n + m[0]),
    (r"(?m)^sections:", lambda m, n: "checks: [事前评估.审减金额 <= 事前评估.送审金额]\nsections:"),
    (r"送审金额: (\d+)", lambda m, n: f"送审金额: {int(m[1]) + n}"),
    (r"工作完成情况", lambda m, n: f"工作完成情况之{n}"),
    (r"locality: (\S)\S*", lambda m, n: f"locality: {m[1]}{'甲乙丙丁戊己庚'[n % 7]}县"),
    (r"送审\{\{", lambda m, n: f"第{n}批送审{{{{"),
    (r"report: work-summary\n", lambda m, n: "report: work-summary\n\n"),
    (r"审减金额: 6008.00万元", lambda m, n: "审减金额: 6008.0万元"),
    (r"审定金额: (?:待补|58719.72万元)", lambda m, n: f"审定金额: {'待补' if n % 2 else '58719.72万元'}"),
    (r"送审金额: (?:待补|\d+.72万元)", lambda m, n: f"送审金额: {'待补' if n % 2 else '64727.72万元'}"),
    (r"(?m)^\s+送审金额: .*\n", lambda m, n: m[0] + f"  新指标{n}: 0.00万元 # 新\n"),
]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("formats", [("docx",), ("docx", "html", "ledger")])
def test_what_is_kept_is_what_a_build_from_nothing_makes(
    city: Project, tmp_path: Path, seed: int, formats: tuple[str, ...]
) -> None:
    random = Random(seed)
    edit(city, "2025/city", "sections:", "attachments: [{from: 平县}]\nsections:")
    files = sorted((city.root / "content").rglob("*.yaml"))
    request = Request(2025, (), city.root / "content", TEMPLATES, city.output, formats=formats)
    build(request)
    for _ in range(3):
        path, (pattern, change) = random.choice(files), random.choice(EDITS)
        number = random.randrange(1, 9)
        text = path.read_text(encoding="utf-8")
        path.write_text(changed(text, pattern, change, number), encoding="utf-8")
        build(replace(request, localities=(random.choice(("city", "city/b", "other")),)))
        again = build(request)
        fresh = Request(2025, (), city.root / "content", TEMPLATES, tmp_path / "fresh", formats=formats)
        shutil.rmtree(fresh.output, ignore_errors=True)
        clean = build(fresh)
        assert again.findings == clean.findings
        for one in clean.built:
            folder = fresh.output / one.id
            here = {p.name: p.read_bytes() for p in (city.output / one.id).iterdir() if p.is_file()}
            assert here == {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}, one.id
