"""One paragraph: its live words as pieces, and what stands in it without being said: deletions, hidden words, comments, boxes."""

from enum import Enum, auto

from reportgen.package import Element, W
from reportgen.value import Value, field
from reportgen.word.fields import Fields
from reportgen.word.flow import BREAK, Piece, Story
from reportgen.word.names import MATH, UNREAD, XML_SPACE, children, is_on, value
from reportgen.word.styles import Style, Styles

_SPACE = str.maketrans("\t\r\n", "   ")
_MADE_UP = {W + "tab": " ", W + "ptab": " ", W + "cr": BREAK, W + "noBreakHyphen": "-"}
_INSERTED = {W + "ins", W + "moveTo"}
_DELETED = {W + "del", W + "moveFrom"}
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
_NOTE_MARKS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}


class _State(Enum):
    LIVE = auto()
    INSERTED = auto()
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
    """Reads the runs of one paragraph into Words. All wrappers but deletions are transparent, known or not: text is never lost
    because of the element around it."""

    def __init__(self, styles: Styles, fields: Fields, style: Style, *, deleted: bool, hidden: bool) -> None:
        self._styles, self._fields, self._style = styles, fields, style
        self._deleted, self._hidden = deleted, hidden
        self.words = Words()

    def read(self, paragraph: Element) -> Words:
        """The words of a w:p."""
        self._wrapped(paragraph, _State.DELETED if self._deleted else _State.LIVE)
        self._fields.end_paragraph()
        return self.words

    def _wrapped(self, element: Element, state: _State) -> None:
        for child in children(element):
            if child.tag == W + "r":
                self._run(child, state)
            elif child.tag in _INSERTED:
                self._wrapped(child, state if state is _State.DELETED else _State.INSERTED)
            elif child.tag in _DELETED:
                self._wrapped(child, _State.DELETED)
            elif child.tag == W + "fldSimple":
                self._fields.enter(child.get(W + "instr", ""))
                self._wrapped(child, state)
                self._fields.mark("end")
            elif child.tag == MATH + "t":
                self._text(child, child.text or "", 0, state, hidden=False)
            elif child.tag not in _WITHOUT_TEXT:
                self._wrapped(child, state)

    def _run(self, run: Element, state: _State) -> None:
        hidden = self._is_hidden(run)
        for child in children(run):
            if child.tag in (W + "t", W + "delText"):
                text, start = _shown(child)
                gone = child.tag == W + "delText"
                self._text(child, text, start, _State.DELETED if gone else state, hidden)
            elif child.tag in _MADE_UP or child.tag == W + "br":
                self._text(None, _MADE_UP.get(child.tag, BREAK), 0, state, hidden)
            elif child.tag == W + "ruby":
                self._wrapped(child, state)
            elif child.tag == W + "fldChar":
                self._fields.mark(child.get(W + "fldCharType"))
            elif child.tag == W + "instrText":
                self._fields.code(child.text or "")
            elif child.tag in _NOTE_MARKS:
                self.words.marks.append((_NOTE_MARKS[child.tag], child.get(W + "id", ""), self.words.length))
            elif child.tag == W + "commentReference":
                self.words.marks.append(("comment", child.get(W + "id", ""), self.words.length))
            elif child.tag != W + "rPr":
                self.words.unread += self._graphic(child)

    def _text(self, node: Element | None, text: str, start: int, state: _State, hidden: bool) -> None:
        if not text or self._fields.silent:
            return
        piece = Piece(text, node, start)
        if state is _State.DELETED:
            self.words.aside(Story.DELETED, piece)
        elif hidden:
            self.words.aside(Story.HIDDEN, piece)
        else:
            self.words.live(piece, inserted=state is _State.INSERTED)

    def _is_hidden(self, run: Element) -> bool:
        properties = run.find(W + "rPr")
        if properties is not None and properties.find(W + "vanish") is not None:
            return self._hidden or is_on(properties, "vanish")
        styled = self._styles.of(value(properties, "rStyle")).hidden if properties is not None else False
        return self._hidden or styled or self._style.hidden

    def _graphic(self, element: Element) -> bool:
        """Whether it holds a picture, which may show words that nobody here can read; its text boxes wait until the paragraph is done."""
        if element.tag == W + "txbxContent":
            self.words.boxes.append(element)
            return False
        inside = [self._graphic(child) for child in children(element)]
        return element.tag in UNREAD or any(inside)


def _shown(node: Element) -> tuple[str, int]:
    """The characters of a w:t that Word shows, and how many of the node's it leaves out before them."""
    text = (node.text or "").translate(_SPACE)
    if node.get(XML_SPACE) == "preserve":
        return text, 0
    return text.strip(" "), len(text) - len(text.lstrip(" "))
