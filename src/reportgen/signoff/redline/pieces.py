"""A paragraph's runs as the smallest pieces that are compared: a number, a word of letters, a Chinese character, a tab."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from itertools import groupby

from reportgen import patterns
from reportgen.package import XML_SPACE, XMLNS_W, Element, W, parse_xml, to_xml
from reportgen.value import Value

_PIECE = patterns.compile(r"\d+(?:[,.]\d+)*[%‰]?|[A-Za-z]+|.", re.DOTALL)
_TRANSPARENT = {W + name for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "ins", "fldSimple")}
_SHORTEST = 2
"""Equal characters between two changes from which they are kept; a single one only makes the redline harder to read."""


def words(text: str) -> list[str]:
    """A text cut into what is compared."""
    return _PIECE.findall(text)


def element(name: str) -> Element:
    """An empty w: element."""
    return parse_xml(f"<w:{name} {XMLNS_W}/>".encode())


class Piece(Value, frozen=True):
    """Text of a run, or one of its other children; `key` is what is compared, `properties` its w:rPr."""

    key: str
    text: str
    node: Element | None
    properties: Element | None


Opcode = tuple[str, int, int, int, int]


def pieces(paragraph: Element) -> list[Piece]:
    """The pieces of a paragraph in order."""
    return [piece for run in _runs(paragraph) for piece in _of_run(run)]


def _runs(element: Element) -> Iterator[Element]:
    for child in element.iterchildren("*"):
        if child.tag == W + "r":
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _runs(child)


def _of_run(run: Element) -> Iterator[Piece]:
    properties = run.find(W + "rPr")
    for child in run.iterchildren("*"):
        if child.tag == W + "t":
            for word in words(child.text or ""):
                yield Piece(word, word, None, properties)
        elif child.tag != W + "rPr":
            yield Piece(to_xml(child).decode(), "", child, properties)


def opcodes(old: Sequence[Piece], new: Sequence[Piece]) -> list[Opcode]:
    """How to get from one paragraph to the other, changes with almost nothing between them made one."""
    matcher = SequenceMatcher(None, [p.key for p in old], [p.key for p in new], autojunk=False)
    found: list[Opcode] = []
    steps = matcher.get_opcodes()
    for number, step in enumerate(steps):
        inner = 0 < number < len(steps) - 1
        too_short = step[0] == "equal" and inner and _length(old[step[1] : step[2]]) < _SHORTEST
        kind = "replace" if too_short else step[0]
        if found and kind != "equal" and found[-1][0] != "equal":
            found[-1] = ("replace", found[-1][1], step[2], found[-1][3], step[4])
        else:
            found.append((kind, *step[1:]))
    return found


def _length(listed: Sequence[Piece]) -> int:
    return sum(len(piece.text) if piece.node is None else _SHORTEST for piece in listed)


def runs_of(listed: Sequence[Piece], *, deleted: bool = False) -> Iterator[Element]:
    """Runs that hold the pieces, one for each stretch of the same formatting; deleted text is w:delText."""
    for _, group in groupby(listed, key=lambda piece: id(piece.properties)):
        together = list(group)
        run = _run(together[0].properties)
        for is_text, part in groupby(together, key=lambda piece: piece.node is None):
            if is_text:
                run.append(_text(run, "".join(piece.text for piece in part), deleted))
            else:
                run.extend(deepcopy(piece.node) for piece in part if piece.node is not None)
        yield run


def _run(properties: Element | None) -> Element:
    run = element("r")
    if properties is not None:
        run.append(deepcopy(properties))
    return run


def _text(run: Element, text: str, deleted: bool) -> Element:
    node = run.makeelement(W + ("delText" if deleted else "t"), {XML_SPACE: "preserve"})
    node.text = text
    return node
