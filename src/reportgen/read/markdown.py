"""Markdown as sections of narrative: the only door to pandoc.

pandoc reads CommonMark with pipe tables, sandboxed, with a limit of time and heap, and tells the place of every word (`sourcepos`).
Tags are hidden from it behind as many hanzi, so that `|` and `_` in them mean nothing and places stay true.
"""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

from reportgen import patterns
from reportgen.characters import REFUSED, unfit
from reportgen.content import Grid, Section
from reportgen.finding import Finding, Severity, Span, Text
from reportgen.narrative import Fragment, parse_fragment
from reportgen.prose import Prose
from reportgen.read.markdown_words import STRAY, Node, Places, with_tables, words
from reportgen.value import Value, field

SECONDS = 10
MOST_CHARACTERS = 500_000
DEEPEST_BRACKETS = 10
DEEPEST_LISTS = 2
MOST_FINDINGS = 100  # in one file; more help nobody

_COMMAND = ["-f", "commonmark+sourcepos+pipe_tables", "-t", "json", "--sandbox", "+RTS", "-M512m", "-RTS"]
_TAG = patterns.compile(r"\{\{[^\n]*?\}\}|\{%[^\n]*?%\}")
_QUOTED_TOO_DEEP = patterns.compile(rf"^[ \t]*(?:>[ \t]*){{{DEEPEST_BRACKETS + 1}}}", re.MULTILINE)
_MARKER = patterns.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})(?=\s|$)", re.MULTILINE)
_ATTRIBUTES = patterns.compile(r"^#{1,6}[ \t][^\n]*?(\{[#.][^{}\n]*(?<!#)\})[ \t]*$", re.MULTILINE)
_NO_HEADING = patterns.compile(r"^ {0,3}(#{1,6}(?=[^\s#])|＃{1,6})\s*([^\n]{0,20})", re.MULTILINE)
_PROPERTIES = patterns.compile(r"(---)[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_REFUSED = {
    "RawBlock": " HTML",
    "RawInline": " HTML",
    "Image": "图片",
    "Link": "链接",
    "Code": "代码",
    "CodeBlock": "代码块（行首空四格也算）",
}


def read_markdown(text: Text) -> tuple[tuple[Section, ...], list[Finding]]:
    """The sections of a Markdown text, and what has no place in official text (L102, L402), what pandoc cannot read (L403, O203),
    and tags that are none (P110).

    Headings nest as sections, lists become numbered items (公文 has no bullets), tables grids; emphasis is dropped.
    """
    if found := [*_unfit(text), *_not_prose(text)] or list(too_much(text)):
        return (), found
    try:
        blocks = blocks_of(_without_tags(text.content))
    except Unreadable as error:
        return (), [Finding("L403", error.message, Span(text), hint="写法改简单些，或拆成几个附件")]
    except OSError:
        hint = "重新安装：pip install pypandoc_binary"
        return (), [Finding("O203", "本机没有装好 pandoc，读不了 Markdown 附件", Span(text), hint=hint)]
    tree = _Tree(text)
    return tree.sections(blocks), [*_attributes(text), *tree.findings]


def _without_tags(content: str) -> str:
    """The text with every tag behind a hanzi the text does not have, and without the attributes of headings."""
    hidden = next(chr(code) for code in range(0x3400, 0x4DC0) if chr(code) not in content)
    for match in _ATTRIBUTES.finditer(content):
        start, end = match.span(1)
        content = content[:start] + " " * (end - start) + content[end:]
    return _TAG.sub(lambda tag: hidden * len(tag[0]), content)


class Unreadable(Exception):
    """A Markdown text that pandoc does not read within its limits."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def blocks_of(source: str) -> list[Node]:
    """pandoc's blocks. Raises Unreadable, and OSError when there is no pandoc."""
    import pypandoc  # few reports have an attached file

    command = [pypandoc.get_pandoc_path(), *_COMMAND]
    try:
        done = subprocess.run(
            command, input=with_tables(source).encode(), capture_output=True, timeout=SECONDS, check=True
        )
        blocks: list[Node] = json.loads(done.stdout)["blocks"]
    except subprocess.TimeoutExpired:
        raise Unreadable(f"这个附件 {SECONDS} 秒还没有读完，括号或表格可能套得太深") from None
    except subprocess.CalledProcessError:
        raise Unreadable("这个附件读不成，可能太大或套得太深") from None
    except RecursionError:
        raise Unreadable("这个附件的清单或引文套得太深") from None
    return blocks


def _unfit(text: Text) -> Iterator[Finding]:
    for found in unfit(text.content):
        if found.kind in REFUSED:
            yield Finding(
                "L102", f"附件里{found.message}", Span(text, found.start, found.end), hint=found.hint
            )


def _not_prose(text: Text) -> Iterator[Finding]:
    """What another program wrote into the file: merge markers (a line of = alone underlines a heading) and a block of properties; a
    heading that is none; nothing at all."""
    for match in _MARKER.finditer(text.content):
        span = Span(text, *match.span())
        yield Finding(
            "L105",
            "附件里有合并时留下的冲突标记",
            span,
            hint="两个版本留一个，删去 <<<<<<<、=======、>>>>>>> 三行",
        )
    if properties := _PROPERTIES.match(text.content):
        span = Span(text, *properties.span(1))
        yield Finding("L402", "文件开头有 --- 之间的属性，公文附件不用", span, hint="删去这几行")
    for match in _NO_HEADING.finditer(text.content):
        wrong = "后面缺空格" if match[1][0] == "#" else "是全角的"
        message, span = f"“{match[1]}”{wrong}，不会被当作标题", Span(text, *match.span(1))
        hint = f"写成 {'#' * len(match[1])} {match[2]}"
        yield Finding("L402", message, span, hint=hint)
    if not text.content.strip():
        yield Finding("L402", "附件文件是空的", Span(text), hint="写上内容，或从 attachments 里删去它")


def _attributes(text: Text) -> Iterator[Finding]:
    """What pandoc's own Markdown would take for a heading's identifier and classes."""
    for match in _ATTRIBUTES.finditer(text.content):
        message = f"标题后面的 {match[1]} 是给网页用的，没有印"
        yield Finding("L402", message, Span(text, *match.span(1)), Severity.WARNING, "删去它")


def too_much(text: Text) -> Iterator[Finding]:
    """What pandoc should not even be asked to read."""
    if len(text.content) > MOST_CHARACTERS:
        yield Finding("L403", f"附件超过 {MOST_CHARACTERS:,} 字", Span(text), hint="拆成几个附件")
    if quoted := _QUOTED_TOO_DEEP.search(text.content):
        yield Finding("L403", "引文套得太深", Span(text, *quoted.span()), hint="去掉多余的 >")
    depth = 0
    for match in re.finditer(r"[\[(]|[\])]|\n[ \t]*\n", text.content):
        depth = 0 if match[0][0] == "\n" else depth + 1 if match[0] in "[(" else max(depth - 1, 0)
        if depth > DEEPEST_BRACKETS:
            message = f"括号套了超过 {DEEPEST_BRACKETS} 层"
            yield Finding("L403", message, Span(text, *match.span()), hint="减少括号的层数")
            return


class _Open(Value):
    """A heading and what came under it so far."""

    level: int
    heading: Fragment | None
    span: Span
    below: list["_Open | Section"] = field(default_factory=list)

    def closed(self) -> Section:
        below = tuple(b if isinstance(b, Section) else b.closed() for b in self.below)
        return _section(self.span, heading=self.heading, sections=below)


def _section(
    span: Span,
    *,
    heading: Fragment | None = None,
    text: Fragment | None = None,
    items: tuple[Section, ...] = (),
    sections: tuple[Section, ...] = (),
    grid: Grid | None = None,
) -> Section:
    return Section(heading, "", None, text, (), items, sections, None, span, grid)


class _Tree:
    """Turns pandoc's blocks into sections; what is refused is noted in `findings` and left out."""

    def __init__(self, text: Text) -> None:
        self.findings: list[Finding] = []
        self._places = Places(text)
        self._whole = Span(text)

    def sections(self, blocks: Sequence[Node]) -> tuple[Section, ...]:
        """The sections of a whole document, nested by their headings."""
        opened = [_Open(0, None, self._whole)]
        for block, span in self._unwrapped(blocks, self._whole):
            if block["t"] != "Header":
                opened[-1].below += self._flow(block, span, 1)
                continue
            level, attributes, inlines = block["c"]
            place = self._places.of(attributes, span)
            while opened[-1].level >= level:
                opened.pop()
            new = _Open(level, self._fragment(inlines, place), place)
            opened[-1].below.append(new)
            opened.append(new)
        return opened[0].closed().sections

    def _unwrapped(self, blocks: Sequence[Node], span: Span) -> Iterator[tuple[Node, Span]]:
        """Blocks out of the Divs that carry their places."""
        for block in blocks:
            if block["t"] == "Div":
                attributes, inner = block["c"]
                yield from self._unwrapped(inner, self._places.of(attributes, span))
            else:
                yield block, span

    def _flow(self, block: Node, span: Span, depth: int) -> Iterator[Section]:
        """The sections without heading that a block makes."""
        match block:
            case {"t": "BulletList" | "OrderedList" | "BlockQuote"} if depth > DEEPEST_LISTS:
                self._note("L403", f"清单、引文套了超过 {DEEPEST_LISTS} 层", span, "改成标题加段落")
            case {"t": "Para" | "Plain", "c": inlines}:
                if fragment := self._fragment(inlines, span):
                    yield _section(span, text=fragment)
            case {"t": "BulletList", "c": items} | {"t": "OrderedList", "c": [_, items]}:
                yield _section(span, items=tuple(self._item(item, span, depth) for item in items))
            case {"t": "BlockQuote", "c": blocks}:
                for inner, place in self._unwrapped(blocks, span):
                    yield from self._flow(inner, place, depth + 1)
            case {"t": "Table", "c": [attributes, _, _, head, bodies, _]}:
                yield self._table(head[1], bodies, self._places.of(attributes, span))
            case {"t": "Header", "c": [_, attributes, _]}:
                place = self._places.of(attributes, span)
                self._note("L402", "清单和引文里不能有标题", place, "把标题移到外面，顶格写")
            case {"t": "HorizontalRule"}:
                pass
            case {"t": "CodeBlock", "c": [attributes, _]}:
                self._refuse(block, self._places.of(attributes, span))
            case _:
                self._refuse(block, span)

    def _item(self, blocks: Sequence[Node], span: Span, depth: int) -> Section:
        """A list item: its first paragraph is its text, the rest stands below."""
        inside = self._unwrapped(blocks, span)
        flow = [section for block, place in inside for section in self._flow(block, place, depth + 1)]
        text = flow[0].text if flow else None
        return _section(flow[0].span if flow else span, text=text, sections=tuple(flow[1:] if text else flow))

    def _table(self, head: Sequence[Any], bodies: Sequence[Any], span: Span) -> Section:
        rows = tuple(self._cells(row, span) for body in bodies for row in body[3])
        return _section(span, grid=Grid(self._cells(head[0], span), rows))

    def _cells(self, row: Sequence[Any], span: Span) -> tuple[Fragment, ...]:
        empty = Fragment(Prose("", span.text, (0,), (span.start,)), ())
        contents = ([inline for block in cell[4] for inline in block["c"]] for cell in row[1])
        return tuple(self._fragment(inlines, span) or empty for inlines in contents)

    def _fragment(self, inlines: Sequence[Node], span: Span) -> Fragment | None:
        prose = words(inlines, span, self._places, self._refuse)
        if not prose.text.strip():
            return None
        fragment, faults = parse_fragment(prose)
        for fault in faults:
            self._note("P110", fault.message, fault.span, fault.hint)
        return fragment

    def _refuse(self, node: Node, span: Span) -> None:
        if node["t"] == STRAY:
            message, hint = "这个 * 没有配成对，会照样印出来", "删去它；要印星号的写作 \\*"
            self._note("L402", message, span, hint, Severity.WARNING)
            return
        what = _REFUSED.get(node["t"], f"这种写法（{node['t']}）")
        self._note("L402", f"公文附件里不能有{what}", span, "删掉它，或改写成文字")

    def _note(
        self, code: str, message: str, span: Span, hint: str, severity: Severity = Severity.ERROR
    ) -> None:
        line_end = span.text.content.find("\n", span.start)
        end = span.end if line_end < 0 else min(span.end, line_end)
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(code, message, Span(span.text, span.start, end), severity, hint))
