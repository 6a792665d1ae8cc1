"""The corpus of hostile and sloppy inputs: what each is told, where, with which exit code; and that nothing else happens.

`corpus/manifest.yaml` lists the cases; `hostile.py` makes those that cannot be kept as text.
"""

import re
import shutil
import sys
import time
from collections.abc import Iterable
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from hostile import CORPUS, DOCUMENTS, TEMPLATED, files_of
from ours import TEMPLATES
from reportgen.cli import main
from reportgen.cli.codes import all_codes
from reportgen.finding import Finding
from reportgen.pipeline import Request, build
from reportgen.read import read

CASES: list[dict[str, Any]] = YAML(typ="safe").load(CORPUS / "manifest.yaml")
OF_CONTENT = [case for case in CASES if case["id"] not in DOCUMENTS and case["id"] != "A40"]
OF_DOCUMENTS = [case for case in CASES if case["id"] in DOCUMENTS]
OLD = b"the report of last week"
KEPT = Path("output/2025/ningxian")
BOMBS = {"A28", "A29", "A30", "A31", "A32", "A43", "G07", "G09", "G11", "G23"}
SECONDS = 5  # on a busy machine; by themselves all of them take less than half a second
FOREIGN = re.compile(r"Traceback|\b[A-Z]\w*(?:Error|Exception|Warning)\b|[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")
_NAMED = re.compile(r"“.*?”|'[^']*'|\"[^\"]*\"", re.DOTALL)
_PLACED = re.compile(r"^[^\s:]*(?::\d+:\d+)?: ")


def named(case: dict[str, Any]) -> str:
    return str(case["id"])


def lay(folder: Path, case: str) -> Request:
    """Writes a case into a folder that holds an older report; gives the command that builds it."""
    shutil.copytree(CORPUS / "base", folder / "content")
    for name, data in files_of(case).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / KEPT).mkdir(parents=True)
    (folder / KEPT / "旧报告.docx").write_bytes(OLD)
    templates = Path("templates") if case in TEMPLATED else TEMPLATES
    return Request(2025, (), Path("content"), templates, Path("output"))


def told(findings: Iterable[Finding], *, errors: bool) -> set[str]:
    return {f"{f.code}@{f.span.line}" for f in findings if f.is_error is errors}


def judge(case: dict[str, Any], findings: Iterable[Finding]) -> None:
    """What was told is what the manifest says."""
    listed = list(findings)
    said = "\n".join(f"{f.span} {f.severity} {f.code} {f.message}" for f in listed[:20])
    expected, errors = set(case.get("expect", ())), told(listed, errors=True)
    assert errors >= expected if "more" in case else errors == expected, said
    assert told(listed, errors=False) >= set(case.get("warns", ())), said


def plain(output: str) -> None:
    """No traceback anywhere, and of every finding's first line no word of a library."""
    assert "Traceback" not in output
    for line in output.splitlines():
        if (
            re.match(r"\S+(?::\d+:\d+)?: (?:error|warning|hint) [A-Z]\d{3} ", line)
            or line == output.split("\n")[0]
        ):
            said = _NAMED.sub("", _PLACED.sub("", line))
            assert re.search("[\u4e00-\u9fff]", said), line
            assert not FOREIGN.search(said), line


@pytest.mark.parametrize("case", OF_CONTENT, ids=named)
def test_content(case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with chdir(tmp_path):
        request = lay(tmp_path, case["id"])
        began = time.monotonic()
        outcome = build(request)
        assert case["id"] not in BOMBS or time.monotonic() - began < SECONDS
        judge(case, outcome.findings)
        assert outcome.exit_code == (1 if "expect" in case else 0)
        left = {path.name for path in KEPT.iterdir()}
        if "expect" in case:
            assert left == {"旧报告.docx"} and (KEPT / "旧报告.docx").read_bytes() == OLD
        else:
            assert printed(outcome.built[0].written, case.get("prints", ()))
        if case["id"] not in TEMPLATED:
            assert main(["check", "--year", "2025"]) == outcome.exit_code
            plain("".join(capsys.readouterr()))


def printed(document: Path | None, wanted: Iterable[str]) -> bool:
    """Whether the document holds every wanted text."""
    assert document
    found, refused = read(document)
    assert found, refused
    text = "\n".join(passage.text for passage in found.passages)
    assert [words for words in wanted if words not in text] == []
    return True


@pytest.mark.parametrize("case", OF_DOCUMENTS, ids=named)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_document(case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name, make = DOCUMENTS[case["id"]]
    with chdir(tmp_path):
        Path(name).write_bytes(make())
        began = time.monotonic()
        document, findings = read(Path(name))
        assert case["id"] not in BOMBS or time.monotonic() - began < SECONDS
        judge(case, findings)
        if document:
            assert printed(Path(name), case.get("prints", ()))
        code = main(["audit", name])
        assert code == (1 if "expect" in case else 0)
        plain("".join(capsys.readouterr()))
        assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    """A40."""
    with chdir(tmp_path):
        request = lay(tmp_path, "A01")
        place = Path("content/2025/ningxian.yaml")
        place.unlink()
        place.symlink_to("/etc/hostname")
        outcome = build(request)
    judge(next(case for case in CASES if case["id"] == "A40"), outcome.findings)


def test_a_figure_has_one_unit(tmp_path: Path) -> None:
    """B25: another unit of the same dimension is printed as written, so never beside the dictionary's."""
    with chdir(tmp_path):
        request = lay(tmp_path, "B25")
        path = Path("content/2025/ningxian.yaml")
        text = path.read_text(encoding="utf-8").replace("5.60亿元", "5.60亿元万元")
        path.write_text(text, encoding="utf-8")
        outcome = build(request)
    assert told(outcome.findings, errors=True) == {"L301@7"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{{ 总收入 }}", "｛｛总收入｝｝"),
        ("{{ 总收入 }}", "{{ 总收入"),
        ("{{ 总收入 }}", "{% if 总收入 > %}甲{% endif %}"),
        ("text: |", "text: >"),
    ],
)
def test_what_a_broken_tag_was_to_print_is_not_told_as_never_printed(
    old: str, new: str, tmp_path: Path
) -> None:
    with chdir(tmp_path):
        request = lay(tmp_path, "A01")
        path = Path("content/2025/ningxian.yaml")
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        outcome = build(request)
    assert len(outcome.findings) == 1 and outcome.findings[0].code in ("P110", "L207")


ONE_BLANK = """\
locality: 宁县
year: 2025
report: work-summary
title: 宁县2025年预算绩效管理工作情况
metrics:
 收入:
  总收入: 6008.00万元
  增幅: 5.60%
  项目数: 260个
  分项:
   - {项目: 税收, 金额: 4500.10万元}
   - 项目: 非税
     金额: 1507.90万元
sections:
- heading: 收入完成情况
  with: 收入
  text: |
   {{ 今年 }}完成收入{{ 总收入 }}，比上年增长{{ 增幅 }}，支持项目{{ 项目数 }}。
   下一步，扎实抓好各项重点工作。
-
 heading: 分项情况
 table:
  rows: 收入.分项
"""


def test_an_indent_of_one_blank_is_good_yaml(tmp_path: Path) -> None:
    with chdir(tmp_path):
        request = lay(tmp_path, "A01")
        Path("content/2025/ningxian.yaml").write_text(ONE_BLANK, encoding="utf-8")
        outcome = build(request)
        assert outcome.findings == ()
        assert printed(outcome.built[0].written, ["6008.00万元", "4500.10", "1507.90"])


def test_the_manifest_is_complete() -> None:
    counts = {"A": 47, "B": 40, "C": 49, "Z": 1, "D": 12, "E": 19, "P": 14, "G": 23, "H": 18, "T": 12}
    assert [case["id"] for case in CASES] == [
        f"{k}{n:02}" for k, most in counts.items() for n in range(1, most + 1)
    ]
    assert sum(case["class"] == "hard" for case in CASES) == 165
    assert {case["class"] for case in CASES} == {"hard", "policy"}
    differing = {case["id"] for case in CASES if "deviation" in case}
    assert differing == {"B25", "B34", "C47"}, "a deviation needs a second look"
    texts = {path.stem for path in (CORPUS / "texts").iterdir()}
    assert texts <= {case["id"] for case in CASES}
    codes = {
        mark.partition("@")[0] for case in CASES for mark in (*case.get("expect", ()), *case.get("warns", ()))
    }
    assert codes <= set(all_codes())
