"""The gate: what may come in as a Word file. Everything is judged by the zip's directory before anything is unpacked.

Limits follow Apache POI's ZipSecureFile with lower numbers. Whoever sent the file gets told in Chinese what it is instead and how to
make it readable: an empty file, half a file, an old .doc, a password and a web page named .docx are five different mistakes.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from urllib.parse import urlsplit

from reportgen.package.xml import XmlError, has_doctype, parse_xml
from reportgen.package.zip import MAIN_PART

MAX_PACKED = 50 * 10**6
MAX_UNPACKED = 200 * 10**6
MAX_XML = 24 * 10**6  # one part of text; some 1,500 pages, and a tree that fits in memory
MAX_MEMBERS = 2_000
MAX_RATIO = 100  # of a member over SMALL bytes; the largest of an honest part seen is about 60
SMALL = 100_000

_MALFORMED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What zipfile raises over bytes that are no zip, or no whole one."""
_ZIP = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_SIZE = 22
_ZIP64_LOCATOR, _ZIP64_LOCATOR_SIZE = b"PK\x06\x07", 20
_LONGEST_COMMENT = 0xFFFF
_LOCAL_HEADER_SIZE = 30
_DIRECTORY_ENTRY = 512  # bytes an honest member takes in the directory, name and extra fields included
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTENT_TYPES = "[Content_Types].xml"
_WORKBOOK = "xl/workbook.xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

_RESAVE = "请在 Word 或 WPS 中打开，重新另存为 .docx"
_RESEND = "请重新下载或拷贝一次；仍不行，请对方重新发送"
_STRANGERS = {
    _WORKBOOK: "Excel 工作簿",
    "ppt/presentation.xml": "演示文稿",
    "content.xml": "OpenDocument 文档",
    "OFD.xml": "OFD 版式文件",
}
_SIGNATURES = {
    b"%PDF": ("PDF 文件", "请把扩展名改为 .pdf"),
    b"{\\rtf": ("RTF 文件", _RESAVE),
    b"<": ("网页或 XML 文件", _RESAVE),
    b"Rar!": ("压缩包", "请先解压"),
    b"7z\xbc\xaf": ("压缩包", "请先解压"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not let in, as the predicate of a sentence; what its sender can do about it; and the finding code."""

    reason: str
    hint: str
    code: str


def read_parts(data: bytes) -> dict[str, bytes] | Refusal:
    """The members of a .docx by name, or why it is refused."""
    return _judge_whole(data) or _read(data, _judge_names)


def judge_workbook(data: bytes) -> Refusal | None:
    """Why an .xlsx is not let in; None when it is."""
    if data and not data.startswith(_ZIP):
        hint = "请在 Excel 或 WPS 中打开，另存为不带密码的 .xlsx"
        return Refusal("不是 .xlsx 工作簿（旧版 .xls 和加了密码的也读不了）", hint, "L501")
    read = _judge_whole(data) or _read(data, _judge_workbook_names)
    return read if isinstance(read, Refusal) else None


def _judge_workbook_names(names: set[str]) -> Refusal | None:
    if _WORKBOOK not in names or _CONTENT_TYPES not in names:
        return Refusal("不是 .xlsx 工作簿，只是扩展名像", "请在 Excel 或 WPS 中重新另存为 .xlsx", "L501")
    return Refusal("带有宏", "请另存为不带宏的 .xlsx", "L508") if _has_macros(names) else None


def _read(data: bytes, judge_names: Callable[[set[str]], Refusal | None]) -> dict[str, bytes] | Refusal:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = [member for member in package.infolist() if not member.is_dir()]
            parts = _judge_directory(members, package.start_dir, judge_names) or _unpacked(package, members)
    except _MALFORMED:
        return Refusal("已损坏，打不开", _RESEND, "L504")
    return parts if isinstance(parts, Refusal) else _judge_parts(parts) or parts


def _judge_whole(data: bytes) -> Refusal | None:
    if not data:
        return Refusal("是空的（0 字节）", _RESEND, "L505")
    if len(data) > MAX_PACKED:
        return Refusal(f"超过 {MAX_PACKED // 10**6} MB", "请压缩或删去其中的图片", "L506")
    if data.startswith(_OLE):
        return _legacy(data)
    if not data.startswith(_ZIP):
        return _not_zip(data)
    return _judge_end(data)


def _legacy(data: bytes) -> Refusal:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refusal("加了打开密码", "请在 Word 或 WPS 中取消密码后重新保存", "L503")
    return Refusal("是旧版 .doc（或 .wps）文件", "请在 Word 或 WPS 中打开，另存为 .docx", "L502")


def _not_zip(data: bytes) -> Refusal:
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:8]
    for signature, (what, hint) in _SIGNATURES.items():
        if start.startswith(signature):
            return Refusal(f"其实是{what}，不是 Word 文档", hint, "L501")
    return Refusal("不是 Word 文档，只是扩展名像", f"{_RESAVE}；纯文本请把扩展名改为 .txt", "L501")


def _judge_end(data: bytes) -> Refusal | None:
    """By the record at a zip's end: a directory of a million members would fill the memory when merely listed."""
    start = max(len(data) - _END_SIZE - _LONGEST_COMMENT, 0)
    end = data.rfind(_END, start)
    if end < 0 or len(data) - end < _END_SIZE:
        return Refusal("不完整，多半没有下载或拷贝完", _RESEND, "L504")
    if data[max(end - _ZIP64_LOCATOR_SIZE, 0) : end].startswith(_ZIP64_LOCATOR):
        return _crooked("目录用了超大文件的写法")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    return _too_big() if size > MAX_MEMBERS * _DIRECTORY_ENTRY else None


def _judge_directory(
    members: list[zipfile.ZipInfo], directory: int, judge_names: Callable[[set[str]], Refusal | None]
) -> Refusal | None:
    names = [member.orig_filename for member in members]
    if any(member.flag_bits & 0x1 for member in members):
        return Refusal("是加了密码的压缩包", "请取消密码后重新保存", "L503")
    if len({name.casefold() for name in names}) < len(names):
        return _crooked("有重名的成员")
    if any(_escapes(name) for name in names):
        return _crooked("有成员指向文件以外")
    if any(member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for member in members):
        return _crooked("用了 Word 不用的压缩方法")
    if (
        len(names) > MAX_MEMBERS
        or sum(m.file_size for m in members) > MAX_UNPACKED
        or any(map(_bomb, members))
    ):
        return _too_big()
    if _overlapping(members, directory):
        return _crooked("成员互相重叠")
    return judge_names(set(names))


def _judge_names(names: set[str]) -> Refusal | None:
    for name, what in _STRANGERS.items():
        if name in names:
            return Refusal(f"其实是{what}，不是 Word 文档", "请另存为 .docx 后再试", "L501")
    if MAIN_PART not in names:
        return Refusal("里面没有 Word 正文", f"请确认它是 Word 文档；{_RESAVE}", "L501")
    if _CONTENT_TYPES not in names:
        return _crooked(f"缺少 {_CONTENT_TYPES}")
    return _macro() if _has_macros(names) else None


def _has_macros(names: set[str]) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in names)


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in name or not name.isprintable()


def _bomb(member: zipfile.ZipInfo) -> bool:
    swollen = member.file_size > SMALL and member.file_size > MAX_RATIO * max(1, member.compress_size)
    return swollen or (_is_markup(member.filename) and member.file_size > MAX_XML)


def _overlapping(members: Iterable[zipfile.ZipInfo], directory: int) -> bool:
    """Whether two members share bytes (CVE-2024-0450); Python refuses that itself only from 3.11.8 and 3.12.2 on."""
    extents = sorted((member.header_offset, _end(member)) for member in members)
    return any(end > start for (_, end), (start, _) in pairwise([*extents, (directory, directory)]))


def _end(member: zipfile.ZipInfo) -> int:
    name = member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437")
    return member.header_offset + _LOCAL_HEADER_SIZE + len(name) + member.compress_size


def _unpacked(package: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> dict[str, bytes] | Refusal:
    parts = {}
    for member in members:
        try:
            with package.open(member) as stream:
                parts[member.filename] = stream.read(member.file_size + 1)  # bounded: the directory may lie
        except _MALFORMED:
            return Refusal(f"已损坏：其中的 {member.filename} 读不出来", _RESEND, "L504")
    return parts


def _judge_parts(parts: Mapping[str, bytes]) -> Refusal | None:
    if b"macroEnabled" in parts[_CONTENT_TYPES]:
        return _macro()
    for name, data in parts.items():
        if _is_markup(name) and has_doctype(data):
            return _crooked(f"{name} 里有文档类型声明（DTD）")
    try:
        outside = next(_remote(parts), None)
    except XmlError:
        return Refusal("已损坏：内部的关系表读不出来", _RESAVE, "L504")
    if outside:
        hint = "请在 Word 或 WPS 中断开链接，或把所链接的内容嵌入文档后再试"
        return Refusal(f"链接着外部的内容（{outside[:60]}）", hint, "L509")
    return None


def _remote(parts: Mapping[str, bytes]) -> Iterator[str]:
    """Targets on other machines that Word would fetch by itself; hyperlinks wait for a click, and what lies on the writer's own
    disk (an attached template, mostly) does no harm."""
    for name, data in parts.items():
        for relationship in parse_xml(data).iter(_RELATIONSHIP) if name.endswith(".rels") else ():
            target = relationship.get("Target", "")
            external = relationship.get("TargetMode") == "External"
            if external and not relationship.get("Type", "").endswith("/hyperlink") and _is_remote(target):
                yield target


def _is_remote(target: str) -> bool:
    path = target.replace("\\", "/")
    if path.lower().startswith("file:"):
        rest = path[len("file:") :]
        slashes = len(rest) - len(rest.lstrip("/"))
        return rest.lstrip("/")[1:2] != ":" and slashes not in (
            0,
            1,
            3,
        )  # file:///home is here, file://server is not
    try:
        scheme = urlsplit(path).scheme
    except ValueError:
        return True
    return path.startswith("//") or len(scheme) > 1


def _is_markup(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _crooked(what: str) -> Refusal:
    return Refusal(f"内部结构不正常（{what}）", f"请确认文件来源可靠；{_RESAVE}", "L507")


def _too_big() -> Refusal:
    return Refusal("展开后过大", "请确认文件来源可靠；内容确实很多的，请分成几个文件", "L506")


def _macro() -> Refusal:
    return Refusal("带有宏", "请另存为不带宏的 .docx", "L508")
