"""What libyaml says, said plainly: the reason, the line that caused it, what to do; and an edit with which reading goes on."""

from collections.abc import Callable

from reportgen import patterns
from reportgen.finding import Severity, Span
from reportgen.load.yaml.events import SyntaxFault
from reportgen.load.yaml.lines import Is, Layout, Line
from reportgen.load.yaml.notes import Notes
from reportgen.load.yaml.sheet import in_quotes
from reportgen.prose import Prose

_BETWEEN_COMMAS = patterns.compile(r"[^,\[\]{}]*")
_IN_DOUBLE_QUOTES = patterns.compile(r'"(?:[^"\\]|\\.)*"')

_REFERRING = {"*": "别名（*…）", "&": "锚点（&…）"}
"""Signs that are told by the name behind them, which cannot be Chinese."""


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
        hint = "检查缩进，以及“- ”、冒号、引号、括号是否多了或少了"
        return self._give_up(self._line(self._fault.index), "这一行与上下行接不上", hint)

    def _ways(self) -> dict[str, Callable[[], bool]]:
        """What to do by libyaml's words, the more telling first."""
        return {
            "mapping values are not allowed": self._second_colon,
            "did not find expected ',' or": self._brackets,
            "found unexpected ':'": self._colon_in_value,
            "could not find expected ':'": self._no_colon,
            "parsing a quoted scalar": self._escape,
            "while scanning a quoted scalar": self._quote,
            "block sequence entries are not allowed": self._misplaced_dash,
            "cannot start any token": self._sign,
            "tag": self._sign,
            "alias": self._sign,
            "anchor": self._sign,
        }

    def _line(self, index: int) -> Line:
        offset = self._source.offset(min(index, len(self._source.text)))
        return self._layout.lines[self._notes.text.position(offset)[0] - 1]

    def _at(self) -> tuple[Line, int]:
        """The line of the fault, and the column in it."""
        line = self._line(self._fault.index)
        return line, self._source.offset(self._fault.index) - line.start

    def _say(self, code: str, message: str, span: Span, hint: str) -> None:
        """One fault a line: what follows from a fault already said is not said again. A warning says no fault: the file may go unread."""
        if not any(f.span.line == span.line and f.severity is Severity.ERROR for f in self._notes.findings):
            self._notes.error(code, message, span, hint)

    def _give_up(self, line: Line, message: str, hint: str) -> bool:
        """Leaves the line out; of lines that follow one left out nothing is said."""
        above = self._layout.before(line)
        if above is None or not self._is_left_out(above):
            self._say("L108", message, _rest(line, line.column), hint)
        if self._is_left_out(line) and line.content:
            self._notes.stand_in(line.span(0, len(self._notes.text.content) - line.start), "")
        else:
            self._notes.blank([line.whole])
        return False

    def _is_left_out(self, line: Line) -> bool:
        end = line.start + len(line.content)
        return any(e.start <= line.start and e.end >= end and not e.text for e in self._notes.edits)

    def _second_colon(self) -> bool:
        line = self._line(self._fault.index)
        return self._give_up(line, "这一行多了一个冒号", "文字里的冒号用全角“：”，或整个值加引号")

    def _no_colon(self) -> bool:
        line = self._line(self._fault.context_index)
        return self._give_up(line, "这一行缺少冒号", "写成“名称: 值”；接着上一行的文字，请用 | 另起一行")

    def _escape(self) -> bool:
        """A backslash in double quotes that spells nothing."""
        line = self._line(self._fault.context_index)
        opened = self._source.offset(self._fault.context_index) - line.start
        wrong = self._source.offset(self._fault.index) - line.start
        slash = line.content.rfind("\\", opened, wrong + 1)
        span = line.span(max(slash, opened), wrong + 1)
        self._say(
            "L110", "双引号里的反斜杠有专门的意思，这里读不懂", span, "把双引号换成单引号，反斜杠就照印"
        )
        closed = _IN_DOUBLE_QUOTES.match(line.content, opened)
        if closed is None:
            return self._give_up(line, "", "")
        self._notes.unreadable(line.span(opened, closed.end()))
        return True

    def _quote(self) -> bool:
        line = self._line(self._fault.context_index)
        return self._give_up(line, "引号没有收尾", "补上收尾的引号；长文字改用 |，另起一行缩进书写")

    def _brackets(self) -> bool:
        """Something between brackets that is neither an entry nor their end."""
        opening = self._line(self._fault.context_index)
        line, column = self._at()
        message = "括号里的各项之间缺逗号，或括号没有收尾"
        self._say("L108", message, _rest(line, column), "各项用半角逗号加空格隔开")
        start = self._source.offset(self._fault.context_index)
        last = opening
        for other in self._layout.below(opening):
            if other.kind is Is.STRUCTURE and not other.depth:
                break
            last = other
        value = self._notes.text.content[start : last.start + len(last.code)]
        if not value or any(e.start == start for e in self._notes.edits):
            return self._give_up(line, "", "")
        self._notes.unreadable(opening.span(start - opening.start, start - opening.start + len(value)))
        return True

    def _colon_in_value(self) -> bool:
        """A colon in a plain value between brackets, such as a path or a range of cells."""
        line = self._line(self._fault.context_index)
        start = self._source.offset(self._fault.context_index) - line.start
        value = _BETWEEN_COMMAS.match(line.code, start)
        written = value[0].rstrip() if value else ""
        end = start + len(written)
        quoted = in_quotes(written)
        self._say("L110", "括号里的值有冒号，要加引号", line.span(start, end), f"写作 {quoted or written}")
        if not quoted or any(line.start + start <= e.start <= line.start + end for e in self._notes.edits):
            return self._give_up(line, "", "")
        for at in (start, end):
            self._notes.tidy(line.span(at, at), quoted[0])
        return True

    def _misplaced_dash(self) -> bool:
        hint = "清单另起一行，每项以“- ”开头；是文字的加引号"
        return self._unread_rest("L108", "“- ”不能写在键的同一行", hint)

    def _sign(self) -> bool:
        line, column = self._at()
        sign, before = line.content[column : column + 1], line.content[max(column - 1, 0) : column]
        if before in _REFERRING:
            hint = f"删去“{before}”；是文字的加引号"
            return self._unread_rest("L112", f"不能用 YAML 的{_REFERRING[before]}", hint)
        return self._unread_rest("L110", f"“{sign}”不能用在这里", "整个值加引号，或改用 | 另起一行书写")

    def _unread_rest(self, code: str, message: str, hint: str) -> bool:
        """Leaves out what stands in the line from the fault on."""
        line, column = self._at()
        self._say(code, message, _rest(line, column), hint)
        if any(e.start == line.start + column for e in self._notes.edits):
            return self._give_up(line, "", "")
        self._notes.unreadable(line.span(column, len(line.code)))
        return True


def _rest(line: Line, column: int) -> Span:
    """What stands in a line from a column on, its comment left out; empty within the comment."""
    return line.span(column, max(len(line.code), column))
