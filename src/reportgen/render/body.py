"""The body of a filled part, taken apart into its elements.

They stay the texts they were printed as; only an element that is to change is read into a tree.
"""

from functools import lru_cache

from reportgen import patterns
from reportgen.package import Element, W, inner_xml, parse_xml
from reportgen.render.level import CUT
from reportgen.render.tree import text_of

_STYLE = patterns.compile(r'<w:p(?: [^>]*)?><w:pPr><w:pStyle w:val="([^"]*)"')
_ROOT = patterns.compile("<w:document[^>]*>")


class Body:
    """The elements of a body, between the text before and after them."""

    def __init__(self, filled: str) -> None:
        self._head, *texts, self._foot = filled.split(CUT)
        root = _ROOT.search(self._head)
        assert root is not None
        self.pieces = [Piece(text, root[0]) for text in texts]

    def __str__(self) -> str:
        """The part as it is now."""
        return "".join((self._head, *(piece.text for piece in self.pieces), self._foot))


class Piece:
    """An element of a body: the text it was printed as or, once its tree was asked for, that tree, which may be changed. Whatever it is
    asked, it answers as it is now.

    `root` is the start tag of the document, which binds the prefixes.
    """

    def __init__(self, text: str, root: str) -> None:
        self._text, self._root = text, root
        self._ends_section = text.find("<w:sectPr", 0, text.find("</w:pPr>")) >= 0
        self._parent: Element | None = None

    def like(self, text: str) -> "Piece":
        """Another element for the same body."""
        return Piece(text, self._root)

    @property
    def text(self) -> str:
        """The element as XML."""
        return self._text if self._parent is None else inner_xml(self._parent)

    @property
    def tree(self) -> Element:
        """The element as a tree."""
        return self._read()[0]

    def become(self, tree: Element) -> None:
        """Lets another element stand in its place."""
        self._read()[0] = tree

    def _read(self) -> Element:
        if self._parent is None:
            self._parent = parse_xml(f"{self._root}{self._text}</w:document>".encode())
        return self._parent

    @property
    def is_paragraph(self) -> bool:
        return self._is("p", ("<w:p>", "<w:p ", "<w:p/"))

    @property
    def is_table(self) -> bool:
        return self._is("tbl", ("<w:tbl>", "<w:tbl "))

    def _is(self, name: str, starts: tuple[str, ...]) -> bool:
        return self._text.startswith(starts) if self._parent is None else self.tree.tag == W + name

    @property
    def style(self) -> str:
        """The style id of a paragraph; empty for the default, and for anything else."""
        if self._parent is None:
            found = _STYLE.match(self._text)
            return found[1] if found else ""
        named = self.tree.find(f"{W}pPr/{W}pStyle")
        return "" if named is None else named.get(W + "val", "")

    @property
    def words(self) -> str:
        """All text inside it."""
        return text_of(self.tree)

    @property
    def section(self) -> Element | None:
        """The w:sectPr of the section that ends with this paragraph, or that this element is."""
        return _section(self.tree) if self._may_end_section else None

    @property
    def area_width(self) -> int | None:
        """The width, in twips, of the text area of that section."""
        if not self._may_end_section:
            return None
        return _printed_width(self._text, self._root) if self._parent is None else _width(self.tree)

    @property
    def _may_end_section(self) -> bool:
        return self._ends_section or self._parent is not None


@lru_cache(maxsize=16)
def _printed_width(text: str, root: str) -> int | None:
    """The same of an element as printed: the last section of a document is that of its template."""
    return _width(Piece(text, root).tree)


def _width(element: Element) -> int | None:
    section = _section(element)
    return None if section is None else area_width(section)


def _section(element: Element) -> Element | None:
    return element if element.tag == W + "sectPr" else element.find(f"{W}pPr/{W}sectPr")


def area_width(section: Element) -> int:
    """The width, in twips, of the text area of a section's pages. Raises ValueError when it says none (`is_document` asked)."""
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    if size is None or margins is None:
        raise ValueError("a section without its page")
    return int(size.get(W + "w", 0)) - int(margins.get(W + "left", 0)) - int(margins.get(W + "right", 0))
