"""Finds numbered headings (结构层次序数, 7.3.3)."""

import re
from collections.abc import Iterator, Sequence

from reportgen.conform.docx import Paragraph
from reportgen.conform.elements.elements import Heading
from reportgen.conform.elements.patterns import ARTICLE, HEADINGS

LONGEST = 60  # characters of a heading on a line of its own


def find_headings(body: Sequence[Paragraph]) -> Iterator[Heading]:
    """The paragraphs that begin with a number of one of the four levels; below 第…条 of a regulation （一） and 1. are 项 and 目."""
    in_article = False
    for paragraph in body:
        numbers = ((level, pattern.match(paragraph.words)) for level, pattern in enumerate(HEADINGS, 1))
        level, found = next(((level, found) for level, found in numbers if found), (0, None))
        in_article = level != 1 and (in_article or bool(ARTICLE.match(paragraph.words)))
        if found and not in_article:
            yield Heading(paragraph, level, found[0].strip(), _runs_in(paragraph))


def _runs_in(paragraph: Paragraph) -> bool:
    """Whether text goes on after the heading's own sentence."""
    sentence = re.match(r"[^。！？；]*[。！？；]?", paragraph.words)
    rest = paragraph.words[sentence.end() :] if sentence else ""
    return bool(rest.strip()) or len(paragraph.words) > LONGEST
