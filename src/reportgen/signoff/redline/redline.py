"""花脸稿: one document with the changes from an earlier one as tracked changes, which Word accepts and rejects.

Accepting all of them gives the words of the new document, rejecting all those of the old.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise

from reportgen.package import MAIN_PART, Element, Refusal, W, parse_xml, read_parts, to_xml, write_package
from reportgen.signoff.redline.align import aligned
from reportgen.signoff.redline.marks import Marks
from reportgen.signoff.redline.pieces import opcodes, pieces, runs_of

_BLOCKS = (W + "p", W + "tbl")


def redline(old: bytes, new: bytes, author: str, date: str) -> bytes:
    """Both documents in one: that of the new draft, with what the old said otherwise. Both are packages this program wrote."""
    before, after = _parts(old), _parts(new)
    root = parse_xml(after[MAIN_PART])
    body = root[0]
    merged = list(
        _Redline(Marks(author, date)).blocks(_blocks(parse_xml(before[MAIN_PART])[0]), _blocks(body))
    )
    rest = [child for child in body if child.tag not in _BLOCKS]
    body[:] = [*merged, *rest]
    return write_package({**after, MAIN_PART: to_xml(root)})


def _parts(document: bytes) -> dict[str, bytes]:
    parts = read_parts(document)
    assert not isinstance(parts, Refusal)
    return parts


def _blocks(parent: Element) -> list[Element]:
    return [child for child in parent if child.tag in _BLOCKS]


def _said(block: Element) -> str:
    """What a block says, for finding its counterpart; a table is never a paragraph's."""
    if block.tag == W + "p":
        return "".join(piece.key for piece in pieces(block))
    return "\ufffc".join(_said(paragraph) for paragraph in block.iter(W + "p"))


class _Redline:
    def __init__(self, marks: Marks) -> None:
        self._marks = marks

    def blocks(self, old: Sequence[Element], new: Sequence[Element]) -> Iterator[Element]:
        """The blocks of a body or a cell, merged."""
        tables = [[i for i, block in enumerate(side) if block.tag == W + "tbl"] for side in (old, new)]
        if len(tables[0]) != len(tables[1]):
            yield from self._paragraphs(old, new)
            return
        ends = zip(*tables, strict=True)  # table by table, and what stands between them
        for (before, left), (i, j) in pairwise([(-1, -1), *ends, (len(old), len(new))]):
            yield from self._paragraphs(old[before + 1 : i], new[left + 1 : j])
            yield from (self._table(old[i], new[j]),) if i < len(old) else ()

    def _paragraphs(self, old: Sequence[Element], new: Sequence[Element]) -> Iterator[Element]:
        for one, other in aligned(old, new, _said):
            if one is None and other is not None:
                yield self._alone("ins", other)
            elif other is None and one is not None:
                yield self._alone("del", one)
            elif one is not None and other is not None:
                yield self._both(one, other)

    def _alone(self, kind: str, block: Element) -> Element:
        if block.tag == W + "p":
            return self._marks.whole(kind, block)
        made = deepcopy(block)
        for row in made.findall(W + "tr"):
            made.replace(row, self._marks.row(kind, row))
        return made

    def _both(self, old: Element, new: Element) -> Element:
        if old.tag != new.tag:  # nothing of this kind is ever alike
            return deepcopy(new)
        return self._paragraph(old, new) if new.tag == W + "p" else self._table(old, new)

    def _paragraph(self, old: Element, new: Element) -> Element:
        """The new paragraph with its properties, and inside it what changed."""
        before, after = pieces(old), pieces(new)
        if [p.key for p in before] == [p.key for p in after]:
            return deepcopy(new)
        made = new.makeelement(new.tag)
        properties = new.find(W + "pPr")
        if properties is not None:
            made.append(deepcopy(properties))
        for kind, i1, i2, j1, j2 in opcodes(before, after):
            if kind == "equal":
                made.extend(runs_of(after[j1:j2]))
            else:
                made.extend(self._marks.tracked("del", before[i1:i2]))
                made.extend(self._marks.tracked("ins", after[j1:j2]))
        return made

    def _table(self, old: Element, new: Element) -> Element:
        """Row by row; a row of another number of cells is another row."""
        made = deepcopy(new)
        for row in made.findall(W + "tr"):
            made.remove(row)
        for one, other in aligned(old.findall(W + "tr"), new.findall(W + "tr"), _said):
            if one is not None and other is not None and _cells(one) == _cells(other):
                made.append(self._row(one, other))
                continue
            made.extend(self._marks.row("del", row) for row in (one,) if row is not None)
            made.extend(self._marks.row("ins", row) for row in (other,) if row is not None)
        return made

    def _row(self, old: Element, new: Element) -> Element:
        made = deepcopy(new)
        for one, other in zip(old.findall(W + "tc"), made.findall(W + "tc"), strict=True):
            rest = [child for child in other if child.tag not in _BLOCKS]
            merged = list(self.blocks(_blocks(one), _blocks(other)))
            other[:] = [*rest, *merged]
        return made


def _cells(row: Element) -> int:
    return len(row.findall(W + "tc"))
