"""The gate: what may come in as a Word file or a workbook. Everything is judged before anything is unpacked.

A refusal says, in Chinese, what the file is instead and how to make it readable: an empty file, half a file, an old .doc, a password and
a web page named .docx are five different mistakes.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO

from reportgen.package.directory import is_markup, judge_directory
from reportgen.package.links import remote
from reportgen.package.refusal import RESAVE, RESEND, Refusal, crooked
from reportgen.package.whole import ZIP, judge_whole
from reportgen.package.xml import XmlError, has_doctype
from reportgen.package.zip import MAIN_PART
from reportgen.value import replace

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
_CONTENT_TYPES = "[Content_Types].xml"
_WORKBOOK = "xl/workbook.xml"
_STRANGERS = {
    _WORKBOOK: "Excel 工作簿",
    "ppt/presentation.xml": "演示文稿",
    "content.xml": "OpenDocument 文档",
    "OFD.xml": "OFD 版式文件",
}

_JudgeNames = Callable[[set[str]], Refusal | None]


def read_parts(data: bytes) -> dict[str, bytes] | Refusal:
    """The members of a .docx by name, or why it is refused."""
    return judge_whole(data) or _read(data, _judge_names)


def read_workbook(data: bytes) -> dict[str, bytes] | Refusal:
    """The members of an .xlsx by name, or why it is refused."""
    if data and not data.startswith(ZIP):
        hint = "请在 Excel 或 WPS 中打开，另存为不带密码的 .xlsx"
        return Refusal("不是 .xlsx 工作簿（旧版 .xls 和加了密码的也读不了）", hint, "L501")
    read = judge_whole(data) or _read(data, _judge_workbook_names)
    return _of_a_workbook(read) if isinstance(read, Refusal) else read


def _of_a_workbook(refusal: Refusal) -> Refusal:
    """What is to be done about a workbook is done in Excel."""
    return replace(refusal, hint=refusal.hint.replace("Word", "Excel").replace(".docx", ".xlsx"))


def _judge_workbook_names(names: set[str]) -> Refusal | None:
    if _WORKBOOK not in names or _CONTENT_TYPES not in names:
        return Refusal("不是 .xlsx 工作簿，只是扩展名像", "请在 Excel 或 WPS 中重新另存为 .xlsx", "L501")
    return Refusal("带有宏", "请另存为不带宏的 .xlsx", "L508") if _has_macros(names) else None


def _read(data: bytes, judge_names: _JudgeNames) -> dict[str, bytes] | Refusal:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            members = [member for member in package.infolist() if not member.is_dir()]
            names = {member.orig_filename for member in members}
            parts = (
                judge_directory(members, package.start_dir)
                or judge_names(names)
                or _unpacked(package, members)
            )
    except _MALFORMED:
        return Refusal("已损坏，打不开", RESEND, "L504")
    return parts if isinstance(parts, Refusal) else _judge_parts(parts) or parts


def _judge_names(names: set[str]) -> Refusal | None:
    for name, what in _STRANGERS.items():
        if name in names:
            return Refusal(f"其实是{what}，不是 Word 文档", "请另存为 .docx 后再试", "L501")
    if MAIN_PART not in names:
        return Refusal("里面没有 Word 正文", f"请确认它是 Word 文档；{RESAVE}", "L501")
    if _CONTENT_TYPES not in names:
        return crooked(f"缺少 {_CONTENT_TYPES}")
    return _macro() if _has_macros(names) else None


def _has_macros(names: set[str]) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in names)


def _unpacked(package: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> dict[str, bytes] | Refusal:
    parts = {}
    for member in members:
        try:
            with package.open(member) as stream:
                parts[member.filename] = stream.read(member.file_size + 1)  # bounded: the directory may lie
        except _MALFORMED:
            return Refusal(f"已损坏：其中的 {member.filename} 读不出来", RESEND, "L504")
    return parts


def _judge_parts(parts: Mapping[str, bytes]) -> Refusal | None:
    if b"macroEnabled" in parts[_CONTENT_TYPES]:
        return _macro()
    for name, data in parts.items():
        if is_markup(name) and has_doctype(data):
            return crooked(f"{name} 里有文档类型声明（DTD）")
    try:
        outside = next(remote(parts), None)
    except XmlError:
        return Refusal("已损坏：内部的关系表读不出来", RESAVE, "L504")
    if outside:
        hint = "请在 Word 或 WPS 中断开链接，或把所链接的内容嵌入文档后再试"
        return Refusal(f"链接着外部的内容（{outside[:60]}）", hint, "L509")
    return None


def _macro() -> Refusal:
    return Refusal("带有宏", "请另存为不带宏的 .docx", "L508")
