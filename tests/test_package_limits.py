"""The gate at its edges: the last that is let in, the first that is not; what is remote and what is not."""

import struct
import zipfile
from io import BytesIO

import pytest

from ours import SECURITY
from reportgen.package import Refusal, parse_xml, read_parts, read_workbook, to_xml, write_package
from reportgen.package.directory import MAX_RATIO, MAX_UNPACKED, MAX_XML, SMALL, judge_directory
from reportgen.package.links import remote
from reportgen.package.whole import MAX_MEMBERS, MAX_PACKED, judge_whole
from wordfiles import OFFICE, RELATED, paragraph, parts, zipped

GOOD = parts(paragraph("完成260个项目。"))
FAR = 10**9
"""Where a directory begins that overlaps nothing."""


def member(name: str, size: int, packed: int | None = None, offset: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.file_size, info.compress_size, info.header_offset = size, size if packed is None else packed, offset
    return info


def code(members: list[zipfile.ZipInfo], directory: int = FAR) -> str:
    refusal = judge_directory(members, directory)
    return refusal.code if refusal else ""


def test_the_limits_are_those_that_are_promised() -> None:
    promised = "50 MB packed, 200 MB unpacked, 2,000 members, 24 MB a part, ratio 100"
    assert promised in SECURITY.read_text(encoding="utf-8")
    assert (MAX_PACKED, MAX_UNPACKED, MAX_MEMBERS) == (50_000_000, 200_000_000, 2_000)
    assert (MAX_XML, MAX_RATIO, SMALL) == (24_000_000, 100, 100_000)


@pytest.mark.parametrize(
    ("members", "refused"),
    [
        ([member("a.bin", 200_000_000)], False),
        ([member("a.bin", 200_000_001)], True),
        ([member("a.bin", 100_000_000), member("b.bin", 100_000_001, offset=100_000_100)], True),
        ([member("a.xml", 24_000_000)], False),
        ([member("a.xml", 24_000_001)], True),
        ([member("a.XML", 24_000_001)], True),
        ([member("_rels/a.rels", 24_000_001)], True),
        ([member("a.bin", 24_000_001)], False),
        ([member("a.bin", 200_000, 2_000)], False),
        ([member("a.bin", 200_001, 2_000)], True),
        ([member("a.bin", 100_000, 10)], False),
        ([member("a.bin", 100_001, 0)], True),
        ([member(f"{n}.bin", 1, offset=100 * n) for n in range(2_000)], False),
        ([member(f"{n}.bin", 1, offset=100 * n) for n in range(2_001)], True),
    ],
)
def test_a_package_is_refused_from_the_first_byte_too_much(
    members: list[zipfile.ZipInfo], refused: bool
) -> None:
    assert code(members) == ("L506" if refused else "")


def test_members_may_touch_but_not_overlap() -> None:
    first = member("a.bin", 10)
    end = 30 + len("a.bin") + 10
    assert code([first, member("b.bin", 10, offset=end)], 2 * end) == ""
    assert code([first, member("b.bin", 10, offset=end - 1)], 2 * end) == "L507"
    assert code([first], end) == "" and code([first], end - 1) == "L507"


def test_the_length_of_a_name_is_that_of_its_bytes() -> None:
    named = member("媒.bin", 10)
    named.flag_bits = 0x800
    end = 30 + len("媒.bin".encode()) + 10
    assert code([named], end) == "" and code([named], end - 1) == "L507"


@pytest.mark.parametrize(
    ("name", "escapes"),
    [
        ("word/a.xml", False), ("word/..a.xml", False), ("/a.xml", True), ("\\a.xml", True), ("word/../../a.xml", True),
        ("word\\..\\a.xml", True), ("c:a.xml", True), ("a\n.xml", True), ("a\u202e.xml", True),
    ],
)  # fmt: skip
def test_a_name_must_stay_inside(name: str, escapes: bool) -> None:
    info = member("x", 1)
    info.orig_filename = name
    assert code([info]) == ("L507" if escapes else "")


def test_other_ways_to_compress_are_refused() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as package:
        for name, data in GOOD.items():
            package.writestr(name, data)
    refused = read_parts(target.getvalue())
    assert isinstance(refused, Refusal) and "压缩方法" in refused.reason


def test_a_file_may_have_fifty_megabytes() -> None:
    start = b"PK\x03\x04"
    at_most = judge_whole(start + bytes(MAX_PACKED - 4))
    too_much = judge_whole(start + bytes(MAX_PACKED - 3))
    assert at_most and at_most.code == "L504", "no directory: that is another matter"
    assert too_much and (too_much.code, too_much.reason) == ("L506", "超过 50 MB")


def test_a_directory_for_huge_files_is_refused() -> None:
    data = zipped(GOOD)
    end = data.rindex(b"PK\x05\x06")
    locator = b"PK\x06\x07" + bytes(16)
    refused = judge_whole(data[:end] + locator + data[end:])
    assert refused and refused.code == "L507" and "超大文件" in refused.reason
    assert judge_whole(data) is None
    assert judge_whole(data + b"c" * 0xFFFF) is None, "a comment may stand behind the directory"
    lost = judge_whole(data + b"c" * 0x10000)
    assert lost and lost.code == "L504"


def test_a_directory_as_long_as_two_thousand_members_take_is_listed() -> None:
    data = bytearray(zipped(GOOD))
    end = data.rindex(b"PK\x05\x06")
    for size, refused in ((2_000 * 512, False), (2_000 * 512 + 1, True)):
        data[end + 12 : end + 16] = size.to_bytes(4, "little")
        assert bool(judge_whole(bytes(data))) is refused


def test_what_is_wrong_with_a_workbook_is_mended_in_excel() -> None:
    for data in (zipped(GOOD), zipped({**GOOD, "../a.xml": b"<a/>"}), zipped(GOOD)[:-30]):
        refused = read_workbook(data)
        assert isinstance(refused, Refusal) and "Word" not in refused.hint and ".docx" not in refused.hint
    refused = read_workbook(zipped({"xl/workbook.xml": b"<a/>"}))
    assert isinstance(refused, Refusal) and "只是扩展名像" in refused.reason
    parts = {"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<Types/>"}
    assert read_workbook(zipped(parts)) == parts


@pytest.mark.parametrize(
    ("target", "is_remote"),
    [
        ("http://a.example/x.dotm", True), ("HTTPS://a.example/x", True), ("ftp://a/x", True), ("//server/share/x", True),
        ("\\\\server\\share\\x", True), ("file://server/x", True), ("file:////server/x", True), ("file:\\\\server\\x", True),
        ("http://[::1/x", True), ("file:///home/x.dotm", False), ("file:/home/x.dotm", False), ("file:x.dotm", False),
        ("file:///C:/x.dotm", False), ("FILE:///C:/x.dotm", False), ("file://C:/x", False), ("C:\\模板\\x.dotm", False),
        ("../模板/x.dotm", False), ("x.dotm", False), ("", False),
    ],
)  # fmt: skip
def test_what_lies_on_another_machine(target: str, is_remote: bool) -> None:
    def relations(kind: str, mode: str) -> dict[str, bytes]:
        one = f'<Relationship Id="x" Type="{OFFICE}/{kind}"{mode} Target="{target}"/>'
        return {"word/_rels/a.rels": f'<Relationships xmlns="{RELATED}">{one}</Relationships>'.encode()}

    external = ' TargetMode="External"'
    assert bool(list(remote(relations("image", external)))) is is_remote
    assert not list(remote(relations("hyperlink", external))) and not list(remote(relations("image", "")))
    assert not list(remote({"word/a.xml": relations("image", external)["word/_rels/a.rels"]}))


def test_a_package_is_what_zip_programs_expect() -> None:
    with zipfile.ZipFile(BytesIO(write_package({**GOOD, "word/媒.bin": b"x" * 1_000}))) as package:
        assert package.testzip() is None and package.comment == b""
        members = package.infolist()
    assert {m.compress_type for m in members} == {zipfile.ZIP_DEFLATED}
    assert {(m.create_version, m.extract_version, m.internal_attr, m.extra, m.comment) for m in members} == {
        (20, 20, 0, b"", b"")
    }
    assert {m.external_attr >> 16 for m in members} == {0o600}
    assert {m.filename: m.flag_bits for m in members} == {
        name: 0x800 if name == "word/媒.bin" else 0 for name in [*GOOD, "word/媒.bin"]
    }
    assert sum(m.file_size > m.compress_size for m in members) >= 1


def test_a_package_ends_with_the_record_of_its_directory() -> None:
    data = write_package(GOOD)
    start = data.index(b"PK\x01\x02")
    end = (b"PK\x05\x06", 0, 0, len(GOOD), len(GOOD), len(data) - 22 - start, start, 0)
    assert struct.unpack("<4s4H2LH", data[-22:]) == end


def test_xml_goes_out_as_word_writes_it() -> None:
    assert to_xml(parse_xml(b"<a/>")) == b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n<a/>"
