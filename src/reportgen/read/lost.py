"""What a PDF lacks of the document it was made from: a program that sets pages may drop a character.

Characters are counted, wherever they stand on the page, so that nothing depends on how lines and tables are read; what a page adds of
its own (its number, the words in its margins) is left out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from reportgen import patterns
from reportgen.characters import unspaced
from reportgen.document import Document, Role
from reportgen.read.pdf import Unreadable, words
from reportgen.read.pdf_document import of_each
from reportgen.value import Value

_NOT_PRINTED = (Role.HEADER, Role.COMMENT, Role.DELETED, Role.HIDDEN)
_PAGE_NUMBER = patterns.compile(r"[—–-]\d+[—–-]")


class Lost(Value, frozen=True):
    """The characters that a PDF lacks, with how many of each; `lines` are the document's paragraphs, from 1, that lack any (what
    stands in tables is not looked for)."""

    characters: Mapping[str, int]
    lines: tuple[int, ...]


def lost(made: Sequence[tuple[Document, bytes]]) -> list[Lost | None]:
    """What the PDF of each document lacks; None when it lacks nothing or cannot be read."""
    printed = zip(made, of_each(made, _lines), strict=True)
    return [_lost(document, lines) if lines else None for (document, _), lines in printed]


def _lines(pdf: bytes) -> list[str]:
    try:
        return words(pdf)
    except Unreadable:
        return []


def _lost(document: Document, lines: Iterable[str]) -> Lost | None:
    printed = _printed(document, lines)
    said = [
        (passage, unspaced(passage.text)) for passage in document.passages if passage.role not in _NOT_PRINTED
    ]
    missing = Counter("".join(text for _, text in said)) - Counter(printed)
    if not missing:
        return None
    paragraphs = [(passage, text) for passage, text in said if not passage.place]
    broken = (passage for passage, text in paragraphs if missing.keys() & set(text) and text not in printed)
    return Lost(missing, tuple(dict.fromkeys(passage.prose.span(0, 1).line for passage in broken)))


def _printed(document: Document, lines: Iterable[str]) -> str:
    """The characters of all printed lines but page numbers and the words in margins, which pages add of their own."""
    margins = {unspaced(passage.text) for passage in document.passages if passage.role is Role.HEADER}
    folded = map(unspaced, lines)
    return "".join(line for line in folded if line not in margins and not _PAGE_NUMBER.fullmatch(line))
