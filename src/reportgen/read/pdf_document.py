"""PDFs as documents. Their reader is a library in C, so it runs in a process of its own, with limits of time and memory."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from reportgen.document import CellPlace, Document, Passage
from reportgen.finding import Finding, Severity, Span, Text, at_file
from reportgen.prose import Prose
from reportgen.read.confined import LimitReached, confined, in_batches
from reportgen.read.pdf import MOST_PAGES, Fault, Part, Unreadable, pages, parts
from reportgen.read.structure import structured

Made = TypeVar("Made")

_SECONDS = 10
_MEGABYTES = 400  # with the interpreter and the library itself, under 512

_FAULTS = {
    Fault.LOCKED: ("L503", "文件加了打开密码", "请取消密码后重新保存"),
    Fault.BROKEN: ("L504", "文件已损坏，打不开", "请重新下载或拷贝一次；仍不行，请对方重新发送"),
    Fault.LONG: ("L506", f"文件超过 {MOST_PAGES:,} 页", "请分成几个文件"),
}


def read_pdf(data: bytes, shown: str) -> tuple[Document | None, list[Finding]]:
    """The document in a PDF, `shown` being the path findings name; or why it is not read."""
    nowhere = at_file(shown)
    try:
        found, scanned = confined(_read, data, _SECONDS, _MEGABYTES)
    except LimitReached:
        message = f"文件 {_SECONDS} 秒内没有读完，或占用的内存太多"
        hint = "请确认文件来源可靠；确实很大的，请分成几个文件"
        return None, [Finding("L513", message, nowhere, hint=hint)]
    except Unreadable as refused:
        code, message, hint = _FAULTS[refused.fault]
        return None, [Finding(code, message, nowhere, hint=hint)]
    if not found:
        message = "PDF 里没有文字" + ("，只有图像，多半是扫描件" if scanned else "")
        hint = "请用原稿（.docx）或带文字的 PDF；扫描件请先做文字识别"
        return None, [Finding("L511", message, nowhere, hint=hint)]
    document = _document(found, shown)
    return document, list(_told(document, scanned))


def of_each(made: Sequence[tuple[Document, bytes]], work: Callable[[bytes], Made]) -> list[Made | None]:
    """What `work` makes of each document's PDF, within the same limits; None for one that reached them."""
    return in_batches(work, [pdf for _, pdf in made], _SECONDS, _MEGABYTES)


def _read(data: bytes) -> tuple[list[Part], list[int]]:
    """The parts, and the numbers of the pages that are but pictures."""
    listed = pages(data)
    return parts(listed), [page.number for page in listed if page.scanned]


def _told(document: Document, scanned: Sequence[int]) -> Iterator[Finding]:
    if scanned:
        message = f"第 {'、'.join(map(str, scanned))} 页只有图像，其中的文字和数没有核对"
        yield Finding("L523", message, Span(document.text), Severity.HINT, "其中若有数，请对着原件人工核对")


def _document(found: Sequence[Part], shown: str) -> Document:
    """The parts as a text of one line each."""
    text = Text(shown, "\n".join(part.text for part in found))
    passages, start = [], 0
    for part in found:
        end = start + len(part.text)
        place = CellPlace(*part.place) if part.place else None
        passages.append(Passage(Prose.whole(Span(text, start, end)), part.role, place=place))
        start = end + 1
    return Document(text, structured(passages))
