"""Which characters and which file names come in."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.characters import REFUSED, Kind, folded, unfit, unsafe_name


def kinds(text: str) -> list[Kind]:
    return [found.kind for found in unfit(text)]


@pytest.mark.parametrize(
    ("text", "kind", "tidy"),
    [
        ("全年\x0b评估", Kind.CONTROL, ""),
        ("全年\ufffd评估", Kind.CONTROL, ""),
        ("\u202e00.8006万元", Kind.DIRECTION, ""),
        ("审减\u200b金额", Kind.INVISIBLE, ""),
        ("审减\U000e0041金额", Kind.INVISIBLE, ""),
        ("A\ufe00", Kind.INVISIBLE, ""),
        ("第一行\u2028第二行", Kind.BREAK, None),
        ("张\ue81e", Kind.PRIVATE, "龴"),
        ("⼀般公共预算", Kind.LOOKALIKE, "一"),
        ("⺠生", Kind.LOOKALIKE, "民"),
        ("\uf900", Kind.COMPATIBLE, "豈"),
        ("甲\u00a0乙", Kind.SPACE, " "),
        ("甲\t乙", Kind.TAB, " "),
        ("完成､", Kind.NARROW, "、"),
        ("成绩🎉", Kind.EMOJI, None),
        ("鍚夋灄鐪佽储鏀垮巺", Kind.MOJIBAKE, None),
    ],
)
def test_what_does_not_fit(text: str, kind: Kind, tidy: str | None) -> None:
    (found,) = unfit(text)
    assert (found.kind, found.tidy) == (kind, tidy)
    assert found.message and (found.kind is Kind.EMOJI or found.hint)


@pytest.mark.parametrize(
    "text",
    [
        "𠮷䶮𰻞",
        "葛\U000e0100",
        "《甲》（乙）〔2025〕5号—…·",
        "①ⅣⅢ㎡℃‰×÷≤≥→★",
        "联通公司",
        "﨑",
        "A&B <c> ]]>",
    ],
)
def test_what_fits(text: str) -> None:
    assert kinds(text) == []


def test_every_code_point_is_visible_or_refused() -> None:
    hidden = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    let_in = [
        chr(code) for code in range(0x110000) if code != 0x0A and unicodedata.category(chr(code)) in hidden
    ]
    assert all(set(kinds(character)) & (REFUSED | {Kind.TAB}) for character in let_in)


@given(st.text())
def test_places_are_within_the_text(text: str) -> None:
    for found in unfit(text):
        assert 0 <= found.start < found.end <= len(text)


@example("丁一丁婉")  # one byte pair of it is in the GBK of Windows alone
@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2))
def test_mojibake_is_told(text: str) -> None:
    garbled = text.encode().decode("gb18030", "ignore")
    if len(garbled) * 3 >= len(text.encode()) + 6 and garbled.encode("gb18030") == text.encode():
        assert kinds(garbled)


UNSAFE = [
    "", ".git", "..", "CON", "aux.docx", "COM¹.docx", "nul.yaml", "附件:1?", "附件.", "附件 ", " 附件", "a/b", "..\\x", "C:", "附件\n1",
    "甲\u202excod.exe", "~$附件.docx", "／甲", "甲" * 81, "e\u0301", "甲\u200b",
]  # fmt: skip


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_names(name: str) -> None:
    assert unsafe_name(name)


@pytest.mark.parametrize(
    "name", ["宁县2025年工作情况.docx", "ningxian.yaml", "console.yaml", "附件（一）", "甲" * 80, "auxiliary"]
)
def test_safe_names(name: str) -> None:
    assert unsafe_name(name) == ""


def test_twins_fold_together() -> None:
    assert folded("Ningxian.yaml") == folded("ningxian.YAML") == folded("ｎingxian.yaml")
    assert folded("宁县") != folded("合水县")


@pytest.mark.parametrize(
    ("text", "mojibake", "meant"),
    [
        ("压减，閮ㄥ垎鍗曚綅缁╂晥鎰忚瘑涓嶅己銆。", "閮ㄥ垎鍗曚綅缁╂晥鎰忚瘑涓嶅己", "部分单位绩效意识不强"),
        ("一是閮ㄥ垎鍗曚綅缁╂晥较差", "閮ㄥ垎鍗曚綅缁╂晥", "部分单位绩效"),
    ],
)
def test_misread_words_are_found_among_sound_ones(text: str, mojibake: str, meant: str) -> None:
    (found,) = unfit(text)
    assert found.kind is Kind.MOJIBAKE and text[found.start : found.end] == mojibake
    assert meant in found.hint
