"""Whether all that a template can print is well formed, judged once for all reports.

A template's part is well formed, and a value can neither open nor close an element, since every value is escaped. So only a block can do
harm: by leaving out or repeating what is not whole. All tags of a block must therefore stand at one level, inside the same elements
or inside the same attribute. The same reading cuts the body into its elements, for `body` to take a filled part apart.
"""

import re
from collections.abc import Iterable

from jinja2 import nodes

from reportgen.package import XmlError, parse_xml

CUT = "\x1d"
"""Stands before each element of the body and at its end; XML does not know the character."""
_MARKUP = re.compile(r'<(?P<closing>/?)(?P<name>[^\s/>?]+)|(?P<empty>/?)>|"')
_TAG = ","
"""What a tag of the template counts for when the part is read as it stands: it may be text, but no name of anything."""


class BlockAcross(Exception):
    """The tags of a block stand at different levels, or docxtpl took something apart that belongs together."""


def judge_levels(tree: nodes.Template) -> None:
    """Puts the cuts into the syntax tree of a part. Raises BlockAcross if something it can print is not well formed."""
    reading = _Reading()
    reading.read(tree.body)
    try:
        parse_xml("".join(reading.whole).encode())
    except XmlError as error:
        raise BlockAcross from error


class _Reading:
    """Reads a part from its first tag to its last, every branch once: `whole` is what it has read, and it knows what is open."""

    def __init__(self) -> None:
        self.whole: list[str] = []
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
                    node.data = _MARKUP.sub(self._step, node.data)
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

    def _step(self, found: re.Match[str]) -> str:
        """Takes note of an element that opens or closes; gives it back with a cut before it where one belongs."""
        cut = ""
        if found["name"]:
            cut = CUT if self._open[-1:] == ["w:body"] else ""
            self._in_markup = True
            if not found["closing"]:
                self._open.append(found["name"])
        elif found[0] == '"':
            self._quotes += self._in_markup
        if found["closing"] or found["empty"]:
            del self._open[-1:]
        if found[0].endswith(">"):
            self._in_markup = False
        return cut + found[0]
