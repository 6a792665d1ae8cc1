"""Files made to break the loader: bombs, and every small damage to a good file."""

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ours import CONTENT
from reportgen.finding import Severity
from reportgen.load.load import read_dictionary, read_locality
from reportgen.load.yaml.file import LARGEST, parse, read_file
from reportgen.places import Place, Source

GOOD = (CONTENT / "2025" / "ningxian.yaml").read_bytes()
DICTIONARY = read_dictionary((CONTENT / "indicators.yaml").read_bytes(), CONTENT / "indicators.yaml")[0]
SOURCE = Source(Path("ningxian.yaml"), Place(2025, "ningxian"))

LIMIT = 8  # seconds of processor time; a tenth of it on a machine that does nothing else
BOMBS = {
    "brackets": ("[" * 60_000, "L114"),
    "braces": ("{a: " * 20_000, "L114"),
    "dashes": ("- " * 60_000, "L114"),
    "keys": ("? " * 60_000, "L114"),
    "maps": ("".join(" " * n + f"k{n}:\n" for n in range(1200)), "L114"),
    "nodes": ("a: [" + "x, " * 201_000 + "]\n", "L114"),
    "lines": ("\n" * 150_000, "L114"),
    "aliases": ("a: &a [x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(2000)), "L112"),
    "cycle": ("a: &a [*a]\n", "L112"),
    "tag": ("a: !!python/object/apply:os.system [x]\n", "L112"),
    "controls": ("a\x01" * 100_000, "L102"),
    "colons": ("甲：1\n" * 30_000, "L107"),
    "quotes": ('a: "x\n' * 30_000, "L109"),
    "markers": ("<<<<<<< a\n" * 30_000, "L105"),
    "escapes": ('a: "\\q"\n' * 30_000, "L110"),
    "indents": ("".join(" " * (n % 7) + f"k{n}: 1\n" for n in range(30_000)), "L106"),
}


@pytest.mark.parametrize(("text", "code"), BOMBS.values(), ids=BOMBS)
def test_bombs_are_told_in_time(text: str, code: str) -> None:
    began = time.process_time()
    parsed = parse(text.encode(), "bomb.yaml")
    assert time.process_time() - began < LIMIT
    assert code in {f.code for f in parsed.notes.findings}
    assert len(parsed.notes.findings) <= 1001


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    path.write_bytes(b"#" * (LARGEST + 1))
    found = read_file(path)
    assert not isinstance(found, bytes) and found.code == "L114"


def check(data: bytes) -> None:
    """Reading never raises; every finding has a place in the file and words in Chinese; what is not read is an error."""
    locality, notes = read_locality(data, SOURCE, DICTIONARY)
    assert locality or any(finding.severity is Severity.ERROR for finding in notes.findings)
    for finding in notes.findings:
        assert finding.span.text is notes.text
        assert 0 <= finding.span.start <= finding.span.end <= len(notes.text.content)
        assert any("\u4e00" <= c <= "\u9fff" for c in finding.message)
        finding.span.excerpt()


PIECES = st.sampled_from(
    ["：", ": ", ":", "\t", "　", '"', "'", "[", "]", "{", "}", "{{", "}}", "{%", "- ", "-", "#", " #", "&a ", "*a", "!t ", "|", ">", "%",
     "@", "`", "\n", "\n\n", "    ", " ", ",", "，", "=", "＝", "\x00", "\u200b", "\u2028", "---\n", "<<<<<<< ", "=======", "\\", "待补",
    "等", "1", "１", "一", ".", "(", "（", "null", "? ", "<<: ", "value: ", "like: ", "甲"]
)  # fmt: skip
TEXT = GOOD.decode()


@settings(max_examples=400, deadline=None)
@given(st.integers(0, len(TEXT)), st.integers(0, 12), PIECES)
def test_small_damage_is_said_not_raised(start: int, removed: int, piece: str) -> None:
    check((TEXT[:start] + piece + TEXT[start + removed :]).encode())


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(TEXT)), PIECES), min_size=2, max_size=30))
@example([(TEXT.rindex("heading: 抓好重点") + 1, "\t"), (len(TEXT), "：")])
def test_much_damage_is_said_not_raised(damages: list[tuple[int, str]]) -> None:
    text = TEXT
    for place, piece in damages:
        text = text[:place] + piece + text[place + len(piece) :]
    check(text.encode())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    check(data)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_pieces_are_read(text: str) -> None:
    check(f"locality: 宁县\nyear: 2025\nmetrics:\n  甲:\n    乙: {text}\n".encode())
    read_dictionary(f"甲:\n  乙: {text}\n".encode(), Path("indicators.yaml"))


@settings(max_examples=100, deadline=None)
@given(st.integers(GOOD.index(b"\ntitle:"), GOOD.index(b"\nsections:")))
def test_a_report_cut_short_is_an_error(length: int) -> None:
    _, notes = read_locality(GOOD[:length], SOURCE, DICTIONARY)
    assert "L202" in {f.code for f in notes.findings}
