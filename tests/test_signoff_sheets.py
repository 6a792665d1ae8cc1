"""The sheets of a package as printed: valid Word files, the summary on one page, nothing cut off."""

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from offices import silent, words_of
from pages import typeset
from projects import TEMPLATES
from reportgen.pipeline import Request
from reportgen.pipeline.signing import Submitted, submit

CONTENT = Path(__file__).parent.parent / "content"
OURS = ((2019, "pingyin"), (2021, "wuzhong"), (2023, "baoji"), (2024, "jiashi"), (2025, "ningxian"))


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Submitted]:
    signoff = tmp_path_factory.mktemp("signoff")
    made = {}
    for year, name in OURS:
        request = Request(year, content=CONTENT, templates=TEMPLATES, signoff=signoff)
        submitted = submit(request, name, "2025-12-01", silent)
        assert isinstance(submitted, Submitted), submitted.findings
        made[name] = submitted
    return made


def test_every_document_is_a_valid_word_file(packages: dict[str, Submitted]) -> None:
    for made in packages.values():
        for path in made.folder.glob("*.docx"):
            assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == [], path


def test_the_checks_name_every_figure_that_nothing_guards(packages: dict[str, Submitted]) -> None:
    said = "\n".join(words_of((packages["ningxian"].folder / "核对结论表.docx").read_bytes()).body)
    assert "核对关系" in said and "不成立 0 条" in said and "培训宣传.赴省次数" in said


def test_the_summary_shows_the_share_below_100_and_no_figure_twice(packages: dict[str, Submitted]) -> None:
    said = "\n".join(words_of((packages["ningxian"].folder / "领导速览.docx").read_bytes()).body)
    assert "财政评价整改率" in said and "95.45%" in said and "自评整改率" not in said
    said = "\n".join(words_of((packages["baoji"].folder / "领导速览.docx").read_bytes()).body)
    assert said.count("24053.22万元") == 1


@pytest.mark.system
def test_the_summary_is_one_page_and_the_sheet_for_signing_begins_with_the_names(
    packages: dict[str, Submitted], tmp_path: Path
) -> None:
    names = {"领导速览": 1, "签批页": 2}
    documents = {
        f"{place}-{name}": (made.folder / f"{name}.docx").read_bytes()
        for place, made in packages.items()
        for name in names
    }
    for name, pages in typeset(documents, tmp_path).items():
        assert len(pages) <= names[name.partition("-")[2]], name
        if name.endswith("签批页"):
            first = [line.text.replace("\u3000", "").replace(" ", "") for line in pages[0].lines]
            assert [any(text.startswith(role) for text in first) for role in ("填报", "复核", "签发")] == [
                True
            ] * 3
