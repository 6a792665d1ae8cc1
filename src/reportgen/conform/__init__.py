"""A .docx judged against GB/T 9704-2012, clause by clause: from the file, and from its rendered pages when there are any.

`docx` reads the file as Word would apply it, `elements` tells which paragraph is which element, `page` measures a PDF, `clauses` holds
one requirement a file.
"""

from itertools import takewhile

from reportgen.conform.clauses import clauses, table
from reportgen.conform.docx import WordFile, read_word
from reportgen.conform.elements import recognise
from reportgen.conform.page import Page, measured, printed
from reportgen.conform.rendering import for_libreoffice
from reportgen.conform.sheet import Sheet
from reportgen.conformity import Conformity
from reportgen.finding import Finding, Text
from reportgen.package import Refusal
from reportgen.value import replace

__all__ = ["clauses", "examine", "for_libreoffice"]

_FINDINGS = "核对提示"
"""The title of the list."""


def examine(path: str, document: bytes, pdf: bytes | None = None) -> Conformity | Finding:
    """Judges the .docx `document`, and its rendering `pdf` if there is one; a finding at `path` says why it cannot be judged."""
    word = read_word(document)
    if isinstance(word, Refusal):
        return word.finding(path)
    lines = (" ".join(paragraph.text.split("\n")) for paragraph in word.paragraphs)
    text = Text(path, "\n".join(lines))
    word, pages = _without_findings(word, measured(pdf) if pdf is not None else ())
    sheet = Sheet(word, recognise(word), printed(word.paragraphs, pages) if pages else None)
    return Conformity(text, table(sheet), len(pages))


def _without_findings(word: WordFile, pages: tuple[Page, ...]) -> tuple[WordFile, tuple[Page, ...]]:
    """A document without the list of findings that a draft of ours ends with, on pages of its own."""
    start = next((p.line for p in word.paragraphs if p.starts_page and p.words == _FINDINGS), None)
    if start is None:
        return word, pages
    own = tuple(p for p in word.paragraphs if p.line < start)
    before = takewhile(lambda page: all(line.text != _FINDINGS for line in page.text_lines), pages)
    return replace(word, paragraphs=own), tuple(before)
