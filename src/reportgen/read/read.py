"""Reading a finished document of any kind the audit takes, recognised by its content first and its extension second."""

from pathlib import Path

from reportgen import patterns
from reportgen.document import Document
from reportgen.files import read_bytes
from reportgen.finding import Finding, Text, at_file
from reportgen.package import MAX_PACKED
from reportgen.read import text
from reportgen.read.docx import read_docx
from reportgen.read.structure import structured

ENDINGS = (".docx", ".pdf", ".txt", ".md")
"""What `read` takes."""

_PDF = b"%PDF-"
_PDF_WITHIN = 1024  # bytes; some programs write before the mark, and readers allow it
_PACKAGES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_WORD = (".docx", ".docm", ".dotx", ".doc", ".wps")
_MARKDOWN = (".md", ".markdown")
_PLAIN = (*_MARKDOWN, ".txt", "")
_CONTROL = patterns.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_MOST_CHARACTERS = 1_000_000  # some 1,000 pages
_MOST_LINES = 60_000


def read(path: Path) -> tuple[Document | None, list[Finding]]:
    """The document at a path and findings about the file; None when it cannot be read, and then a finding says why.

    Raises FileTrouble.
    """
    shown = path.as_posix()
    refusal = unread(path)
    if refusal:
        return None, [refusal]
    data = read_bytes(path)
    ending = path.suffix.lower()
    if not data:
        return None, [_refused(shown, "L505", "是空的（0 字节）", "请重新下载或另存一次")]
    if _PDF in data[:_PDF_WITHIN]:
        from reportgen.read.pdf_document import read_pdf  # brings the library that reads PDF

        return read_pdf(data, shown)
    if data.startswith(_PACKAGES) or ending in _WORD:
        return read_docx(data, shown)
    if ending in _PLAIN:
        return _read_characters(data, shown, ending in _MARKDOWN)
    if ending == ".pdf":
        return None, [_refused(shown, "L501", "不是 PDF，只是扩展名像", "请核对扩展名，或重新另存为 PDF")]
    return None, [
        _refused(shown, "L501", f"的种类（{ending}）读不了", f"能读的有 {'、'.join(ENDINGS)}，请另存后再试")
    ]


def unread(path: Path) -> Finding | None:
    """Why a file is not even opened: a folder, a device, Word's own temporary file, one that is too large; None when it may be."""
    shown = path.as_posix()
    if path.name.startswith("~$"):
        hint = f"请改选同一文件夹里的 {path.name.removeprefix('~$')} 等正式文件"
        return _refused(shown, "L510", "是 Word 打开文档时留下的临时文件，不是文档", hint)
    if path.exists() and not path.is_file():
        hint = f"请写出文件夹里一个文件的名称；能读的有 {'、'.join(ENDINGS)}"
        return _refused(shown, "L501", "其实是文件夹" if path.is_dir() else "不是普通文件", hint)
    if path.is_file() and path.stat().st_size > MAX_PACKED:
        return _refused(
            shown, "L506", f"超过 {MAX_PACKED // 10**6} MB", "请压缩或删去其中的图片，或分成几个文件"
        )
    return None


def _read_characters(data: bytes, shown: str, is_markdown: bool) -> tuple[Document | None, list[Finding]]:
    content = text.decoded(data)
    if content is None or _CONTROL.search(content):
        hint = "请在记事本中打开，另存为 UTF-8 编码的文本；不是文本的请改回原来的扩展名"
        return None, [_refused(shown, "L512", "不是文本，或编码已损坏", hint)]
    if len(content) > _MOST_CHARACTERS or content.count("\n") > _MOST_LINES:
        most = f"超过 {_MOST_CHARACTERS:,} 字或 {_MOST_LINES:,} 行"
        return None, [_refused(shown, "L506", most, "请分成几个文件")]
    source = Text(shown, content)
    if not is_markdown:
        return Document(source, structured(text.passages(source))), []
    from reportgen.read.markdown_document import read_passages  # brings pandoc

    passages, findings = read_passages(source)
    return (None, findings) if findings else (Document(source, structured(passages)), [])


def _refused(shown: str, code: str, reason: str, hint: str) -> Finding:
    return Finding(code, f"文件{reason}", at_file(shown), hint=hint)
