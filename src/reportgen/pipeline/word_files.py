"""Files that a command takes only as Word documents."""

from pathlib import Path

from reportgen.files import read_bytes
from reportgen.finding import Finding, at_file
from reportgen.read import unread
from reportgen.value import replace


def word_file(path: Path) -> bytes | Finding:
    """The bytes of a file that a command takes as a Word document; a finding for what is no file to open. Raises FileTrouble."""
    if path.is_dir():
        hint = "请写出文件夹里 .docx 文件的名称"
        return Finding("L501", "这是文件夹，不是 Word 文档", at_file(path), hint=hint)
    return unread(path) or read_bytes(path)


def only_word(finding: Finding) -> Finding:
    """A finding about a file that is no Word document, where nothing else is taken: another ending would not help."""
    if finding.code != "L501":
        return finding
    suffix = Path(finding.span.text.path).suffix.lower()
    message = finding.message if suffix == ".docx" else finding.message.removesuffix("，只是扩展名像")
    hint = "这里只看 Word 文档：请在 Word 或 WPS 中打开，另存为 .docx；PDF 和纯文本里的数，用 reportgen audit 核对"
    return replace(finding, message=message, hint=hint)
