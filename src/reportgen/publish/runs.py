"""Cutting runs of a Word file so that a comment begins and ends at a character."""

from collections.abc import Iterator
from copy import deepcopy

from reportgen.package import XML_SPACE, Element, W
from reportgen.word import Line


class Runs:
    """The runs of a document; each text node may be cut many times."""

    def __init__(self) -> None:
        self._cut_nodes: dict[Element, list[tuple[int, Element]]] = {}

    def covering(self, line: Line, start: int, end: int) -> tuple[Element, Element] | None:
        """The first and the last run that hold just the characters [start, end) of a line; None where they stand in no run of
        their own (an automatic number, an equation)."""
        touched = list(_touched(line, start, end))
        if not touched:
            return None
        (first, begin, _), (last, _, stop) = touched[0], touched[-1]
        self._cut(first, begin)
        self._cut(last, stop)
        return self._run(first, begin), self._run(last, stop - 1)

    def _cut(self, node: Element, index: int) -> None:
        """Makes a run begin at character `index` of a text node as it was read."""
        known = self._cut_nodes.setdefault(node, [(0, node)])
        start, part = next(entry for entry in reversed(known) if entry[0] <= index)
        text = part.text or ""
        if index == start:
            _begin_run(part)
        elif index - start >= len(text):
            following = part.getnext()
            if following is not None:
                _begin_run(following)
        else:
            tail = part.makeelement(part.tag, {XML_SPACE: "preserve"})
            part.text, tail.text = text[: index - start], text[index - start :]
            part.set(XML_SPACE, "preserve")
            part.addnext(tail)
            _begin_run(tail)
            known.append((index, tail))
            known.sort(key=lambda entry: entry[0])

    def _run(self, node: Element, index: int) -> Element:
        part = next(part for start, part in reversed(self._cut_nodes[node]) if start <= index)
        run = part.getparent()
        assert run is not None
        return run


def _touched(line: Line, start: int, end: int) -> Iterator[tuple[Element, int, int]]:
    """The text nodes in runs that hold characters of [start, end), each with the part of its characters."""
    position = 0
    for piece in line.pieces:
        begin, stop = max(start, position), min(end, position + len(piece.text))
        if begin < stop and piece.node is not None and _in_run(piece.node):
            shift = piece.start - position
            yield piece.node, begin + shift, stop + shift
        position += len(piece.text)


def _in_run(node: Element) -> bool:
    parent = node.getparent()
    return node.tag == W + "t" and parent is not None and parent.tag == W + "r"


def _begin_run(element: Element) -> None:
    """Moves an element and what follows it into a run of its own, formatted alike; nothing to do at a run's beginning."""
    run, before = element.getparent(), element.getprevious()
    if run is None or before is None or before.tag == W + "rPr":
        return
    new = run.makeelement(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    properties = run.find(W + "rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    new.extend([element, *element.itersiblings()])
    run.addnext(new)
