"""The gate of `read`: what is refused, with which message, how fast and in how little memory."""

import os
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.files import FileTrouble
from reportgen.read import read
from wordfiles import NAMESPACES, OFFICE, RELATED, docx, paragraph, parts, zipped

GOOD = parts(paragraph("完成260个项目。"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MAIN = "word/document.xml"


def with_part(name: str, content: bytes | str) -> bytes:
    return zipped({**GOOD, name: content.encode() if isinstance(content, str) else content})


def related(kind: str, target: str, name: str = "word/_rels/document.xml.rels") -> bytes:
    relationship = f'<Relationship Id="x" Type="{OFFICE}/{kind}" TargetMode="External" Target="{target}"/>'
    return with_part(name, f'<Relationships xmlns="{RELATED}">{relationship}</Relationships>')


def broken_member() -> bytes:
    data = bytearray(zipped(GOOD))
    start = data.index(MAIN.encode()) + len(MAIN) + 20
    data[start : start + 8] = b"\xff" * 8
    return bytes(data)


def doubled() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package, pytest.warns(UserWarning):
        for name, data in [*GOOD.items(), (MAIN, GOOD[MAIN])]:
            package.writestr(name, data)
    return target.getvalue()


def overlapping() -> bytes:
    """Entries of the directory that share one member, as in 42.zip's successors."""
    data = zipped(GOOD)
    end = data.rindex(b"PK\x05\x06")
    size, start = struct.unpack("<II", data[end + 12 : end + 20])
    entry = data[start : start + size]
    name = b"[Content_Types].xml"
    first = entry[: 46 + len(name)]
    more = b"".join(first.replace(name, b"[Content_Types].x%02d" % n) for n in range(20))
    total = len(GOOD) + 20
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, total, total, size + len(more), start, 0)
    return data[:start] + entry + more + tail


def endless_directory() -> bytes:
    """A directory that claims to be longer than any two thousand members take."""
    data = zipped(GOOD)
    end = data.rindex(b"PK\x05\x06")
    return data[: end + 12] + struct.pack("<I", 30 * 10**6) + data[end + 16 :]


def lying_size() -> bytes:
    """A member that says it is small and is not."""
    data = bytearray(zipped({**GOOD, "word/media/a.bin": bytes(3 * 10**6)}))
    place = data.rindex(b"word/media/a.bin") - 46
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(data)


def locked_members() -> bytes:
    data = bytearray(zipped(GOOD))
    for mark, shift in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark)
        data[place + shift] |= 1
    return bytes(data)


def many_members() -> bytes:
    return zipped({**GOOD, **{f"word/media/{n}.png": b"x" for n in range(2_001)}})


DTD = (
    f'<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document {NAMESPACES}><w:body/></w:document>'
)
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'
REFUSED: dict[str, tuple[str, str, Callable[[], bytes] | bytes, str]] = {
    "text": ("报告.docx", "L501", "全年完成260个项目".encode(), "不是 Word 文档，只是扩展名像"),
    "web page": ("报告.docx", "L501", b"\xef\xbb\xbf <html><body>", "其实是网页"),
    "rich text": ("报告.docx", "L501", b"{\\rtf1 }", "其实是RTF"),
    "workbook": ("报告.docx", "L501", zipped({"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b""}), "Excel 工作簿"),
    "open document": ("报告.docx", "L501", zipped({"mimetype": b"", "content.xml": b""}), "OpenDocument"),
    "other zip": ("报告.docx", "L501", zipped({"a.txt": b"a"}), "里面没有 Word 正文"),
    "no types": ("报告.docx", "L507", lambda: zipped({k: v for k, v in GOOD.items() if "Types" not in k}), "缺少"),
    "old Word": ("报告.docx", "L502", OLE, "旧版 .doc"),
    "old Word by its name": ("报告.doc", "L502", OLE, "旧版 .doc"),
    "password": ("报告.docx", "L503", OLE + "EncryptedPackage".encode("utf-16-le"), "加了打开密码"),
    "locked members": ("报告.docx", "L503", locked_members, "加了密码"),
    "half": ("报告.docx", "L504", lambda: zipped(GOOD)[:700], "不完整，多半没有下载"),
    "one byte short": ("报告.docx", "L504", lambda: zipped(GOOD)[:-1], "不完整"),
    "flipped bytes": ("报告.docx", "L504", broken_member, "已损坏：其中的 word/document.xml 读不出来"),
    "bad XML": ("报告.docx", "L504", lambda: with_part(MAIN, f"<w:document {NAMESPACES}><w:p>"), "已损坏"),
    "bad relations": ("报告.docx", "L504", lambda: with_part("word/_rels/document.xml.rels", "<a"), "关系表"),
    "empty": ("报告.docx", "L505", b"", "是空的"),
    "bomb": ("报告.docx", "L506", lambda: with_part(MAIN, " " * 300 * 10**6), "展开后过大"),
    "small bomb": ("报告.docx", "L506", lambda: with_part("word/media/a.bmp", bytes(200_000)), "展开后过大"),
    "big part": ("报告.docx", "L506", lambda: with_part("word/a.xml", os.urandom(25 * 10**6)), "展开后过大"),
    "many members": ("报告.docx", "L506", many_members, "展开后过大"),
    "endless directory": ("报告.docx", "L506", endless_directory, "展开后过大"),
    "twice the same name": ("报告.docx", "L507", doubled, "重名"),
    "names alike": ("报告.docx", "L507", lambda: with_part("Word/Document.XML", "<a/>"), "重名"),
    "overlapping": ("报告.docx", "L507", overlapping, "重叠"),
    "lying size": ("报告.docx", "L504", lying_size, "word/media/a.bin"),
    "climbing": ("报告.docx", "L507", lambda: with_part("../../etc/passwd", "x"), "以外"),
    "climbing on Windows": ("报告.docx", "L507", lambda: with_part("..\\..\\a", "x"), "以外"),
    "absolute": ("报告.docx", "L507", lambda: with_part("/etc/passwd", "x"), "以外"),
    "drive": ("报告.docx", "L507", lambda: with_part("C:/a", "x"), "以外"),
    "entity": ("报告.docx", "L507", lambda: with_part(MAIN, DTD), "文档类型声明"),
    "entity in UTF-16": ("报告.docx", "L507", lambda: with_part(MAIN, DTD.encode("utf-16")), "文档类型声明"),
    "laughs": ("报告.docx", "L507", lambda: with_part("word/theme/theme1.xml", LAUGHS), "文档类型声明"),
    "macro": ("报告.docm", "L508", lambda: with_part("word/vbaProject.bin", "x"), "带有宏"),
    "macro by its type": (
        "报告.docx",
        "L508",
        lambda: with_part("[Content_Types].xml", '<Types><Override ContentType="x.macroEnabled.main+xml"/></Types>'),
        "带有宏",
    ),
    "remote template": (
        "报告.docx",
        "L509",
        lambda: related("attachedTemplate", "http://evil.example/t.dotm", "word/_rels/settings.xml.rels"),
        "链接着外部的内容（http://evil.example/t.dotm）",
    ),
    "remote picture": ("报告.docx", "L509", lambda: related("image", "https://evil.example/a.png"), "外部"),
    "share": ("报告.docx", "L509", lambda: related("oleObject", "\\\\10.0.0.1\\a"), "外部"),
    "share as file": ("报告.docx", "L509", lambda: related("image", "file://10.0.0.1/a"), "外部"),
    "share with many slashes": ("报告.docx", "L509", lambda: related("image", "file:////10.0.0.1/a"), "外部"),
    "lock file": ("~$报告.docx", "L510", b"\x05user" + bytes(157), "临时文件"),
    "another kind": ("报告.csv", "L501", b"a,1", "的种类（.csv）读不了"),
    "not PDF": ("报告.pdf", "L501", b"hello", "不是 PDF"),
    "broken PDF": ("报告.pdf", "L504", b"%PDF-1.7\nhello", "已损坏"),
    "bytes as text": ("报告.txt", "L512", bytes(range(256)), "编码"),
    "control characters": ("报告.txt", "L512", b"a\x01b", "不是文本"),
    "long text": ("报告.txt", "L506", "数".encode() * 1_000_001, "1,000,000 字"),
    "many lines": ("报告.txt", "L506", b"1\n" * 60_001, "60,000 行"),
    "deep Markdown": ("报告.md", "L506", b"[" * 50 + b"a" + b"]" * 50, "套得太深"),
}  # fmt: skip


@pytest.fixture(params=REFUSED)
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str, str]:
    name, code, made, said = REFUSED[request.param]
    path = tmp_path / name
    path.write_bytes(made() if callable(made) else made)
    return path, code, said


def test_what_is_no_document_is_refused_in_plain_words(case: tuple[Path, str, str]) -> None:
    path, code, said = case
    document, (finding,) = read(path)
    assert document is None
    assert (finding.code, finding.is_error) == (code, True)
    assert said in finding.message
    assert finding.hint
    assert not re.search(r"[A-Za-z]{4,} [a-z]{3,}", finding.message + finding.hint), "English of a library"


MEASURE = """
import sys, time
from pathlib import Path
from reportgen.read import read
begin = time.process_time()
document, findings = read(Path(sys.argv[1]))
used = round(1000 * (time.process_time() - begin))
(peak,) = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(used, int(peak.split()[1]) // 1024, findings[0].code)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells the peak of memory in its own way")
@pytest.mark.parametrize(
    "name", ["bomb", "small bomb", "many members", "endless directory", "overlapping", "entity", "laughs"]
)
def test_bombs_are_refused_within_a_second_and_64_megabytes(name: str, tmp_path: Path) -> None:
    file, code, made, _ = REFUSED[name]
    path = tmp_path / file
    path.write_bytes(made() if callable(made) else made)
    command = [sys.executable, "-c", MEASURE, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    milliseconds, megabytes, said = done.stdout.split()
    assert said == code
    assert int(milliseconds) <= 1_000
    assert int(megabytes) <= 64


def test_a_file_too_big_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    with path.open("wb") as file:
        file.truncate(50 * 10**6 + 1)
    (finding,) = read(path)[1]
    assert (finding.code, finding.message) == ("L506", "文件超过 50 MB")


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    (finding,) = read(tmp_path)[1]
    assert (finding.code, finding.message) == ("L501", "文件其实是文件夹")
    with pytest.raises(FileTrouble) as trouble:
        read(tmp_path / "没有.docx")
    assert trouble.value.code == "O203"


ACCEPTED: dict[str, bytes] = {
    "template on the writer's disk": related("attachedTemplate", "file:///C:\\Users\\zhang\\Normal.dotm"),
    "template on a Mac": related("attachedTemplate", "file:///Users/zhang/Normal.dotm"),
    "hyperlink": related("hyperlink", "https://www.gov.cn/"),
    "UTF-16": with_part(MAIN, f"<w:document {NAMESPACES}><w:body>{paragraph('数')}</w:body></w:document>".encode("utf-16")),
    "folders": zipped({"word/": b"", **GOOD}),
}  # fmt: skip


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_honest_files_do_is_let_in(name: str, tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(ACCEPTED[name])
    document, findings = read(path)
    assert document is not None and document.passages and findings == []


def test_a_document_with_another_ending_is_read_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "报告.wps"
    path.write_bytes(docx(paragraph("完成260个")))
    document, _ = read(path)
    assert document is not None and document.passages[0].text == "完成260个"


@given(st.binary(max_size=300), st.sampled_from(["a.docx", "a.pdf", "a.txt", "a.md", "a.xyz"]))
def test_no_bytes_break_the_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    if b"%PDF" in data:
        return
    path = tmp_path_factory.mktemp("any") / name
    path.write_bytes(data)
    document, findings = read(path)
    assert (document is None) == any(finding.is_error for finding in findings)


@given(st.integers(0, len(zipped(GOOD)) - 1), st.integers(0, 255))
def test_one_changed_byte_is_refused_or_read(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int
) -> None:
    data = bytearray(zipped(GOOD))
    data[place] = byte
    path = tmp_path_factory.mktemp("byte") / "报告.docx"
    path.write_bytes(bytes(data))
    document, findings = read(path)
    assert (document is None) == any(finding.is_error for finding in findings)
