"""A .docx as Word applies it: paragraphs, sections, footers, tables and settings, with styles resolved."""

from reportgen.conform.docx.paragraph import Letters, Paragraph
from reportgen.conform.docx.parts import Parts, open_parts, theme_fonts
from reportgen.conform.docx.properties import is_on, properties
from reportgen.conform.docx.reader import Reader
from reportgen.conform.docx.sections import Section, footer_ids, raw_sections, read_sections, starts_page
from reportgen.conform.docx.styles import read_styles
from reportgen.conform.docx.tables import TableFrame
from reportgen.package import Refusal, W
from reportgen.value import Value
from reportgen.word.numbering import Numbering
from reportgen.word.styles import Styles

__all__ = ["Letters", "Paragraph", "Section", "TableFrame", "WordFile", "read_word"]


class WordFile(Value, frozen=True):
    """A document as read. `even_and_odd` tells whether even pages have footers of their own."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    tables: tuple[TableFrame, ...]
    even_and_odd: bool


def read_word(data: bytes) -> WordFile | Refusal:
    """A .docx by anyone, or why it cannot be judged."""
    parts = open_parts(data)
    if isinstance(parts, Refusal):
        return parts
    raw = raw_sections(parts.document)
    reader = _reader(parts)
    reader.section_starts_page = {number: starts_page(section) for number, section in enumerate(raw)}
    body = parts.document.find(W + "body")
    assert body is not None
    footers = {identity: _story(parts, identity) for identity in footer_ids(raw)}
    settings = properties(parts.of_kind("settings"))
    return WordFile(
        tuple(reader.read(body)),
        tuple(read_sections(raw, footers)),
        tuple(reader.tables),
        is_on(settings, "evenAndOddHeaders"),
    )


def _reader(parts: Parts) -> Reader:
    styles = parts.of_kind("styles")
    return Reader(
        read_styles(styles),
        theme_fonts(parts.of_kind("theme")),
        Numbering(parts.of_kind("numbering")),
        Styles(styles),
    )


def _story(parts: Parts, identity: str) -> tuple[Paragraph, ...]:
    root = parts.by_id(identity)
    return tuple(_reader(parts).read(root)) if root is not None else ()
