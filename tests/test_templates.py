"""The templates themselves: real Word files that a person can restyle, set by GB/T 9704-2012."""

import re
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from ours import TEMPLATES
from reportgen.package import Element, W, parse_xml, read_parts

FILES = sorted(TEMPLATES.glob("*.docx"))
FACES = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "Times New Roman"}


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


def part(path: Path, name: str) -> Element:
    parts = read_parts(path.read_bytes())
    assert isinstance(parts, dict)
    return parse_xml(parts[name])


def style(path: Path, name: str) -> Element:
    return next(
        s for s in part(path, "word/styles.xml").iter(W + "style") if s.findall(f"{W}name[@{W}val='{name}']")
    )


def values(element: Element, where: str) -> dict[str, str]:
    found = element.find("/".join(W + step for step in where.split("/")))
    assert found is not None
    return {str(key).removeprefix(W): str(value) for key, value in found.attrib.items()}


def test_the_templates_are_valid_word_files(path: Path) -> None:
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


def test_they_name_official_faces_and_no_theme(path: Path) -> None:
    parts = read_parts(path.read_bytes())
    assert isinstance(parts, dict)
    xml = "".join(parts[name].decode() for name in parts if name.startswith("word/") and "theme/" not in name)
    assert set(re.findall(r'w:(?:ascii|hAnsi|eastAsia|cs)="([^"]*)"', xml)) <= FACES | {"zh-CN"}
    assert not re.search(r"(?:ascii|hAnsi|eastAsia|cs)Theme=", xml)
    assert "word/stylesWithEffects.xml" not in parts


def test_runs_with_text_ask_for_the_chinese_face(path: Path) -> None:
    for run in part(path, "word/document.xml").iter(W + "r"):
        assert values(run, "rPr/rFonts") == {"hint": "eastAsia"}


def test_a_page_has_22_lines_of_28_characters(path: Path) -> None:
    normal = style(path, "Normal")
    assert values(normal, "pPr/spacing") == {"before": "0", "after": "0", "line": "579", "lineRule": "exact"}
    assert values(normal, "rPr/spacing") == {"val": "-5"}
    assert values(normal, "rPr/sz") == {"val": "32"}
    for section in part(path, "word/document.xml").iter(W + "sectPr"):
        size, margins = values(section, "pgSz"), values(section, "pgMar")
        width, height = int(size["w"]), int(size["h"])
        area = (
            width - int(margins["left"]) - int(margins["right"]),
            height - int(margins["top"]) - int(margins["bottom"]),
        )
        assert sorted(area) == [8844, 12756]
        assert values(section, "docGrid") == {"type": "lines", "linePitch": "579"}


def test_headings_are_levels_of_the_navigation(path: Path) -> None:
    faces = ["黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312"]
    for level, face in enumerate(faces):
        heading = style(path, f"heading {level + 1}")
        assert values(heading, "rPr/rFonts")["eastAsia"] == face
        assert values(heading, "pPr/outlineLvl") == {"val": str(level)}
        assert heading.find(f"{W}pPr/{W}keepNext") is not None and heading.find(f"{W}rPr/{W}b") is None


def test_pages_are_numbered_outward(path: Path) -> None:
    assert part(path, "word/settings.xml").find(W + "evenAndOddHeaders") is not None
    for number in range(1, 5):
        footer = part(path, f"word/footer{number}.xml")
        text = "".join(t.text or "" for t in footer.iter(W + "t", W + "instrText"))
        assert text == "—  PAGE 1 —"


def test_the_head_is_red_and_nothing_else_has_a_colour() -> None:
    letter = TEMPLATES / "official-letter.docx"
    colours = re.findall(r'w:color="?(?:w:val=)?"?([0-9A-F]{6})', _styles(letter))
    assert set(colours) <= {"FF0000", "000000"}
    assert values(style(letter, "发文机关标志"), "rPr/color") == {"val": "FF0000"}


def _styles(path: Path) -> str:
    parts = read_parts(path.read_bytes())
    assert isinstance(parts, dict)
    return parts["word/styles.xml"].decode()
