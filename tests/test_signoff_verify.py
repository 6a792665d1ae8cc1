"""verify: one character changed anywhere is found, and traced to its cell or fragment; another program's saving is not a change."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from offices import Office, edited, parts_of, resaved, words_of
from ours import CONTENT, TEMPLATES
from reportgen.files import FileTrouble
from reportgen.package import MAIN_PART, Element, W, parse_xml, to_xml, write_package
from reportgen.pipeline import Outcome, Request, UsageError
from reportgen.pipeline.signoff.returned import source
from reportgen.pipeline.signoff.signing import Verified, submit, verify_file
from reportgen.signoff.verify import Judgement, judge
from reportgen.word.names import R

EDITS = 1000
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("office"))
    office.submit()
    return office


def judged(office: Office, document: bytes) -> tuple[Judgement, list[str], list[str]]:
    path = office.root / "退回稿.docx"
    path.write_bytes(document)
    found = verify_file(path, office.root / "signoff")
    assert isinstance(found, Verified)
    return found.judgement, [f.message for f in found.findings], [f.basis for f in found.findings]


def test_the_same_bytes(office: Office) -> None:
    assert judged(office, office.document(1)) == (Judgement.SAME, [], [])


def test_the_redline_says_what_the_draft_says(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.submit()
    office.change(("审减金额: 6008.00万元", "审减金额: 6009.00万元"), ("形成了合力", "凝聚了合力"))
    office.submit("2025-12-05")
    red = office.document(2, "花脸稿")
    assert judged(office, red) == (Judgement.FORMAT, [], [])
    _, (message,), _ = judged(office, edited(red, lambda xml: xml.replace("将继续努力", "将加倍努力")))
    assert "加倍" in message


def test_a_figure_is_traced_to_its_cell(office: Office) -> None:
    judgement, (message,), (basis,) = judged(
        office, edited(office.document(1), lambda xml: xml.replace("64727.72", "64827.72"))
    )
    assert judgement is Judgement.CHANGED
    assert "事前评估.送审金额 由 64727.72万元 改成了“64827.72万元”" in message
    assert "content/2025/ningxian.yaml:9:11" in basis


def test_words_are_traced_to_their_fragment(office: Office) -> None:
    _, (message,), (basis,) = judged(
        office, edited(office.document(1), lambda xml: xml.replace("日益健全", "日臻完善"))
    )
    assert "“益健全”改成了“臻完善”" in message and "制度" in message
    assert "content/2025/ningxian.yaml:" in basis


def test_a_table_cell(office: Office) -> None:
    _, (message,), (basis,) = judged(
        office, edited(office.document(1), lambda xml: xml.replace("30.50", "31.50"))
    )
    assert "乡镇.明细.乙镇.金额" in message + basis


def test_tracked_changes_count_as_accepted(office: Office) -> None:
    mark = 'w:id="1" w:author="局长" w:date="2025-12-02T00:00:00Z"'

    def track(xml: str) -> str:
        start = xml.index("<w:r>", xml.index("BodyText"))
        end = xml.index("</w:r>", start) + len("</w:r>")
        run = xml[start:end].replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return xml[:start] + f"<w:del {mark}>{run}</w:del>" + xml[end:]

    judgement, messages, _ = judged(office, edited(office.document(1), track))
    assert judgement is Judgement.CHANGED and messages


def test_a_stranger_is_told_so(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "别的.docx"
    path.write_bytes((TEMPLATES / "official-letter.docx").read_bytes())
    with pytest.raises(UsageError, match="没有找到"):
        verify_file(path, office.root / "signoff")
    with pytest.raises(FileTrouble):
        verify_file(tmp_path / "没有.docx", office.root / "signoff")


def shown(document: bytes) -> set[str]:
    """The parts that stand on some page: the body, and the headers and footers that a section names."""
    parts = parts_of(document)
    named = {
        e.get(R + "id")
        for e in parse_xml(parts[MAIN_PART]).iter(W + "headerReference", W + "footerReference")
    }
    relationships = parse_xml(parts["word/_rels/document.xml.rels"])
    return {MAIN_PART, *(f"word/{r.get('Target')}" for r in relationships if r.get("Id") in named)}


def nodes(document: bytes) -> Iterator[tuple[str, Element, Element]]:
    """Every text node that says something: its part, the part's root and itself; page numbers are no words."""
    for name, data in parts_of(document).items():
        if name not in shown(document):
            continue
        root = parse_xml(data)
        for node in root.iter(W + "t"):
            if (node.text or "").strip() and not _is_page_number(node):
                yield name, root, node


def _is_page_number(node: Element) -> bool:
    paragraph = next(node.iterancestors(W + "p"))
    return paragraph.find(f".//{W}fldChar") is not None and (node.text or "").strip().isdecimal()


def changed(document: bytes, random: Random, listed: list[tuple[str, Element, Element]]) -> tuple[bytes, str]:
    """The document with one character replaced, left out, doubled or put in, and what was done."""
    name, root, node = random.choice(listed)
    text = node.text or ""
    at = random.randrange(len(text))
    kind = random.choice(("replace", "drop", "add"))
    new = random.choice([c for c in "0123456789.%，。、的和县万个项 ０，" if c != text[at]])
    after = {
        "replace": text[:at] + new + text[at + 1 :],
        "drop": text[:at] + text[at + 1 :],
        "add": text[:at] + new + text[at:],
    }[kind]
    node.text = after
    space = node.get(_XML_SPACE)
    node.set(_XML_SPACE, "preserve")
    data = write_package({**parts_of(document), name: to_xml(root)})
    node.text = text
    if space is None:
        del node.attrib[_XML_SPACE]
    return data, f"{kind} {name} {text!r} → {after!r}"


@pytest.mark.system
def test_no_edit_is_missed_and_no_saving_is_taken_for_one(office: Office, tmp_path: Path) -> None:
    draft = office.document(1)
    again = resaved({"draft": draft}, tmp_path)["draft"]
    _, sent = source(words_of(draft), office.root / "signoff")
    assert judge(again, words_of(again), sent, "甲.docx")[0] is Judgement.FORMAT
    random = Random(20251201)
    bases = [(again, list(nodes(again))), (draft, list(nodes(draft)))]
    missed = []
    for number in range(EDITS):
        base, listed = bases[number % 2]
        data, what = changed(base, random, listed)
        judgement, findings = judge(data, words_of(data), sent, "甲.docx")
        if judgement is not Judgement.CHANGED or not findings:
            missed.append(what)
    assert missed == []


@pytest.mark.system
def test_saving_is_no_change_for_any_of_our_reports(tmp_path: Path) -> None:
    signoff = tmp_path / "signoff"
    drafts: dict[str, bytes] = {}
    for year, name in (
        (2019, "pingyin"),
        (2021, "wuzhong"),
        (2023, "baoji"),
        (2024, "jiashi"),
        (2025, "ningxian"),
    ):
        made = submit(
            Request(year, content=CONTENT, templates=TEMPLATES, signoff=signoff), name, "2025-12-01"
        )
        assert not isinstance(made, Outcome), made.findings
        drafts[name] = (made.folder / made.submission.document).read_bytes()
    judgements = {}
    for name, data in resaved(drafts, tmp_path / "lo").items():
        path = tmp_path / f"{name}.docx"
        path.write_bytes(data)
        found = verify_file(path, signoff)
        judgements[name] = (
            getattr(found, "judgement", found),
            [f.message for f in getattr(found, "findings", ())][:3],
        )
    assert judgements == {name: (Judgement.FORMAT, []) for name in drafts}
