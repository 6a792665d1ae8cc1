"""Finds what follows the text: 附件 and 版记."""

import re
from collections.abc import Iterator, Sequence

from reportgen.conform.docx import Paragraph, WordFile
from reportgen.conform.elements.elements import Attachment, Imprint
from reportgen.conform.elements.patterns import COPIES, LABEL, PRINTED
from reportgen.conform.elements.title import find_author

MOST_TITLE_LINES = 5
LONGEST_PRINTER = 70  # characters of the line 印发机关 … 印发
FROM_END = 60  # paragraphs with text, counted from the end, in which 版记 may stand (a table may follow it in the file)


def find_imprint(word: WordFile) -> Imprint | None:
    """版记: the table, or the paragraphs, that hold 抄送 and 印发."""
    texts = [p for p in word.paragraphs if p.words]
    printer = next((p for p in reversed(texts) if _is_printer(p, texts)), None)
    copies = next((p for p in reversed(texts) if _is_copies(p, texts, printer)), None)
    anchor = copies or printer
    if anchor is None:
        return None
    if anchor.cell is not None:
        number = anchor.cell.table
        own = tuple(p for p in word.paragraphs if p.cell and p.cell.table == number)
        return Imprint(own, copies, printer, next((t for t in word.tables if t.number == number), None))
    first, last = anchor.line, (printer or anchor).line
    own = tuple(p for p in texts if first <= p.line <= last and p.cell is None)
    return Imprint(own, copies, printer, None)


def _is_printer(paragraph: Paragraph, texts: Sequence[Paragraph]) -> bool:
    words, row = paragraph.words, _row_words(paragraph, texts)
    is_short = len(words) <= LONGEST_PRINTER and "。" not in words
    return is_short and bool(PRINTED.search(words) or PRINTED.search(row))


def _row_words(paragraph: Paragraph, texts: Sequence[Paragraph]) -> str:
    """All words of a paragraph's table row: 印发机关 and 印发日期 often stand in two cells."""
    if paragraph.cell is None:
        return ""
    place = (paragraph.cell.table, paragraph.cell.row)
    words = "".join(p.words for p in texts if p.cell and (p.cell.table, p.cell.row) == place)
    return words if len(words) <= LONGEST_PRINTER else ""


def _is_copies(paragraph: Paragraph, texts: Sequence[Paragraph], printer: Paragraph | None) -> bool:
    if not COPIES.match(paragraph.words):
        return False
    if printer is not None:
        return paragraph.line < printer.line and paragraph.line > printer.line - 12
    return paragraph.words.startswith("抄") and paragraph in texts[-FROM_END:]


def find_attachments(word: WordFile, after_title: Sequence[Paragraph]) -> list[Attachment]:
    """The attachments: each from its label to the next one's."""
    labels = [p for p in after_title if p.cell is None and _is_label(p, after_title)]
    ends = [*(p.line for p in labels[1:]), len(word.paragraphs) + 1][: len(labels)]
    return [
        _attachment(label, [p for p in after_title if label.line < p.line < end])
        for label, end in zip(labels, ends, strict=True)
    ]


def _is_label(paragraph: Paragraph, texts: Sequence[Paragraph]) -> bool:
    return bool(LABEL.fullmatch(paragraph.words)) and paragraph is not texts[0]


def _attachment(label: Paragraph, following: Sequence[Paragraph]) -> Attachment:
    title = tuple(_title(following))
    rest = [p for p in following if not title or p.line > title[-1].line]
    author = find_author(rest)
    body = tuple(p for p in rest if p.cell is None and p is not author)
    return Attachment(label, title, author, body)


def _title(following: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The lines under the label that look alike: centred, or larger than what follows."""
    first = next(iter(following), None)
    if first is None or first.cell or first.first_line > 0 or re.search("[。；]$", first.words):
        return
    for paragraph in following[:MOST_TITLE_LINES]:
        alike = (paragraph.size, paragraph.align) == (first.size, first.align)
        if paragraph.cell or not alike or (paragraph is not first and find_author([paragraph])):
            return
        yield paragraph
        if first.align != "center":
            return
