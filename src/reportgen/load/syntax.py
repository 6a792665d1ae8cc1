"""What libyaml says, said plainly: the reason, the line that caused it, what to do; and an edit with which reading goes on."""

import re
from collections.abc import Callable

from reportgen.load.events import SyntaxFault
from reportgen.load.lines import Is, Layout, Line
from reportgen.load.notes import Notes
from reportgen.prose import Prose


def mend(fault: SyntaxFault, source: Prose, layout: Layout, notes: Notes) -> bool:
    """Notes a fault and lets reading go on. Returns whether nothing had to be left out for that."""
    return _Mending(fault, source, layout, notes).mend()


class _Mending:
    def __init__(self, fault: SyntaxFault, source: Prose, layout: Layout, notes: Notes) -> None:
        self._fault, self._source, self._layout, self._notes = fault, source, layout, notes

    def mend(self) -> bool:
        for words, way in self._ways().items():
            if words in self._fault.problem or words in self._fault.context:
                return way()
        return self._give_up(
            self._line(self._fault.index), "这一行的写法读不懂", "对照上下行，检查缩进、冒号、引号和括号"
        )

    def _ways(self) -> dict[str, Callable[[], bool]]:
        """What to do by libyaml's words, the more telling first."""
        return {
            "mapping values are not allowed": self._indented_too_far,
            "did not find expected ',' or": self._brackets,
            "could not find expected ':'": self._no_colon,
            "parsing a quoted scalar": self._escape,
            "while scanning a quoted scalar": self._quote,
            "block sequence entries are not allowed": self._misplaced_dash,
            "did not find expected key": self._between_levels,
            "did not find expected '-' indicator": self._between_levels,
            "did not find expected <document start>": self._indented_top,
            "cannot start any token": self._sign,
            "tag": self._sign,
            "alias": self._sign,
            "anchor": self._sign,
        }

    def _line(self, index: int) -> Line:
        offset = self._source.offset(min(index, len(self._source.text)))
        return self._layout.lines[self._notes.text.position(offset)[0] - 1]

    def _say(self, code: str, message: str, line: Line, start: int, end: int, hint: str) -> None:
        """One fault a line: what follows from a fault already said is not said again."""
        if not any(f.span.line == line.number for f in self._notes.findings):
            self._notes.error(code, message, line.span(start, max(end, start)), hint)

    def _give_up(self, line: Line, message: str, hint: str) -> bool:
        """Leaves the line out."""
        self._say("L108", message, line, line.column, len(line.code), hint)
        blanked = any(
            e.start <= line.start and e.end >= line.start + len(line.content) for e in self._notes.edits
        )
        if blanked and line.content:
            self._notes.stand_in(line.span(0, len(self._notes.text.content) - line.start), "")
        else:
            self._notes.blank(line.whole)
        return False

    def _indented_too_far(self) -> bool:
        line = self._line(self._fault.index)
        before = self._before(line)
        level = before.inner_indent if before else 0
        if before is None or line.indent <= level or not line.begins_with_key:
            return self._give_up(line, "这一行多了一个冒号", "文字里的冒号用全角“：”，或整个值加引号")
        hint = f"与上面的“{before.code.strip()[:12]}”对齐，前面空 {level} 格；要归在它下面，先删去它后面的值"
        self._say("L106", f"缩进多了 {line.indent - level} 格", line, 0, line.column, hint)
        return self._shift(line, level - line.indent)

    def _between_levels(self) -> bool:
        line = self._line(self._fault.index)
        if line.kind is Is.BLOCK:
            return self._sunken_block(line)
        levels = self._levels(line)
        if line.kind is not Is.STRUCTURE or line.indent in levels or not levels:
            return self._give_up(line, "这一行与上下行接不上", "检查缩进，以及清单的“- ”是否多了或少了")
        level = min(levels, key=lambda i: (abs(i - line.indent), -i))
        hint = f"前面应空 {level} 格，与同一层的行对齐"
        self._say("L106", f"缩进是 {line.indent} 格，与上面哪一层都对不齐", line, 0, line.column, hint)
        return self._shift(line, level - line.indent)

    def _indented_top(self) -> bool:
        """The file's first line is indented, so that the next ones seem to stand outside."""
        line = self._line(self._fault.index)
        first = next(x for x in self._layout.lines if x.kind is Is.STRUCTURE)
        if line.indent >= first.indent:
            return self._between_levels()
        message = f"第一行前面多了 {first.indent} 个空格"
        self._say("L106", message, first, 0, first.column, "最外层的各行从行首写起")
        for other in self._layout.lines[first.number - 1 : line.number - 1]:
            self._notes.stand_in(other.span(0, min(first.indent, other.column)), "")
        return True

    def _levels(self, line: Line) -> set[int]:
        """The indents at which a line like this one may stand: below list items an item, below keys a key."""
        levels: set[int] = set()
        limit = 1 << 30
        is_item = line.content.startswith("- ", line.column)
        for other in self._layout.above(line):
            if other.kind is Is.STRUCTURE and not other.depth and other.indent < limit:
                limit, inner = other.indent, other.inner_indent
                if inner == limit:
                    levels |= set() if is_item else {limit}
                else:
                    levels.add(limit if is_item else inner)
        return levels

    def _sunken_block(self, line: Line) -> bool:
        first = line
        while self._layout.lines[first.number - 2].kind is Is.BLOCK:
            first = self._layout.lines[first.number - 2]
        hint = f"与正文第一行对齐，前面空 {first.indent} 格"
        self._say("L106", "正文这一行比第一行缩进少", line, 0, line.column, hint)
        self._notes.tidy(line.span(0, line.column), " " * first.indent)
        return True

    def _shift(self, line: Line, by: int) -> bool:
        """Moves a line and those below that stand as deep or deeper; a line that cannot be moved so is left out."""
        lead = line.span(0, line.column)
        if any(e.start == lead.start for e in self._notes.edits):
            return self._give_up(line, "", "")
        levels = self._levels(line) if by > 0 else ()
        for other in (line, *self._layout.below(line)):
            if other.kind is Is.STRUCTURE and (other.indent < line.indent or other.indent in levels):
                break
            if other.content.strip():
                width = max(other.column + by, 0)
                self._notes.stand_in(other.span(0, other.column), " " * width)
        return True

    def _before(self, line: Line) -> Line | None:
        above = (x for x in self._layout.above(line) if x.kind is Is.STRUCTURE and not x.depth)
        return next(above, None)

    def _no_colon(self) -> bool:
        line = self._line(self._fault.context_index)
        return self._give_up(line, "这一行缺少冒号", "写成“名称: 值”；接着上一行的文字，请用 | 另起一行")

    def _escape(self) -> bool:
        """A backslash in double quotes that spells nothing."""
        line = self._line(self._fault.context_index)
        opened = self._source.offset(self._fault.context_index) - line.start
        wrong = self._source.offset(self._fault.index) - line.start
        slash = line.content.rfind("\\", opened, wrong + 1)
        hint = "把双引号换成单引号，反斜杠就照印"
        self._say(
            "L110", "双引号里的反斜杠有专门的意思，这里读不懂", line, max(slash, opened), wrong + 1, hint
        )
        closed = re.compile(r'"(?:[^"\\]|\\.)*"').match(line.content, opened)
        if closed is None:
            return self._give_up(line, "", "")
        self._notes.unreadable(line.span(opened, closed.end()))
        return True

    def _quote(self) -> bool:
        line = self._line(self._fault.context_index)
        return self._give_up(line, "引号没有收尾", "补上收尾的引号；长文字改用 |，另起一行缩进书写")

    def _brackets(self) -> bool:
        """Something between brackets that is neither an entry nor their end."""
        opening, line = self._line(self._fault.context_index), self._line(self._fault.index)
        column = self._source.offset(self._fault.index) - line.start
        self._say(
            "L108",
            "括号里的各项之间缺逗号，或括号没有收尾",
            line,
            column,
            len(line.code),
            "各项用半角逗号加空格隔开",
        )
        start = self._source.offset(self._fault.context_index)
        last = opening
        for other in self._layout.below(opening):
            if other.kind is Is.STRUCTURE and not other.depth:
                break
            last = other
        value = self._notes.text.content[start : last.start + len(last.code)]
        if not value or any(e.start == start for e in self._notes.edits):
            return self._give_up(line, "", "")
        self._notes.blank(opening.span(start - opening.start, start - opening.start + len(value)))
        self._notes.edits.pop()
        self._notes.unreadable(opening.span(start - opening.start, start - opening.start + len(value)))
        return True

    def _misplaced_dash(self) -> bool:
        line = self._line(self._fault.index)
        column = self._source.offset(self._fault.index) - line.start
        self._say(
            "L108",
            "“- ”不能写在键的同一行",
            line,
            column,
            len(line.code),
            "清单另起一行，每项以“- ”开头；是文字的加引号",
        )
        if any(e.start == line.start + column for e in self._notes.edits):
            return self._give_up(line, "", "")
        self._notes.unreadable(line.span(column, len(line.code)))
        return True

    def _sign(self) -> bool:
        line = self._line(self._fault.index)
        column = self._source.offset(self._fault.index) - line.start
        sign = line.content[column : column + 1]
        self._say(
            "L110",
            f"“{sign}”不能用在这里",
            line,
            column,
            len(line.code),
            "整个值加引号，或改用 | 另起一行书写",
        )
        if any(e.start == line.start + column for e in self._notes.edits):
            return self._give_up(line, "", "")
        self._notes.unreadable(line.span(column, len(line.code)))
        return True
