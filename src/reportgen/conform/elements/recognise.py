"""Tells which paragraph is which element, by its words, its look and its place, never by the name of its style alone.

A recogniser is generous: a document number in square brackets is still the document number, so that its clause can say what is wrong.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reportgen.conform.docx import Paragraph, WordFile
from reportgen.conform.elements.elements import Elements, Paragraphs
from reportgen.conform.elements.ending import find_attachments, find_imprint
from reportgen.conform.elements.heading import find_headings
from reportgen.conform.elements.letterhead import find_head
from reportgen.conform.elements.patterns import DATE, ENCLOSURE, ENCLOSURE_NEXT, NOTE, TABLE_NOTE, UNIT
from reportgen.conform.elements.title import find_author, find_recipient, find_title
from reportgen.value import replace

MOST_IN_SIGNATURE = 60  # characters


def recognise(word: WordFile) -> Elements:
    """The elements of a document."""
    imprint = find_imprint(word)
    taken = {p.line for p in imprint.paragraphs} if imprint else set()
    flow = [p for p in word.paragraphs if p.words and p.line not in taken]
    head = find_head(word, flow)
    start = head.last.line if head.last else 0
    after_head = [p for p in flow if p.line > start and not p.in_frame]
    title = find_title(after_head, head.is_there)
    after_title = [p for p in after_head if p.line > (title[-1].line if title else start)]
    attachments = find_attachments(word, after_title)
    end = attachments[0].label.line if attachments else len(word.paragraphs) + 1
    framed = set(_signed_tables(after_title))
    main = [p for p in after_title if p.line < end and (p.cell is None or p.cell.table in framed)]
    found = _main_part(main, is_letter=head.is_there)
    headings = (h for part in (found.body, *(a.body for a in attachments)) for h in find_headings(part))
    return replace(
        found,
        head=head,
        title=title,
        headings=tuple(headings),
        attachments=tuple(replace(a, body=_texts(a.body)) for a in attachments),
        imprint=imprint,
    )


def _signed_tables(texts: Sequence[Paragraph]) -> Iterator[int]:
    """The tables of one column that hold 署名 and, last, 成文日期."""
    for table, cells in groupby(texts, key=lambda p: p.cell.table if p.cell else None):
        own = list(cells)
        is_column = all(p.cell and not p.cell.column for p in own)
        if table is not None and is_column and DATE.fullmatch(own[-1].words):
            yield table


def _main_part(main: Sequence[Paragraph], *, is_letter: bool) -> Elements:
    """The elements between the title and the attachments."""
    author = find_author(main)
    rest = [p for p in main if p is not author]
    recipient = find_recipient(rest, is_letter)
    rest = [p for p in rest if p is not recipient]
    enclosures = tuple(_enclosures(rest))
    date = _date(rest)
    signatures = tuple(_signatures(rest, date, enclosures))[::-1]
    note = _note(rest, date)
    apart = {id(p) for p in (*enclosures, date, *signatures, note)}
    body = _texts(p for p in rest if id(p) not in apart)
    return Elements(
        author=author,
        recipient=recipient,
        body=body,
        enclosures=enclosures,
        signatures=signatures,
        date=date,
        note=note,
    )


def _texts(paragraphs: Iterable[Paragraph]) -> Paragraphs:
    return tuple(p for p in paragraphs if _is_text(p))


def _is_text(paragraph: Paragraph) -> bool:
    """Neither a table's caption nor its unit nor the note below it."""
    is_caption = paragraph.align == "center" and len(paragraph.words) < 40 and "。" not in paragraph.words
    return not is_caption and not (UNIT.match(paragraph.words) or TABLE_NOTE.match(paragraph.words))


def _enclosures(rest: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """附件说明: the line that begins with 附件： and the numbered names under it."""
    starts = [i for i, p in enumerate(rest) if ENCLOSURE.match(p.words)]
    if not starts:
        return
    first = starts[-1]
    yield rest[first]
    for paragraph in rest[first + 1 :]:
        if not ENCLOSURE_NEXT.match(paragraph.words) or DATE.fullmatch(paragraph.words):
            return
        yield paragraph


def _date(rest: Sequence[Paragraph]) -> Paragraph | None:
    """成文日期: the last line that is only a date, after some text."""
    return next((p for p in reversed(rest[1:]) if DATE.fullmatch(p.words)), None)


def _signatures(
    rest: Sequence[Paragraph], date: Paragraph | None, enclosures: Sequence[Paragraph]
) -> Iterator[Paragraph]:
    """署名: the short line above the date, and those above it that stand at the right like it, from below upwards."""
    before = [p for p in rest if date and p.line < date.line]
    last = next(reversed(before), None)
    for paragraph in reversed(before):
        is_long = len(paragraph.words) > MOST_IN_SIGNATURE or re.search(r"[。；：:！]$", paragraph.words)
        if is_long or paragraph in enclosures or (paragraph is not last and paragraph.align != "right"):
            return
        yield paragraph


def _note(rest: Sequence[Paragraph], date: Paragraph | None) -> Paragraph | None:
    """附注: the line under the date, in brackets or not."""
    first = next((p for p in rest if date and p.line > date.line), None)
    words = first.words if first else ""
    return first if NOTE.fullmatch(words) or re.match(r"[（(]?(?:联系|此件|附注)", words) else None
