"""Comments in a Word file: their marks around characters, and the part that holds their words (ISO/IEC 29500-1, 17.13.4)."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from reportgen.package import (
    MAIN_PART,
    MAIN_RELATIONSHIPS,
    RELATIONSHIP,
    XMLNS_W,
    Element,
    W,
    known_to_xml,
    parse_xml,
    related,
    to_xml,
)
from reportgen.publish.runs import Runs
from reportgen.word import Flow, Line, Story

AUTHOR, INITIALS = "核对", "核"

_PART, _TYPES = "word/comments.xml", "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Comments:
    """Writes comments into a document whose text was read as a flow from this very body."""

    def __init__(self, parts: Mapping[str, bytes], body: Element, read: Flow) -> None:
        self._parts, self._body, self._read = dict(parts), body, read
        self._runs = Runs()
        self._name = related(parts).by_kind.get("comments", _PART)
        self._root = parse_xml(self._parts.get(self._name) or f"<w:comments {XMLNS_W}/>".encode())
        ids = [int(e.get(W + "id", "0")) for e in self._root if e.get(W + "id", "").isdecimal()]
        self._next = max(ids, default=-1) + 1

    def add(self, start: int, end: int, paragraphs: Sequence[str]) -> None:
        """A comment on the characters [start, end) of the text; on their paragraph where Word allows no closer."""
        identity = self._next
        self._next += 1
        self._root.append(_comment(identity, paragraphs))
        line, begin, stop = self._locate(start, end)
        covered = self._runs.covering(line, begin, stop) if line and _may_hold(line) else None
        if covered:
            first, last = covered
            first.addprevious(_mark("commentRangeStart", identity))
            last.addnext(_reference(identity))
            last.addnext(_mark("commentRangeEnd", identity))
        else:
            _on_paragraph(self._host(line), identity)

    def parts(self) -> dict[str, bytes]:
        """The document's parts with the comments in them."""
        self._parts[MAIN_PART] = to_xml(self._body)
        if self._name not in self._parts:
            self._parts[_TYPES] = _declared(self._parts[_TYPES])
            self._parts[MAIN_RELATIONSHIPS] = _related(self._parts.get(MAIN_RELATIONSHIPS))
        self._parts[self._name] = to_xml(self._root)
        return self._parts

    def _locate(self, start: int, end: int) -> tuple[Line | None, int, int]:
        """The line of a place in the text, and where in it the place begins and ends."""
        number = bisect_right(self._read.starts, start) - 1
        if number < 0:
            return None, 0, 0
        line, begin = self._read.lines[number], start - self._read.starts[number]
        return line, begin, min(max(end - self._read.starts[number], begin + 1), len(line.text))

    def _host(self, line: Line | None) -> Element:
        if line is not None and line.host is not None:
            return line.host
        first = next(self._body.iter(W + "p"), None)
        if first is None:
            first = self._body.makeelement(W + "p")
            self._body[0].insert(0, first)
        return first


def _may_hold(line: Line) -> bool:
    """Whether Word lets comments stand in a line: not in text boxes, notes and margins."""
    node = next((piece.node for piece in line.pieces if piece.node is not None), None)
    if line.story is not Story.BODY or node is None:
        return False
    return next(node.iterancestors(W + "p"), None) is line.host


def _comment(identity: int, paragraphs: Sequence[str]) -> Element:
    said = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(known_to_xml(p))}</w:t></w:r></w:p>' for p in paragraphs
    )
    head = f'<w:comment {XMLNS_W} w:id="{identity}" w:author="{AUTHOR}" w:initials="{INITIALS}">'
    return parse_xml(f"{head}{said}</w:comment>".encode())


def _mark(name: str, identity: int) -> Element:
    return parse_xml(f'<w:{name} {XMLNS_W} w:id="{identity}"/>'.encode())


def _reference(identity: int) -> Element:
    return parse_xml(f'<w:r {XMLNS_W}><w:commentReference w:id="{identity}"/></w:r>'.encode())


def _on_paragraph(paragraph: Element, identity: int) -> None:
    begins_with_properties = len(paragraph) > 0 and paragraph[0].tag == W + "pPr"
    paragraph.insert(int(begins_with_properties), _mark("commentRangeStart", identity))
    paragraph.append(_mark("commentRangeEnd", identity))
    paragraph.append(_reference(identity))


def _declared(types: bytes) -> bytes:
    root = parse_xml(types)
    override = root.makeelement(f"{_CONTENT}Override", {"PartName": f"/{_PART}", "ContentType": _COMMENTS})
    root.append(override)
    return to_xml(root)


def _related(relationships: bytes | None) -> bytes:
    root = parse_xml(
        relationships or f'<Relationships xmlns="{RELATIONSHIP[1:].partition("}")[0]}"/>'.encode()
    )
    known = {relationship.get("Id") for relationship in root}
    identity = next(f"rId{n}" for n in range(1, len(known) + 2) if f"rId{n}" not in known)
    fields = {"Id": identity, "Type": _OFFICE, "Target": "comments.xml"}
    root.append(root.makeelement(RELATIONSHIP, fields))
    return to_xml(root)
