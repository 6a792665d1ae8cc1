"""Word documents: all text that Word keeps, with tracked insertions read as accepted; what is not live text is marked and reported."""

from collections.abc import Iterator

from reportgen import patterns
from reportgen.document import CellPlace, Document, Passage, Role
from reportgen.finding import Finding, Text
from reportgen.package import Refusal
from reportgen.read.lines import begins_anew, breaks_off
from reportgen.read.revisions import told
from reportgen.read.slices import Slice, joined
from reportgen.read.structure import structured
from reportgen.word import BREAK, Flow, Line, Story, read_flow

_ROLES = {
    Story.NOTE: Role.NOTE,
    Story.MARGIN: Role.HEADER,
    Story.COMMENT: Role.COMMENT,
    Story.DELETED: Role.DELETED,
    Story.HIDDEN: Role.HIDDEN,
}
_LONGEST_HEADING = 100
_GLUED = patterns.compile("[!-~] [!-~]")
"""Two numbers or words with a line break between them, which stands as a space."""
_PAGE_NUMBER = "0123456789.…·\t "


def read_docx(data: bytes, shown: str) -> tuple[Document | None, list[Finding]]:
    """The document in a .docx, `shown` being the path findings name; or why it is not read."""
    read = read_flow(data)
    if isinstance(read, Refusal):
        return None, [read.finding(shown)]
    text = Text(shown, read.content)
    return Document(text, structured(_passages(text, read))), list(told(text, read))


def _passages(text: Text, read: Flow) -> list[Passage]:
    """The passages of all lines: a paragraph makes one or, cut at line breaks that end a sentence, several; a cell makes one."""
    found: list[Passage] = []
    for lines in _grouped(read):
        _, first = lines[0]
        ranges = [part for start, line in lines for part in _ranges(start, line)]
        if cell := _cell(first):
            found.append(Passage(joined(text, _with_ends(ranges)), Role.CELL, place=cell))
        else:
            found += [_paragraph(text, first, part) for part in _sentences(text, ranges)]
    return [passage for passage in found if _says_something(passage)]


def _grouped(read: Flow) -> Iterator[list[tuple[int, Line]]]:
    """Lines with where they start, those of one passage together: of one cell, or each but the first going on where the line before
    left off."""
    group: list[tuple[int, Line]] = []
    home: CellPlace | None = None
    for start, line in zip(read.starts, read.lines, strict=True):
        if not (group and _goes_on(group[-1][1], line)):
            cell = _cell(line)
            if group and (cell is None or cell != home):
                yield group
                group = []
            home = cell
        group.append((start, line))
    if group:
        yield group


def _says_something(passage: Passage) -> bool:
    """Not when it is empty, or the dashes around a page number."""
    return bool(passage.text) and (passage.role is not Role.HEADER or any(map(str.isalnum, passage.text)))


def _goes_on(before: Line, line: Line) -> bool:
    """Whether the end of `before` is a tracked deletion, or both are lines of one title."""
    if before.runs_on:
        return True
    if line.cell is not None or not (line.is_title or line.level > 0) or not (before.text and line.text):
        return False
    alike = (before.is_title, before.level, before.story) == (line.is_title, line.level, line.story)
    return alike and not (line.contents or breaks_off(before.text, line.text) or begins_anew(before.text))


def _cell(line: Line) -> CellPlace | None:
    return line.cell if line.story is Story.BODY else None


def _ranges(start: int, line: Line) -> list[Slice]:
    """The line in slices, parted where it breaks."""
    if BREAK not in line.text:
        return [(start, start + len(line.text))]
    found = []
    for words in line.text.split(BREAK):
        found.append((start, start + len(words)))
        start += len(words) + 1
    return found


def _with_ends(ranges: list[Slice]) -> list[Slice]:
    """The paragraphs of a cell, parted by their line feeds."""
    return [part for start, end in ranges for part in ((start, end), (end, end + 1))][:-1]


def _sentences(text: Text, ranges: list[Slice]) -> list[list[Slice]]:
    """Slices in groups that are read as one: a break amid a sentence is none, between two numbers it is a space."""
    if len(ranges) == 1:
        return [ranges]
    groups: list[list[Slice]] = [[]]
    for start, end in ranges:
        before = "".join(text.content[a:b] for a, b in groups[-1])
        after = text.content[start:end]
        if before and breaks_off(before, after):
            groups.append([])
        elif _GLUED.fullmatch(before[-1:] + text.content[start - 1 : start] + after[:1]):
            groups[-1].append((start - 1, start))
        groups[-1].append((start, end))
    return groups


def _paragraph(text: Text, line: Line, slices: list[Slice]) -> Passage:
    prose = joined(text, slices)
    if line.contents:
        prose = prose.cut(0, len(prose.text.rstrip(_PAGE_NUMBER)))
    return Passage(prose, _role(line, prose.text))


def _role(line: Line, words: str) -> Role:
    if line.story is not Story.BODY:
        return _ROLES[line.story]
    if line.is_title:
        return Role.TITLE
    is_heading = line.level > 0 and len(words) <= _LONGEST_HEADING
    return Role.HEADING if is_heading else Role.TEXT
