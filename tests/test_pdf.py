"""PDFs: one batch, what is said when LibreOffice or fonts are missing, and documents that do not convert."""

import os
import stat
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest

from letters import ATTACHMENTS, DRAFT, SHORT, SUMMARY, words
from ours import TEMPLATES
from pdffiles import Words
from pdffiles import pdf as printed
from projects import Project, report
from reportgen.cli import main
from reportgen.finding import Finding, Severity
from reportgen.pipeline import build
from reportgen.publish import fonts, manifest, pdf
from reportgen.read.docx import read_docx
from reportgen.read.lost import lost
from reportgen.render import render
from reportgen.report import Mark, Run
from reportgen.value import replace

Captured = pytest.CaptureFixture[str]
posix = pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for LibreOffice")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A LibreOffice that is a shell script; it is called as `soffice -env… --headless --norestore --convert-to pdf --outdir DIR FILES`."""

    def install(script: str) -> Path:
        folder = tmp_path / "bin"
        folder.mkdir()
        path = folder / "soffice"
        head = 'echo "$@" >> "$(dirname "$0")/calls"\nshift 6\nout=$1\nshift\n'
        path.write_text(f"#!/bin/sh\n{head}{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return folder / "calls"

    return install


PRINTS = 'for file in "$@"; do cp "$file" "$out/$(basename "$file" .docx).pdf"; done'
REFUSES_BAD = 'for file in "$@"; do grep -q bad "$file" && exit 1; cp "$file" "$out/$(basename "$file" .docx).pdf"; done'


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings if not finding.code.startswith("O3")]


@posix
def test_all_documents_go_in_one_batch(office: Callable[[str], Path]) -> None:
    calls = office(PRINTS)
    documents = {f"output/2025/县{n}/报告.docx": f"{n}".encode() for n in range(20)}
    pdfs, findings = pdf.to_pdf(documents)
    assert pdfs == documents and codes(findings) == []
    assert len(calls.read_text().splitlines()) == 1


@posix
def test_every_run_has_a_profile_of_its_own(office: Callable[[str], Path]) -> None:
    calls = office(PRINTS)
    pdf.to_pdf({"a.docx": b"a"})
    pdf.to_pdf({"b.docx": b"b"})
    profiles = {line.split()[0] for line in calls.read_text().splitlines()}
    assert len(profiles) == 2 and all(p.startswith("-env:UserInstallation=file:///") for p in profiles)


@posix
def test_a_document_that_stops_the_batch_costs_only_itself(office: Callable[[str], Path]) -> None:
    calls = office(REFUSES_BAD)
    pdfs, findings = pdf.to_pdf({"a.docx": b"good", "b.docx": b"bad", "c.docx": b"fine"})
    assert set(pdfs) == {"a.docx", "c.docx"}
    assert [(f.code, f.span.text.path) for f in findings if f.code == "O207"] == [("O207", "b.docx")]
    assert len(calls.read_text().splitlines()) == 3  # the batch, then b and c alone


@posix
def test_libreoffice_that_hangs_is_ended_with_its_children(
    office: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = office('sleep 60 & echo $! > "$(dirname "$0")/child"; wait')
    monkeypatch.setattr(pdf, "SECONDS_TO_START", 1)
    monkeypatch.setattr(pdf, "SECONDS_EACH", 0)
    pdfs, findings = pdf.to_pdf({"a.docx": b"a"})
    assert pdfs == {} and codes(findings) == ["O207"]
    child = int((calls.parent / "child").read_text())
    assert any(is_gone(child) for _ in range(50))


def is_gone(process: int) -> bool:
    """Whether a process has ended; asked again after a tenth of a second while a busy machine is still ending it."""
    state = Path(f"/proc/{process}/stat")
    gone = not state.exists() or state.read_text().split()[2] == "Z"
    if not gone:
        time.sleep(0.1)
    return gone


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to it")
def test_libreoffice_is_held_to_a_limit_of_memory(office: Callable[[str], Path]) -> None:
    calls = office('ulimit -v > "$(dirname "$0")/limit"')
    pdf.to_pdf({"a.docx": b"a"})
    assert int((calls.parent / "limit").read_text()) * 1024 == pdf.MOST_MEMORY


def test_without_libreoffice_the_exit_code_is_2_and_the_install_line_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "_PLACES", ())
    project = Project(tmp_path, {"2025/ningxian": report()})
    words = (
        "--content",
        str(project.root / "content"),
        "--templates",
        str(TEMPLATES),
        "--output",
        str(project.output),
    )
    assert main(["build", "--year", "2025", "--to", "docx,pdf", *words]) == 2
    said = capsys.readouterr()
    assert "O206" in said.err and "LibreOffice" in said.err
    assert "libreoffice-writer-nogui" in said.err or sys.platform != "linux"
    (document,) = project.output.rglob("*.docx")
    assert main(["conform", "--rendered", str(document)]) == 2
    assert "符合" in capsys.readouterr().out, "the file is judged all the same"


def prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shorten: Callable[[str], str], code: str = "O313"
) -> list[Finding]:
    """What a build says when each paragraph is printed as `shorten` leaves it, below the mark of a page."""

    def to_pdf(documents: dict[str, bytes]) -> tuple[dict[str, bytes], list[Finding]]:
        made = {}
        for path, data in documents.items():
            document, _ = read_docx(data, path)
            assert document
            lines = ["— 1 —", *(shorten(passage.text) for passage in document.passages)]
            made[path] = printed([Words(line, 60, 40 + 24 * n) for n, line in enumerate(lines) if line])
        return made, []

    monkeypatch.setattr(pdf, "to_pdf", to_pdf)
    project = Project(tmp_path, {"2025/ningxian": report()})
    outcome = build(replace(project.request(), formats=("pdf",)))
    assert list(project.output.rglob("*.pdf"))
    return [finding for finding in outcome.findings if finding.code == code]


def test_a_character_that_the_pdf_lacks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (told,) = prints(tmp_path, monkeypatch, lambda text: text.removesuffix("。"))
    assert told.severity is Severity.WARNING and told.span.text.path.endswith("工作情况.pdf")
    assert "少印了“。”1 个" in told.message and "第 " in told.message


def test_a_pdf_that_is_whole_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert prints(tmp_path, monkeypatch, lambda text: text) == []


def test_a_character_that_no_font_has_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "undrawable", lambda characters: {"绩", "㎡"}.intersection(characters))
    (told,) = prints(tmp_path, monkeypatch, lambda text: text, "O312")
    assert "有“绩”，" in told.message and told.span.text.path.endswith(".pdf")


@pytest.mark.system
def test_only_rare_characters_are_asked_for() -> None:
    assert fonts.undrawable("绩效〔〕—……“”％㎡\U0010fffd") >= {"\U0010fffd"}
    assert not fonts.undrawable("绩效〔〕—……“”％ABC123")


@posix
def test_a_pdf_stands_beside_its_document_and_goes_with_it(
    tmp_path: Path, office: Callable[[str], Path]
) -> None:
    office(PRINTS)
    project = Project(tmp_path, {"2025/ningxian": report()})
    name = "宁县2025年预算绩效管理工作情况"
    with_pdf = replace(project.request(), formats=("docx", "pdf"))
    assert build(with_pdf).exit_code == 0
    listed = project.json(f"2025/ningxian/{manifest.NAME}")["outputs"]
    assert listed[f"{name}.pdf"] == {"made_from": f"{name}.docx"}
    assert f"2025/ningxian/{name}.pdf" in project.files()
    project.build()
    assert f"2025/ningxian/{name}.pdf" not in project.files(), "no PDF of an older text stays behind"


def test_fonts_are_told_by_name() -> None:
    faces = [
        fonts.Face("仿宋_GB2312", "FandolFang"),
        fonts.Face("黑体", "DejaVu Sans"),
        fonts.Face("宋体", "宋体"),
    ]
    stand_in, lost = fonts.missing_fonts(faces)
    assert (stand_in.code, stand_in.severity) == ("O311", Severity.HINT)
    assert "仿宋_GB2312→FandolFang" in stand_in.message and "宋体→" not in stand_in.message
    assert (lost.code, lost.severity) == ("O312", Severity.WARNING) and "黑体→DejaVu Sans" in lost.message
    assert list(fonts.missing_fonts([fonts.Face("宋体", "宋体")])) == []


@pytest.mark.system
def test_real_documents_become_real_pdfs() -> None:
    documents = {
        name: render(sample, TEMPLATES)[0] or b"" for name, sample in (("a.docx", SHORT), ("b.docx", SUMMARY))
    }
    pdfs, findings = pdf.to_pdf({**documents, "broken.docx": b"PK\x03\x04 no document"})
    assert set(pdfs) >= documents.keys()
    assert all(data.startswith(b"%PDF-") for data in pdfs.values())
    assert all(b"Fandol" in pdfs[name] for name in documents), "the stand-ins of .ci/system show"
    assert {f.code for f in findings} <= {"O207", "O311"}


@pytest.mark.system
def test_no_mark_is_lost_where_a_line_ends(tmp_path: Path) -> None:
    """LibreOffice does not print a mark that hangs beside a line's end before digits or letters, nor tells of it."""
    line = "各预算部门按照规定把批复的绩效目标与部门预算一起公布主动接受"
    blocks = tuple(
        words(f"{line[:length]}{mark}{more}编报工作已覆盖所有部门，" + line * 2)
        for length in range(22, 29)
        for mark in "。，、"
        for more in ("2018年", "PPP项目")
    )
    document = render(replace(SUMMARY, blocks=blocks), TEMPLATES)[0] or b""
    pdfs, _ = pdf.to_pdf({"a.docx": document})
    read, _ = read_docx(document, "a.docx")
    assert read and lost([(read, pdfs["a.docx"])]) == [None]


@pytest.mark.system
def test_the_preflight_names_what_is_installed_here(tmp_path: Path) -> None:
    faces = fonts.preflight({**os.environ, **fonts.write_configuration(tmp_path)})
    shown = {face.name: face.shown for face in faces}
    assert shown["方正小标宋简体"] in ("FandolSong Bold", "方正小标宋简体")
    assert shown["仿宋_GB2312"] in ("FandolFang", "仿宋_GB2312")
    assert shown["宋体"] in ("FandolSong", "宋体"), "the bold file must not stand for the regular one"


@pytest.mark.system
@pytest.mark.parametrize("attachments", [(1,), (0, 1)])
def test_an_imprint_after_a_landscape_page_stands_on_an_even_one(attachments: tuple[int, ...]) -> None:
    tables = tuple(ATTACHMENTS[-1] if is_table else ATTACHMENTS[0] for is_table in attachments)
    report = replace(SHORT, blocks=(words("特此报告。"),), attachments=tables)
    pdfs, _ = pdf.to_pdf({"a.docx": render(report, TEMPLATES)[0] or b""})
    with pdfplumber.open(BytesIO(pdfs["a.docx"])) as document:
        *_, last = document.pages
        assert "印发" in last.extract_text() and last.page_number % 2 == 0


@pytest.mark.system
def test_what_a_draft_waits_for_is_yellow_in_the_pdf() -> None:
    waiting = Run("【待补：送审金额】", Mark.PENDING, "2023/yunxi#事前评估.送审金额")
    report = replace(DRAFT, blocks=(words("送审", waiting, "。"),), attachments=(), enclosures=())
    pdfs, _ = pdf.to_pdf({"a.docx": render(report, TEMPLATES)[0] or b""})
    with pdfplumber.open(BytesIO(pdfs["a.docx"])) as document:
        filled = [
            rect["non_stroking_color"] for page in document.pages for rect in page.rects if rect["fill"]
        ]
    assert (1, 1, 0) in [tuple(map(round, colour)) for colour in filled if len(colour) == 3]
