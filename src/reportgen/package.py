"""OOXML packages: the gate they come in by, the zip they go out as, and their XML. The only door to lxml and zipfile.

Everything read here may have been made by anyone: sizes are judged before anything is unpacked, and XML is parsed without entities,
without the network and without lxml's silent repair (`recover`), which would turn bad XML into missing text.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN_PART = "word/document.xml"
MAX_MEMBERS = 2_000
MAX_BYTES = 64 * 2**20
MAX_RATIO = 200  # the largest deflate ratio of an honest part seen is about 60

_FIRST = ("[Content_Types].xml", "_rels/.rels")  # Word and the OPC specification look for these first
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can state: the clock must not enter the bytes
_LEGACY = b"\xd0\xcf\x11\xe0"  # OLE2: a .doc, or a .docx with a password

_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"\
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title/><dc:creator/></cp:coreProperties>"""
_DC = "{http://purl.org/dc/elements/1.1/}"


class XmlError(ValueError):
    """XML that is not well formed; the message names the parser's complaint and line."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not let in, and what its sender can do about it."""

    reason: str
    hint: str


def read_parts(data: bytes) -> dict[str, bytes] | Refusal:
    """The members of a .docx by name, or why it is refused."""
    if data.startswith(_LEGACY):
        return Refusal("是旧版 .doc 或加了密码的文件", "请在 Word 或 WPS 中取消密码，另存为 .docx")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            refusal = _judge(package.infolist())
            return refusal or {member.filename: package.read(member) for member in package.infolist()}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        return Refusal(
            "不是完好的 .docx 文件", "文件可能传输不全或改错了扩展名，请在 Word 或 WPS 中重新另存为 .docx"
        )


def _judge(members: list[zipfile.ZipInfo]) -> Refusal | None:
    names = [member.filename for member in members]
    if MAIN_PART not in names:
        return Refusal("里面没有 Word 正文", "请确认它是 Word 文档，并另存为 .docx")
    if len(names) != len(set(names)) or any(
        name.startswith("/") or ".." in name.split("/") for name in names
    ):
        return Refusal("内部结构不正常（有重名或越界的成员）", "请在 Word 或 WPS 中重新另存为 .docx")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return Refusal("带有宏", "请另存为不带宏的 .docx")
    size = sum(member.file_size for member in members)
    bombs = (m for m in members if m.file_size > 2**20 and m.file_size > MAX_RATIO * max(1, m.compress_size))
    if len(names) > MAX_MEMBERS or size > MAX_BYTES or any(bombs):
        return Refusal("展开后过大", "请删去不必要的图片，或确认文件来源可靠")
    return None


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a zip whose bytes depend on nothing but the parts."""
    order = [name for name in _FIRST if name in parts] + sorted(set(parts) - set(_FIRST))
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in order:
            package.writestr(_member(name), parts[name], zipfile.ZIP_DEFLATED, compresslevel=6)
    return target.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.create_system = 0  # else the bytes would tell the operating system
    return member


def parse_xml(data: bytes) -> Element:
    """The root of a part. Raises XmlError for XML that is not well formed or has a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise XmlError(str(error)) from None
    if root.getroottree().docinfo.doctype:
        raise XmlError("a part of a document has no document type")
    return root


def to_xml(root: Element) -> bytes:
    """A part's bytes, as Word writes them."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def core_properties(title: str, creator: str) -> bytes:
    """docProps/core.xml with title and creator, and neither clock nor host."""
    root = parse_xml(_CORE.encode())
    for name, value in (("title", title), ("creator", creator)):
        next(root.iter(_DC + name)).text = value
    return to_xml(root)
