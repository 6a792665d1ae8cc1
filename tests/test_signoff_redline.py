"""The redline: accepting all gives the new words, rejecting all the old, and what is marked is what changed."""

import re
from copy import deepcopy
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from offices import Office, edited, main_part, paragraph, parts_of, resaved, words_of
from reportgen.package import MAIN_PART, Element, W, parse_xml, to_xml, write_package
from reportgen.signoff.redline import align, redline

DATE = "2025-12-01"


def settled(document: bytes, kept: str, dropped: str) -> bytes:
    """The document with changes of one kind kept and those of the other undone, as Word does it."""
    root = parse_xml(parts_of(document)[MAIN_PART])
    for row in list(root.iter(W + "tr")):
        if row.find(f"{W}trPr/{W}{dropped}") is not None:
            _remove(row)
    for block in list(root.iter(W + "p")):
        if block.find(f"{W}pPr/{W}rPr/{W}{dropped}") is not None:
            _remove(block)
    for change in list(root.iter(W + dropped)):
        _remove(change)
    for change in list(root.iter(W + kept)):
        _unwrap(change)
    for text in root.iter(W + "delText"):
        text.tag = W + "t"
    return write_package({**parts_of(document), MAIN_PART: to_xml(root)})


def accepted(document: bytes) -> bytes:
    return settled(document, "ins", "del")


def rejected(document: bytes) -> bytes:
    return settled(document, "del", "ins")


def _remove(element: Element) -> None:
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    assert parent is not None
    for child in element:
        element.addprevious(deepcopy(child))
    parent.remove(element)


def marked(document: bytes) -> tuple[list[str], list[str]]:
    """The texts marked as deleted and as inserted, a change each."""
    root = parse_xml(parts_of(document)[MAIN_PART])
    found = []
    for kind, text in (("del", "delText"), ("ins", "t")):
        changes = ["".join(t.text or "" for t in change.iter(W + text)) for change in root.iter(W + kind)]
        found.append([change for change in changes if change])
    return found[0], found[1]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("office"))
    office.submit()
    office.change(("项目数: 260个", "项目数: 270个"), ("形成了合力。", "形成了工作合力。"))
    office.submit("2025-12-05")
    return office


def test_it_shows_exactly_what_changed(office: Office) -> None:
    red = office.document(2, "花脸稿")
    assert marked(red) == (["260"], ["工作", "270"])
    assert words_of(accepted(red)).body == words_of(office.document(2)).body
    assert words_of(rejected(red)).body == words_of(office.document(1)).body


def test_author_and_date_are_those_of_the_submission(office: Office) -> None:
    xml = main_part(office.document(2, "花脸稿"))
    assert set(re.findall(r'<w:(?:ins|del) [^>]*w:author="([^"]*)"', xml)) == {"第2稿"}
    assert set(re.findall(r'<w:(?:ins|del) [^>]*w:date="([^"]*)"', xml)) == {"2025-12-05T00:00:00Z"}
    identities = re.findall(r'<w:(?:ins|del) w:id="(\d+)"', xml)
    assert len(identities) == len(set(identities)) > 0


CASES = {
    "a paragraph more": lambda xml: xml.replace("<w:tbl>", paragraph("新加的一段。") + "<w:tbl>", 1),
    "a row less": lambda xml: re.sub(r"<w:tr>(?:(?!</w:tr>).)*甲镇.*?</w:tr>", "", xml, count=1, flags=re.S),
    "a cell": lambda xml: xml.replace("30.50", "31.50"),
    "a sentence less": lambda xml: xml.replace("评估结果已用于预算安排。", ""),
    "a table less": lambda xml: re.sub(r"<w:tbl>.*?</w:tbl>", "", xml, count=1, flags=re.S),
    "all paragraphs other": lambda xml: re.sub(r"[一-龥]", "改", xml),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("backwards", [False, True])
def test_accepting_and_rejecting(office: Office, tmp_path: Path, name: str, backwards: bool) -> None:
    old = office.document(1)
    new = edited(old, CASES[name])
    assert words_of(new).body != words_of(old).body
    if backwards:
        old, new = new, old
    red = redline(old, new, "第2稿", DATE)
    assert words_of(accepted(red)).body == words_of(new).body
    assert words_of(rejected(red)).body == words_of(old).body
    path = tmp_path / "red.docx"
    path.write_bytes(red)
    assert [str(error) for error in OpenXmlValidator().validate(str(path)).errors] == []


LINES = st.lists(st.text("甲乙丙12. %，。", min_size=1, max_size=12).map(str.strip).filter(bool), max_size=6)


@given(LINES, LINES)
@settings(max_examples=60)
def test_any_two_texts(office: Office, before: list[str], after: list[str]) -> None:
    old, new = _of(office, before), _of(office, after)
    red = redline(old, new, "第2稿", DATE)
    assert words_of(accepted(red)).body == words_of(new).body
    assert words_of(rejected(red)).body == words_of(old).body


def _of(office: Office, lines: list[str]) -> bytes:
    return edited(office.document(1), lambda xml: _with_body(xml, lines))


def _with_body(xml: str, lines: list[str]) -> str:
    start, end = xml.index("<w:body>") + len("<w:body>"), xml.rindex("<w:sectPr")
    return xml[:start] + "".join(map(paragraph, ["头", *lines, "尾"])) + xml[end:]


def test_a_number_is_one_word(office: Office) -> None:
    old = office.document(1)
    new = edited(old, lambda xml: xml.replace("64727.72", "64827.72"))
    assert marked(redline(old, new, "第2稿", DATE)) == (["64727.72"], ["64827.72"])


@pytest.mark.system
def test_libreoffice_keeps_the_changes(office: Office, tmp_path: Path) -> None:
    red = office.document(2, "花脸稿")
    again = resaved({"red": red}, tmp_path)["red"]
    assert marked(again) == marked(red)


def in_a_row(old: list[str], new: list[str]) -> list[tuple[str | None, str | None]]:
    """What `aligned` means, in the fewest words: the most alike pair first, then what stands before it and after it."""
    rated = ((align.alike(a, b), -i, -j) for i, a in enumerate(old) for j, b in enumerate(new))
    best, i, j = max(rated, default=(0, 0, 0))
    if best < 50:
        return [*((one, None) for one in old), *((None, one) for one in new)]
    return [*in_a_row(old[:-i], new[:-j]), (old[-i], new[-j]), *in_a_row(old[1 - i :], new[1 - j :])]


TEXTS = st.lists(st.text("甲乙丙1", max_size=5), max_size=6)


@given(TEXTS, TEXTS)
def test_the_most_alike_are_each_others_counterparts(old: list[str], new: list[str]) -> None:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    expected: list[tuple[str | None, str | None]] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        same = zip(old[i1:i2], new[j1:j2], strict=True) if kind == "equal" else ()
        expected += same or in_a_row(old[i1:i2], new[j1:j2])
    assert list(align.aligned(old, new, str)) == expected


@pytest.mark.parametrize("count", [20, 80])
def test_one_change_in_every_paragraph_is_one_comparison_for_each(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(2)
    old = ["".join(chr(0x4E00 + random.randrange(800)) for _ in range(120)) for _ in range(count)]
    new = [text[:50] + "改" + text[51:] for text in old]
    compared = []
    alike = align.alike

    def counting(one: str, other: str) -> int:
        compared.append(one)
        return alike(one, other)

    monkeypatch.setattr(align, "alike", counting)
    assert list(align.aligned(old, new, str)) == list(zip(old, new, strict=True))
    assert len(compared) == count


def test_no_number_of_paragraphs_or_tables_is_too_deep(office: Office) -> None:
    row = "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    body = "".join(f"<w:p><w:r><w:t>{i}</w:t></w:r></w:p><w:tbl>{row.format(i)}</w:tbl>" for i in range(1200))

    def with_tables(said: str) -> bytes:
        return edited(office.document(1), lambda xml: xml.replace("<w:body>", f"<w:body>{said}"))

    one, other = with_tables(body), with_tables(body.replace(">7<", ">8<"))
    assert marked(redline(one, other, "第2稿", DATE)) == (["7", "7"], ["8", "8"])
