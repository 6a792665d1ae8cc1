"""The marks of tracked changes (ISO/IEC 29500-1, 17.13.5): author and date are the submission's, never the clock's."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count

from reportgen.package import Element, W
from reportgen.signoff.redline.pieces import Piece, element, pieces, runs_of

_AFTER_MARK = (W + "sectPr", W + "pPrChange")


class Marks:
    """Makes tracked insertions and deletions, numbered through the document."""

    def __init__(self, author: str, date: str) -> None:
        self._author, self._date = author, f"{date}T00:00:00Z"
        self._numbers = count(1)

    def mark(self, kind: str) -> Element:
        """An empty w:ins or w:del."""
        found = element(kind)
        fields = {"id": str(next(self._numbers)), "author": self._author, "date": self._date}
        for name, value in fields.items():
            found.set(W + name, value)
        return found

    def tracked(self, kind: str, listed: Sequence[Piece]) -> Iterator[Element]:
        """The pieces as an insertion ("ins") or a deletion ("del"); nothing for none."""
        if listed:
            around = self.mark(kind)
            around.extend(runs_of(listed, deleted=kind == "del"))
            yield around

    def whole(self, kind: str, paragraph: Element) -> Element:
        """A copy of a paragraph inserted ("ins") or deleted ("del") with its end."""
        made = element("p")
        properties = paragraph.find(W + "pPr")
        made.append(element("pPr") if properties is None else deepcopy(properties))
        if kind == "del":
            for section in made[0].findall(W + "sectPr"):
                made[0].remove(section)
        self._end(kind, made[0])
        made.extend(self.tracked(kind, pieces(paragraph)))
        return made

    def _end(self, kind: str, properties: Element) -> None:
        """Marks the end of a paragraph, in the w:rPr of its properties."""
        own = properties.find(W + "rPr")
        if own is None:
            own = element("rPr")
            later = (i for i, child in enumerate(properties) if child.tag in _AFTER_MARK)
            properties.insert(next(later, len(properties)), own)
        own.insert(0, self.mark(kind))

    def row(self, kind: str, row: Element) -> Element:
        """A copy of a table row inserted or deleted, with all it says."""
        made = deepcopy(row)
        properties = made.find(W + "trPr")
        if properties is None:
            properties = element("trPr")
            before = [child for child in made if child.tag == W + "tblPrEx"]
            made.insert(len(before), properties)
        properties.append(self.mark(kind))
        for cell in made.iterchildren(W + "tc"):
            for paragraph in cell.findall(W + "p"):
                cell.replace(paragraph, self.whole(kind, paragraph))
        return made
