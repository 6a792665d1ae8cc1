"""How values begin and end: signs that need quotes, quotes left open, colons and comments in text, blocks that are not indented."""

import re
from itertools import takewhile

from reportgen import patterns
from reportgen.finding import Span
from reportgen.load.yaml.lines import FILE_KEYS, LETTER_KEYS, STRUCTURE_KEYS, Is, Line, is_loose_text
from reportgen.load.yaml.scan import QUOTED, TAGS, closers
from reportgen.load.yaml.sheet import Sheet, in_quotes
from reportgen.quantity import looks_like_figure

_TEXT_KEYS = frozenset({"heading", "title", "text"})
_HEADER = patterns.compile(r"[|>][-+0-9]*(?:\s+#.*)?$")
_YAML_PROPERTY = patterns.compile(r"[&*][A-Za-z0-9_-]+(?:[\s,\]}]|$)|!(?:[A-Za-z!<]|$|\s)")
_VALUE_IN_BRACKETS = patterns.compile(r"(?:\{\{.*?\}\}|[^,\]}])*")
_TAG = patterns.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_CALCULATED = patterns.compile(r"[-+*/()\s]*")
_KEY_BEFORE = patterns.compile(r"([^\s{,\[：:]+): *$")
_NAME_KEYS = frozenset({"with", "rows", "table", "like", "from"})
_OTHER_KEYS = STRUCTURE_KEYS | {*FILE_KEYS, "note", "source"}
_AMONG_HANZI = patterns.compile("[\u4e00-\u9fff]: [\u4e00-\u9fff]")
_BARE_GROUP = patterns.compile(r"[^\s,:{}\[\]]+: [^,:{}\[\]]+(?:, *[^\s,:{}\[\]]+: [^,:{}\[\]]+)+")
_EXCEL_ERROR = patterns.compile(r"#(?:DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|N/A)")
_TEXT_SIGNS = "{[\"'"


def unclosed_quote(sheet: Sheet, line: Line) -> bool:
    """A quote that its line does not close."""
    at = line.scan.unclosed
    if at is None:
        return False
    quote, end = line.content[at], len(line.content.rstrip())
    hint = f"在本行末尾补上 {quote}；长文字改用 |，另起一行缩进书写"
    sheet.notes.error("L109", f"引号 {quote} 没有在本行收尾", line.span(at, end), hint)
    end -= len(closers(line.content)) if line.inside(at) else 0
    sheet.notes.stand_in(line.span(end, end), quote)
    sheet.swallow(line)
    return True


def tag(sheet: Sheet, line: Line) -> bool:
    """A tag where no sentence is: as a name, in place of a formula, in the letter."""
    found = False
    for at in line.scan.values:
        before = _KEY_BEFORE.search(line.code, 0, at)
        key = before[1] if before and line.code.startswith("{{", at) else ""
        if key and (key in _NAME_KEYS or key not in _OTHER_KEYS):
            found = True
            _tag(sheet, line, key, line.span(at, _value_end(line, at)))
    return found


def _tag(sheet: Sheet, line: Line, key: str, value: Span) -> None:
    """Notes a tag that is the value of a key, with what was meant as far as that is sure."""
    bare = _TAG.sub(r"\1", value.quote)
    if key in _NAME_KEYS:
        message, hint, sure = f"{key} 写名称，不用标签", f"应写作 {key}: {bare}", "{" not in bare
    elif key in LETTER_KEYS:
        message, hint, sure = "letter 里不用标签", "写出要印的文字，如 2026年1月9日", False
    else:
        bare = f"= {bare}"
        sure = bool(_CALCULATED.fullmatch(_TAG.sub("", value.quote)))
        like = f"：{bare}" if sure else "，如 = 送审金额 - 审减金额"
        message, hint = "指标里不用标签", f"要引用别的指标，写成公式{like}"
    sheet.notes.error("L110", message, value, hint)
    if sure:
        sheet.notes.tidy(value, bare)
    else:
        sheet.notes.unreadable(value)


def sign(sheet: Sheet, line: Line) -> bool:
    """A value that begins with a sign that means something to YAML."""
    if _goes_on(sheet, line):
        return False
    done = 0
    for at in line.scan.values:
        if at >= done and (reason := _reason(line, at)) and _is_value(line, at):
            done = _value_end(line, at)
            value = line.code[at:done]
            hint = f"整个值加引号，写作 {in_quotes(value) or value}"
            if value.startswith("|"):
                hint = "正文另起一行，缩进两格书写"
            sheet.notes.error("L110", reason, line.span(at, done), hint)
            if value[0] in _TEXT_SIGNS:
                sheet.quote(line, at, done)
            else:  # what was meant is not sure enough to say more of it
                sheet.notes.unreadable(line.span(at, done))
            sheet.swallow(line)
    return done > 0


def _goes_on(sheet: Sheet, line: Line) -> bool:
    """Whether a line goes on with the value of the line above, where its first sign means nothing."""
    before = sheet.layout.before(line)
    if before is None or line.scan.colons or line.form.is_item or line.depth:
        return False
    return bool(before.scan.colons) and not before.form.opens and line.indent > before.inner_indent


def _reason(line: Line, at: int) -> str:
    """Why a value may not begin as it does, empty when it may."""
    rest = line.code[at:]
    first = rest[:1]
    if rest.startswith(TAGS):
        return f"以 {rest[:2]} 开头的值要加引号"
    if first and (first in "@`%" or (first in "&*!" and not _YAML_PROPERTY.match(rest))):
        return f"值不能以 {first} 开头"
    if line.inside(at):
        return ""
    if first and first in "|>" and not _HEADER.fullmatch(rest):
        return f"{first} 后面不能直接写文字"
    if (quoted := QUOTED.match(rest)) and not re.match(r"\s*(?:$|:)", rest[quoted.end() :]):
        return "引号收尾以后还有文字"
    if re.match(r"\[[^\[\]]*\]\s*[^\s:]", rest):
        return "以 [ 开头的会被当作清单"
    return ""


def _is_value(line: Line, at: int) -> bool:
    return bool(line.depth) or not line.scan.colons or at > line.scan.colons[0] or line.code[at] in "{@`%"


def _value_end(line: Line, at: int) -> int:
    """Where the value that begins at a column ends: outside brackets at the end of the line."""
    end = _VALUE_IN_BRACKETS.match(line.code, at) if line.inside(at) else None
    return len(line.code[: end.end()].rstrip()) if end else len(line.code)


def colon_in_text(sheet: Sheet, line: Line) -> bool:
    """`: ` inside a text, which YAML takes for another key."""
    colons = line.scan.colons
    if line.depth or len(colons) < 2:
        return False
    start = next((v for v in line.scan.values if v > colons[0]), colons[1])
    if _BARE_GROUP.fullmatch(value := line.code[start:]):
        hint = f"应写作 {{{value}}}"
        sheet.notes.error("L110", "一组指标写在一行，两头要加花括号", line.span(start, len(line.code)), hint)
        sheet.notes.tidy(line.span(start, start), "{")
        sheet.notes.tidy(line.span(len(line.code), len(line.code)), "}")
        return True
    message, hint = "文字里有半角冒号加空格，会被当作另一个键", "正文的冒号用全角“：”，或整个值加引号"
    sheet.notes.error("L110", message, line.span(colons[1], colons[1] + 1), hint)
    if all(_AMONG_HANZI.match(line.code, at - 1) for at in colons[1:]):
        for at in colons[1:]:
            sheet.notes.tidy(line.span(at, at + 2), "：")
    else:
        sheet.quote(line, start, len(line.code))
    return True


def comment(sheet: Sheet, line: Line) -> bool:
    """` #` in a text, which turns the rest of the sentence into a comment; two spaces before it or a space behind show that it is one."""
    at = line.scan.code_end
    behind = line.content[at + 1 : at + 2]
    if at == len(line.content) or line.content[: at - 1].endswith(" ") or behind in ("#", "!"):
        return False
    key, value = _parted(line)
    is_figure = looks_like_figure(value) and key not in _TEXT_KEYS
    is_text = not value or (value[0] not in "\"'[{|>=＝" and not is_figure)
    tight = not behind.isspace()
    after = sheet.layout.after(line)
    if line.form.opens and after is not None and after.indent > line.indent:
        return False
    if not is_text or not (tight or key in _TEXT_KEYS):
        return False
    if excel := _EXCEL_ERROR.match(line.comment) if not value else None:
        hint = "没有数的写 待补，或删去这一行"
        sheet.notes.error("L204", f"“{excel[0]}”不是值", line.span(at, at + excel.end()), hint)
        sheet.notes.unreadable(line.span(at, len(line.content.rstrip())))
        return True
    say = sheet.notes.error if tight else sheet.notes.warning
    hint = "是正文的整个值加引号；是注释的写成两个空格加“# ”"
    say("L111", f"“{line.comment[:12]}”会被当作注释丢掉", line.span(at, len(line.content.rstrip())), hint)
    if tight and not value:
        sheet.notes.unreadable(line.span(at, len(line.content.rstrip())))
    return True


def no_bar(sheet: Sheet, line: Line) -> bool:
    """`text:` with its text below but no `|`."""
    below = next(sheet.layout.below(line), None)
    if below is None or below.kind is not Is.BLOCK or not line.code.endswith("text:"):
        return False
    end = len(line.code)
    sheet.notes.error("L207", "text: 后面缺少 |", line.span(end - 5, end), "应写作 text: |")
    sheet.notes.tidy(line.span(end, end), " |")
    return True


def unindented_block(sheet: Sheet, line: Line) -> bool:
    """The text below `|` that is not indented deeper than its key."""
    first = next(sheet.layout.below(line), None)
    if first is None or first.number in sheet.settled or not is_loose_text(first):
        return False
    if not _HEADER.fullmatch(_parted(line)[1]):
        return False
    indent = (line.scan.values[0] if line.scan.values else line.column) + 2
    span = first.span(first.column, len(first.code))
    sheet.notes.error("L106", "| 下面的正文没有缩进", span, f"正文每行缩进 {indent} 格")
    for other in takewhile(is_loose_text, sheet.layout.below(line)):
        sheet.notes.tidy(other.span(0, other.column), " " * indent)
        sheet.settled.add(other.number)
    return True


def _parted(line: Line) -> tuple[str, str]:
    """The key and the value of a line outside brackets."""
    bare = re.sub(r"^(?:- +)*", "", line.code.lstrip())
    key, colon, value = bare.partition(":")
    return (key.strip(), value.strip()) if colon else ("", bare)
