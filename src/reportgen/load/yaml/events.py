"""The only door to ruamel.yaml: libyaml's event stream (one parser, required), built into our own tree without recursion.

Anchors, aliases, tags, duplicate keys and hostile depth or size are judged on the way, before anything could act on them.
"""

import unicodedata
from functools import partial
from itertools import pairwise
from typing import TypeGuard

from ruamel.yaml import events as yaml
from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from reportgen import patterns
from reportgen.finding import Finding, Span
from reportgen.load.yaml.notes import UNREADABLE
from reportgen.load.yaml.tree import Mapping, Node, Scalar, Sequence
from reportgen.prose import Prose
from reportgen.value import Value, replace

DEEPEST = 32
MOST_NODES = 200_000


_UNREADABLE = patterns.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What libyaml stops at; all of it has been told by then, and an edit may have left some of it in place."""


class SyntaxFault(Exception):
    """Where libyaml stopped and why: its words, its place and that of the context, as indices of the text given to it."""

    def __init__(self, error: MarkedYAMLError) -> None:
        super().__init__(str(error.problem))
        self.problem, self.context = str(error.problem or ""), str(error.context or "")
        self.index: int = error.problem_mark.index
        self.context_index: int = error.context_mark.index if error.context_mark else self.index


class TooLarge(Exception):
    """A file deeper or larger than any report is; `index` is where that shows."""

    def __init__(self, message: str, index: int) -> None:
        super().__init__(message)
        self.message, self.index = message, index


class _Open(Value):
    """A collection whose end has not come yet; a mapping collects keys and values in turn."""

    start: int
    is_mapping: bool
    nodes: list[Node]


def read_tree(source: Prose) -> tuple[Node | None, list[Finding]]:
    """The tree of a text (None when it holds nothing) and what is not allowed in it. Raises SyntaxFault and TooLarge."""
    try:
        return _Builder(source).build(source.text)
    except (ReaderError, UnicodeEncodeError):
        return _Builder(source).build(_UNREADABLE.sub(" ", source.text))


class _Builder:
    def __init__(self, source: Prose) -> None:
        self._source = source
        unmended = source.is_whole and source.offset(0) == 0
        self._span = partial(Span, source.source) if unmended else source.span
        self._text = source.text
        self._open = [_Open(0, is_mapping=False, nodes=[])]  # the lowest holds the tree
        self._findings: dict[int, list[Finding]] = {}  # by line

    def build(self, text: str) -> tuple[Node | None, list[Finding]]:
        """What the events of a text make, which is the source's but for characters libyaml stops at."""
        root = nodes = self._open[0].nodes
        source, written, span, left = self._source, self._text, self._span, MOST_NODES
        next_event = CParser(text).get_event
        try:
            while (event := next_event()) is not None:
                start, end = event.start_mark.index, event.end_mark.index
                if isinstance(event, yaml.NodeEvent) and (left := left - 1) < 0:
                    raise TooLarge(f"内容超过 {MOST_NODES:,} 项", start)
                if not isinstance(event, yaml.ScalarEvent):
                    nodes = self._take(event, start, end)
                elif not event.style and event.value == written[start:end]:  # as nearly all are
                    nodes.append(Scalar(event.value, "", span(start, end), source, start))
                else:
                    nodes.append(self._scalar(event, start, end))
        except MarkedYAMLError as error:
            raise SyntaxFault(error) from None
        return root[-1] if root else None, [finding for told in self._findings.values() for finding in told]

    def _take(self, event: yaml.Event, start: int, end: int) -> list[Node]:
        """Begins or ends a collection; returns the nodes of the one that what follows is in."""
        if isinstance(event, yaml.CollectionStartEvent):
            self._properties(event, start, end)
            if len(self._open) > DEEPEST:
                raise TooLarge(f"嵌套超过 {DEEPEST} 层", start)
            self._open.append(_Open(start, isinstance(event, yaml.MappingStartEvent), []))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(end)
        elif isinstance(event, yaml.AliasEvent):
            self._refuse("不能用 YAML 的别名（*…）", start, end)
            self._add(Scalar(UNREADABLE, "", self._span(start, end), None))
        return self._open[-1].nodes

    def _properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, start: int, end: int) -> None:
        if event.anchor is not None:
            self._refuse("不能用 YAML 的锚点（&…）", start, end)
        if event.ctag is not None:
            self._refuse("不能用 YAML 的标签（!…）", start, end)

    def _refuse(self, message: str, start: int, end: int) -> None:
        hint = "数字只写一处，别处用公式或正文标签引用；若是文字，请加引号"
        self._tell(Finding("L112", message, self._span(start, end), hint=hint))

    def _tell(self, finding: Finding) -> None:
        self._findings.setdefault(finding.span.line, []).append(finding)

    def _add(self, node: Node) -> None:
        self._open[-1].nodes.append(node)

    def _close(self, end: int) -> None:
        opened = self._open.pop()
        span = self._span(opened.start, max(end, opened.start))
        nodes = opened.nodes
        if not opened.is_mapping:
            self._add(Sequence(tuple(nodes), span))
            return
        pairs = tuple(zip(nodes[::2], nodes[1::2], strict=True))
        if _are_sound(pairs):
            self._add(Mapping(pairs, span))
        else:
            self._sort_out(pairs, opened, span)

    def _sort_out(self, pairs: tuple[tuple[Node, Node], ...], opened: _Open, span: Span) -> None:
        """Adds what a mapping with a key that is amiss was meant as, and tells that."""
        in_list = len(self._open) > 1 and not self._open[-1].is_mapping and self._text[opened.start] != "{"
        begins = _lost_dashes(pairs) if in_list else []
        for begin, end in pairwise([0, *begins, len(pairs)]):
            first = pairs[begin][0].span.start if begin else span.start
            last = pairs[end][0].span.start if end < len(pairs) else span.end
            self._add(Mapping(self._entries(pairs[begin:end]), Span(span.text, first, last)))
        for begin in begins:
            self._tell(_undashed(pairs[begin][0], pairs[0][0]))

    def _entries(self, pairs: tuple[tuple[Node, Node], ...]) -> tuple[tuple[Scalar, Node], ...]:
        kept: dict[str, tuple[Scalar, Node]] = {}
        for key, value in pairs:
            if not isinstance(key, Scalar):
                hint = "去掉名称外的括号，如 项目数: 260个；本来就以括号开头的，请加引号"
                self._tell(Finding("L208", "名称要写成文字，不能是清单或组", key.span, hint=hint))
            elif key.text == "<<":
                self._merge_key(key)
            elif (first := kept.get(same := unicodedata.normalize("NFKC", key.text))) is not None:
                self._tell(_twice(key, first[0]))
                kept[same] = (first[0], _together(first[1], value))
            else:
                kept[same] = (key, value)
        return tuple(kept.values())

    def _merge_key(self, key: Scalar) -> None:
        """One finding for the key and the alias it is mostly used with."""
        hint = "要沿用一组指标，请写 like"
        told = Finding("L112", "不能用 YAML 的合并键（<<）", key.span, hint=hint)
        self._findings[key.span.line] = [told]

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> Scalar:
        style: str = event.style
        text: str = event.value
        raw = self._text[start:end]
        self._properties(event, start, end)
        if style == "|":
            block = _block(self._source, text, start)
            span = block.span(0, len(text.rstrip())) if text.strip() else self._span(start, start + 1)
            return Scalar(text, style, span, block)
        labelled = bool(event.anchor or event.ctag)
        inner = (start + 1, end - 1) if style in ("'", '"') else (end - len(text), end)
        whole = style or raw == text or (labelled and raw.endswith(text))
        direct = self._text[slice(*inner)] == text and style != ">" and whole
        span = self._span(*inner) if direct else self._span(start, end)
        return Scalar(text, style, span, self._source if direct else None, inner[0])


def _are_sound(pairs: tuple[tuple[Node, Node], ...]) -> TypeGuard[tuple[tuple[Scalar, Node], ...]]:
    """Whether every key is a text and a name of its own."""
    keys = {unicodedata.normalize("NFKC", key.text) for key, _ in pairs if isinstance(key, Scalar)}
    return len(keys) == len(pairs) and "<<" not in keys


def _lost_dashes(pairs: tuple[tuple[Node, Node], ...]) -> list[int]:
    """Where other items of a list seem to begin in one: at the key that it began with, for want of its dash, or where several keys are
    there already, for want of that key."""
    keys = [key.text if isinstance(key, Scalar) else "" for key, _ in pairs]
    if keys[:1] == keys[1:2] or not keys[0]:
        return []
    again = [index for index, key in enumerate(keys) if key in keys[:index]]
    return [index for index in again if keys[index] == keys[0]] or again[: len(again) > 1]


def _undashed(key: Node, first: Node) -> Finding:
    message = f"这一项里又有“{key.span.quote}”，前一处在第 {first.span.line} 行"
    begun = first.span.quote
    how = f"前面补上“- ”，写作 - {begun}: …" if begun == key.span.quote else f"上面补一行 - {begun}: …"
    hint = f"另起一项的，{how}；不是的，两处留一处"
    return Finding("L113", message, key.span, hint=hint)


def _together(first: Node, second: Node) -> Node:
    """A group written twice, as one: no name in it is missing."""
    if not isinstance(first, Mapping) or not isinstance(second, Mapping):
        return first
    known = {key.text for key, _ in first}
    return replace(first, entries=(*first.entries, *(e for e in second.entries if e[0].text not in known)))


def _twice(key: Scalar, first: Scalar) -> Finding:
    same = "" if key.text == first.text else f"（与“{first.text}”只是全角半角之别）"
    message = f"“{key.text}”写了两遍{same}，前一处在第 {first.span.line} 行"
    return Finding("L113", message, key.span, hint="两处留一处；不是一回事的，改个名称")


def _block(source: Prose, text: str, start: int) -> Prose:
    """A literal block, line by line: each line of the value ends its line of the file."""
    raw = source.text
    head = raw.find("\n", start)
    position = len(raw) if head < 0 else head + 1
    starts, offsets, length = [], [], 0
    for line in text.removesuffix("\n").split("\n"):
        end = raw.find("\n", position)
        end = len(raw) if end < 0 else end
        starts.append(length)
        offsets.append(source.offset(min(end - len(line), len(raw))))
        length += len(line) + 1
        position = min(end + 1, len(raw))
    return Prose(text, source.source, tuple(starts), tuple(offsets))
