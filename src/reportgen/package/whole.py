"""A package judged by its first and last bytes, before anything is listed."""

from reportgen.package.refusal import RESAVE, RESEND, Refusal, crooked, too_big

MAX_PACKED = 50 * 10**6
MAX_MEMBERS = 2_000
ZIP = b"PK\x03\x04"

_END = b"PK\x05\x06"
_END_SIZE = 22
_ZIP64_LOCATOR, _ZIP64_LOCATOR_SIZE = b"PK\x06\x07", 20
_LONGEST_COMMENT = 0xFFFF
_DIRECTORY_ENTRY = 512  # bytes an honest member takes in the directory, name and extra fields included
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = {
    b"%PDF": ("PDF 文件", "请把扩展名改为 .pdf"),
    b"{\\rtf": ("RTF 文件", RESAVE),
    b"<": ("网页或 XML 文件", RESAVE),
    b"Rar!": ("压缩包", "请先解压"),
    b"7z\xbc\xaf": ("压缩包", "请先解压"),
}


def judge_whole(data: bytes) -> Refusal | None:
    """Why these bytes are no package to be opened; None when they may be."""
    if not data:
        return Refusal("是空的（0 字节）", RESEND, "L505")
    if len(data) > MAX_PACKED:
        return Refusal(f"超过 {MAX_PACKED // 10**6} MB", "请压缩或删去其中的图片", "L506")
    if data.startswith(_OLE):
        return _legacy(data)
    if not data.startswith(ZIP):
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
    return Refusal("不是 Word 文档，只是扩展名像", f"{RESAVE}；纯文本请把扩展名改为 .txt", "L501")


def _judge_end(data: bytes) -> Refusal | None:
    """By the record at a zip's end: a directory of a million members would fill the memory when merely listed."""
    start = max(len(data) - _END_SIZE - _LONGEST_COMMENT, 0)
    end = data.rfind(_END, start)
    if end < 0 or len(data) - end < _END_SIZE:
        return Refusal("不完整，多半没有下载或拷贝完", RESEND, "L504")
    if data[max(end - _ZIP64_LOCATOR_SIZE, 0) : end].startswith(_ZIP64_LOCATOR):
        return crooked("目录用了超大文件的写法")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    return too_big() if size > MAX_MEMBERS * _DIRECTORY_ENTRY else None
