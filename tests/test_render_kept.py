"""Recipes of templates kept on disk: the same page, and no trust in what others may have written."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from letters import ALL, LETTER, SUMMARY
from ours import TEMPLATES
from reportgen import shelf
from reportgen.package import MAIN_PART, W
from reportgen.render import judged, recipes, render
from reportgen.render.dialect import _SPENT, _UNSEEN
from reportgen.render.level import CUT
from reportgen.render.prepare import prepare
from reportgen.report import Report

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache folder, and nothing prepared in this process."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    prepare.cache_clear()
    yield tmp_path / "reportgen"
    prepare.cache_clear()


def rendered(report: Report = SUMMARY) -> bytes:
    """The document, as a process that has prepared nothing renders it."""
    prepare.cache_clear()
    data, findings = render(report, TEMPLATES)
    assert data is not None and findings == []
    return data


@pytest.fixture
def judgements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates judged from here on: those of which nothing kept was used."""
    seen: list[str] = []
    judge = judged.judged

    def counted(data: bytes, path: str) -> object:
        seen.append(path)
        return judge(data, path)

    monkeypatch.setattr(judged, "judged", counted)
    return seen


def only(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


@pytest.mark.parametrize("report", ALL.values(), ids=ALL)
def test_what_is_kept_prints_the_same(report: Report, judgements: list[str]) -> None:
    assert rendered(report) == rendered(report)
    assert len(judgements) == 1


@pytest.mark.parametrize("report", ALL.values(), ids=ALL)
def test_the_xml_is_that_of_docxtpl_itself(report: Report) -> None:
    path = TEMPLATES / f"{report.template}.docx"
    prepared, _ = prepare(path.read_bytes(), path.name)
    assert prepared is not None
    theirs = _Cleared(path)
    theirs.init_docx()
    printed = theirs.build_xml(
        {"report": report}, SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    )
    ours = prepared.templates[MAIN_PART].render(report=report)
    assert canonical(ours.replace(CUT, "")) == canonical(printed)


class _Cleared(DocxTemplate):  # type: ignore[misc]
    """docxtpl's own rendering, without the empty runs it leaves beside {%r %} tags and the marks Word leaves for itself."""

    def patch_xml(self, xml: str) -> str:
        return _SPENT.sub("", super().patch_xml(_UNSEEN.sub("", xml)))


def canonical(xml: str) -> bytes:
    """The body in canonical form, which knows no order of attributes and no namespaces that are not used."""
    root = etree.fromstring(xml.encode())
    body = root if root.tag == W + "body" else root[0]
    return etree.tostring(body, method="c14n", exclusive=True)


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\xfe", b"0\n{}"])
def test_damage_is_noticed_and_made_good(folder: Path, damage: bytes, judgements: list[str]) -> None:
    before = rendered()
    whole = only(folder).read_bytes()
    for spoilt in (damage, whole[:-1], whole.replace(b"report", b"repost", 1)):
        only(folder).write_bytes(spoilt)
        assert rendered() == before
        assert only(folder).read_bytes() == whole
    assert len(judgements) == 4


@posix
def test_what_others_may_write_is_not_read(folder: Path, judgements: list[str]) -> None:
    before = rendered()
    for path, mode in ((only(folder), 0o666), (folder, 0o777)):
        path.chmod(mode)
        assert rendered() == before
    assert len(judgements) == 3


@posix
def test_a_link_is_not_followed(folder: Path, tmp_path: Path, judgements: list[str]) -> None:
    before = rendered()
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert rendered() == before
    assert len(judgements) == 2


@posix
def test_the_folder_is_the_users_alone(folder: Path) -> None:
    rendered()
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("place", ["a file", "no home"])
def test_without_a_place_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, judgements: list[str]
) -> None:
    if place == "a file":
        (tmp_path / "reportgen").write_text("")
    else:
        monkeypatch.delenv("XDG_CACHE_HOME")
        monkeypatch.delenv("LOCALAPPDATA")
        monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError))
    assert rendered() == rendered()
    assert len(judgements) == 2


def test_a_relative_place_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("LOCALAPPDATA", "relative")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    rendered()
    assert not Path("relative").exists()
    assert any((tmp_path / ".cache" / "reportgen").iterdir())


def test_other_code_makes_other_recipes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered()
    monkeypatch.setattr(recipes, "_code", lambda: b"another version")
    rendered()
    assert len(list(folder.iterdir())) == 2


def test_the_oldest_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST", 2)
    rendered()
    os.utime(only(folder), (0, 0))
    oldest = only(folder).name
    rendered(LETTER)
    monkeypatch.setattr(recipes, "_code", lambda: b"another version")
    rendered()
    assert len(list(folder.iterdir())) == 2 and oldest not in {path.name for path in folder.iterdir()}
