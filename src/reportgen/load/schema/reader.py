"""Taking a tree apart by what the schema expects; whatever is not as expected is said once, in place."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from collections.abc import Mapping as Map
from typing import TypeVar

from reportgen import patterns
from reportgen.characters import REFUSED, unfit
from reportgen.finding import Span
from reportgen.formula import FUNCTIONS
from reportgen.load.schema.keys import Keys, full_width_colon
from reportgen.load.yaml.notes import Notes
from reportgen.load.yaml.tree import Mapping, Node, Scalar, Sequence
from reportgen.narrative import BUILT_IN, Fragment, parse_fragment
from reportgen.prose import Prose

T = TypeVar("T")
_NAME = patterns.compile(r"[^\W\d]\w*")
_TYPED = (" ", "\u3000", "#")
"""What such a line begins with."""
_TYPED_INDENT = patterns.compile(r"^[ \u3000]+(?=[^\s#])", re.MULTILINE)
_TYPED_COMMENT = patterns.compile(r"^ *#.*", re.MULTILINE)
_NOWHERE: Map[str, str] = {}
_RESERVED = {*FUNCTIONS, *BUILT_IN, "上年", "下级"}
LONGEST_PARAGRAPH = 20_000
LONG_PARAGRAPH = 5_000
_LONG_LINE = 20  # characters, from which on two lines are not alike by chance
_KINDS = {Scalar: "一段文字", Sequence: "一个清单", Mapping: "一组键值"}


class Reader:
    """Reads one file's nodes as the schema expects them, noting what is not so."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self._lines: dict[str, Span] = {}  # of the texts read
        self._repeats = False  # whether the last of them stood in the file before
        self._names: set[str] = set()  # those found fit to name something: a table has the same in every row

    def mapping(self, node: Node, what: str, example: str = "") -> Mapping | None:
        """The node as a mapping, or None with a finding."""
        if isinstance(node, Mapping):
            return node
        self._not(node, what, "一组“名称: 值”", example)
        return None

    def sequence(self, node: Node, what: str, at: str = "") -> Sequence | None:
        """The node as a list, or None with a finding."""
        if isinstance(node, Sequence) and node.items:
            return node
        if isinstance(node, Sequence):
            self._missing(node.span, what, at)
        else:
            self._not(node, what, "一个清单", "每项另起一行，以“- ”开头", at)
        return None

    def word(self, node: Node | None, what: str) -> str:
        """The node as a text of one line; empty when there is none, with a finding when it is there and is no text."""
        return scalar.text.strip() if node is not None and (scalar := self.scalar(node, what)) else ""

    def scalar(self, node: Node, what: str, at: str = "") -> Scalar | None:
        """The node as a text that says something, or None with a finding; `at` is the path of the cell it is."""
        if not isinstance(node, Scalar):
            self._not(node, what, "一段文字", "文字里有“: ”或以 [ { 开头的，请加引号", at)
        elif node.missing or not node.text.strip():
            self._missing(node.span, what, at)
        elif not node.unreadable and (node.source or self._fit_as_decoded(node, what, at)):
            return node
        return None

    def _fit_as_decoded(self, node: Scalar, what: str, at: str) -> bool:
        """Escapes may spell what the gate on the raw text could not see."""
        refused = [found for found in unfit(node.text) if found.kind in REFUSED]
        for found in refused:
            self.notes.error("L102", f"{_spaced(what)}{found.message}", node.span, found.hint, at)
        return not refused

    def _not(self, node: Node, what: str, expected: str, example: str, at: str = "") -> None:
        if isinstance(node, Scalar) and node.unreadable:
            return
        if isinstance(node, Scalar) and node.missing:
            self._missing(node.span, what, at)
            return
        message = f"{_spaced(what)}应是{expected}，这里是{_KINDS[type(node)]}"
        self.notes.error("L203", message, first_line(node), example, at)

    def _missing(self, span: Span, what: str, at: str = "") -> None:
        hint = "填上值；还没有数的写 待补" if at else "填上内容，或删去这一行"
        self.notes.error("L204", f"{_spaced(what)}没有填", span, hint, at)

    def keyed(
        self, mapping: Mapping, known: Collection[str], what: str, below: Map[str, str] = _NOWHERE
    ) -> Mapping:
        """The mapping with the keys that were meant; notes every key that the schema does not have."""
        return Keys(self.notes, known, what, below).read(mapping)

    def require(self, mapping: Mapping, key: str, what: str, example: str) -> bool:
        """Whether a key is there; notes it when not."""
        if mapping.key(key):
            return True
        self.notes.error("L202", f"{_spaced(what)}缺少 {key}", first_line(mapping), f"补上一行，如 {example}")
        return False

    def name(self, key: Scalar, value: Node, what: str) -> bool:
        """Whether a key can serve as a name in formulas and tags; notes one that cannot, or that swallowed its value."""
        if key.text in self._names:
            return True
        if full_width_colon(self.notes, key, value) or key.unreadable:
            return False
        name = unicodedata.normalize("NFC", key.text)
        if name in _RESERVED:
            self.notes.error("L208", f"“{name}”有专门的用处，不能作{what}名", key.span, "换一个名称")
        elif not _NAME.fullmatch(name):
            hint = "名称以汉字或字母开头，只含汉字、字母、数字和下划线"
            if name.endswith(("）", ")")):
                hint = "名称里不写括号：单位跟在数后面，说明写进 note"
            self.notes.error("L208", f"“{name}”不能作{what}名", key.span, hint)
        else:
            self._names.add(key.text)
            return True
        return False

    def fragment(self, node: Node | None, what: str) -> Fragment | None:
        """The node as narrative, or None (with a finding when it is there and cannot be read)."""
        if node is None:
            return None
        if isinstance(node, Scalar) and node.source is None and not node.unreadable:
            hint = "长文字写成 |，另起一行缩进书写"
            self.notes.error("L207", f"{_spaced(what)}{_unmapped(node)}", first_line(node), hint)
            return None
        if (scalar := self.scalar(node, what)) is None or scalar.source is None:
            return None
        prose = _trimmed(scalar, scalar.source)
        if len(prose.text) > LONG_PARAGRAPH:
            self._lengths(prose, what)
        if scalar.style == "|":
            self._marks(prose)
            self._repeated(prose)
        fragment, faults = parse_fragment(prose)
        for fault in faults:
            self.notes.error("P110", fault.message, fault.span, fault.hint)
            if fault.tidy and len(fault.tidy) == len(fault.span.quote):
                self.notes.tidy(fault.span, fault.tidy)
        return fragment

    def _lengths(self, prose: Prose, what: str) -> None:
        start = 0
        for paragraph in prose.text.split("\n\n"):
            span = prose.span(start, start + min(len(paragraph), 20))
            start += len(paragraph) + 2
            message = f"{_spaced(what)}有一段超过 {{:,}} 字"
            if len(paragraph) > LONGEST_PARAGRAPH:
                hint = "分成几段（空一行即分段）"
                self.notes.error("L114", message.format(LONGEST_PARAGRAPH), span, hint)
            elif len(paragraph) > LONG_PARAGRAPH:
                hint = "建议分段（空一行即分段）"
                self.notes.warning("L114", message.format(LONG_PARAGRAPH), span, hint)

    def _marks(self, prose: Prose) -> None:
        """Indents and comments typed into a text, which print as they stand."""
        if not any(line.startswith(_TYPED) for line in prose.text.split("\n")):
            return
        for match in _TYPED_INDENT.finditer(prose.text):
            self.notes.warning(
                "L106", "行首手打了空格", prose.span(*match.span()), "删掉，首行缩进由版式决定"
            )
        for match in _TYPED_COMMENT.finditer(prose.text):
            message = "正文里以 # 开头的行会照样印出，不是注释"
            self.notes.warning("L111", message, prose.span(*match.span()), "注释写到 text: 的上一行")

    def _repeated(self, prose: Prose) -> None:
        """Lines of text that stand in the file already, word for word; of several in a row the first is told."""
        start = 0
        for line in prose.text.split("\n"):
            if len(line) >= _LONG_LINE:
                first = self._lines.setdefault(line, here := prose.span(start, start + len(line)))
                if first != here and not self._repeats:
                    message = f"这一行正文与第 {first.line} 行一字不差"
                    self.notes.warning("L113", message, here, "重复粘贴的，连同下面重复的各行一起删去")
                self._repeats = first != here
            start += len(line) + 1

    def words(self, node: Node | None, what: str) -> tuple[str, ...]:
        """The node as a list of texts."""
        return tuple(self.each(node, what, lambda item: self.word(item, f"{_spaced(what)}的一项") or None))

    def each(self, node: Node | None, what: str, read: Callable[[Node], T | None]) -> Iterator[T]:
        """What `read` makes of every item of a list, leaving out what could not be read."""
        if node is None or (sequence := self.sequence(node, what)) is None:
            return
        for item in sequence.items:
            if (value := read(item)) is not None:
                yield value


def _spaced(what: str) -> str:
    """A space between Latin letters and what follows in Chinese."""
    return f"{what} " if what[-1:].isascii() else what


def first_line(node: Node) -> Span:
    """The span of a node's first line, which is enough to point at it."""
    span = node.span
    end = span.text.content.find("\n", span.start)
    return Span(span.text, span.start, span.end if end < 0 else min(span.end, end))


def _trimmed(scalar: Scalar, source: Prose) -> Prose:
    """The characters of a scalar, each with its place in the file, without empty lines before and white space behind."""
    text = scalar.text
    start = len(text) - len(text.lstrip("\n"))
    return source.cut(scalar.start + start, scalar.start + max(len(text.rstrip()), start))


def _unmapped(scalar: Scalar) -> str:
    if scalar.style == ">":
        return "用了折叠写法 >，改动会对不上原文位置"
    if scalar.style == '"' and "\\" in scalar.span.quote:
        return "用了反斜杠转义"
    return "换行写了几行，却没有用 |" if "\n" in scalar.span.quote else "的引号里套了引号"
