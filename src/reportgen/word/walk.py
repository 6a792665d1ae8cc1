"""The blocks of one text of a document: paragraphs and tables, nested as they come, text boxes after the paragraph they hang on."""

from collections.abc import Callable, Iterator
from itertools import count

from reportgen.document import CellPlace
from reportgen.package import Element, W
from reportgen.value import Value, replace
from reportgen.word.flow import Aside, Insertion, Line, Piece, Story
from reportgen.word.names import (
    ALTERNATIVES,
    children,
    choice,
    descendant,
    firsts,
    holds,
    is_on,
    number,
    val,
    value,
)
from reportgen.word.numbering import Numbering
from reportgen.word.paragraph import ParagraphReader, Words
from reportgen.word.styles import Styles, outline_level

_TITLES = ("title", "标题")
_CONTENTS = "toc "
_MOST_COLUMNS = 63
_STYLE, _LEVEL, _MARK = W + "pStyle", W + "outlineLvl", W + "rPr"


class _Where(Value, frozen=True):
    """What holds for all paragraphs inside a block."""

    story: Story
    host: Element | None = None
    cell: CellPlace | None = None
    deleted: bool = False
    hidden: bool = False
    contents: bool = False


class Walk:
    """Collects the lines of a document, one text after the other."""

    _reader: ParagraphReader
    _cells_span: bool

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles, self._numbering = styles, numbering
        self._tables = count()
        self._waiting: list[Line] = []
        self._hosts: dict[tuple[str, str], tuple[Element | None, Aside]] = {}
        self.lines: list[Line] = []
        self.asides: list[Aside] = []
        self.insertions: list[Insertion] = []
        self.unread = 0
        self.runs_programs = False

    def text(self, root: Element, story: Story, host: Element | None = None) -> None:
        """Reads the blocks inside an element."""
        self._reader = ParagraphReader(self._styles, root)
        self._cells_span = holds(root, "gridSpan")
        self._blocks(root, _Where(story, host))
        self.runs_programs = self.runs_programs or self._reader.fields.runs_programs

    def host(self, kind: str, identity: str) -> Element | None:
        """The paragraph of the body that a footnote, an endnote or a comment hangs on."""
        found = self._hosts.get((kind, identity))
        return found[0] if found else None

    def mark(self, kind: str, identity: str) -> Aside | None:
        """Where the mark of a note or a comment stands."""
        found = self._hosts.get((kind, identity))
        return found[1] if found else None

    def close(self) -> None:
        """Puts the deleted and hidden words after all others."""
        self.lines += sorted(self._waiting, key=lambda line: line.story)

    def _blocks(self, element: Element, where: _Where) -> None:
        for child in element:
            _IN_TEXT.get(child.tag, Walk._blocks)(self, child, where)

    def _chosen(self, alternatives: Element, where: _Where) -> None:
        if (shown := choice(alternatives)) is not None:
            self._blocks(shown, where)

    def _control(self, element: Element, where: _Where) -> None:
        gallery = value(element, "sdtPr/docPartObj/docPartGallery")
        contents = where.contents or gallery == "Table of Contents"
        self._blocks(element, replace(where, contents=contents))

    def _foreign(self, element: Element, where: _Where) -> None:
        self.unread += 1

    def _silent(self, element: Element, where: _Where) -> None:
        """What holds no words."""

    def _paragraph(self, element: Element, where: _Where) -> None:
        properties = descendant(element, "pPr")
        held = firsts(properties)
        style = self._styles.paragraph(val(held.get(_STYLE)))
        ends = _MARK in held and descendant(properties, "rPr/del") is not None
        words = self._reader.read(element, style, where.deleted, where.hidden)
        self.unread += words.unread
        host = where.host if where.host is not None or where.story is not Story.BODY else element
        deleted = not words.pieces and (ends or words.asides)  # such a paragraph does not count
        printed = "" if deleted else self._numbering.next(properties, style)
        self._note(words, where, host, len(printed))
        own = number(val(held.get(_LEVEL)))
        pieces = (Piece(printed), *words.pieces) if printed else tuple(words.pieces)
        line = Line(
            pieces,
            "".join([piece.text for piece in pieces]),
            where.story,
            host,
            where.cell,
            style.level if own is None else outline_level(own),
            style.name in _TITLES,
            ends,
            where.contents or self._reader.fields.in_contents or style.name.startswith(_CONTENTS),
        )
        self.lines.append(line)
        for box in words.boxes:
            self._blocks(box, replace(where, host=host, cell=None))

    def _note(self, words: Words, where: _Where, host: Element | None, shift: int) -> None:
        """Remembers what stands in the paragraph beside its live words, which `shift` characters of an automatic number go before."""
        line = len(self.lines)
        for story, column, pieces in words.asides:
            text = "".join(piece.text for piece in pieces)
            self.asides.append(Aside(story, line, shift + column, text))
            self._waiting.append(Line(tuple(pieces), text, story, host, where.cell))
        for column, length in words.insertions:
            self.insertions.append(Insertion(line, shift + column, length))
        for kind, identity, column in words.marks:
            place = Aside(Story.COMMENT if kind == "comment" else Story.NOTE, line, shift + column)
            self._hosts.setdefault((kind, identity), (host, place))

    def _table(self, element: Element, where: _Where) -> None:
        table = next(self._tables)
        for row, line in enumerate(_wrapped(element, W + "tr")):
            properties = descendant(line, "trPr")
            deleted = descendant(properties, "del") is not None
            hidden = is_on(properties, "hidden")
            inside = replace(where, deleted=where.deleted or deleted, hidden=where.hidden or hidden)
            column = _grid_columns(value(properties, "gridBefore"), 0)
            for cell in _wrapped(line, W + "tc"):
                self._blocks(cell, replace(inside, cell=CellPlace(table, row, column)))
                column += self._columns(cell)

    def _columns(self, cell: Element) -> int:
        return _grid_columns(value(cell, "tcPr/gridSpan"), 1) or 1 if self._cells_span else 1


def _grid_columns(written: str | None, default: int) -> int:
    """How many columns are spanned or left out: no more than a table of Word's has, whatever the file says."""
    return min(max(number(written, default) or 0, 0), _MOST_COLUMNS)


def _wrapped(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also inside content controls."""
    for child in children(element):
        if child.tag == tag:
            yield child
        elif child.tag not in (W + "p", W + "tbl"):
            yield from _wrapped(child, tag)


_IN_TEXT: dict[object, Callable[[Walk, Element, _Where], None]] = {
    **dict.fromkeys((W + "sectPr", W + "sdtPr", W + "tcPr"), Walk._silent),
    W + "p": Walk._paragraph,
    W + "tbl": Walk._table,
    W + "sdt": Walk._control,
    W + "altChunk": Walk._foreign,
    ALTERNATIVES: Walk._chosen,
}
"""How the children of a text are read; all others as what they hold."""
