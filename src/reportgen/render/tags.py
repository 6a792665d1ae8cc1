"""The tags of a template, as a person sees them in Word: paragraph by paragraph, each tag with its place.

A template's Text has one line a paragraph (body first, then headers and footers), so that a finding's line is the paragraph's number.
"""

import re
from collections.abc import Iterator, Mapping

from reportgen import patterns
from reportgen.finding import Span, Text
from reportgen.package import MAIN_PART, Element, W, parse_xml
from reportgen.render.tree import text_of
from reportgen.value import Value

_TAG = patterns.compile(r"\{\{(?P<print>.*?)\}\}|\{%(?P<block>.*?)%\}")
_SCOPE = patterns.compile(r"(p|tr|tc|r)\s+")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")  # docxtpl, too, straightens the quotes Word curls inside tags


class Tag(Value, frozen=True):
    """One tag. `scope` is docxtpl's p, tr, tc or r: what disappears with the tag; `body` is what stands between the braces."""

    is_block: bool
    scope: str
    body: str
    span: Span

    @property
    def word(self) -> str:
        """for, if, elif, else, endfor, endif … of a block tag; empty for a printing tag."""
        return self.body.split(maxsplit=1)[0] if self.is_block and self.body else ""


class Line(Value, frozen=True):
    """A paragraph of a template: its text, its tags, and all text of the table row and the cell it stands in."""

    span: Span
    tags: tuple[Tag, ...]
    row: str
    cell: str

    @property
    def rest(self) -> str:
        """The text between the tags."""
        return _TAG.sub("", self.span.quote)


def templated_parts(parts: Mapping[str, bytes]) -> list[str]:
    """The parts that may hold tags: the body, then headers and footers."""
    margins = sorted(name for name in parts if re.fullmatch(r"word/(header|footer)\d*\.xml", name))
    return [MAIN_PART, *margins]


def template_lines(path: str, parts: Mapping[str, bytes]) -> list[list[Line]]:
    """The paragraphs of each templated part, all on one Text. Raises XmlError."""
    paragraphs = [list(parse_xml(parts[name]).iter(W + "p")) for name in templated_parts(parts)]
    texts = [["".join(_own_text(paragraph)) for paragraph in part] for part in paragraphs]
    text = Text(path, "\n".join(line for part in texts for line in part))
    spans = _spans(text)
    return [[_line(next(spans), paragraph) for paragraph in part] for part in paragraphs]


def _spans(text: Text) -> Iterator[Span]:
    start = 0
    for line in text.content.split("\n"):
        yield Span(text, start, start + len(line))
        start += len(line) + 1


def _own_text(element: Element) -> Iterator[str]:
    """The text without that of nested paragraphs (text boxes), which are lines of their own; a tab or a break is a space."""
    for child in element:
        if child.tag == W + "t":
            yield (child.text or "").replace("\n", " ")
        elif child.tag in (W + "tab", W + "br"):
            yield " "
        elif child.tag not in (W + "p", W + "pPr"):
            yield from _own_text(child)


def _line(span: Span, paragraph: Element) -> Line:
    tags = tuple(_tag(match, span) for match in _TAG.finditer(span.quote))
    return Line(span, tags, _enclosing(paragraph, "tr"), _enclosing(paragraph, "tc"))


def _enclosing(paragraph: Element, name: str) -> str:
    return next((text_of(ancestor) for ancestor in paragraph.iterancestors(W + name)), "")


def _tag(match: re.Match[str], line: Span) -> Tag:
    is_block = match["block"] is not None
    inner = match["block"] if is_block else match["print"]
    scope = _SCOPE.match(inner)
    body = inner[scope.end() :] if scope else inner
    return Tag(
        is_block, scope[1] if scope else "", body.strip().translate(_STRAIGHT), line.part(*match.span())
    )
