"""Whether all that a template can print is well formed, judged once for all reports.

A template's part is well formed, and a value can neither open nor close an element, since every value is escaped. So only a block can do
harm: by leaving out or repeating what is not whole. All tags of a block must therefore stand at one level, inside the same elements
or inside the same attribute. The same reading cuts the body into its elements, for `body` to take a filled part apart.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from jinja2 import nodes

from reportgen import patterns
from reportgen.package import XmlError, parse_xml

CUT = "\x1d"
"""Stands before each element of the body and at its end; XML does not know the character."""
_MARKUP = patterns.compile(r'<(?P<closing>/?)(?P<name>[^\s/>?]+)|(?P<empty>/?)>|"')
_TAG = ","
"""What a tag of the template counts for when the part is read as it stands: it may be text, but no name of anything."""


class BlockAcross(Exception):
    """The tags of a block stand at different levels, or docxtpl took something apart that belongs together."""


Cuts = Sequence[tuple[nodes.TemplateData, Sequence[int]]]
"""Stretches of a part, each with the places in it where an element of the body begins, or the body ends."""


def judge_levels(tree: nodes.Template) -> Cuts:
    """Where to cut the body. Raises BlockAcross if something the part can print is not well formed."""
    reading = _Reading()
    reading.read(tree.body)
    try:
        parse_xml("".join(reading.whole).encode())
    except XmlError as error:
        raise BlockAcross from error
    return reading.cuts


def cut(cuts: Cuts) -> None:
    """Puts the cuts into the syntax tree they were found in."""
    for stretch, places in cuts:
        edges = (0, *places, len(stretch.data))
        stretch.data = CUT.join(stretch.data[start:end] for start, end in pairwise(edges))


class _Reading:
    """Reads a part from its first tag to its last, every branch once: `whole` is what it has read, `cuts` is where elements of the body
    began in it, and it knows what is open."""

    def __init__(self) -> None:
        self.whole: list[str] = []
        self.cuts: list[tuple[nodes.TemplateData, list[int]]] = []
        self._open: list[str] = []
        self._in_markup = False
        self._quotes = 0

    def read(self, tree: Iterable[nodes.Node]) -> None:
        """Reads on through these nodes."""
        for node in tree:
            match node:
                case nodes.Output():
                    self.read(node.nodes)
                case nodes.TemplateData():
                    self.whole.append(node.data)
                    marks = _MARKUP.finditer(node.data)
                    self.cuts.append((node, [mark.start() for mark in marks if self._step(mark)]))
                case nodes.If():
                    self._block(node.body, *(other.body for other in node.elif_), node.else_)
                case nodes.For():
                    self._block(node.body, node.else_)
                case _:
                    self.whole.append(_TAG)

    def _block(self, *branches: Iterable[nodes.Node]) -> None:
        level = self._level()
        for branch in branches:
            self.whole.append(_TAG)
            self.read(branch)
            if self._level() != level:
                raise BlockAcross
        self.whole.append(_TAG)

    def _level(self) -> tuple[str, ...]:
        """What is open: elements and, in the midst of one's own markup, the attribute by its opening quote."""
        return (*self._open, str(self._quotes)) if self._in_markup else tuple(self._open)

    def _step(self, mark: re.Match[str]) -> bool:
        """Takes note of what opens or closes here; whether it is an element of the body that begins, or the body that ends."""
        in_body = self._open[-1:] == ["w:body"]
        if mark["name"]:
            self._in_markup = True
            if not mark["closing"]:
                self._open.append(mark["name"])
        elif mark[0] == '"':
            self._quotes += self._in_markup
        if mark["closing"] or mark["empty"]:
            del self._open[-1:]
        if mark[0].endswith(">"):
            self._in_markup = False
        return in_body and bool(mark["name"])
