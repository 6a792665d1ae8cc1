"""Bytes to text: UTF-8, with or without BOM. Another encoding is reported and decoded all the same, so that other faults are told too."""

from reportgen import patterns
from reportgen.finding import Span, Text
from reportgen.load.yaml.notes import Notes

_LINE_ENDS = patterns.compile("\r\n?")
_DOCUMENTS = {
    b"PK\x03\x04": "Word 或 Excel 文件（或压缩包）",
    b"\xd0\xcf\x11\xe0": "旧版 Word 或 Excel 文件",
    b"{\\rtf": "写字板文件（RTF）",
    b"%PDF": "PDF 文件",
}
"""How the files of other programs begin, whatever they are named."""
_SAVE, _FIX = "用“另存为”选 UTF-8 保存", "，或运行 reportgen check --fix 转换"


def decode(data: bytes, path: str) -> Notes:
    """The file's text with its line ends as \\n, and what is to be said of its encoding (L101)."""
    if what := next((what for sign, what in _DOCUMENTS.items() if data.startswith(sign)), ""):
        return _document(path, what)
    if encoding := _utf_16(data):
        return _whole(data, path, encoding, "UTF-16（记事本里叫 Unicode）")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return Notes(Text(path, _unified(data.decode("utf-8"))))
    except UnicodeDecodeError:
        return _foreign(data, path)


def _document(path: str, what: str) -> Notes:
    """No text, since these bytes spell none: only what the file is."""
    notes = Notes(Text(path, ""))
    notes.damaged = True
    hint = "打开它，把文字复制到记事本里，“另存为”选 UTF-8"
    notes.error("L101", f"这不是文本文件，是{what}", Span(notes.text), hint)
    return notes


def _mended(path: str) -> str:
    """How a file's encoding is mended; only content files are rewritten, attached ones are not."""
    return _SAVE + (_FIX if path.endswith(".yaml") else "")


def _unified(content: str) -> str:
    return _LINE_ENDS.sub("\n", content)


def _utf_16(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:400]
    if sample.count(0) * 5 < len(sample) or not sample:
        return ""
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"


def _whole(data: bytes, path: str, encoding: str, name: str) -> Notes:
    decoded = _unified(data.decode(encoding, "replace"))
    notes = Notes(Text(path, decoded.replace("\ufffd", "？")))
    notes.damaged = "\ufffd" in decoded
    notes.error("L101", f"文件不是 UTF-8 编码，看起来是 {name}", Span(notes.text), _mended(path))
    return notes


def _foreign(data: bytes, path: str) -> Notes:
    """Text that is not UTF-8: all of it in GBK, or some lines pasted in."""
    lines = data.splitlines(keepends=True)
    wrong = {number for number, line in enumerate(lines) if not _is_utf_8(line)}
    if all(number in wrong or line.isascii() for number, line in enumerate(lines)) and _is_gb_18030(data):
        return _whole(data, path, "gb18030", "GBK（记事本里叫 ANSI）")
    pasted = {n for n in wrong if not _is_cut(lines[n], n == len(lines) - 1)}
    encodings = ["gb18030" if n in pasted else "utf-8" for n in range(len(lines))]
    decoded = [_unified(line.decode(as_, "replace")) for line, as_ in zip(lines, encodings, strict=True)]
    notes = Notes(Text(path, "".join(decoded).replace("\ufffd", "？")))
    notes.damaged = any("\ufffd" in line for line in decoded)
    start = 0
    for number, line in enumerate(decoded):
        if number in wrong:
            _report_line(notes, lines[number], line, start, last=number == len(lines) - 1)
        start += len(line)
    return notes


def _report_line(notes: Notes, data: bytes, line: str, start: int, *, last: bool) -> None:
    intact = data[: _first_fault(data)].decode("utf-8")
    span = Span(notes.text, start + len(intact), start + len(line.rstrip("\n")))
    if _is_cut(data, last):
        message, hint = "文件在一个汉字中间断掉了，后面的内容可能已丢失", "从备份或原稿补全末尾，再保存"
    elif _is_gb_18030(data):
        message = f"这一行不是 UTF-8 编码，看起来是 GBK，应为“{span.quote[:20]}”"
        hint = _mended(notes.text.path)
    else:
        message, hint = "这一行的编码已损坏，认不出来", "对照原稿重新输入这一行"
    notes.error("L101", message, span, hint)


def _is_cut(data: bytes, last: bool) -> bool:
    """Whether a file ends amid a character of UTF-8, which has at most four bytes."""
    return last and not data.endswith(b"\n") and 0 < len(data) - _first_fault(data) < 4


def _first_fault(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _is_utf_8(data: bytes) -> bool:
    return _first_fault(data) == len(data)


def _is_gb_18030(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True
