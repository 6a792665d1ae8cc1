"""The gate on raw text: characters that may not come in, indents, merge markers, second documents."""

import re

from reportgen import patterns
from reportgen.characters import REFUSED, Kind, Unfit, unfit
from reportgen.load.yaml.lines import SPACE_NAMES, Layout, Line
from reportgen.load.yaml.notes import Notes
from reportgen.load.yaml.scan import WIDE_SPACES

_CODES = {
    **dict.fromkeys(REFUSED, "L102"),
    **dict.fromkeys((Kind.PRIVATE, Kind.LOOKALIKE, Kind.COMPATIBLE, Kind.NARROW, Kind.EMOJI), "L103"),
    **dict.fromkeys((Kind.SPACE, Kind.TAB), "L106"),
    Kind.MOJIBAKE: "L104",
}
_WIDE = patterns.compile(rf" *(?P<wide>[{WIDE_SPACES}])\s*")
_DASHES = patterns.compile(r"(?:-\s+)+")
_KEY_IN_BRACES = patterns.compile(r"(?:^|[{,])\s*[^\s：:\"'#,，\[\]{}]{1,30}:")
_MARKER = patterns.compile(r"\s*(<{7}|\|{7}|={7}|>{7})(?:\s|$)")
_HANZI = patterns.compile("[\u4e00-\u9fff]")
_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def check_characters(layout: Layout, notes: Notes) -> None:
    """Notes every character that may not be printed or that asks for a look; comments may hold the latter."""
    told, tabbed = _check_signs(layout, notes), 0
    for found in unfit(notes.text.content):
        line = layout.lines[notes.text.position(found.start)[0] - 1]
        column = found.start - line.start
        if found.kind is Kind.TAB:
            if line.number == tabbed or line.pasted:
                continue  # told once a line, or as what it is
            tabbed = line.number
        if found.kind in REFUSED or (
            column < line.scan.code_end and column >= line.column and found.start not in told
        ):
            _note_character(found, line, notes)


def _check_signs(layout: Layout, notes: Notes) -> set[int]:
    """Notes spaces behind the signs of a line that do not part, once a line, and where its indent is told already not at all.

    Returns their offsets.
    """
    told: set[int] = set()
    if not any(space in notes.text.content for space in WIDE_SPACES):
        return told  # not by the pattern: it may begin with blanks, of which a file may hold a million
    for line in layout.unusual:
        spaces = [space for sign in sorted(_signs(line)) if (space := _WIDE.match(line.code, sign + 1))]
        if spaces and not line.odd_space:
            _note_space(line, spaces[0], notes)
        for space in spaces:
            notes.tidy(line.span(*space.span()), " ")
            told.update(range(line.start + space.start(), line.start + space.end()))
    return told


def _signs(line: Line) -> set[int]:
    """The columns of the colons and dashes on a line that part, and of the commas between brackets."""
    dashes = _DASHES.match(line.code, line.column)
    in_braces = (match.end() - 1 for match in _KEY_IN_BRACES.finditer(line.code))
    return {
        *(at for at in range(line.column, dashes.end() if dashes else 0) if line.code[at] == "-"),
        *line.scan.colons[:1],
        *(at for at in in_braces if line.inside(at)),
        *(at for at, sign in enumerate(line.code) if sign == "," and line.inside(at)),
    }


def _note_space(line: Line, space: re.Match[str], notes: Notes) -> None:
    sign = line.content[space.start() - 1]
    name = SPACE_NAMES.get(space["wide"], "特殊空格")
    hint = "这一行的空格都改成普通空格，或运行 reportgen check --fix"
    notes.error("L106", f"“{sign}”后面是{name}，不是普通空格", line.span(*space.span()), hint)


def _note_character(found: Unfit, line: Line, notes: Notes) -> None:
    span = line.span(found.start - line.start, found.end - line.start)
    say = notes.error if found.kind in REFUSED else notes.warning
    say(_CODES[found.kind], found.message, span, found.hint)
    if found.kind is Kind.SPACE and _between_hanzi(found, notes.text.content):
        notes.tidy(span, "")
    elif found.tidy is not None:
        notes.tidy(span, found.tidy)
    elif found.kind is Kind.BREAK:
        notes.stand_in(span, " ")


def _between_hanzi(found: Unfit, content: str) -> bool:
    """Whether no space belongs there at all."""
    return bool(_HANZI.match(content, found.start - 1) and _HANZI.match(content, found.end))


def check_markers(layout: Layout, notes: Notes) -> set[int]:
    """Notes merge conflicts, each once; reading goes on with the first of the two versions. Returns the lines left out."""
    left_out: set[int] = set()
    if not any(mark in notes.text.content for mark in _MARKS):
        return left_out
    for line in layout.lines:
        if line.number in left_out or not (marker := _MARKER.match(line.content)):
            continue
        last = _conflict_end(layout, line) if marker[1][0] == "<" else line.number
        where = f"（第 {line.number}–{last} 行）" if last > line.number else ""
        hint = "两个版本留一个，删去 <<<<<<<、=======、>>>>>>> 三行"
        notes.error("L105", f"有合并时留下的冲突标记{where}", line.span(*marker.span(1)), hint)
        version = sorted({line.number} | _second_version(layout, line.number, last))
        notes.blank(layout.lines[number - 1].whole for number in version[1:])
        notes.blank([line.whole])
        left_out.update(version)
    return left_out


def _conflict_end(layout: Layout, line: Line) -> int:
    for other in layout.below(line):
        if (marker := _MARKER.match(other.content)) and marker[1][0] == "<":
            break
        if marker and marker[1][0] == ">":
            return other.number
    return line.number


def _second_version(layout: Layout, first: int, last: int) -> set[int]:
    between = layout.lines[first:last]
    parting = next((x.number for x in between if (m := _MARKER.match(x.content)) and m[1][0] in "|="), last)
    return set(range(parting, last + 1))


def check_documents(layout: Layout, notes: Notes) -> set[int]:
    """Notes directives and second documents, which are not read. Returns the lines left out."""
    left_out: set[int] = set()
    begun = False
    for line in layout.structure:
        if line.lead or line.brackets:
            continue
        if line.content.startswith("%"):
            notes.error("L112", "不能用 YAML 指令（% 开头的行）", line.whole, "删去这一行")
            notes.blank([line.whole])
            left_out.add(line.number)
        elif re.match(r"(?:---|\.\.\.)(?:\s|$)", line.content):
            rest = notes.text.content[line.start + 3 :]
            if begun and rest.strip():
                message = "一个文件里只能写一份内容，这一行以后的没有读"
                notes.error("L112", message, line.span(0, 3), "分成两个文件，或删去这一行")
                notes.stand_in(line.span(0, 3 + len(rest)), "")
                return left_out | set(range(line.number, len(layout.lines) + 1))
            left_out.add(line.number)
        else:
            begun = True
    return left_out
