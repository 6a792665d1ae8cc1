"""absorb: words edited in Word go back to the YAML they came from, comments and all; figures become requests that name the cell."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offices import REPORT, Office, paragraph, words_of
from reportgen.files import FileTrouble
from reportgen.finding import Finding
from reportgen.pipeline.signoff.absorbing import Asked, absorb_file
from reportgen.pipeline.signoff.signing import Submitted, submit
from reportgen.signoff.absorb import Current, Piece, expected, together
from reportgen.signoff.draft import Line
from reportgen.signoff.edits import LineEdit, line_edits

Edit = Callable[[str], str]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.submit()
    return office


def asked(office: Office, edit: Edit) -> Asked:
    found = absorb_file(office.returned(edit), office.request)
    assert isinstance(found, Asked)
    return found


def comes_home(office: Office, edit: Edit, old: str, new: str) -> None:
    """An edit of a draft is this change of the content, and no other."""
    found = asked(office, edit)
    assert found.findings == () and found.pieces
    found.accept(found.pieces)
    assert office.file.read_text("utf-8") == REPORT.replace(old, new, 1)


def codes(found: Asked) -> list[str]:
    return [finding.code for finding in found.findings]


def before(xml: str, words: str, new: str) -> str:
    at = xml.rindex("<w:p>", 0, xml.index(words))
    return xml[:at] + new + xml[at:]


def sentence(xml: str) -> str:
    return xml.replace("形成了合力", "形成了工作合力")


def dropped(xml: str) -> str:
    return xml.replace("评估结果已用于预算安排。", "")


def added(xml: str) -> str:
    return before(xml, "二、问题整改", paragraph("成绩来之不易，须倍加珍惜。"))


def figure(xml: str) -> str:
    return xml.replace("64727.72万元", "64827.72万元")


def everything(xml: str) -> str:
    return figure(added(dropped(sentence(xml))))


MARK = 'w:id="9{}" w:author="局长" w:date="2025-12-03T09:00:00Z"'


def tracked(xml: str) -> str:
    """The same four edits as tracked changes."""
    xml = _struck(xml, "评估结果已用于预算安排。", "", 1)
    xml = _struck(xml, "形成了合力", "形成了工作合力", 2)
    xml = _struck(xml, "64727.72万元", "64827.72万元", 3)
    new = (
        f'<w:p><w:pPr><w:pStyle w:val="BodyText"/><w:rPr><w:ins {MARK.format(4)}/></w:rPr></w:pPr>'
        f"<w:ins {MARK.format(5)}><w:r><w:t>成绩来之不易，须倍加珍惜。</w:t></w:r></w:ins></w:p>"
    )
    return before(xml, "二、问题整改", new)


def _struck(xml: str, old: str, new: str, number: int) -> str:
    at = xml.index(old)
    start = xml.rindex("<w:r>", 0, at)
    head = xml[start : xml.index(">", xml.index("<w:t", start)) + 1]
    close = "</w:t></w:r>"
    deleted = head.replace("<w:t ", "<w:delText ") + old + "</w:delText></w:r>"
    inserted = f"<w:ins {MARK.format(f'{number}1')}>{head}{new}{close}</w:ins>" if new else ""
    around = f"{close}<w:del {MARK.format(number)}>{deleted}</w:del>{inserted}{head}"
    return xml[:at] + around + xml[at + len(old) :]


@pytest.mark.parametrize("edit", [everything, tracked])
def test_words_come_home_and_figures_are_asked_for(office: Office, edit: Edit) -> None:
    found = asked(office, edit)
    assert len(found.pieces) == 3
    (request,) = found.findings
    assert request.code == "O307" and request.at == "事前评估.送审金额"
    assert "由 64727.72万元 改为 64827.72万元" in request.message
    assert "content/2025/ningxian.yaml:9:11" in request.basis
    found.accept(found.pieces)
    assert office.file.read_text("utf-8") == (
        REPORT.replace("形成了合力", "形成了工作合力").replace(
            "评估结果已用于预算安排。\n", "\n\n      成绩来之不易，须倍加珍惜。\n"
        )
    )
    office.submit("2025-12-05")
    returned = words_of((office.root / "退回稿.docx").read_bytes()).body
    assert words_of(office.document(2)).body == tuple(
        line.replace("64827.72", "64727.72") for line in returned
    )


def test_the_old_file_is_kept(office: Office) -> None:
    found = asked(office, sentence)
    (backup,) = found.accept(found.pieces)
    assert backup.name == "ningxian.yaml.bak" and backup.read_text("utf-8") == REPORT


def test_what_was_saved_while_the_pieces_were_looked_at_stays(office: Office) -> None:
    found = asked(office, sentence)
    office.change(("项目数: 260个", "项目数: 270个"))
    saved = office.file.read_bytes()
    with pytest.raises(FileTrouble, match=r"ningxian\.yaml 刚被别人改过"):
        found.accept(found.pieces)
    assert office.file.read_bytes() == saved and not list(office.file.parent.glob("*.bak"))


def test_pieces_are_accepted_one_by_one(office: Office) -> None:
    found = asked(office, everything)
    assert [piece.kind.value for piece in found.pieces] == ["改", "改", "加"]
    found.accept(found.pieces[2:])
    text = office.file.read_text("utf-8")
    assert "须倍加珍惜" in text and "形成了合力" in text and "评估结果已用于" in text


def test_the_patch_is_one_that_git_applies(office: Office) -> None:
    patch = asked(office, sentence).patch(asked(office, sentence).pieces)
    assert patch.startswith("--- a/content/2025/ningxian.yaml\n+++ b/content/2025/ningxian.yaml\n")
    changed = [line for line in patch.splitlines() if line[:1] in "+-" and line[:3] not in ("---", "+++")]
    assert changed == [
        "-      工作机制不断完善。各部门各司其职，形成了合力。",
        "+      工作机制不断完善。各部门各司其职，形成了工作合力。",
    ]


CASES: dict[str, tuple[Edit, str, str]] = {
    "a heading": (lambda x: x.replace("总体情况", "总的情况"), "heading: 总体情况", "heading: 总的情况"),
    "a heading with a comment": (
        lambda x: x.replace("、问题整改", "、问题整改到位"),
        "heading: 问题整改   #",
        "heading: 问题整改到位   #",
    ),
    "a heading that runs in": (lambda x: x.replace("立行立改", "立说立改"), "heading: 立行立改", "heading: 立说立改"),
    "the title": (
        lambda x: x.replace("工作情况</w:t>", "工作总结</w:t>"),
        "title: 宁县2025年预算绩效管理工作情况",
        "title: 宁县2025年预算绩效管理工作总结",
    ),
    "the caption of a table": (lambda x: x.replace("项目情况表", "项目统计表"), "项目情况表", "项目统计表"),
    "a point": (lambda x: x.replace("堵塞漏洞", "堵住漏洞"), "堵塞漏洞", "堵住漏洞"),
    "words across lines": (
        lambda x: x.replace("日益健全，工作机制不断完善", "和机制不断完善"),
        "日益健全，\n      工作机制不断完善",
        "和机制不断完善",
    ),
    "before a figure": (lambda x: x.replace("全年评估项目", "全年共评估项目"), "全年评估", "全年共评估"),
    "after a figure": (
        lambda x: x.replace("正在整改", "抓紧整改"),
        "{{ 剩余数 }}正在整改",
        "{{ 剩余数 }}抓紧整改",
    ),
    "a paragraph less": (
        lambda x: x.replace(x[x.rindex("<w:p>", 0, x.index("稳步推进")) : x.index("</w:p>", x.index("合力。")) + 6], ""),
        "      {{ 今年 }}，全县预算绩效管理稳步推进，制度日益健全，\n      工作机制不断完善。各部门各司其职，形成了合力。\n\n",
        "",
    ),
    "a paragraph after one line": (
        lambda x: x.replace("我们将继续努力。</w:t></w:r></w:p>", "我们将继续努力。</w:t></w:r></w:p>" + paragraph("再创佳绩。")),
        "    text: 我们将继续努力。\n",
        "    text: |\n      我们将继续努力。\n\n      再创佳绩。\n",
    ),
    "the only paragraph of a section": (
        lambda x: x.replace(x[x.rindex("<w:p>", 0, x.index("我们将")) : x.index("</w:p>", x.index("我们将")) + 6], ""),
        "    text: 我们将继续努力。\n",
        "",
    ),
    "a clause with its figure": (
        lambda x: _without(x, "，审减率", "9.28%"),
        "，审减率{{ 审减率 }}。",
        "。",
    ),
}  # fmt: skip


def _without(xml: str, words: str, number: str) -> str:
    return xml.replace(words, "").replace(f">{number}<", "><")


@pytest.mark.parametrize("name", CASES)
def test_an_edit_changes_just_its_words(office: Office, name: str) -> None:
    comes_home(office, *CASES[name])


def parted(xml: str, words: str, after: str = "") -> str:
    """Enter, in Word, in front of some words."""
    at = xml.index(words, xml.index(after))
    head = xml[xml.rindex("<w:p>", 0, at) : xml.index("</w:pPr>", xml.rindex("<w:p>", 0, at)) + 8]
    run = xml[xml.rindex("<w:r>", 0, at) : at]
    opened = run[: run.index(">", run.index("<w:t")) + 1]
    return f"{xml[:at]}</w:t></w:r></w:p>{head}{opened}{xml[at:]}"


def made_one(xml: str, words: str) -> str:
    """Backspace, in Word, at the beginning of the paragraph that holds some words."""
    start = xml.rindex("<w:p>", 0, xml.index(words))
    end = xml.index("</w:pPr>", start) + 8
    assert xml[:start].endswith("</w:p>")
    return xml[: start - len("</w:p>")] + xml[end:]


def whole(xml: str, words: str) -> str:
    """The paragraph that holds some words."""
    at = xml.index(words)
    return xml[xml.rindex("<w:p>", 0, at) : xml.index("</w:p>", at) + len("</w:p>")]


def moved(xml: str, words: str, to: str) -> str:
    """The paragraph that holds some words cut, and put in again before another."""
    cut = whole(xml, words)
    return before(xml.replace(cut, ""), to, cut)


PARAGRAPHS: dict[str, tuple[Edit, str, str]] = {
    "parted before a figure": (
        lambda x: parted(x, "送审</w:t>"),
        "{{ 项目数 }}，送审{{ 送审金额 }}",
        "{{ 项目数 }}，\n\n      送审{{ 送审金额 }}",
    ),
    "parted with a word more": (
        lambda x: parted(x.replace("，送审</w:t>", "。其中，送审</w:t>"), "其中，送审</w:t>"),
        "{{ 项目数 }}，送审{{ 送审金额 }}",
        "{{ 项目数 }}。\n\n      其中，送审{{ 送审金额 }}",
    ),
    "parted at the end of a line": (
        lambda x: parted(x, "审定</w:t>"),
        "审减{{ 审减金额 }}，\n      审定{{",
        "审减{{ 审减金额 }}，\n\n      审定{{",
    ),
    "parted in three": (
        lambda x: parted(parted(x, "审定</w:t>"), "各部门各司"),
        "不断完善。各部门各司其职，形成了合力。\n\n      全年评估项目{{ 项目数 }}，送审{{ 送审金额 }}，审减{{ 审减金额 }}，\n",
        "不断完善。\n\n      各部门各司其职，形成了合力。\n\n      全年评估项目{{ 项目数 }}，送审{{ 送审金额 }}，审减{{ 审减金额 }}，\n\n",
    ),
    "parted behind a condition": (
        lambda x: parted(x, "。</w:t>", "正在整改"),
        "{% endif %}。",
        "{% endif %}\n\n          。",
    ),
    "a text of one line parted": (
        lambda x: parted(x, "继续努力"),
        "    text: 我们将继续努力。\n",
        "    text: |\n      我们将\n\n      继续努力。\n",
    ),
    "made one": (
        lambda x: made_one(x, "全年评估项目"),
        "形成了合力。\n\n      全年评估",
        "形成了合力。全年评估",
    ),
    "made one with a word changed": (
        lambda x: made_one(x.replace("了合力。", "了合力，"), "全年评估项目"),
        "形成了合力。\n\n      全年评估",
        "形成了合力，全年评估",
    ),
    "words gone over to the next": (
        lambda x: parted(made_one(x, "全年评估项目"), "送审</w:t>"),
        "形成了合力。\n\n      全年评估项目{{ 项目数 }}，送审{{",
        "形成了合力。全年评估项目{{ 项目数 }}，\n\n      送审{{",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_paragraphs_parted_and_made_one_keep_their_tags(office: Office, name: str) -> None:
    comes_home(office, *PARAGRAPHS[name])


NEITHER: dict[str, Edit] = {
    "items made one": lambda x: made_one(x, "2.举一反三"),
    "points parted": lambda x: parted(x, "二是"),
    "a point parted": lambda x: parted(x, "堵塞漏洞"),
    "parted within a heading": lambda x: parted(x, "总体情况"),
    "a heading and its text made one": lambda x: made_one(x, "稳步推进"),
    "a paragraph with figures moved": lambda x: moved(x, "全年评估项目", "我们将"),
    "a clause with a figure moved": lambda x: _without(x, "，审减率", "9.28%").replace(
        "跟踪问效", "跟踪问效，审减率9.28%"
    ),
}


MOVED = REPORT.replace(
    "      {{ 今年 }}，", "      成绩来之不易，须倍加珍惜。\n\n      {{ 今年 }}，"
).replace("正在整改{% endif %}。", "正在整改，限期整改到位{% endif %}，长期坚持不放松。")


def test_words_moved_are_taken_together(tmp_path: Path) -> None:
    office = Office(tmp_path, MOVED)
    office.submit()
    found = asked(office, lambda x: moved(x, "成绩来之不易", "二、问题整改"))
    assert found.findings == () and len(found.pieces) == 2 and len(together(found.pieces)) == 1


def test_words_that_cannot_be_taken_away_are_not_put_in_elsewhere(tmp_path: Path) -> None:
    office = Office(tmp_path, MOVED)
    office.submit()
    words = "限期整改到位，长期坚持不放松"
    edit = {"限期整改到位": "", "，长期坚持不放松": "", "继续努力": f"继续努力，{words}"}

    def move(xml: str) -> str:
        for old, new in edit.items():
            assert old in xml
            xml = xml.replace(old, new)
        return xml

    found = asked(office, move)
    assert set(codes(found)) == {"O308"} and found.pieces == ()


@pytest.mark.parametrize("name", NEITHER)
def test_paragraphs_that_the_content_cannot_part_so_are_left(office: Office, name: str) -> None:
    found = asked(office, NEITHER[name])
    assert set(codes(found)) == {"O308"} and found.pieces == ()


BY_HAND: dict[str, Edit] = {
    "a number of a heading": lambda x: x.replace("一、总体", "三、总体"),
    "over the edge of a condition": lambda x: (
        x.replace("，其余", "").replace(">105个<", "><").replace(">5个<", "><")
    ),
    "a year that a tag prints": lambda x: x.replace("2025年，全县", "2026年，全县"),
    "a tag typed in Word": lambda x: x.replace("形成了合力", "形成了{{ 合力 }}"),
    "what YAML would read otherwise": lambda x: x.replace("我们将继续努力。", "# 我们将继续努力。"),
}


@pytest.mark.parametrize("name", BY_HAND)
def test_what_cannot_be_written_back_is_told(office: Office, name: str) -> None:
    found = asked(office, BY_HAND[name])
    assert set(codes(found)) == {"O308"} and found.pieces == ()
    assert office.file.read_text("utf-8") == REPORT


def test_a_derived_figure_names_its_formula(office: Office) -> None:
    (request,) = asked(office, lambda x: x.replace("58719.72万元", "58791.72万元")).findings
    assert request.at == "事前评估.审定金额" and "由公式" in request.basis


def test_a_figure_taken_away_is_asked_for(office: Office) -> None:
    found = asked(office, lambda x: x.replace(">260个<", "><"))
    assert codes(found) == ["O307"] and "被删去" in found.findings[0].message and not found.pieces


def test_a_figure_in_the_title_is_asked_for(tmp_path: Path) -> None:
    title = "title: 宁县2025年{{ 事前评估.项目数 }}项目评估情况"
    office = Office(tmp_path, REPORT.replace("title: 宁县2025年预算绩效管理工作情况", title))
    office.submit()
    found = asked(office, lambda x: x.replace("年260个项目评估", "年261个项目评估"))
    assert [(f.code, f.at) for f in found.findings] == [("O307", "事前评估.项目数")] and not found.pieces


def test_a_figure_in_a_table_is_asked_for(office: Office) -> None:
    found = asked(office, lambda x: x.replace("30.50", "31.50"))
    assert [(f.code, f.at) for f in found.findings] == [("O307", "乡镇.明细.乙镇.金额")]


def test_a_row_added_to_a_table_is_told_once(office: Office) -> None:
    def with_row(xml: str) -> str:
        start = xml.rindex("<w:tr>" if "<w:tr>" in xml else "<w:tr ", 0, xml.index("乙镇"))
        end = xml.index("</w:tr>", start) + len("</w:tr>")
        row = xml[start:end].replace("乙镇", "戊镇").replace("30.50", "12.00")
        return xml[:end] + row + xml[end:]

    (finding,) = asked(office, with_row).findings
    assert finding.code == "O308" and "戊镇、" in finding.message


def test_a_number_typed_into_new_words_is_told(office: Office) -> None:
    found = asked(office, lambda x: x.replace("形成了合力", "形成了3个合力"))
    assert len(found.pieces) == 1 and "没有对应的单元格" in found.findings[0].message


@pytest.mark.parametrize(
    "words", ["1至6月，各项工作有序推进", "2026年1月起施行", "（宁财发〔2025〕5号）", "2.", "附件1"]
)
def test_dates_periods_and_numbers_of_items_need_no_cell(office: Office, words: str) -> None:
    found = asked(office, lambda x: added(x).replace("成绩来之不易", words))
    assert len(found.pieces) == 1 and found.findings == ()


def test_what_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    office.change(("形成了合力。", "拧成了一股绳。"))
    found = asked(office, lambda x: sentence(x).replace("继续努力", "加倍努力"))
    assert codes(found) == ["O308"] and "原文已经变了" in found.findings[0].message
    found.accept(found.pieces)
    text = office.file.read_text("utf-8")
    assert "加倍努力" in text and "拧成了一股绳" in text


def test_line_ends_and_bom_stay(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.file.write_bytes(b"\xef\xbb\xbf" + REPORT.replace("\n", "\r\n").encode())
    made = submit(office.request, "宁县", "2025-12-01")
    assert isinstance(made, Submitted), made.findings
    found = asked(office, sentence)
    found.accept(found.pieces)
    expected = REPORT.replace("形成了合力", "形成了工作合力").replace("\n", "\r\n")
    assert office.file.read_bytes() == b"\xef\xbb\xbf" + expected.encode()


def test_what_is_no_document_is_refused(office: Office) -> None:
    path = office.root / "坏.docx"
    path.write_bytes(b"%PDF-1.7")
    found = absorb_file(path, office.request)
    assert isinstance(found, Finding) and found.code == "L501"


def test_pieces_that_fail_together_are_tried_on_one_copy(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = []

    def copy(prefix: str) -> TemporaryDirectory[str]:
        copies.append(prefix)
        return TemporaryDirectory(prefix=prefix)

    def wrong(current: Current, pieces: Sequence[Piece]) -> tuple[str, ...]:
        """No report says this with the piece that deletes a sentence in."""
        lines = expected(current, pieces)
        return () if any(not piece.edit.text for piece in pieces) else lines

    monkeypatch.setattr("reportgen.pipeline.signoff.absorbing.TemporaryDirectory", copy)
    monkeypatch.setattr("reportgen.pipeline.signoff.absorbing.expected", wrong)
    before = office.file.read_bytes()
    found = asked(office, lambda xml: added(dropped(sentence(xml))))
    assert [piece.edit.text for piece in found.pieces] == ["工作", "成绩来之不易，须倍加珍惜。"]
    assert codes(found) == ["O308"] and "印出来与 Word 里改的不一样" in found.findings[0].message
    assert (len(copies), office.file.read_bytes()) == (1, before)


SENTENCES = st.lists(st.text("甲乙丙丁戊己，。12", min_size=1, max_size=12), max_size=6)


@given(SENTENCES, st.data())
def test_the_edits_of_a_draft_make_the_returned_document(lines: list[str], data: st.DataObject) -> None:
    """Whatever was parted, made one, moved, deleted or added."""
    joined = "\n".join(lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(joined)), min_size=2, max_size=2)))
    words = data.draw(st.text("甲乙丙12\n", max_size=6))
    body = [line for line in (joined[: cuts[0]] + words + joined[cuts[1] :]).split("\n") if line]
    made: list[str] = []
    at = 0
    for change in line_edits([Line(line) for line in lines], body):
        number = change.number if change.before else change.number + 1
        made += lines[at:number]
        at = number + (change.count if change.before else 0)
        made += changed(change) if change.before else [change.after or ""]
    assert made + lines[at:] == body


def changed(change: LineEdit) -> list[str]:
    if change.before is None or change.after is None:
        return []
    text = change.before.text
    for edit in reversed(change.edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    assert text == change.after
    return text.split("\n")
