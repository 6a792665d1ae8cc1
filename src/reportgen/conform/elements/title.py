"""Finds 标题, the author under it, and 主送机关."""

import re
from collections.abc import Sequence

from reportgen.conform.docx import Paragraph
from reportgen.conform.elements.elements import Paragraphs
from reportgen.conform.elements.patterns import ENCLOSURE, HEADINGS, LABEL

REACH = 6  # paragraphs with text in which a title may begin
MOST_LINES = 6
LONGEST_RECIPIENTS = 1000  # characters, more than a page
LONGEST = 60  # characters on a line that may still be a title's
_STYLES = frozenset({"title", "标题", "公文标题", "大标题"})


def find_title(after_head: Sequence[Paragraph], has_head: bool) -> Paragraphs:
    """The lines of the title: centred, set larger than the text or styled as a title, near the top."""
    body = body_size(after_head)
    candidates = list(after_head[:REACH])
    for index, paragraph in enumerate(candidates):
        if _is_title(paragraph, body) or (has_head and index == 0 and _is_short(paragraph)):
            return _lines(after_head[index:], body)
        if not _is_short(paragraph):
            break
    return ()


def _is_title(paragraph: Paragraph, body: int) -> bool:
    if paragraph.cell or len(paragraph.words) > LONGEST or LABEL.fullmatch(paragraph.words):
        return False
    if paragraph.style.lower() in _STYLES:
        return True
    signs = (paragraph.align == "center", paragraph.size > body, paragraph.style.lower() == "heading 1")
    is_sentence = paragraph.words.endswith("。") and sum(signs) < 2
    return any(signs) and not _is_indented(paragraph) and not is_sentence


def _is_short(paragraph: Paragraph) -> bool:
    return len(paragraph.words) <= LONGEST and not re.search(r"[。；：:]$", paragraph.words)


def _is_indented(paragraph: Paragraph) -> bool:
    """Whether it begins as a paragraph of the text does."""
    return paragraph.first_line > 0 and paragraph.align != "center"


def _lines(following: Sequence[Paragraph], body: int) -> Paragraphs:
    """A title goes on while the lines look alike, and unlike the text, set in type of `body` half-points."""
    first = following[0]
    lines = [first]
    for paragraph in following[1:MOST_LINES]:
        alike = (paragraph.align, paragraph.size, paragraph.style) == (first.align, first.size, first.style)
        centred = paragraph.align == first.align == "center" and paragraph.size == first.size
        apart = first.align == "center" or first.style.lower() in _STYLES or first.size > body
        if not (alike or centred) or not apart or not _may_go_on(paragraph):
            break
        lines.append(paragraph)
    return tuple(lines)


def _may_go_on(paragraph: Paragraph) -> bool:
    words = paragraph.words
    closed = re.search(r"[。；：:]$", words) and paragraph.align != "center"
    is_text = _is_indented(paragraph) or len(words) > LONGEST or closed
    is_part = any(h.match(words) for h in HEADINGS) or ENCLOSURE.match(words) or LABEL.fullmatch(words)
    return not (is_text or is_part or is_byline(paragraph))


def is_byline(paragraph: Paragraph) -> bool:
    """（某某局） or （2024年1月12日） under a title."""
    return bool(re.fullmatch(r"[（(][^（()）]{2,40}[）)]", paragraph.words))


def find_author(after_title: Sequence[Paragraph]) -> Paragraph | None:
    """The centred line in brackets right under a title; None when there is none."""
    first = next(iter(after_title), None)
    return first if first is not None and is_byline(first) and first.align == "center" else None


def find_recipient(after_title: Sequence[Paragraph], is_letter: bool) -> Paragraph | None:
    """A line that ends in a colon, or, in a letter, the unindented line between title and text."""
    first = next(iter(after_title), None)
    if first is None or first.cell or any(h.match(first.words) for h in HEADINGS) or "。" in first.words:
        return None
    if re.search(r"[:：]$", first.words) and len(first.words) < LONGEST_RECIPIENTS:
        return first
    unindented = first.first_line <= 0 and first.align != "center" and len(first.words) < 40
    return first if is_letter and unindented and len(after_title) > 1 else None


def body_size(paragraphs: Sequence[Paragraph]) -> int:
    """The type size of most of the text."""
    counts: dict[int, int] = {}
    for paragraph in paragraphs:
        if paragraph.cell is None:
            counts[paragraph.size] = counts.get(paragraph.size, 0) + len(paragraph.words)
    return max(counts, key=lambda size: counts[size]) if counts else 0
