"""One paragraph: its live text as pieces, and what else stands in it: deletions, hidden words, comments, text boxes."""

from collections.abc import Callable
from enum import Enum, auto

from reportgen.package import XML_SPACE, Element, W
from reportgen.value import Value, field
from reportgen.word.fields import Fields
from reportgen.word.flow import BREAK, Piece, Story
from reportgen.word.names import (
    ALTERNATIVES,
    MATH,
    UNREAD,
    children,
    choice,
    descendant,
    holds,
    is_on,
    value,
)
from reportgen.word.styles import Style, Styles

_MADE_UP = {W + "tab": " ", W + "ptab": " ", W + "cr": BREAK, W + "br": BREAK, W + "noBreakHyphen": "-"}
_SYMBOLS = 0xF000
_WITHOUT_TEXT = {
    W + "pPr",
    W + "rPr",
    W + "sdtPr",
    W + "sdtEndPr",
    W + "smartTagPr",
    W + "customXmlPr",
    W + "rubyPr",
    W + "rt",
}
_MARKS = {
    W + "footnoteReference": "footnote",
    W + "endnoteReference": "endnote",
    W + "commentReference": "comment",
}


class _State(Enum):
    """What the words of an element are; what is deleted is no longer hidden, and what is hidden is no insertion."""

    LIVE = auto()
    INSERTED = auto()
    HIDDEN = auto()
    DELETED = auto()


class Words(Value):
    """What a paragraph holds. The numbers in `asides`, `insertions` and `marks` are columns of the live text."""

    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    asides: list[tuple[Story, int, list[Piece]]] = field(default_factory=list)
    insertions: list[tuple[int, int]] = field(default_factory=list)
    marks: list[tuple[str, str, int]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    unread: int = 0

    def live(self, piece: Piece, inserted: bool) -> None:
        """Adds words that are said."""
        self.pieces.append(piece)
        if inserted:
            self._inserted(len(piece.text))
        self.length += len(piece.text)

    def _inserted(self, length: int) -> None:
        if self.insertions and sum(self.insertions[-1]) == self.length:
            begin, before = self.insertions.pop()
            self.insertions.append((begin, before + length))
        else:
            self.insertions.append((self.length, length))

    def aside(self, story: Story, piece: Piece) -> None:
        """Adds words that are not said; neighbours of one kind make one aside."""
        if self.asides and self.asides[-1][:2] == (story, self.length):
            self.asides[-1][2].append(piece)
        else:
            self.asides.append((story, self.length, [piece]))


class ParagraphReader:
    """Reads the runs of the paragraphs of a text into Words. All wrappers but deletions are transparent, known or not: text is never
    lost because of the element around it."""

    def __init__(self, styles: Styles, text: Element) -> None:
        self.fields = Fields()
        self._styles = styles
        self._runs_differ = holds(text, "vanish", "rStyle")
        self._hidden = self._styled = False
        self._words = Words()

    def read(self, paragraph: Element, style: Style, deleted: bool, hidden: bool) -> Words:
        """The words of a w:p, which may stand in a table row that is `deleted` or `hidden`."""
        self._words = words = Words()
        self._hidden, self._styled = hidden, hidden or style.hidden
        self._wrapped(paragraph, _State.DELETED if deleted else _State.LIVE)
        self.fields.end_paragraph()
        return words

    def _wrapped(self, element: Element, state: _State) -> None:
        for child in element:
            _IN_PARAGRAPH.get(child.tag, ParagraphReader._wrapped)(self, child, state)

    def _chosen(self, alternatives: Element, state: _State) -> None:
        if (shown := choice(alternatives)) is not None:
            self._wrapped(shown, state)

    def _inserted(self, element: Element, state: _State) -> None:
        self._wrapped(element, state if state is _State.DELETED else _State.INSERTED)

    def _removed(self, element: Element, state: _State) -> None:
        self._wrapped(element, _State.DELETED)

    def _field(self, element: Element, state: _State) -> None:
        self.fields.enter(element.get(W + "instr", ""))
        self._wrapped(element, state)
        self.fields.mark("end")

    def _equation(self, element: Element, state: _State) -> None:
        self._text(element, element.text or "", 0, state)

    def _silent(self, element: Element, state: _State) -> None:
        """What holds no words."""

    def _run(self, run: Element, state: _State) -> None:
        hidden = self._is_hidden(run) if self._runs_differ else self._styled
        self._inside(run, _State.HIDDEN if hidden and state is not _State.DELETED else state)

    def _inside(self, run: Element, state: _State) -> None:
        for child in run:
            _IN_RUN.get(child.tag, ParagraphReader._drawn)(self, child, state)

    def _chosen_inside(self, alternatives: Element, state: _State) -> None:
        if (shown := choice(alternatives)) is not None:
            self._inside(shown, state)

    def _said(self, element: Element, state: _State) -> None:
        text, start = _shown(element)
        self._text(element, text, start, state)

    def _unsaid(self, element: Element, state: _State) -> None:
        self._said(element, _State.DELETED)

    def _made_up(self, element: Element, state: _State) -> None:
        self._text(None, _MADE_UP[element.tag], 0, state)

    def _symbol(self, element: Element, state: _State) -> None:
        self._text(None, _in_symbol_font(element.get(W + "char", "")), 0, state)

    def _ruby(self, element: Element, state: _State) -> None:
        self._wrapped(element, state)

    def _field_mark(self, element: Element, state: _State) -> None:
        self.fields.mark(element.get(W + "fldCharType"))

    def _field_code(self, element: Element, state: _State) -> None:
        self.fields.code(element.text or "")

    def _mark(self, element: Element, state: _State) -> None:
        self._words.marks.append((_MARKS[element.tag], element.get(W + "id", ""), self._words.length))

    def _drawn(self, element: Element, state: _State) -> None:
        self._words.unread += self._graphic(element)

    def _text(self, node: Element | None, text: str, start: int, state: _State) -> None:
        if not text or self.fields.silent:
            return
        piece = Piece(text, node, start)
        if state is _State.DELETED:
            self._words.aside(Story.DELETED, piece)
        elif state is _State.HIDDEN:
            self._words.aside(Story.HIDDEN, piece)
        else:
            self._words.live(piece, inserted=state is _State.INSERTED)

    def _is_hidden(self, run: Element) -> bool:
        properties = descendant(run, "rPr")
        if properties is None:
            return self._styled
        if descendant(properties, "vanish") is not None:
            return self._hidden or is_on(properties, "vanish")
        named = value(properties, "rStyle")
        return self._styled or (named is not None and self._styles.of(named).hidden)

    def _graphic(self, element: Element) -> bool:
        """Whether it holds a picture, which may show words that nobody here can read; its text boxes wait until the paragraph is done."""
        if element.tag == W + "txbxContent":
            self._words.boxes.append(element)
            return False
        inside = [self._graphic(child) for child in children(element)]
        return element.tag in UNREAD or any(inside)


def _shown(node: Element) -> tuple[str, int]:
    """The characters of a w:t that Word shows, and how many of the node's it leaves out before them."""
    text = (node.text or "").replace("\t", " ").replace("\r", " ").replace("\n", " ")
    shown = text.strip(" ")
    if shown == text or node.get(XML_SPACE) == "preserve":
        return text, 0
    return shown, len(text) - len(text.lstrip(" "))


def _in_symbol_font(code: str) -> str:
    """A w:sym by its place in its font, as a private character: what it shows only the font tells (ISO/IEC 29500-1, 17.3.3.30)."""
    try:
        return chr(_SYMBOLS | int(code, 16) & 0xFF)
    except ValueError:
        return chr(_SYMBOLS)


_Reading = Callable[[ParagraphReader, Element, _State], None]

_IN_PARAGRAPH: dict[object, _Reading] = {
    **dict.fromkeys(_WITHOUT_TEXT, ParagraphReader._silent),
    **dict.fromkeys((W + "ins", W + "moveTo"), ParagraphReader._inserted),
    **dict.fromkeys((W + "del", W + "moveFrom"), ParagraphReader._removed),
    W + "r": ParagraphReader._run,
    W + "fldSimple": ParagraphReader._field,
    MATH + "t": ParagraphReader._equation,
    ALTERNATIVES: ParagraphReader._chosen,
}
"""How the children of a paragraph are read; all others as what they hold."""

_IN_RUN: dict[object, _Reading] = {
    **dict.fromkeys(_MADE_UP, ParagraphReader._made_up),
    **dict.fromkeys(_MARKS, ParagraphReader._mark),
    W + "rPr": ParagraphReader._silent,
    W + "t": ParagraphReader._said,
    W + "delText": ParagraphReader._unsaid,
    W + "sym": ParagraphReader._symbol,
    W + "ruby": ParagraphReader._ruby,
    W + "fldChar": ParagraphReader._field_mark,
    W + "instrText": ParagraphReader._field_code,
    ALTERNATIVES: ParagraphReader._chosen_inside,
}
"""How the children of a run are read; all others as drawings."""
