"""The gate on raw text: characters that may not come in, indents, merge markers, second documents."""

import re
from itertools import chain, takewhile

from reportgen.characters import REFUSED, Kind, Unfit, unfit
from reportgen.load.lines import Is, Layout, Line
from reportgen.load.notes import Notes

_CODES = {
    **dict.fromkeys(REFUSED, "L102"),
    Kind.PRIVATE: "L103",
    Kind.LOOKALIKE: "L103",
    Kind.COMPATIBLE: "L103",
    Kind.NARROW: "L103",
    Kind.EMOJI: "L103",
    Kind.MOJIBAKE: "L104",
    Kind.SPACE: "L106",
    Kind.TAB: "L106",
}
_MARKER = re.compile(r"\s*(<{7}|\|{7}|={7}|>{7})(?:\s|$)")
_SPACES = "改用普通空格，每一层两个"
_NAMES = {"\t": "制表符", "\u3000": "全角空格", "\u00a0": "不换行空格"}


def check_characters(layout: Layout, notes: Notes) -> None:
    """Notes every character that may not be printed or that asks for a look; comments may hold the latter."""
    for found in unfit(notes.text.content):
        line = layout.lines[notes.text.position(found.start)[0] - 1]
        column = found.start - line.start
        if found.kind in REFUSED or (column < line.scan.code_end and column >= line.column):
            _note_character(found, line, notes)


def _note_character(found: Unfit, line: Line, notes: Notes) -> None:
    span = line.span(found.start - line.start, found.end - line.start)
    say = notes.error if found.kind in REFUSED else notes.warning
    say(_CODES[found.kind], found.message, span, found.hint)
    if found.tidy is not None:
        notes.tidy(span, found.tidy)
    elif found.kind is Kind.BREAK:
        notes.stand_in(span, " ")


def check_indents(layout: Layout, notes: Notes) -> None:
    """Notes lines indented with anything but spaces; consecutive ones once."""
    indents = _Indents()
    last = ""
    for line in layout.lines:
        odd = line.odd_space
        width = indents.proper(line, layout) if line.kind is not Is.BLANK else None
        if odd and width is not None:
            if odd != last:
                hint = _SPACES if line.kind is Is.STRUCTURE else "改用普通空格，与正文第一行对齐"
                span = line.span(line.lead.index(odd), line.column)
                notes.error("L106", f"缩进用了{_NAMES.get(odd, '特殊空格')}", span, hint)
            notes.tidy(line.span(0, line.column), " " * width)
        last = odd if width is not None else ""


class _Indents:
    """The indents met so far, by which an odd one is told: a tab may stand for two, four or eight columns."""

    def __init__(self) -> None:
        self._known = {0}
        self._last = 0
        self._opened = False
        self._block: int | None = None

    def proper(self, line: Line, layout: Layout) -> int | None:
        """How many spaces a line should begin with when it begins with something else, None when it is right."""
        if line.kind is Is.BLOCK:
            return self._in_block(line, layout)
        self._block = None
        odd = bool(line.odd_space)
        width = self._nearest(line, layout.after(line)) if odd else line.indent
        self._known.add(width)
        self._last, self._opened = width, line.opens
        return width if odd else None

    def _nearest(self, line: Line, after: Line | None) -> int:
        widths = [
            sum(tab if c == "\t" else 2 if c == "\u3000" else 1 for c in line.lead) for tab in (2, 4, 8)
        ]
        if not self._opened:
            known = [w for w in (self._last, *sorted(self._known)) if w in widths]
            return known[0] if known else self._last
        if after and not after.odd_space and after.indent > self._last:
            return after.indent
        return next((w for w in widths if w > self._last), self._last + 2)

    def _in_block(self, line: Line, layout: Layout) -> int | None:
        if not line.content.strip():
            return None
        if self._block is None:
            block = takewhile(lambda x: x.kind is Is.BLOCK, chain((line,), layout.below(line)))
            plain = (x.indent for x in block if x.content.strip() and not x.odd_space)
            self._block = next(plain, self._last + 2)
        return None if line.lead[: self._block].count(" ") >= self._block else self._block


def check_markers(layout: Layout, notes: Notes) -> set[int]:
    """Notes merge conflicts, each once; reading goes on with the first of the two versions. Returns the lines left out."""
    left_out: set[int] = set()
    for line in layout.lines:
        if line.number in left_out or not (marker := _MARKER.match(line.content)):
            continue
        last = _conflict_end(layout, line) if marker[1][0] == "<" else line.number
        where = f"（第 {line.number}–{last} 行）" if last > line.number else ""
        hint = "两个版本留一个，删去 <<<<<<<、=======、>>>>>>> 三行"
        notes.error("L105", f"有合并时留下的冲突标记{where}", line.span(*marker.span(1)), hint)
        left_out |= {line.number} | _second_version(layout, line.number, last)
    for number in left_out:
        notes.blank(layout.lines[number - 1].whole)
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
    for line in layout.lines:
        if line.kind is not Is.STRUCTURE or line.lead or line.depth:
            continue
        if line.content.startswith("%"):
            notes.error("L112", "不能用 YAML 指令（% 开头的行）", line.whole, "删去这一行")
            notes.blank(line.whole)
            left_out.add(line.number)
        elif re.match(r"(?:---|\.\.\.)(?:\s|$)", line.content):
            rest = notes.text.content[line.start + 3 :]
            if begun and rest.strip():
                notes.error(
                    "L112",
                    "一个文件里只能写一份内容，这一行以后的没有读",
                    line.span(0, 3),
                    "分成两个文件，或删去这一行",
                )
                notes.stand_in(line.span(0, 3 + len(rest)), "")
                return left_out | set(range(line.number, len(layout.lines) + 1))
            left_out.add(line.number)
        else:
            begun = True
    return left_out
