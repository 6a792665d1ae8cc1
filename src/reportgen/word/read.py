"""All texts of a Word file: body, notes, margins, comments; then what was deleted or hidden."""

from collections.abc import Iterator, Mapping

from reportgen.package import (
    MAIN_PART,
    RESAVE,
    Element,
    Refusal,
    W,
    XmlError,
    parse_xml,
    read_parts,
    related,
)
from reportgen.word.flow import Aside, Flow, Story
from reportgen.word.names import R
from reportgen.word.numbering import Numbering
from reportgen.word.styles import Styles
from reportgen.word.walk import Walk

MOST_ELEMENTS = 400_000
"""Elements of all texts together; some 2,000 pages, read within ten seconds."""

_NODES = ("descendant-or-self::*", "descendant::comment()", "descendant::processing-instruction()")
_SIZE = f"string({' + '.join(f'count({nodes})' for nodes in _NODES)})"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


class NotReadable(ValueError):
    """A Word file whose text is not to be read, and why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.reason)
        self.refusal = refusal


def read_flow(data: bytes) -> Flow | Refusal:
    """The text of a .docx, which may come from anyone, or why it is refused."""
    parts = read_parts(data)
    if isinstance(parts, Refusal):
        return parts
    try:
        return flow(parts)
    except NotReadable as refused:
        return refused.refusal
    except XmlError as error:
        if "depth" in str(error):
            return Refusal("里的表格或文本框套得太深", "请减少嵌套后再试", "L506")
        return Refusal("已损坏：里面的文字读不出来", RESAVE, "L504")


def flow(parts: Mapping[str, bytes], body: Element | None = None) -> Flow:
    """The text of a Word file. `body` is the parsed main part, for those who go on to change it.

    Raises XmlError for a part that is not well formed, NotReadable for a document that is too long, runs programs or is of the
    strict kind.
    """
    reader = _Parts(parts)
    root = reader.counted(parse_xml(parts[MAIN_PART]) if body is None else body)
    if root.tag.startswith(_STRICT):
        hint = "请在 Word 中另存为“Word 文档 (*.docx)”"
        raise NotReadable(Refusal("是“严格 Open XML”格式", hint, "L501"))
    walk = Walk(Styles(reader.root("styles")), Numbering(reader.root("numbering")))
    walk.text(root, Story.BODY)
    _notes(walk, reader)
    for margin in _margins(root, reader):
        walk.text(margin, Story.MARGIN)
    comments = list(_comments(walk, reader))
    walk.close()
    if walk.runs_programs:
        hint = "请在 Word 中删去这个域（Ctrl+Shift+F9）后再试"
        raise NotReadable(Refusal("里有会启动其他程序的域（DDE）", hint, "L509"))
    return Flow(tuple(walk.lines), (*walk.asides, *comments), tuple(walk.insertions), walk.unread)


class _Parts:
    """Parses the parts of a document as they are asked for, and counts their elements."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts, self._related = parts, related(parts)
        self._elements = 0

    def root(self, kind: str) -> Element | None:
        return self._parsed(self._related.by_kind.get(kind))

    def by_id(self, identity: str) -> Element | None:
        return self._parsed(self._related.by_id.get(identity))

    def counted(self, root: Element) -> Element:
        """The root itself. Raises NotReadable when all that was read so far is too much."""
        self._elements += int(str(root.xpath(_SIZE)))
        if self._elements > MOST_ELEMENTS:
            raise NotReadable(Refusal("的内容太多", "请分成几个文件", "L506"))
        return root

    def _parsed(self, name: str | None) -> Element | None:
        if name is None or name not in self._parts:
            return None
        return self.counted(parse_xml(self._parts[name]))


def _notes(walk: Walk, parts: _Parts) -> None:
    for kind in ("footnote", "endnote"):
        root = parts.root(f"{kind}s")
        for note in root.iterchildren(W + kind) if root is not None else ():
            if note.get(W + "type", "normal") == "normal":
                walk.text(note, Story.NOTE, walk.host(kind, note.get(W + "id", "")))


def _margins(root: Element, parts: _Parts) -> Iterator[Element]:
    """Each header and footer once, in the order the sections name them."""
    seen: set[str] = set()
    for reference in root.iter(W + "headerReference", W + "footerReference"):
        identity = reference.get(R + "id", "")
        part = parts.by_id(identity) if identity not in seen else None
        seen.add(identity)
        if part is not None:
            yield part


def _comments(walk: Walk, parts: _Parts) -> Iterator[Aside]:
    root = parts.root("comments")
    for comment in root.iterchildren(W + "comment") if root is not None else ():
        identity = comment.get(W + "id", "")
        first = len(walk.lines)
        walk.text(comment, Story.COMMENT, walk.host("comment", identity))
        said = walk.lines[first:]
        place = walk.mark("comment", identity)
        line, column = (place.line, place.column) if place else (first, 0)
        if said:
            yield Aside(Story.COMMENT, line, column, " ".join(one.text for one in said))
