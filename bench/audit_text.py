"""A plain line reader for scoring: text files whose paragraphs were cut by pages."""

import re
from pathlib import Path

from reportgen.document import Document, Passage
from reportgen.finding import Span, Text
from reportgen.prose import Prose

_ENDS = re.compile(r"[。！？：；:;!?”]\s*\**\s*$")
_STARTS = re.compile(
    r"[\s#*>-]*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、．]|附件|第[一二三四五六七八九十]|[①-⑳]|[-—]|\([^)]*局\))"
)


def document_of(path: str, content: str) -> Document:
    """The document of a text: a line is a paragraph, one cut by a blank line in mid-sentence is joined."""
    text = Text(path, content)
    pieces: list[list[Span]] = []
    offset, blank = 0, False
    for line in content.split("\n"):
        span = Span(text, offset, offset + len(line))
        if not line.strip():
            blank = True
        elif blank and pieces and _continues(pieces[-1][-1].quote, line):
            pieces[-1].append(span)
            blank = False
        else:
            pieces.append([span])
            blank = False
        offset += len(line) + 1
    return Document(text, tuple(Passage(_joined(spans)) for spans in pieces))


def _continues(before: str, line: str) -> bool:
    return len(before) >= 40 and not _ENDS.search(before.rstrip()) and not _STARTS.match(line)


def _joined(spans: list[Span]) -> Prose:
    starts, at = [], 0
    for span in spans:
        starts.append(at)
        at += span.end - span.start
    return Prose("".join(s.quote for s in spans), spans[0].text, tuple(starts), tuple(s.start for s in spans))


def read_text(path: Path) -> Document:
    return document_of(path.name, path.read_text(encoding="utf-8"))
