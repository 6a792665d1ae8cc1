"""Punctuation of YAML that writers get wrong: colons, commas, dashes, quotes, brackets, signs that open a value, comments in text.

One rule a function; each notes what it finds on a line and says whether it did. What it would have meant is put in its place, so
that the rest of the file is still read.
"""

import re
from collections.abc import Callable, Iterator

from reportgen.load.events import DEEPEST
from reportgen.load.lines import Is, Layout, Line, closers
from reportgen.load.notes import UNREADABLE, Notes
from reportgen.quantity import looks_like_figure

TEXT_KEYS = frozenset({"heading", "title", "text"})
_KEYS = TEXT_KEYS | {
    "with",
    "points",
    "items",
    "sections",
    "table",
    "from",
    "file",
    "author",
    "code",
    "rows",
    "columns",
}
_COLON = re.compile(
    r"(?P<dashes>(?:- +)*)(?P<key>[^\s：:\"'#,，。；、\[\]{}]{1,30})(?P<colon> *：\s*|:(?=\S))(?P<rest>.*)"
)
_KEY = re.compile(r"(?:- +)*[^\s,\[\]{}]+\s*:(?:\s|$)")
_DASHED = re.compile(r"(?P<dash>[-－—–•·●])(?P<space> *)(?=[^\s\-－—–])")
_LIST_DASH = re.compile(r"- ")
_HEADER = re.compile(r"[|>][-+0-9]*(?:\s+#.*)?$")
_YAML_PROPERTY = re.compile(r"[&*][A-Za-z0-9_-]+(?:\s|$)|!(?:[A-Za-z!<]|$|\s)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_GROUPED = re.compile(
    r"(?<=[\[,:\s])(?P<figure>(?:约|近|超|不低于|不超过|达到)?-?\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?(?P<unit>[^\d\s,\[\]{}]*))"
)
_COLON_IN_BRACES = re.compile(
    r"(?<=[{,，])\s*(?P<key>[^\s：:\"'#,，\[\]{}]{1,30})(?P<colon> *：\s*|:(?=[^\s,\]}]))"
)
_WIDE_COMMA = re.compile(r"，(?=\s*[^\s,，:：{}\[\]]{1,30}\s*(?::\s|：))")


def check_punctuation(layout: Layout, notes: Notes, skip: set[int]) -> None:
    """Notes what is wrong with the punctuation of structure lines; of faults that would rest on one another only the first."""
    for bracket in layout.unclosed:
        if len(bracket.closing) > DEEPEST:
            continue  # said as too deep when it is read
        name = "方括号" if bracket.opened.quote == "[" else "花括号"
        notes.error("L109", f"{name}没有收尾", bracket.opened, f"在清单或组的末尾补上 {bracket.closing}")
        notes.stand_in(bracket.end, bracket.closing)
    checker = _Checker(layout, notes)
    for line in layout.lines:
        if line.kind is Is.STRUCTURE and line.number not in skip | checker.swallowed:
            checker.check(line)


class _Checker:
    def __init__(self, layout: Layout, notes: Notes) -> None:
        self._layout, self._notes = layout, notes
        self._mended: set[int] = set()  # lines that have a key once their fault is mended
        self.swallowed: set[int] = set()

    def check(self, line: Line) -> None:
        rules: tuple[Callable[[Line], bool], ...] = (
            self._unclosed_quote, self._dash, self._colon, self._value_start, self._colon_in_text,
            self._in_brackets, self._comment, self._unindented_block, self._no_colon,
        )  # fmt: skip
        any(rule(line) for rule in rules)

    def _unclosed_quote(self, line: Line) -> bool:
        at = line.scan.unclosed
        if at is None:
            return False
        quote = line.content[at]
        hint = f"在本行末尾补上 {quote}；长文字改用 |，另起一行缩进书写"
        self._notes.error(
            "L109", f"引号 {quote} 没有在本行收尾", line.span(at, len(line.content.rstrip())), hint
        )
        inside = _inside(line, at)
        end = len(line.content.rstrip()) - (len(closers(line.content)) if inside else 0)
        self._notes.stand_in(line.span(end, end), quote)
        self._swallow(line)
        return True

    def _swallow(self, line: Line) -> None:
        """Leaves out the lines that go on with a value already reported."""
        for other in self._following(line):
            self._notes.blank(other.whole)
            self.swallowed.add(other.number)

    def _following(self, line: Line) -> Iterator[Line]:
        """The lines below that are indented deeper and hold no key: what a value would run on over."""
        for other in self._layout.below(line):
            if other.kind is Is.STRUCTURE and (
                other.indent <= line.indent or _KEY.match(other.content.lstrip()) or other.depth
            ):
                return
            if other.kind is Is.STRUCTURE:
                yield other

    def _dash(self, line: Line) -> bool:
        """A list item whose dash is no dash, or has no space behind it."""
        bare = line.content[line.indent :]
        match = _DASHED.match(bare)
        if line.depth or not match or (match["dash"] == "-" and match["space"]):
            return False
        before = self._layout.before(line)
        in_list = before is not None and (
            before.code.endswith((":", "：")) or _DASHED.match(before.content[line.indent :])
        )
        if not in_list and not _KEY.match(bare[match.end() :]):
            return False
        said = "清单的“-”后面缺空格" if match["dash"] == "-" else f"清单要以“- ”开头，这里是“{match['dash']}”"
        span = line.span(line.indent, line.indent + match.end())
        self._notes.error("L107", said, span, f"应写作 - {bare[match.end() :][:20].rstrip()}")
        self._notes.tidy(span, "- ")
        return True

    def _colon(self, line: Line) -> bool:
        """A full-width colon after a key, or no space behind the colon."""
        match = _COLON.match(line.code, line.indent)
        if line.depth or not match or (line.scan.colons and line.scan.colons[0] < match.start("colon")):
            return False
        if line.scan.colons and match["rest"][:1] not in ("[", "{"):
            return False
        if not self._is_key(line, match):
            return False
        wide = "：" in match["colon"]
        tidy = ": " if match["rest"] else ":"
        span = line.span(match.start("colon"), match.end("colon"))
        place = line.span(match.start("colon"), match.start("colon") + len(match["colon"].rstrip()))
        said = f"“{match['key']}”后面的冒号是全角的" if wide else f"“{match['key']}”的冒号后面缺空格"
        self._notes.error("L107", said, place, f"应写作 {match['key']}{tidy}{match['rest'][:20]}".rstrip())
        self._notes.tidy(span, tidy)
        self._mended.add(line.number)
        return True

    def _is_key(self, line: Line, match: re.Match[str]) -> bool:
        """Whether what stands before the colon is a key, not the beginning of a sentence."""
        if match["key"] in _KEYS:
            return True
        before, after = self._layout.before(line), self._layout.after(line)
        if match["dashes"]:
            column = line.indent + len(match["dashes"])
            return after is not None and after.indent == column and bool(_KEY.match(after.content.lstrip()))
        runs_on = (
            before and line.indent > before.indent and before.scan.colons and not before.code.endswith(":")
        )
        return not runs_on

    def _value_start(self, line: Line) -> bool:
        """A value that begins with a sign that means something to YAML."""
        for at in line.scan.values:
            if (reason := _sign_reason(line, at)) and self._is_value(line, at):
                end = self._value_end(line, at)
                value = line.code[at:end]
                hint = (
                    f"整个值加引号，写作 {_quoted(value) or value}"
                    if reason[1]
                    else "正文另起一行，缩进两格书写"
                )
                self._notes.error("L110", reason[0], line.span(at, end), hint)
                self._quote(line, at, end)
                self._swallow(line)
                return True
        return False

    def _is_value(self, line: Line, at: int) -> bool:
        return bool(line.depth) or not line.scan.colons or at > line.scan.colons[0] or line.code[at] in "{@`%"

    def _value_end(self, line: Line, at: int) -> int:
        """Where the value that begins at a column ends: outside brackets at the end of the line."""
        if not _inside(line, at):
            return len(line.code)
        end = re.compile(r"(?:\{\{.*?\}\}|[^,\]}])*").match(line.code, at)
        return len(line.code[: end.end()].rstrip()) if end else len(line.code)

    def _quote(self, line: Line, start: int, end: int) -> None:
        if quoted := _quoted(line.code[start:end]):
            self._notes.tidy(line.span(start, start), quoted[0])
            self._notes.tidy(line.span(end, end), quoted[0])
        else:
            self._notes.unreadable(line.span(start, end))

    def _colon_in_text(self, line: Line) -> bool:
        """`: ` inside a text, which YAML takes for another key."""
        colons = line.scan.colons
        if line.depth or len(colons) < 2:
            return False
        start = next((v for v in line.scan.values if v > colons[0]), colons[1])
        hint = "正文的冒号用全角“：”，或整个值加引号"
        self._notes.error(
            "L110", "文字里有半角冒号加空格，会被当作另一个键", line.span(colons[1], colons[1] + 1), hint
        )
        self._quote(line, start, len(line.code))
        return True

    def _in_brackets(self, line: Line) -> bool:
        """Inside brackets: full-width commas and colons, and thousands separators, which split a number."""
        opened = next((v for v in line.scan.values if line.content[v] in "[{"), None)
        if not line.depth and opened is None:
            return False
        begin = 0 if line.depth else opened or 0
        quoted = [m.span() for m in _QUOTED.finditer(line.code)]
        found = (
            m for rule in (_GROUPED, _WIDE_COMMA, _COLON_IN_BRACES) for m in rule.finditer(line.code, begin)
        )
        outside = [m for m in found if not any(a <= m.start() < b for a, b in quoted)]
        noted = [self._bracketed(line, match) for match in sorted(outside, key=re.Match.start)]
        return any(noted)

    def _bracketed(self, line: Line, match: re.Match[str]) -> bool:
        if match.re is _COLON_IN_BRACES:
            return self._colon_in_braces(line, match)
        if match.re is _GROUPED:
            return self._grouped(line, match)
        self._notes.error("L107", "各项之间的逗号是全角的", line.span(*match.span()), "改成半角逗号加空格")
        self._notes.tidy(line.span(*match.span()), ", ")
        return True

    def _colon_in_braces(self, line: Line, match: re.Match[str]) -> bool:
        if _innermost(line, match.start("colon")) != "{":
            return False
        start, end = match.span("colon")
        wrong = "后面的冒号是全角的" if "：" in match["colon"] else "的冒号后面缺空格"
        place = line.span(start, start + len(match["colon"].rstrip()))
        self._notes.error(
            "L107", f"“{match['key']}”{wrong}", place, f"改成半角冒号加空格，如 {match['key']}: …"
        )
        self._notes.tidy(line.span(start, end), ": ")
        return True

    def _grouped(self, line: Line, match: re.Match[str]) -> bool:
        is_value = line.code[: match.start()].rstrip().endswith((":", "："))
        if not is_value and not match["unit"]:
            return False
        message = f"括号里的半角逗号把“{match[0]}”拆成了两项"
        self._notes.error("L306", message, line.span(*match.span()), f'加引号，写作 "{match[0]}"')
        self._notes.tidy(line.span(match.start(), match.start()), '"')
        self._notes.tidy(line.span(match.end(), match.end()), '"')
        return True

    def _comment(self, line: Line) -> bool:
        """` #` in a text, which turns the rest of the sentence into a comment."""
        at = line.scan.code_end
        if (
            at == len(line.content)
            or line.content[: at - 1].endswith(" ")
            or line.content[at + 1 : at + 2] in ("#", "!")
        ):
            return False
        key, value = _parted(line)
        plain = not value or (value[0] not in "\"'[{|>=＝" and not looks_like_figure(value))
        tight = not line.content[at + 1 : at + 2].isspace()
        if not plain or not (tight or key in TEXT_KEYS):
            return False
        say = self._notes.error if tight else self._notes.warning
        hint = "是正文的整个值加引号；是注释的写成两个空格加“# ”"
        say("L111", f"“{line.comment[:12]}”会被当作注释丢掉", line.span(at, len(line.content.rstrip())), hint)
        return True

    def _unindented_block(self, line: Line) -> bool:
        """The text below `|` that is not indented deeper than its key."""
        after = next(self._layout.below(line), None)
        value = _parted(line)[1]
        if (
            not _HEADER.fullmatch(value)
            or after is None
            or after.kind is not Is.STRUCTURE
            or after.scan.colons
        ):
            return False
        if after.code.lstrip().startswith("- "):
            return False
        key_column = line.scan.values[0] if line.scan.values else line.indent
        hint = f"正文每行缩进 {key_column + 2} 格"
        self._notes.error("L106", "| 下面的正文没有缩进", after.span(after.indent, len(after.code)), hint)
        for other in self._layout.below(line):
            if (
                other.kind is not Is.STRUCTURE
                or _KEY.match(other.content.lstrip())
                or _LIST_DASH.match(other.content.lstrip())
            ):
                break
            self._notes.tidy(other.span(0, len(other.lead)), " " * (key_column + 2))
            self.swallowed.add(other.number)
        return True

    def _no_colon(self, line: Line) -> bool:
        """A line among keys that has no colon at all."""
        bare = line.code.lstrip()
        parted = re.fullmatch(r"([^\s,，。；\[\]{}\"'|>-]{1,30})(?:\s+(\S.*))?", bare)
        if line.depth or line.scan.colons or not parted or not self._among_keys(line):
            return False
        name, value = parted[1], parted[2] or ""
        self._notes.error(
            "L107",
            f"“{name}”后面缺少冒号",
            line.span(line.indent, len(line.code)),
            f"写作 {name}: {value or '值'}",
        )
        end = line.indent + len(name)
        self._notes.stand_in(line.span(end, end), f": {'' if value else UNREADABLE}")
        self._mended.add(line.number)
        return True

    def _among_keys(self, line: Line) -> bool:
        """Whether a line stands where a key must: below a sibling that is one, or first below its parent and above a sibling."""
        before, after = self._layout.before(line), self._layout.after(line)
        keyed = before is not None and (bool(before.scan.colons) or before.number in self._mended)
        if before and keyed and before.indent == line.indent and not before.code.endswith((":", "：")):
            return True
        follows = (
            after is not None and after.indent == line.indent and bool(_KEY.match(after.content.lstrip()))
        )
        opened = before is None or (before.code.endswith((":", "：")) and before.indent < line.indent)
        return follows and opened


def _innermost(line: Line, at: int) -> str:
    """The innermost bracket open at a column, empty outside all."""
    brackets = list(line.brackets)
    for character in _QUOTED.sub(lambda quoted: " " * len(quoted[0]), line.code)[:at]:
        if character in "[{":
            brackets.append(character)
        elif character in "]}" and brackets:
            brackets.pop()
    return brackets[-1] if brackets else ""


def _inside(line: Line, at: int) -> bool:
    """Whether a column lies between brackets."""
    return bool(line.depth) or any(line.content[v] in "[{" for v in line.scan.values if v < at)


def _quoted(value: str) -> str:
    """The value in quotes that need no escapes, empty when there are none such."""
    usable = (q for q in ('"', "'") if q not in value and not (q == '"' and "\\" in value))
    return next((f"{q}{value}{q}" for q in usable), "")


def _parted(line: Line) -> tuple[str, str]:
    """The key and the value of a line outside brackets."""
    bare = re.sub(r"^(?:- +)*", "", line.code.lstrip())
    key, colon, value = bare.partition(":")
    return (key.strip(), value.strip()) if colon else ("", bare)


def _sign_reason(line: Line, at: int) -> tuple[str, bool] | None:
    """Why a value may not begin as it does, and whether quotes are the cure."""
    rest = line.code[at:]
    sign = rest[:1]
    if rest.startswith(("{{", "{%")):
        return f"以 {rest[:2]} 开头的值要加引号", True
    if sign and sign in "@`%":
        return f"值不能以 {sign} 开头", True
    if sign and sign in "&*!" and not _YAML_PROPERTY.match(rest):
        return f"值不能以 {sign} 开头", True
    if line.depth or any(line.content[v] in "[{" for v in line.scan.values if v < at):
        return None
    if sign and sign in "|>" and not _HEADER.fullmatch(rest):
        return (f"{sign} 后面不能直接写文字", sign == ">")
    if (
        (quoted := _QUOTED.match(rest))
        and rest[quoted.end() :].strip()
        and not re.match(r"\s*:", rest[quoted.end() :])
    ):
        return "引号收尾以后还有文字", True
    if (closed := re.match(r"\[[^\[\]]*\]\s*(?=[^\s:])", rest)) and closed.end() < len(rest):
        return "以 [ 开头的会被当作清单", True
    return None
