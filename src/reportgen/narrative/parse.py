"""Reading a fragment: separating its marks from its words."""

import re
from collections.abc import Iterator
from functools import lru_cache

from reportgen import patterns
from reportgen.finding import Span
from reportgen.narrative.expression import (
    dotted,
    misread_condition,
    plain_name,
    read_condition,
    read_expression,
    unfiltered,
)
from reportgen.narrative.model import Choice, Condition, Fragment, NarrativeError, Segment, Tag, Words
from reportgen.prose import Prose

_SIGN = patterns.compile("[{}｛｝%]")
"""What a mark begins with."""
_TAG, _BLOCK, _WIDE = r"\{\{(?P<tag>[^{}]*)\}\}", r"\{%-?(?P<block>.*?)-?%\}", "｛｛.*?｝｝"
_STRAY = r"\{{3,}[^{}\n]*\}+|\{\{[^{}\n]*\}(?!\})|\{\{|\{%|\{#|%\}|\}\}|[｛｝]{2}"
_ASCII = str.maketrans("｛｝．。｜（）％＞＜＝！０１２３４５６７８９\u3000", "{}..|()%><=!0123456789 ")
_BLOCK_OF_ANY_WIDTH = patterns.compile("[{｛][%％][^{}｛｝]*[%％][}｝]")
_WITHIN = ("elif", "else", "endif")
_CLOSERS = ("}}", "%}", "｝｝")


@lru_cache
def _mark(tag: bool, block: bool, wide: bool) -> re.Pattern[str]:
    """A mark; the forms that can still be closed are looked for."""
    stray = f"(?P<stray>{_WIDE}|{_STRAY})" if wide else f"(?P<stray>{_STRAY})"
    forms = (_TAG if tag else "(?!)(?P<tag>)", _BLOCK if block else "(?!)(?P<block>)", stray)
    return patterns.compile("|".join(forms), re.DOTALL)


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The marks of a text. Behind the last }} no {{ is searched for its end, which for a thousand of them would take a million steps."""
    tag, block, wide = [text.rfind(closer) for closer in _CLOSERS]
    position = 0
    while sign := _SIGN.search(text, position):
        start = sign.start()
        if mark := _mark(start <= tag, start <= block, start <= wide).match(text, start):
            yield mark
        position = (mark or sign).end()


_DEEPEST = 20
"""Conditions one within another; more no person wrote."""


def parse_fragment(prose: Prose) -> tuple[Fragment, tuple[NarrativeError, ...]]:
    """The fragment that a text spells, without what cannot be read, and every fault with its place."""
    if not _SIGN.search(prose.text):
        return Fragment(prose, (Words(prose),) if prose.text else ()), ()
    parser = _Parser(prose)
    return Fragment(prose, parser.segments()), tuple(parser.faults)


class _Parser:
    """Splits a text at its marks; Jinja parses what stands inside one."""

    def __init__(self, prose: Prose) -> None:
        self.faults: list[NarrativeError] = []
        self._prose = prose
        self._marks = list(_marks(self._narrowed(prose.text)))
        self._next = 0
        self._position = 0
        self._depth = 0
        self._gave_up = False
        self._misread = 0  # blocks that open nothing anyone knows, whose ends are not told

    def _narrowed(self, text: str) -> str:
        """The text with blocks between full-width signs as they were meant, character by character; notes them."""

        def narrow(block: re.Match[str]) -> str:
            written = block[0]
            if written.startswith("{%") and written.endswith("%}"):
                return written
            tidy = written.translate(_ASCII)
            wide = "花括号" if "｛" in written or "｝" in written else "百分号"
            message, span = f"“{written}”的{wide}是全角的，不会被当作条件", self._prose.span(*block.span())
            self.faults.append(NarrativeError(message, span, f"应写作 {tidy}", tidy))
            return tidy

        return _BLOCK_OF_ANY_WIDTH.sub(narrow, text) if "%" in text or "％" in text else text

    def segments(self) -> tuple[Segment, ...]:
        return self._until((), None)

    def _until(self, ends: tuple[str, ...], opened: Span | None) -> tuple[Segment, ...]:
        """Segments up to a block that begins with one of `ends` (left for the caller), or to the end of the text."""
        found: list[Segment] = []
        while self._next < len(self._marks):
            mark = self._marks[self._next]
            keyword = _keyword(mark)
            start, end = mark.span()
            found += self._words(self._position, start)
            self._position = end
            if keyword in ends:
                return tuple(found)
            if segment := self._segment(mark, keyword, self._prose.span(start, end)):
                found.append(segment)
        if opened and not self._gave_up:
            unclosed = "{% if %} 没有配上 {% endif %}"
            self.faults.append(NarrativeError(unclosed, opened, "在条件文字之后补上 {% endif %}"))
        return (*found, *self._words(self._position, len(self._prose.text)))

    def _words(self, start: int, end: int) -> list[Segment]:
        return [Words(self._prose.cut(start, end))] if end > start else []

    def _segment(self, mark: re.Match[str], keyword: str, span: Span) -> Segment | None:
        """What a mark stands for; None, and a fault, for one that cannot be read."""
        if keyword == "if":
            if self._depth < _DEEPEST:
                return self._choice(span)
            self._give_up(span)
            return None
        self._next += 1
        if keyword in _WITHIN and self._misread:
            self._misread -= keyword == "endif"
            return None
        self._misread += bool(keyword) and keyword not in _WITHIN
        try:
            return self._tag(mark, span)
        except NarrativeError as fault:
            tidy = _tidied(mark[0], span)
            self.faults.append(NarrativeError(fault.message, span, f"应写作 {tidy}", tidy) if tidy else fault)
            return None

    def _tag(self, mark: re.Match[str], span: Span) -> Tag:
        if mark.lastgroup == "stray":
            raise _stray(mark["stray"], span)
        if mark.lastgroup == "block":
            raise _unknown_block(_keyword(mark), span)
        source = mark["tag"]
        name, filters = _named(source, span)
        start = mark.start("tag") + len(source) - len(source.lstrip())
        return Tag(name, filters, span, self._prose.span(start, start + len(name)))

    def _give_up(self, span: Span) -> None:
        """Leaves the rest unread, as nobody could tell which {% endif %} belongs to which {% if %}."""
        message = f"条件一层套一层，超过 {_DEEPEST} 层"
        self.faults.append(
            NarrativeError(message, span, "用 and、or 把几个条件写在一个 {% if %} 里，或分成几段")
        )
        self._next, self._gave_up = len(self._marks), True

    def _choice(self, opened: Span) -> Choice:
        self._depth += 1
        branches: list[tuple[Condition | None, tuple[Segment, ...]]] = []
        keyword = "if"
        while keyword != "endif":
            condition = self._condition(self._marks[self._next], keyword)
            self._next += 1
            ends = ("endif",) if keyword == "else" else ("elif", "else", "endif")
            branches.append((condition, self._until(ends, opened)))
            if self._next >= len(self._marks):  # unclosed; one inside it may have been unclosed too
                break
            keyword = _keyword(self._marks[self._next])
        self._next += 1
        self._depth -= 1
        return Choice(tuple(branches), opened)

    def _condition(self, mark: re.Match[str], keyword: str) -> Condition | None:
        if keyword == "else":
            return None
        span = self._prose.span(*mark.span())
        written = mark["block"].split(keyword, 1)[1].strip()
        try:
            return read_condition(written, span)
        except NarrativeError:
            self.faults.append(misread_condition(keyword, written, span))
            return None


def _named(source: str, span: Span) -> tuple[str, tuple[tuple[str, int | None], ...]]:
    """The name that a tag prints and its filters."""
    if (name := plain_name(source)) and "__" not in name:
        return name, ()
    node, filters = unfiltered(read_expression(source, span), span)
    return dotted(node, span), filters


def _tidied(written: str, span: Span) -> str:
    """A mark with its full-width signs in ASCII form, where that makes it a tag; otherwise empty."""
    tidy = written.translate(_ASCII)
    tag = _mark(True, False, False).fullmatch(tidy)
    if tidy == written or "\n" in written or not tag or tag["tag"] is None:
        return ""
    try:
        _named(tag["tag"], span)
    except NarrativeError:
        return ""
    return tidy


def _keyword(mark: re.Match[str]) -> str:
    """The first word of a {% block %}, empty for any other mark."""
    words = mark["block"].split() if mark.lastgroup == "block" else ()
    return words[0] if words else ""


def _stray(mark: str, span: Span) -> NarrativeError:
    if mark[0] in "｛｝":
        return NarrativeError(
            f"“{mark}”是全角花括号，不会被当作标签", span, "切换到英文输入法，写成 {{ 指标名 }}"
        )
    if mark[-1] == "}" and (inner := mark.strip("{} ")):
        wrong = "多了花括号" if mark.startswith("{{{") else "少了一个 }"
        return NarrativeError(f"“{mark}”{wrong}", span, f"应写作 {{{{ {inner} }}}}")
    if mark == "{#":
        return NarrativeError("正文里不能写 {# 注释 #}", span, "注释请写在 YAML 里，以 # 开头")
    return NarrativeError(
        f"“{mark}”没有成对", span, "标签写成 {{ 指标名 }}，条件写成 {% if 指标名 > 0 %}…{% endif %}"
    )


def _unknown_block(keyword: str, span: Span) -> NarrativeError:
    if keyword in _WITHIN:
        hint = "在前面补上 {% if 条件 %}，或删去它"
        return NarrativeError(f"{{% {keyword} %}} 前面没有 {{% if %}}", span, hint)
    return NarrativeError(
        f"正文里不能用 {{% {keyword} %}}", span, "只允许 {% if %} {% elif %} {% else %} {% endif %}"
    )
